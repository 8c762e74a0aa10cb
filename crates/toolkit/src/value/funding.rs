//! Where the money comes from and until when: alarms before it ends, and years that nothing covers.

use super::{Case, Euros};
use crate::guide::Lasting;

/// How long before its end money is spoken of: half a year, as a budget takes that long.
pub const WARNED_DAYS: i32 = 183;

/// A day, counted from 1 January 1970. Which day it is today comes in from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Money from somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funding {
    /// What it is called.
    pub name: String,
    /// How long it lasts.
    pub lasting: Lasting,
    /// What it brings in a year.
    pub a_year: Euros,
    /// Who answers for the budget.
    pub owner: Option<String>,
    /// The first day.
    pub from: Day,
    /// The last day; `None` where none is known.
    pub until: Option<Day>,
}

/// Something about money that someone must do something about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// It has ended, so many days ago.
    Ended {
        /// Of which funding, by its place.
        funding: usize,
        /// How long ago, days, 1 or more.
        days_ago: i32,
    },
    /// It ends within [`WARNED_DAYS`].
    EndsSoon {
        /// Of which funding, by its place.
        funding: usize,
        /// How many days are left, 0 on the last one.
        days_left: i32,
    },
    /// Temporary money without an end: nobody has looked.
    NoEnd {
        /// Of which funding, by its place.
        funding: usize,
    },
    /// Nobody answers for it.
    NoOwner {
        /// Of which funding, by its place.
        funding: usize,
    },
    /// There is only temporary money: nothing carries on after it.
    NothingStructural,
}

/// What must be seen to on this day, the most pressing first.
pub fn alarms(fundings: &[Funding], today: Day) -> Vec<Alarm> {
    let mut alarms = Vec::new();
    for (funding, money) in fundings.iter().enumerate() {
        let days_left = money.until.map(|until| until.0.saturating_sub(today.0));
        match days_left {
            Some(left) if left < 0 => alarms.push(Alarm::Ended { funding, days_ago: left.saturating_neg() }),
            Some(days_left) if days_left <= WARNED_DAYS => {
                alarms.push(Alarm::EndsSoon { funding, days_left })
            }
            None if money.lasting == Lasting::Temporary => alarms.push(Alarm::NoEnd { funding }),
            _ => {}
        }
        let is_over = days_left.is_some_and(|left| left < 0);
        if !is_over && money.owner.as_ref().is_none_or(|owner| owner.trim().is_empty()) {
            alarms.push(Alarm::NoOwner { funding });
        }
    }
    let carries_on = |money: &Funding| {
        money.lasting == Lasting::Structural && money.until.is_none_or(|until| until >= today)
    };
    if !fundings.is_empty() && !fundings.iter().any(carries_on) {
        alarms.push(Alarm::NothingStructural);
    }
    alarms.sort_by_key(Alarm::urgency);
    alarms
}

impl Alarm {
    /// Smaller is more pressing.
    fn urgency(&self) -> (u8, i32) {
        match self {
            Alarm::Ended { days_ago, .. } => (0, days_ago.saturating_neg()),
            Alarm::EndsSoon { days_left, .. } => (1, *days_left),
            Alarm::NothingStructural => (2, 0),
            Alarm::NoEnd { .. } => (3, 0),
            Alarm::NoOwner { .. } => (4, 0),
        }
    }
}

/// What of each year's costs no money covers, when the case begins on this day. Money that comes for part of a year counts for that
/// part; what one year has too much does not help another.
pub fn uncovered(case: &Case, fundings: &[Funding], begins: Day) -> Vec<Euros> {
    const YEAR_DAYS: i32 = 365;
    let covered = |first: i32| -> Euros {
        let last = first.saturating_add(YEAR_DAYS - 1);
        let parts = fundings.iter().map(|money| {
            let until = money.until.map_or(last, |until| until.0.min(last));
            let days = until.saturating_sub(money.from.0.max(first)).saturating_add(1).clamp(0, YEAR_DAYS);
            Euros::rounded(money.a_year.eur() * f64::from(days) / f64::from(YEAR_DAYS))
        });
        parts.sum()
    };
    case.years
        .iter()
        .zip(0..)
        .map(|(year, past)| {
            let costs = year.costs.into_iter().sum::<Euros>();
            (costs - covered(begins.0.saturating_add(past * YEAR_DAYS))).max(Euros::ZERO)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{guide::Line, value::Assumptions};

    fn grant() -> Funding {
        Funding {
            name: "innovation budget".to_owned(),
            lasting: Lasting::Temporary,
            a_year: Euros::rounded(20_000.0),
            owner: Some("the innovation office".to_owned()),
            from: Day(20_000),
            until: Some(Day(20_364)),
        }
    }

    #[test]
    fn an_end_is_spoken_of_half_a_year_before() {
        let money = [grant()];
        let today = |day: i32| alarms(&money, Day(day));
        assert_eq!(today(20_364 - WARNED_DAYS - 1), [Alarm::NothingStructural]);
        assert_eq!(today(20_364 - WARNED_DAYS)[0], Alarm::EndsSoon { funding: 0, days_left: WARNED_DAYS });
        assert_eq!(today(20_364)[0], Alarm::EndsSoon { funding: 0, days_left: 0 });
        assert_eq!(today(20_365)[0], Alarm::Ended { funding: 0, days_ago: 1 });
    }

    #[test]
    fn structural_money_with_an_owner_is_quiet() {
        let lasting = Funding { lasting: Lasting::Structural, until: None, ..grant() };
        assert_eq!(alarms(std::slice::from_ref(&lasting), Day(30_000)), []);
        let without_owner = Funding { owner: Some("  ".to_owned()), ..lasting };
        assert_eq!(alarms(&[without_owner], Day(30_000)), [Alarm::NoOwner { funding: 0 }]);
        let forgotten = Funding { until: None, ..grant() };
        assert_eq!(
            alarms(&[forgotten], Day(20_000)),
            [Alarm::NothingStructural, Alarm::NoEnd { funding: 0 }]
        );
        assert_eq!(alarms(&[], Day(0)), []);
    }

    #[test]
    fn years_after_the_grant_stand_open() {
        let case = Case::of(&Assumptions::of(Line::First), 3).unwrap();
        let costs: Vec<Euros> = case.years.iter().map(|year| year.costs.into_iter().sum()).collect();
        assert_eq!(uncovered(&case, &[grant()], Day(20_000)), [Euros::ZERO, costs[1], costs[2]]);
        assert_eq!(uncovered(&case, &[], Day(20_000)), costs);
        let half = Funding { from: Day(20_000 + 365), until: Some(Day(20_000 + 365 + 72)), ..grant() };
        // 73 of 365 days: a fifth.
        assert_eq!(
            uncovered(&case, &[half], Day(20_000))[1],
            (costs[1] - Euros::rounded(4_000.0)).max(Euros::ZERO)
        );
    }

    #[test]
    fn days_at_the_ends_of_time_do_no_harm() {
        let money = [Funding { from: Day(i32::MIN), until: Some(Day(i32::MAX)), ..grant() }];
        let case = Case::of(&Assumptions::of(Line::First), 10).unwrap();
        for day in [i32::MIN, 0, i32::MAX] {
            alarms(&money, Day(day));
            assert_eq!(uncovered(&case, &money, Day(day)).len(), 10);
        }
    }
}
