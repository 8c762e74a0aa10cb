//! What is asked of the model, as an address holds it: `part=case&line=second&years=5&headsets=6`.

use toolkit::{
    guide::Line,
    value::{Absence, Assumptions, MOST_YEARS, TimeOnOneself},
};

/// Which sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// Absence through stress.
    #[default]
    Absence,
    /// The business case over years.
    Case,
    /// Time that comes free.
    Time,
}

/// Everything that is asked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asked {
    pub(super) part: Part,
    pub(super) absence: Absence,
    pub(super) assumptions: Assumptions,
    pub(super) years: u32,
    pub(super) time: TimeOnOneself,
}

/// The organisation of the white paper (5.3): five clients a day, a quarter of an hour each.
const TIME: TimeOnOneself = TimeOnOneself {
    clients_a_day: 5.0,
    minutes: 15.0,
    days_a_year: 200,
    practitioners: 1,
    hour_cost_eur: 60.0,
};
/// A case is looked at over five years, one for each phase of adoption.
const YEARS: u32 = 5;

impl Part {
    pub(super) const ALL: [Part; 3] = [Part::Absence, Part::Case, Part::Time];

    pub(super) const fn id(self) -> &'static str {
        match self {
            Part::Absence => "absence",
            Part::Case => "case",
            Part::Time => "time",
        }
    }
}

impl Asked {
    /// What an address asks; what it says wrongly is left as it begins.
    pub(super) fn read(query: &str) -> Self {
        let pairs = || query.split('&').filter_map(|pair| pair.split_once('='));
        let find = |name: &str| pairs().find(|(key, _)| *key == name).map(|(_, value)| value);
        let part = Part::ALL.into_iter().find(|part| find("part") == Some(part.id())).unwrap_or_default();
        let line = Line::ALL.into_iter().find(|line| find("line") == Some(line.id())).unwrap_or(Line::Second);
        let years = find("years").and_then(|years| years.parse().ok());
        let mut asked = Self {
            part,
            absence: Absence::WHITE_PAPER,
            assumptions: Assumptions::of(line),
            years: years.filter(|years| (1..=MOST_YEARS).contains(years)).unwrap_or(YEARS),
            time: TIME,
        };
        for (name, value) in pairs() {
            let Some(value) = number(value) else { continue };
            match part {
                Part::Absence => drop(asked.set_absence(name, value)),
                Part::Case => drop(asked.assumptions.set(name, value)),
                Part::Time => drop(asked.set_time(name, value)),
            }
        }
        asked
    }

    /// As an address holds it: only what differs from where it begins.
    pub(super) fn query(&self) -> String {
        let mut pairs = Vec::new();
        match self.part {
            Part::Absence => {
                let begin = absence_values(&Absence::WHITE_PAPER);
                let now = absence_values(&self.absence);
                pairs.extend(
                    now.into_iter().zip(begin).filter(|(now, begin)| now != begin).map(|(now, _)| now),
                );
            }
            Part::Case => {
                let changed = self.assumptions.each().filter(|assumed| assumed.is_changed);
                pairs.extend(changed.map(|assumed| (assumed.about.id, assumed.value)));
            }
            Part::Time => {
                let now = time_values(&self.time);
                pairs.extend(
                    now.into_iter()
                        .zip(time_values(&TIME))
                        .filter(|(now, begin)| now != begin)
                        .map(|(now, _)| now),
                );
            }
        }
        let mut words = Vec::new();
        if self.part != Part::default() {
            words.push(["part=", self.part.id()].concat());
        }
        if self.part == Part::Case {
            words.push(["line=", self.assumptions.line().id()].concat());
            words.push(["years=", &self.years.to_string()].concat());
        }
        words.extend(pairs.into_iter().map(|(name, value)| [name, "=", &value.to_string()].concat()));
        words.join("&")
    }

    /// Another line, or the same anew: every assumption as it begins.
    pub(super) fn begin(&mut self, line: Line) {
        self.assumptions = Assumptions::of(line);
    }

    /// Sets one number of the absence; gives back whether the model takes it.
    pub(super) fn set_absence(&mut self, name: &str, value: f64) -> bool {
        let mut changed = self.absence;
        match name {
            "employees" => changed.employees = whole(value),
            "absence" => changed.absence_pct = value,
            "stress-share" => changed.stress_share_pct = value,
            "day-cost" => changed.day_cost_eur = value,
            "licence" => changed.licence_eur = value,
            "licences" => changed.licences = whole(value),
            "working-days" => changed.working_days = whole(value),
            _ => return false,
        }
        let fits = changed.cost().is_ok();
        if fits {
            self.absence = changed;
        }
        fits
    }

