//! The business case over several years: what it costs and brings along the curve of adoption, to the cent.

use super::{
    Euros,
    assumptions::{Assumptions, place},
};
use crate::guide::{ADOPTION, AdoptionPhase};
use serde::Serialize;

/// The longest case.
pub const MOST_YEARS: u32 = 10;
const MONTHS: u32 = 12;
const PHASES: usize = 5;

/// What money goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cost {
    /// Headsets, bought at the start and again when they are worn.
    Equipment,
    /// Licences, at the start of each year.
    Licences,
    /// Kick-off, work protocol, technology, and training everyone: once.
    Beginning,
    /// Training new staff.
    Training,
    /// Coordinator and champions.
    Coordination,
    /// Cleaning, charging and what is used up.
    Keeping,
}

/// What saves money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gain {
    /// Practitioners' time while the client relaxes alone.
    Time,
    /// Shorter treatments.
    Treatment,
    /// Prevented absence of employees.
    Absence,
}

/// A year of the case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Year {
    /// 1 for the first.
    pub year: u32,
    /// The phase of adoption that its middle lies in, 0 to 4.
    #[serde(skip)]
    pub phase: usize,
    /// Use, percent of full use, averaged over its months.
    pub use_pct: f64,
    /// By [`Cost::ALL`].
    #[serde(skip)]
    pub costs: [Euros; 6],
    /// By [`Gain::ALL`].
    #[serde(skip)]
    pub gains: [Euros; 3],
    /// Gains less costs.
    #[serde(rename = "net_eur")]
    pub net: Euros,
    /// Of all years so far.
    #[serde(rename = "cumulative_eur")]
    pub cumulative: Euros,
    /// Sessions.
    pub sessions: f64,
    /// Clients reached.
    pub clients: f64,
    /// Practitioners' hours freed.
    pub hours_freed: f64,
    /// Those of them that are not counted as money.
    pub hours_for_care: f64,
    /// As many treatments as fit in the hours for care.
    pub treatments: f64,
}

/// All years together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Total {
    /// By [`Cost::ALL`].
    #[serde(skip)]
    pub costs: [Euros; 6],
    /// By [`Gain::ALL`].
    #[serde(skip)]
    pub gains: [Euros; 3],
    /// Gains less costs.
    #[serde(rename = "net_eur")]
    pub net: Euros,
    /// The same with what comes later counted for less.
    #[serde(rename = "present_value_eur")]
    pub present_value: Euros,
    /// Sessions.
    pub sessions: f64,
    /// Practitioners' hours that are not counted as money.
    pub hours_for_care: f64,
}

/// A business case.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Its years, in order.
    pub years: Vec<Year>,
    /// All of them together.
    pub total: Total,
    /// The first year at the end of which it has paid for itself.
    pub paid_back_in: Option<u32>,
}

/// A case that cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// The number of years.
    #[error("the number of years must be 1 to {MOST_YEARS}")]
    Years,
}

impl Cost {
    /// All of them, in their order.
    pub const ALL: [Cost; 6] =
        [Cost::Equipment, Cost::Licences, Cost::Beginning, Cost::Training, Cost::Coordination, Cost::Keeping];

    /// Its name in lists.
    pub fn id(self) -> &'static str {
        ["equipment", "licences", "beginning", "training", "coordination", "keeping"][self as usize]
    }
}

impl Gain {
    /// All of them, in their order.
    pub const ALL: [Gain; 3] = [Gain::Time, Gain::Treatment, Gain::Absence];

    /// Its name in lists.
    pub fn id(self) -> &'static str {
        ["time", "treatment", "absence"][self as usize]
    }
}

impl Year {
    /// The phase of adoption that its middle lies in.
    pub fn adoption(&self) -> &'static AdoptionPhase {
        &ADOPTION[self.phase]
    }
}

impl Case {
    /// The case over this many years, 1 to [`MOST_YEARS`].
    pub fn of(assumptions: &Assumptions, years: u32) -> Result<Self, CaseError> {
        if !(1..=MOST_YEARS).contains(&years) {
            return Err(CaseError::Years);
        }
        let figures = Figures::of(assumptions);
        let mut cumulative = Euros::ZERO;
        let years: Vec<Year> = (0..years)
            .map(|year| {
                let mut made = figures.year(year);
                cumulative = cumulative + made.net;
                made.cumulative = cumulative;
                made
            })
            .collect();
        let paid_back_in = years.iter().find(|year| year.cumulative >= Euros::ZERO).map(|year| year.year);
        Ok(Self { total: Total::of(&years, figures.discount), years, paid_back_in })
    }
}

impl Total {
    fn of(years: &[Year], discount: f64) -> Self {
        let costs = std::array::from_fn(|at| years.iter().map(|year| year.costs[at]).sum());
        let gains = std::array::from_fn(|at| years.iter().map(|year| year.gains[at]).sum());
        // The first year counts whole: the money is spent as it begins.
        let mut worth = 1.0;
        let present_value = years
            .iter()
            .map(|year| {
                let counted = Euros::rounded(year.net.eur() * worth);
                worth /= 1.0 + discount;
                counted
            })
            .sum();
        Self {
            net: years.iter().map(|year| year.net).sum(),
            sessions: years.iter().map(|year| year.sessions).sum(),
            hours_for_care: years.iter().map(|year| year.hours_for_care).sum(),
            costs,
            gains,
            present_value,
        }
    }
}

