//! What came out of a study, as far as it may be told: figures with interval and n, and nothing of fewer than five people.

use serde::{Deserialize, Serialize};

/// Of fewer people than this nothing is told (safety rule 15).
pub const MIN_CELL: u32 = 5;

/// A number with the interval in which it lies with 95 % confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyInterval))]
pub struct Interval {
    /// The estimate.
    pub estimate: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A standardised effect, named exactly.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyEffect))]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Effect {
    /// The mean change by the standard deviation of changes, d_z.
    Dz {
        /// With its interval, by t and √(1/n + d²/2n).
        size: Interval,
    },
    /// The mean change by √((s₁² + s₂²)/2), times 1 − 3/(4(n−1) − 1): g_av (Cumming 2012).
    GAv {
        /// How large.
        size: f64,
    },
    /// The difference of mean changes by their pooled standard deviation, times 1 − 3/(4(n₁+n₂) − 9): Hedges' g.
    G {
        /// With its interval, by t and √((n₁+n₂)/n₁n₂ + g²/2(n₁+n₂)).
        size: Interval,
    },
}

/// Before and after of the same people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyPrePost))]
pub struct PrePost {
    /// How many people.
    pub n: u32,
    /// The mean before.
    pub before_mean: f64,
    /// The standard deviation before (n − 1).
    pub before_sd: f64,
    /// The mean after.
    pub after_mean: f64,
    /// The standard deviation after.
    pub after_sd: f64,
    /// The mean of after minus before, with the t interval of paired differences.
    pub change: Interval,
    /// Of the paired t test, two-sided.
    pub p: f64,
    /// Standardised; none where nobody differs from another.
    pub effects: Vec<Effect>,
    /// By ranks, where only order counts.
    pub ranked: Option<Ranked>,
}

/// A change by ranks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyRanked))]
pub struct Ranked {
    /// How many people changed at all.
    pub n: u32,
    /// Of Wilcoxon's signed-rank test, two-sided.
    pub p: f64,
    /// Whether that is exact; else the normal approximation with ties, without a correction for continuity.
    pub exact: bool,
    /// Hodges and Lehmann's median change with its interval.
    pub shift: Interval,
}

/// How many people; fewer than five are not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyCount))]
#[serde(rename_all = "kebab-case")]
pub enum PersonCount {
    /// So many.
    Count(u32),
    /// One to four, or what would give such a number away.
    Few,
}

/// One arm, or everybody where arms are hidden.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyArmResult))]
pub struct ArmResult {
    /// The arm; `None` for everybody together.
    pub arm: Option<String>,
    /// How many people have both before and after.
    pub n: PersonCount,
    /// What came out; `None` with fewer than five.
    pub pre_post: Option<PrePost>,
}

/// Arms beside each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyComparison))]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Comparison {
    /// Changes of different people (Welch's t).
    Parallel {
        /// The arm.
        arm: String,
        /// The one it is compared with.
        against: String,
        /// How many in each.
        n: (u32, u32),
        /// The first arm's mean change minus the other's.
        difference: Interval,
        /// Two-sided.
        p: f64,
        /// Standardised; none where nobody differs from another.
        effect: Option<Effect>,
    },
    /// Changes of the same people in both arms, with the order taken out (Hills & Armitage 1979).
    Crossover {
        /// The arm.
        arm: String,
        /// The other.
        against: String,
        /// How many in each order.
        n: (u32, u32),
        /// The first arm's mean change minus the other's.
        difference: Interval,
        /// Two-sided.
        p: f64,
        /// The first period minus the second, whatever the arm.
        period: Interval,
        /// Of that, two-sided.
        period_p: f64,
    },
    /// The time in the arm with the time before it, per person.
    Baseline {
        /// How many people.
        n: u32,
        /// The mean of each one's difference in level, with the t interval over people.
        level: Interval,
        /// Of the randomisation test of drawn starts (Wampold & Worsham 1986), two-sided.
        p: f64,
        /// Over so many assignments.
        assignments: u32,
        /// Whether these are all; else a sample of them.
        exact: bool,
        /// Tau: pairs of before and during that rise minus those that fall, by all pairs (Parker et al. 2011, without trend).
        tau: f64,
    },
}

/// What came out for one measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyMeasureResult))]
pub struct MeasureResult {
    /// The measure.
    pub measure: String,
    /// Each arm, before and after; where arms are hidden, everybody together.
    pub arms: Vec<ArmResult>,
    /// The arms beside each other; none where they are hidden or fewer than five.
    pub comparisons: Vec<Comparison>,
}

/// What came out of a study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = StudyResults))]
pub struct Results {
    /// Whether arms are hidden: the study is blinded and goes on.
    pub hidden: bool,
    /// Every measure; the first is the main outcome.
    pub measures: Vec<MeasureResult>,
}

/// Counts that are parts of a whole which is told too: each under five is withheld, and where only one is, so is the next
/// smallest, which would give it away.
pub fn withheld(parts: &[u32]) -> Vec<PersonCount> {
    let few = |count: u32| count > 0 && count < MIN_CELL;
    let hidden = parts.iter().filter(|count| few(**count)).count();
    let beside = (hidden == 1)
        .then(|| {
            parts.iter().enumerate().filter(|(_, count)| **count >= MIN_CELL).min_by_key(|(_, count)| **count)
        })
        .flatten()
        .map(|(at, _)| at);
    let told = |(at, count): (usize, &u32)| {
        if few(*count) || beside == Some(at) { PersonCount::Few } else { PersonCount::Count(*count) }
    };
    parts.iter().enumerate().map(told).collect()
}

impl PersonCount {
    /// One count that stands alone.
    pub fn of(count: u32) -> Self {
        if count > 0 && count < MIN_CELL { PersonCount::Few } else { PersonCount::Count(count) }
    }
}