    /// Sets one number of the time; gives back whether the model takes it.
    pub(super) fn set_time(&mut self, name: &str, value: f64) -> bool {
        let mut changed = self.time;
        match name {
            "clients" => changed.clients_a_day = value,
            "minutes" => changed.minutes = value,
            "days" => changed.days_a_year = whole(value),
            "practitioners" => changed.practitioners = whole(value),
            "hour-cost" => changed.hour_cost_eur = value,
            _ => return false,
        }
        let fits = changed.freed().is_ok();
        if fits {
            self.time = changed;
        }
        fits
    }
}

/// The numbers of the absence, in the order of the page.
pub(super) fn absence_values(absence: &Absence) -> [(&'static str, f64); 7] {
    [
        ("employees", f64::from(absence.employees)),
        ("working-days", f64::from(absence.working_days)),
        ("absence", absence.absence_pct),
        ("stress-share", absence.stress_share_pct),
        ("day-cost", absence.day_cost_eur),
        ("licence", absence.licence_eur),
        ("licences", f64::from(absence.licences)),
    ]
}

/// The numbers of the time, in the order of the page.
pub(super) fn time_values(time: &TimeOnOneself) -> [(&'static str, f64); 5] {
    [
        ("clients", time.clients_a_day),
        ("minutes", time.minutes),
        ("days", f64::from(time.days_a_year)),
        ("practitioners", f64::from(time.practitioners)),
        ("hour-cost", time.hour_cost_eur),
    ]
}

/// A number as an address holds it.
fn number(words: &str) -> Option<f64> {
    words.parse().ok().filter(|value: &f64| value.is_finite())
}

/// A number as somebody types it: with this decimal sign, or with the other one where it cannot be thousands.
pub(super) fn typed(words: &str, decimal_sign: char) -> Option<f64> {
    let words: String = words.chars().filter(|sign| !sign.is_whitespace()).collect();
    let other = if decimal_sign == ',' { '.' } else { ',' };
    let groups: Vec<&str> = words.split(other).collect();
    let are_thousands = words.contains(decimal_sign)
        || groups.len() > 2
        || groups.get(1).is_some_and(|behind| behind.len() == 3 && groups[0] != "0");
    let plain = if are_thousands {
        let fits =
            groups.iter().skip(1).all(|group| group.split(decimal_sign).next().map(str::len) == Some(3));
        if !fits {
            return None;
        }
        groups.concat()
    } else {
        groups.join(".")
    };
    let plain = plain.replace(decimal_sign, ".");
    // "inf", "1e9" and their like are no numbers that anybody means.
    let is_plain = plain.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | '-'));
    number(&plain).filter(|_| is_plain)
}

/// What is no whole number from 0 on is 0, which the model refuses.
fn whole(value: f64) -> u32 {
    if value.fract() == 0.0 { value as u32 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_stands_in_the_address_and_comes_back_from_it() {
        for query in [
            "",
            "employees=1200&stress-share=28.5",
            "part=case&line=third&years=10&headsets=12&hour-cost=62.5",
            "part=time&clients=3&practitioners=8",
        ] {
            assert_eq!(Asked::read(query).query(), query);
        }
    }

    #[test]
    fn an_address_that_says_it_wrongly_leaves_what_it_begins_with() {
        let begin = Asked::read("");
        for query in
            ["employees=0", "absence=101", "employees=2.5", "licence=-1", "employees=many", "x=1", "=", "&&"]
        {
            assert_eq!(Asked::read(query), begin, "{query}");
        }
        let case = Asked::read("part=case&line=fourth&years=11&headsets=0.5&nothing=3");
        assert_eq!(case, Asked { part: Part::Case, ..Asked::read("part=case") });
        assert_eq!(case.years, YEARS);
        assert_eq!(case.assumptions.line(), Line::Second);
    }

    #[test]
    fn numbers_are_read_as_people_of_each_language_type_them() {
        for (words, value) in [
            ("6,1", 6.1),
            (" 6.1 ", 6.1),
            ("12.500", 12_500.0),
            ("1.830.000,50", 1_830_000.5),
            ("0.125", 0.125),
            ("250", 250.0),
        ] {
            assert_eq!(typed(words, ','), Some(value), "{words}");
        }
        for (words, value) in [("6.1", 6.1), ("6,1", 6.1), ("12,500", 12_500.0), ("1,830,000.5", 1_830_000.5)]
        {
            assert_eq!(typed(words, '.'), Some(value), "{words}");
        }
        for words in ["", "veel", "1.00,5", "1,2,3", "inf", "NaN", "1e3", "-", "6,1 %"] {
            assert_eq!(typed(words, ','), None, "{words}");
        }
    }
}