/// The assumptions by name, shares as fractions.
struct Figures {
    headsets: f64,
    headset_price: f64,
    headset_months: u32,
    licence: f64,
    start_hours: f64,
    professionals: f64,
    training_hours: f64,
    turnover: f64,
    coordinator_hours: f64,
    champion_hours: f64,
    hour_cost: f64,
    keeping_per_session: f64,
    sessions_a_month: f64,
    sessions_per_client: f64,
    freed_per_session: f64,
    cashed: f64,
    treatment_hours: f64,
    shorter_per_client: f64,
    stress_days_prevented_a_month: f64,
    day_cost: f64,
    phase_months: u32,
    use_of_phase: [f64; PHASES],
    effort_of_phase: [f64; PHASES],
    discount: f64,
}

/// The value of an assumption, its name checked while compiling.
macro_rules! value {
    ($assumptions:expr, $name:literal) => {{
        const PLACE: usize = place($name);
        $assumptions.at(PLACE)
    }};
}

/// The same of a percentage, as a fraction.
macro_rules! share {
    ($assumptions:expr, $name:literal) => {
        value!($assumptions, $name) / 100.0
    };
}

impl Figures {
    fn of(a: &Assumptions) -> Self {
        let headsets = value!(a, "headsets");
        let stress_days = value!(a, "employees")
            * value!(a, "working-days")
            * share!(a, "absence")
            * share!(a, "stress-share");
        Self {
            headsets,
            headset_price: value!(a, "headset-price"),
            headset_months: value!(a, "headset-life") as u32 * MONTHS,
            licence: value!(a, "licence"),
            start_hours: value!(a, "start-hours"),
            professionals: value!(a, "professionals"),
            training_hours: value!(a, "training-hours"),
            turnover: share!(a, "turnover"),
            coordinator_hours: value!(a, "coordinator-hours"),
            champion_hours: value!(a, "champion-hours"),
            hour_cost: value!(a, "hour-cost"),
            keeping_per_session: value!(a, "keeping-minutes") / 60.0 * value!(a, "keeping-hour-cost")
                + value!(a, "consumables"),
            sessions_a_month: headsets * value!(a, "sessions-week") * value!(a, "weeks") / f64::from(MONTHS),
            sessions_per_client: value!(a, "sessions-per-client"),
            freed_per_session: share!(a, "self-use") * value!(a, "saved-minutes") / 60.0,
            cashed: share!(a, "cashed"),
            treatment_hours: value!(a, "treatment-hours"),
            shorter_per_client: share!(a, "shorter") * value!(a, "shorter-hours"),
            stress_days_prevented_a_month: stress_days * share!(a, "prevented") / f64::from(MONTHS),
            day_cost: value!(a, "day-cost"),
            phase_months: value!(a, "phase-months") as u32,
            use_of_phase: [
                share!(a, "use-start"),
                share!(a, "use-iteration"),
                share!(a, "use-adoption"),
                share!(a, "use-switch"),
                share!(a, "use-saving"),
            ],
            effort_of_phase: [
                share!(a, "effort-start"),
                share!(a, "effort-iteration"),
                share!(a, "effort-adoption"),
                share!(a, "effort-switch"),
                share!(a, "effort-saving"),
            ],
            discount: share!(a, "discount"),
        }
    }

    /// The phase of a month counted from 0; the last one goes on.
    fn phase(&self, month: u32) -> usize {
        ((month / self.phase_months.max(1)) as usize).min(PHASES - 1)
    }

    /// A year counted from 0.
    fn year(&self, year: u32) -> Year {
        let months = year * MONTHS..(year + 1) * MONTHS;
        let mut costs = [0.0; 6];
        let (mut in_use, mut effort) = (0.0, 0.0);
        for month in months {
            in_use += self.use_of_phase[self.phase(month)];
            effort += self.effort_of_phase[self.phase(month)];
            if month % self.headset_months.max(1) == 0 {
                costs[Cost::Equipment as usize] += self.headsets * self.headset_price;
            }
        }
        let training_hours = self.professionals * self.training_hours;
        let sessions = self.sessions_a_month * in_use;
        let clients = sessions / self.sessions_per_client;
        let (alone_hours, shorter_hours) =
            (sessions * self.freed_per_session, clients * self.shorter_per_client);
        let coordination = self.coordinator_hours * effort + self.champion_hours * f64::from(MONTHS);
        costs[Cost::Licences as usize] = self.headsets * self.licence;
        if year == 0 {
            costs[Cost::Beginning as usize] = (self.start_hours + training_hours) * self.hour_cost;
        }
        costs[Cost::Training as usize] = training_hours * self.turnover * self.hour_cost;
        costs[Cost::Coordination as usize] = coordination * self.hour_cost;
        costs[Cost::Keeping as usize] = sessions * self.keeping_per_session;
        let gains = [
            alone_hours * self.cashed * self.hour_cost,
            shorter_hours * self.cashed * self.hour_cost,
            self.stress_days_prevented_a_month * in_use * self.day_cost,
        ];
        let (costs, gains) = (costs.map(Euros::rounded), gains.map(Euros::rounded));
        let hours_freed = alone_hours + shorter_hours;
        let hours_for_care = hours_freed * (1.0 - self.cashed);
        Year {
            year: year + 1,
            phase: self.phase(year * MONTHS + MONTHS / 2),
            use_pct: in_use / f64::from(MONTHS) * 100.0,
            net: gains.into_iter().sum::<Euros>() - costs.into_iter().sum::<Euros>(),
            cumulative: Euros::ZERO,
            costs,
            gains,
            sessions,
            clients,
            hours_freed,
            hours_for_care,
            treatments: hours_for_care / self.treatment_hours,
        }
    }
}
