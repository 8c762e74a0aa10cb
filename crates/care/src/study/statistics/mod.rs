//! The statistics of studies: each with its interval, its n and its source; tests hold them beside R's and SciPy's numbers.

mod baseline;
mod compare;
mod paired;
mod rank;
mod student;

pub use baseline::{Series, baseline};
pub use compare::{Two, crossover, welch};
pub use paired::pre_post;
pub use rank::ranked;
pub use student::{normal_tail, t_quantile_975, t_tail};

use super::{
    ArmResult, Comparison, Course, Design, Interval, MIN_CELL, Measure, MeasureResult, Person, PersonCount,
    Protocol, Results, courses, withheld,
};

/// Before and after of each person.
type Pairs = Vec<(f64, f64)>;

/// What came out of a study for these people. With `hidden`, arms are told neither apart nor by name.
pub fn results(protocol: &Protocol, people: &[Person], hidden: bool) -> Results {
    let counting: Vec<&Person> = people.iter().filter(|person| person.counts()).collect();
    let measures = protocol.measures.iter().map(|measure| of_measure(protocol, &counting, measure, hidden));
    Results { hidden, measures: measures.collect() }
}

fn of_measure(protocol: &Protocol, people: &[&Person], measure: &Measure, hidden: bool) -> MeasureResult {
    let pairs =
        |arm: &str| -> Pairs { people.iter().filter_map(|person| person.pair(measure, Some(arm))).collect() };
    let mut arms: Vec<(Option<String>, Pairs)> =
        protocol.arms.iter().map(|arm| (Some(arm.id.clone()), pairs(&arm.id))).collect();
    if hidden {
        // Of whoever was in more than one arm, the first: one pair a person.
        let first =
            |person: &&Person| protocol.arms.iter().find_map(|arm| person.pair(measure, Some(&arm.id)));
        arms = vec![(None, people.iter().filter_map(first).collect())];
    }
    let sizes: Vec<u32> = arms.iter().map(|(_, pairs)| size(pairs)).collect();
    let arms = arms
        .into_iter()
        .zip(withheld(&sizes))
        .map(|((arm, pairs), n)| ArmResult {
            arm,
            n,
            pre_post: match n {
                PersonCount::Count(n) if n >= MIN_CELL => pre_post(&pairs, measure.ordinal),
                _ => None,
            },
        })
        .collect();
    let comparisons = if hidden { Vec::new() } else { compared(protocol, people, measure) };
    MeasureResult { measure: measure.id.clone(), arms, comparisons }
}

fn compared(protocol: &Protocol, people: &[&Person], measure: &Measure) -> Vec<Comparison> {
    let change =
        |person: &Person, arm: &str| person.pair(measure, Some(arm)).map(|(before, after)| after - before);
    let ids: Vec<&str> = protocol.arms.iter().map(|arm| arm.id.as_str()).collect();
    match (&protocol.design, ids.split_first()) {
        (Design::Parallel { .. }, Some((arm, others))) => {
            let of = |arm: &str| people.iter().filter_map(|person| change(person, arm)).collect::<Vec<f64>>();
            let first = of(arm);
            others.iter().filter_map(|against| welch((arm, &first), (against, &of(against)))).collect()
        }
        (Design::Crossover { .. }, Some((arm, [against]))) => {
            let order = |course: &Course| {
                let of_it = people.iter().filter(|person| person.course.id == course.id);
                // The first period's change minus the second's.
                let both = |person: &&Person| {
                    let [one, other] = course.steps.as_slice() else { return None };
                    Some(change(person, one.arm.as_deref()?)? - change(person, other.arm.as_deref()?)?)
                };
                of_it.filter_map(both).collect::<Vec<f64>>()
            };
            let orders: Vec<Vec<f64>> = courses(protocol).iter().map(order).collect();
            let [one, other] = orders.as_slice() else { return Vec::new() };
            crossover((arm, against), one, other).into_iter().collect()
        }
        (Design::MultipleBaseline { .. }, Some(_)) => {
            let starts = |person: &&&Person| {
                let start = person.course.steps.iter().find(|step| step.arm.is_some())?;
                Some(Series { start: f64::from(start.from_day), points: person.series(measure) })
            };
            let series: Vec<Series> = people.iter().filter_map(|person| starts(&person)).collect();
            baseline(&series).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

pub(crate) fn size<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap_or(u32::MAX)
}

/// Mean and standard deviation (n − 1) of at least two numbers.
pub(crate) fn moments(values: &[f64]) -> Option<(f64, f64)> {
    let n = f64::from(size(values));
    if n < 2.0 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    Some((mean, libm::sqrt(squares / (n - 1.0))))
}

/// The 95 % interval by Student's t, and the two-sided p of the estimate being 0.
pub(crate) fn by_t(estimate: f64, error: f64, df: f64) -> Option<(Interval, f64)> {
    let half = t_quantile_975(df) * error;
    let p = match (error > 0.0, estimate == 0.0) {
        (true, _) => 2.0 * t_tail((estimate / error).abs(), df),
        (false, true) => 1.0,
        (false, false) => 0.0,
    };
    let interval = Interval { estimate, low: estimate - half, high: estimate + half };
    half.is_finite().then_some((interval, p.min(1.0)))
}
