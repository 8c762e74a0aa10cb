//! Absence through stress: what it costs an organisation, and from how many prevented days a licence pays for itself.

use serde::Serialize;

/// What is assumed of an organisation for a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Absence {
    /// People employed, 1 or more.
    pub employees: u32,
    /// Share of working days lost to sickness, percent, 0 to 100.
    pub absence_pct: f64,
    /// Share of those that goes with stress, percent, 0 to 100.
    pub stress_share_pct: f64,
    /// What a day of absence costs, euros above 0: wage, lost production, replacement, guidance.
    pub day_cost_eur: f64,
    /// What a licence costs in a year, euros, 0 or more.
    pub licence_eur: f64,
    /// How many licences, 1 or more.
    pub licences: u32,
    /// Working days of one person in a year, 1 to 366.
    pub working_days: u32,
}

/// What follows from it, for a year; not rounded.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AbsenceCost {
    /// Days of sickness.
    pub sick_days: f64,
    /// What they cost, euros.
    pub sick_cost_eur: f64,
    /// Those that go with stress.
    pub stress_days: f64,
    /// What those cost, euros.
    pub stress_cost_eur: f64,
    /// From where the licences pay for themselves.
    pub break_even: BreakEven,
}

/// From how much prevented absence the licences pay for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BreakEven {
    /// The first whole number of days whose cost is no less than that of the licences.
    pub days: u64,
    /// Those days as a share of the absence through stress, percent; `None` where there is none to prevent.
    pub pct: Option<f64>,
}

impl BreakEven {
    /// Whether there is as much absence through stress as would have to be prevented.
    pub fn is_within_reach(&self) -> bool {
        self.pct.is_some_and(|pct| pct <= 100.0)
    }
}

/// An assumption that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AbsenceError {
    /// Nobody is employed.
    #[error("the number of employees must be 1 or more")]
    Employees,
    /// The absence.
    #[error("the absence must be a percentage from 0 to 100")]
    Absence,
    /// The share of stress.
    #[error("the share of stress must be a percentage from 0 to 100")]
    StressShare,
    /// What a day costs.
    #[error("the cost of a day must be an amount above 0")]
    DayCost,
    /// What a licence costs.
    #[error("the price of a licence must be an amount of 0 or more")]
    Licence,
    /// How many of them.
    #[error("the number of licences must be 1 or more")]
    Licences,
    /// The working days.
    #[error("the working days in a year must be 1 to 366")]
    WorkingDays,
}

impl Absence {
    /// The organisation of the white paper (5.4): 600 people, 6.1 %, 32.7 %, € 250 a day, € 995 a licence. It names no working
    /// days; its 7,320 days come out with 200.
    pub const WHITE_PAPER: Absence = Absence {
        employees: 600,
        absence_pct: 6.1,
        stress_share_pct: 32.7,
        day_cost_eur: 250.0,
        licence_eur: 995.0,
        licences: 1,
        working_days: 200,
    };

    /// What this absence costs, and from where licences pay for themselves.
    pub fn cost(&self) -> Result<AbsenceCost, AbsenceError> {
        self.check()?;
        let days = f64::from(self.employees) * f64::from(self.working_days);
        // One division at the end of each: 600 × 200 × 6.1 / 100 is 7,320 and not a hair below.
        let sick_days = days * self.absence_pct / 100.0;
        let stress_days = days * self.absence_pct * self.stress_share_pct / 10_000.0;
        let prevented = f64::from(self.licences) * self.licence_eur / self.day_cost_eur;
        // What lies a hair above a whole day through binary fractions is that day.
        let whole_days = (prevented - 1e-9 * prevented.max(1.0)).ceil().max(0.0);
        Ok(AbsenceCost {
            sick_days,
            sick_cost_eur: sick_days * self.day_cost_eur,
            stress_days,
            stress_cost_eur: stress_days * self.day_cost_eur,
            break_even: BreakEven {
                days: whole_days as u64,
                pct: (stress_days > 0.0).then(|| whole_days / stress_days * 100.0),
            },
        })
    }

