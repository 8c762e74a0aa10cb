//! The statistics of studies beside numbers of SciPy 1.17.1, Pingouin 0.7.0 and statsmodels 0.15.0, made on 22 November 2026 from the
//! series that stand here; the call that gave each number stands beside it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use care::study::{
    Comparison, Effect, Interval,
    statistics::{Series, baseline, crossover, normal_tail, pre_post, ranked, t_quantile_975, t_tail, welch},
};

const BEFORE: [f64; 12] = [7.5, 6.0, 8.0, 5.5, 9.0, 7.0, 6.5, 8.5, 4.0, 7.25, 6.75, 5.0];
const AFTER: [f64; 12] = [4.2, 5.1, 5.3, 5.9, 6.0, 4.4, 3.8, 7.7, 3.1, 5.75, 5.15, 5.55];
const ONE: [f64; 8] = [-3.1, -0.5, -2.4, -1.9, -4.0, -2.2, 0.4, -1.1];
const OTHER: [f64; 7] = [-0.2, -1.4, 0.9, -0.7, -1.0, 0.3, -2.0];

fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance * expected.abs().max(1.0), "{found} is not {expected}");
}

fn between(found: Interval, estimate: f64, low: f64, high: f64) {
    close(found.estimate, estimate, 1e-9);
    close(found.low, low, 1e-8);
    close(found.high, high, 1e-8);
}

fn pairs() -> Vec<(f64, f64)> {
    BEFORE.into_iter().zip(AFTER).collect()
}

#[test]
fn tails_and_quantiles_are_those_of_scipy() {
    // scipy.stats.t.ppf(0.975, df), scipy.stats.t.sf(2.3, df)
    for (df, quantile, tail) in [
        (1.0, 12.706_204_736_174_694, 0.130_547_587_088_622_77),
        (2.5, 3.574_654_842_003_681_7, 0.061_239_832_212_077_63),
        (4.0, 2.776_445_105_197_793_4, 0.041_469_518_556_191_18),
        (5.0, 2.570_581_835_636_314_6, 0.034_886_234_666_018_66),
        (12.503_581_953_308_284, 2.169_120_024_297_479, 0.019_695_173_497_633_355),
        (28.0, 2.048_407_141_795_245_4, 0.014_556_007_567_826_252),
        (400.0, 1.965_912_343_229_462_7, 0.010_981_161_532_412_83),
    ] {
        close(t_quantile_975(df), quantile, 1e-10);
        close(t_tail(2.3, df), tail, 1e-12);
    }
    // scipy.stats.norm.sf(z)
    for (z, tail) in [(0.0, 0.5), (0.5, 0.308_537_538_725_986_9), (1.96, 0.024_997_895_148_220_435)] {
        close(normal_tail(z), tail, 1e-14);
    }
    close(normal_tail(4.2) * 1e5, 1.334_574_901_590_631, 1e-10);
}

#[test]
fn a_paired_change_is_that_of_ttest_rel_and_its_effects_those_of_pingouin() {
    let told = pre_post(&pairs(), true).unwrap();
    // scipy.stats.ttest_rel(after, before), .confidence_interval()
    between(told.change, -1.5875, -2.411_937_937_139_658_8, -0.763_062_062_860_341_6);
    close(told.p, 0.001_393_276_648_783_065_8, 1e-9);
    close(told.before_sd, 1.457_737_973_711_325_2, 1e-12);
    close(told.after_sd, 1.199_265_873_926_059_8, 1e-12);
    assert_eq!((told.n, told.before_mean), (12, 6.75));
    let [Effect::Dz { size }, Effect::GAv { size: g_av }] = &told.effects[..] else { panic!("{told:?}") };
    // d.mean() / d.std(ddof=1); pingouin.compute_esci(stat=dz, nx=12, ny=12, paired=True, eftype="cohen")
    close(size.estimate, -1.223_438_822_013_508_2, 1e-12);
    close(size.low, -2.063_569_9, 1e-7);
    close(size.high, -0.383_307_75, 1e-7);
    // pingouin.compute_effsize(after, before, paired=True, eftype="cohen") * (1 - 3 / (4 * 11 - 1))
    close(*g_av, -1.106_363_432_760_293, 1e-12);
}

#[test]
fn ranks_are_those_of_wilcoxon_exact_and_with_ties() {
    let exact = ranked(&[-3.3, -0.9, -2.7, 0.4, -3.0, -2.6, -2.5, -0.8, -1.0, -1.5, -1.6, 0.55]).unwrap();
    // scipy.stats.wilcoxon(d, method="exact")
    close(exact.p, 0.002_441_406_25, 1e-12);
    assert!(exact.exact && exact.n == 12);
    // numpy.median of all Walsh averages; the interval by inverting wilcoxon(d - shift, method="exact") at 0.05
    between(exact.shift, -1.675, -2.55, -0.8);
    let tied = [-2.0, -1.0, -1.0, 0.0, -3.0, 1.0, -2.0, -4.0, 0.0, -1.0, 2.0, -3.0, -2.0, -1.0];
    let tied = ranked(&tied).unwrap();
    // What rounding alone keeps apart is a tie: 0.9 and 0.9 that came of 6 − 5.1 and 4 − 3.1.
    assert!(!pre_post(&pairs(), true).unwrap().ranked.unwrap().exact);
    // scipy.stats.wilcoxon(d, method="approx", correction=False, zero_method="wilcox")
    close(tied.p, 0.023_643_884_893_751_955, 1e-9);
    assert!(!tied.exact && tied.n == 12);
    assert_eq!(tied.shift.estimate, -1.0);
    assert!(tied.shift.low <= -1.0 && tied.shift.high >= -1.0);
    assert_eq!(ranked(&[0.0; 6]), None);
}

