//! Time that comes free when the client relaxes alone and the practitioner writes the report meanwhile (white paper 5.3).

use serde::Serialize;

/// How it is used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeOnOneself {
    /// Clients a day of one practitioner who relax alone, 0 to 100.
    pub clients_a_day: f64,
    /// Minutes each, 0 to 120.
    pub minutes: f64,
    /// Working days a year, 1 to 366.
    pub days_a_year: u32,
    /// Practitioners who do so, 1 or more.
    pub practitioners: u32,
    /// What an hour of theirs costs, euros, 0 or more.
    pub hour_cost_eur: f64,
}

/// What comes free.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TimeFreed {
    /// Minutes a day of one practitioner.
    pub minutes_a_day: f64,
    /// Hours a year of all practitioners.
    pub hours_a_year: f64,
    /// What those hours cost, euros.
    pub worth_eur: f64,
}

/// Something that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// The clients.
    #[error("the clients a day must be 0 to 100")]
    Clients,
    /// The minutes.
    #[error("the minutes must be 0 to 120")]
    Minutes,
    /// Together they are more than a day has.
    #[error("so many clients and minutes do not fit in a working day of 8 hours")]
    Day,
    /// The days.
    #[error("the days a year must be 1 to 366")]
    Days,
    /// The practitioners.
    #[error("the number of practitioners must be 1 or more")]
    Practitioners,
    /// The cost of an hour.
    #[error("the cost of an hour must be an amount from 0 to 10,000")]
    HourCost,
}

impl TimeOnOneself {
    /// What comes free.
    pub fn freed(&self) -> Result<TimeFreed, TimeError> {
        let minutes_a_day = self.clients_a_day * self.minutes;
        for (holds, error) in [
            ((0.0..=100.0).contains(&self.clients_a_day), TimeError::Clients),
            ((0.0..=120.0).contains(&self.minutes), TimeError::Minutes),
            (minutes_a_day <= 480.0, TimeError::Day),
            ((1..=366).contains(&self.days_a_year), TimeError::Days),
            (self.practitioners > 0, TimeError::Practitioners),
            ((0.0..=10_000.0).contains(&self.hour_cost_eur), TimeError::HourCost),
        ] {
            if !holds {
                return Err(error);
            }
        }
        let hours_a_year = minutes_a_day * f64::from(self.days_a_year) * f64::from(self.practitioners) / 60.0;
        Ok(TimeFreed { minutes_a_day, hours_a_year, worth_eur: hours_a_year * self.hour_cost_eur })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// White paper 5.3: five clients a day, a quarter of an hour each, "over an hour".
    const WHITE_PAPER: TimeOnOneself = TimeOnOneself {
        clients_a_day: 5.0,
        minutes: 15.0,
        days_a_year: 200,
        practitioners: 1,
        hour_cost_eur: 60.0,
    };

    #[test]
    fn five_clients_of_a_quarter_of_an_hour_are_over_an_hour_a_day() {
        let freed = WHITE_PAPER.freed().unwrap();
        assert_eq!(freed.minutes_a_day, 75.0);
        assert_eq!(freed.hours_a_year, 250.0);
        assert_eq!(freed.worth_eur, 15_000.0);
    }

    #[test]
    fn what_cannot_be_is_named() {
        for (time, error) in [
            (TimeOnOneself { clients_a_day: -1.0, ..WHITE_PAPER }, TimeError::Clients),
            (TimeOnOneself { clients_a_day: f64::NAN, ..WHITE_PAPER }, TimeError::Clients),
            (TimeOnOneself { minutes: 121.0, ..WHITE_PAPER }, TimeError::Minutes),
            (TimeOnOneself { clients_a_day: 40.0, ..WHITE_PAPER }, TimeError::Day),
            (TimeOnOneself { days_a_year: 0, ..WHITE_PAPER }, TimeError::Days),
            (TimeOnOneself { practitioners: 0, ..WHITE_PAPER }, TimeError::Practitioners),
            (TimeOnOneself { hour_cost_eur: f64::INFINITY, ..WHITE_PAPER }, TimeError::HourCost),
        ] {
            assert_eq!(time.freed(), Err(error));
        }
    }
}