    fn check(&self) -> Result<(), AbsenceError> {
        let is_share = |pct: f64| (0.0..=100.0).contains(&pct);
        let is_amount = |eur: f64| eur.is_finite() && eur >= 0.0;
        for (holds, error) in [
            (self.employees > 0, AbsenceError::Employees),
            (is_share(self.absence_pct), AbsenceError::Absence),
            (is_share(self.stress_share_pct), AbsenceError::StressShare),
            (is_amount(self.day_cost_eur) && self.day_cost_eur > 0.0, AbsenceError::DayCost),
            (is_amount(self.licence_eur), AbsenceError::Licence),
            (self.licences > 0, AbsenceError::Licences),
            ((1..=366).contains(&self.working_days), AbsenceError::WorkingDays),
        ] {
            if !holds {
                return Err(error);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHITE_PAPER: Absence = Absence::WHITE_PAPER;

    #[test]
    fn the_white_papers_organisation_comes_out_to_the_euro() {
        let cost = WHITE_PAPER.cost().unwrap();
        assert!((cost.sick_days - 7_320.0).abs() < 1e-9);
        assert!((cost.sick_cost_eur - 1_830_000.0).abs() < 1e-6);
        assert!((cost.stress_days - 2_393.64).abs() < 1e-9, "told there as 2,394");
        // From unrounded days: 2,394 × 250 would be 598,500.
        assert!((cost.stress_cost_eur - 598_410.0).abs() < 1e-6);
        assert_eq!(cost.break_even.days, 4);
        // Told there as 0.16 %; 4 of 2,393.64 is 0.1671 %.
        assert!((cost.break_even.pct.unwrap() - 0.167_110).abs() < 1e-6);
        for (licences, days) in [(8, 32), (15, 60)] {
            assert_eq!(Absence { licences, ..WHITE_PAPER }.cost().unwrap().break_even.days, days);
        }
    }

    #[test]
    fn a_price_of_whole_days_needs_no_day_more() {
        let days = |licence_eur, day_cost_eur| {
            Absence { licence_eur, day_cost_eur, ..WHITE_PAPER }.cost().unwrap().break_even.days
        };
        assert_eq!(days(1_000.0, 250.0), 4);
        assert_eq!(days(0.3, 0.1), 3, "0.3 / 0.1 is a hair below 3 in binary fractions");
        assert_eq!(days(0.7, 0.1), 7, "0.7 / 0.1 is a hair below 7");
        assert_eq!(days(1.1, 0.1), 11, "1.1 / 0.1 is a hair above 11");
        assert_eq!(days(1_000.01, 250.0), 5);
        assert_eq!(days(0.0, 250.0), 0);
    }

    #[test]
    fn where_nothing_can_be_prevented_nothing_pays_for_itself() {
        let none = Absence { stress_share_pct: 0.0, ..WHITE_PAPER }.cost().unwrap();
        assert_eq!(none.break_even.pct, None);
        assert!(!none.break_even.is_within_reach());
        let small = Absence { employees: 1, licences: 100, ..WHITE_PAPER }.cost().unwrap();
        assert!(!small.break_even.is_within_reach());
        assert!(WHITE_PAPER.cost().unwrap().break_even.is_within_reach());
    }

    #[test]
    fn an_assumption_that_cannot_be_is_named() {
        for (absence, error) in [
            (Absence { employees: 0, ..WHITE_PAPER }, AbsenceError::Employees),
            (Absence { absence_pct: 100.1, ..WHITE_PAPER }, AbsenceError::Absence),
            (Absence { absence_pct: f64::NAN, ..WHITE_PAPER }, AbsenceError::Absence),
            (Absence { stress_share_pct: -1.0, ..WHITE_PAPER }, AbsenceError::StressShare),
            (Absence { day_cost_eur: 0.0, ..WHITE_PAPER }, AbsenceError::DayCost),
            (Absence { licence_eur: f64::INFINITY, ..WHITE_PAPER }, AbsenceError::Licence),
            (Absence { licences: 0, ..WHITE_PAPER }, AbsenceError::Licences),
            (Absence { working_days: 367, ..WHITE_PAPER }, AbsenceError::WorkingDays),
        ] {
            assert_eq!(absence.cost(), Err(error));
        }
    }
}