#[test]
fn changes_of_different_people_are_compared_as_welch_does() {
    let Some(Comparison::Parallel { n, difference, p, effect, .. }) = welch(("vr", &ONE), ("app", &OTHER))
    else {
        panic!()
    };
    assert_eq!(n, (8, 7));
    // scipy.stats.ttest_ind(x, y, equal_var=False), .confidence_interval()
    between(difference, -1.264_285_714_285_714_5, -2.625_236_047_783_224_6, 0.096_664_619_211_795_48);
    close(p, 0.065_919_340_870_524_55, 1e-9);
    let Some(Effect::G { size }) = effect else { panic!() };
    // pingouin.compute_effsize(x, y, eftype="hedges"); compute_esci(stat=g, nx=8, ny=7, eftype="hedges")
    close(size.estimate, -0.958_178_125_528_293_8, 1e-12);
    close(size.low, -2.138_421_06, 1e-7);
    close(size.high, 0.222_064_81, 1e-7);
    assert!(welch(("vr", &ONE[..4]), ("app", &OTHER)).is_none(), "fewer than five");
}

#[test]
fn a_crossover_takes_the_order_out() {
    let (ab, ba) = ([-1.2, -2.5, 0.3, -1.8, -2.1, -0.9], [0.7, 1.9, -0.4, 1.1, 2.2]);
    let Some(Comparison::Crossover { difference, p, period, period_p, n, .. }) =
        crossover(("vr", "app"), &ab, &ba)
    else {
        panic!()
    };
    assert_eq!(n, (6, 5));
    // statsmodels.OLS(d, [1, ±1]).fit(): the slope is half the difference between orders, the constant the period's.
    between(difference, -1.233_333_333_333_333_4, -1.929_307_302_344_826_4, -0.537_359_364_321_840_4);
    close(p, 0.003_069_599_684_443_808_6, 1e-9);
    between(period, -0.133_333_333_333_333_41, -0.829_307_302_344_826_4, 0.562_640_635_678_159_6);
    close(period_p, 0.674_940_542_330_271_3, 1e-9);
}

#[test]
fn staggered_starts_are_tested_over_every_way_they_could_have_been_dealt_out() {
    let starts = [3.0, 5.0, 7.0, 3.0, 5.0, 7.0];
    let values = [
        [6.03, 7.09, 6.98, 4.19, 4.36, 4.18, 5.06, 4.56, 5.2, 3.12, 5.85, 4.52],
        [6.74, 6.09, 5.9, 6.57, 6.86, 4.64, 4.68, 5.35, 4.1, 3.59, 5.12, 4.26],
        [4.86, 5.75, 6.03, 5.45, 5.21, 6.43, 7.12, 4.81, 4.41, 5.31, 5.57, 4.76],
        [7.04, 7.43, 6.43, 4.55, 5.48, 5.4, 6.08, 4.17, 4.67, 4.53, 3.81, 5.3],
        [7.22, 6.21, 7.91, 7.46, 7.3, 5.72, 6.16, 4.33, 5.89, 5.88, 3.99, 5.68],
        [6.8, 7.63, 6.65, 6.99, 7.27, 6.3, 7.48, 5.52, 5.99, 5.18, 6.47, 6.08],
    ];
    let series = |(start, values): (f64, [f64; 12])| Series {
        start,
        points: values.into_iter().enumerate().map(|(day, value)| (day as f64, value)).collect(),
    };
    let all: Vec<Series> = starts.into_iter().zip(values).map(series).collect();
    let Some(Comparison::Baseline { n, level, p, assignments, exact, tau }) = baseline(&all) else {
        panic!()
    };
    assert_eq!((n, assignments, exact), (6, 720, true));
    // numpy means, scipy.stats.t.interval(0.95, 5, mean, sem)
    between(level, -1.665_148_148_148_149, -2.214_504_393_493_202, -1.115_791_902_803_096);
    // itertools.permutations(starts): 8 of 720 are at least as large.
    close(p, 0.011_111_111_111_111_112, 1e-12);
    close(tau, -0.938_144_329_896_907_2, 1e-12);
    let many: Vec<Series> = all.iter().cycle().take(12).cloned().collect();
    let Some(Comparison::Baseline { p, assignments, exact, .. }) = baseline(&many) else { panic!() };
    assert!(!exact && assignments == 10_000 && (0.000_1..0.011).contains(&p), "{p}");
    assert!(baseline(&all[..4]).is_none());
}

#[test]
fn people_who_all_change_alike_have_no_spread_and_no_effect_size() {
    let told = pre_post(&[(5.0, 4.0); 6], true).unwrap();
    assert_eq!((told.change.low, told.change.high, told.p), (-1.0, -1.0, 0.0));
    assert!(told.effects.is_empty(), "nothing is divided by nothing");
    assert_eq!(pre_post(&[(5.0, 4.0)], false), None);
    let same = pre_post(&[(5.0, 5.0); 6], false).unwrap();
    assert_eq!((same.p, same.change.estimate), (1.0, 0.0));
}
