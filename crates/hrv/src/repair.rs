//! Gives repaired intervals the values that the rhythm around them leads one to expect.
//!
//! Janssen, Veldhuis & Vries, *Adaptive interpolation of discrete-time signals that can be modeled as autoregressive
//! processes*, IEEE Trans Acoust Speech Signal Process 34 (1986), 317: the unknown values are those with which the whole
//! fits an autoregressive model best. A straight line through the gap flattens the breathing wave that passes there and
//! leaks it into slower waves: with four early beats in five minutes a line changes LF by a fifth, this by a few percent.

use alloc::vec::Vec;

use crate::Point;

/// Order of the model, beats: at rest a breath lasts four to ten beats, so this sees a whole one.
const ORDER: usize = 12;
/// Beats that share one model, about five minutes: within them a rhythm is taken to be steady.
const BLOCK: usize = 300;
/// Beats on each side that a model also learns from.
const MARGIN: usize = 150;
/// Fewest beats that a model is learned from: five times its order.
const LEARN_MIN: usize = 60;
/// How often the model is learned anew from what it filled in.
const ROUNDS: usize = 3;
/// How often the unknown values are adjusted to each other per round.
const SWEEPS: usize = 24;

/// Fills in the value of every point that was not measured.
pub(crate) fn fill(points: &mut [Point]) {
    for stretch in points.chunk_by_mut(|_, next| next.joined) {
        if stretch.iter().all(|point| point.measured) {
            continue;
        }
        draw_curves(stretch);
        let length = stretch.len();
        for start in (0..length).step_by(BLOCK) {
            let window = start.saturating_sub(MARGIN)..(start + BLOCK + MARGIN).min(length);
            let block = start - window.start..(start + BLOCK).min(length) - window.start;
            if let Some(window) = stretch.get_mut(window)
                && window.len() >= LEARN_MIN
                && window.get(block.clone()).is_some_and(|block| block.iter().any(|point| !point.measured))
            {
                fit(window, block);
            }
        }
    }
}

/// First values: a smooth curve through two measured intervals on each side.
fn draw_curves(stretch: &mut [Point]) {
    let mut from = 0;
    while from < stretch.len() {
        let count = stretch.iter().skip(from).take_while(|point| !point.measured).count();
        if count == 0 {
            from += 1;
            continue;
        }
        let measured = |index: Option<usize>| {
            let point = stretch.get(index?)?;
            point.measured.then_some(point.ms)
        };
        let after = from + count;
        let ends = measured(from.checked_sub(1)).zip(measured(Some(after)));
        if let Some((a, b)) = ends {
            let slope_a = a - measured(from.checked_sub(2)).unwrap_or(a);
            let slope_b = measured(Some(after + 1)).unwrap_or(b) - b;
            let span = (count + 1) as f64;
            for (place, point) in stretch.iter_mut().skip(from).take(count).enumerate() {
                point.ms = hermite(a, b, slope_a, slope_b, span, (place + 1) as f64 / span);
            }
        }
        from = after;
    }
}

/// Cubic Hermite curve from `a` to `b` over `span` beats, with the slopes per beat found outside it, at `share` of the way.
///
/// Slopes are limited (Fritsch & Carlson 1980: three times the secant) so that noise beside the gap is not carried on.
fn hermite(a: f64, b: f64, slope_a: f64, slope_b: f64, span: f64, share: f64) -> f64 {
    let limit = 3.0 * ((b - a) / span).abs();
    let (slope_a, slope_b) = (slope_a.clamp(-limit, limit), slope_b.clamp(-limit, limit));
    let (u, v) = (share, 1.0 - share);
    let line = v * v * (1.0 + 2.0 * u) * a + u * u * (3.0 - 2.0 * u) * b;
    line + span * u * v * (v * slope_a - u * slope_b)
}

/// Adjusts the unknown values of `block` until the window fits its own autoregressive model best.
fn fit(window: &mut [Point], block: core::ops::Range<usize>) {
    let (mut sum, mut count) = (0.0, 0.0);
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for point in window.iter().filter(|point| point.measured) {
        sum += point.ms;
        count += 1.0;
        low = low.min(point.ms);
        high = high.max(point.ms);
    }
    if count < 1.0 {
        return;
    }
    let mean = sum / count;
    let mut values: Vec<f64> = window.iter().map(|point| point.ms - mean).collect();
    let unknown: Vec<usize> = window
        .iter()
        .enumerate()
        .filter(|(i, point)| !point.measured && block.contains(i))
        .map(|(i, _)| i)
        .collect();
    for _ in 0..ROUNDS {
        let Some(weights) = weights(&values) else { return };
        for _ in 0..SWEEPS {
            for &i in &unknown {
                let value = expected(&values, i, &weights).clamp(low - mean, high - mean);
                if let Some(slot) = values.get_mut(i) {
                    *slot = value;
                }
            }
        }
    }
    for (i, point) in window.iter_mut().enumerate() {
        if !point.measured
            && block.contains(&i)
            && let Some(value) = values.get(i)
        {
            point.ms = value + mean;
        }
    }
}

/// The value at `i` that fits its neighbours best; beyond the ends nothing pulls.
fn expected(values: &[f64], i: usize, weights: &[f64; ORDER]) -> f64 {
    let mut sum = 0.0;
    for (distance, weight) in (1..).zip(weights) {
        let before = i.checked_sub(distance).and_then(|index| values.get(index)).copied();
        let after = values.get(i + distance).copied();
        sum += weight * (before.unwrap_or(0.0) + after.unwrap_or(0.0));
    }
    sum
}

/// How strongly each neighbour at a distance of 1 to [`ORDER`] beats pulls; `None` when nothing varies.
fn weights(values: &[f64]) -> Option<[f64; ORDER]> {
    let mut correlation = [0.0; ORDER + 1];
    // All lags side by side, which is several times faster than one after the other.
    for (start, first) in values.iter().enumerate() {
        let end = (start + ORDER + 1).min(values.len());
        for (slot, value) in correlation.iter_mut().zip(values.get(start..end).unwrap_or_default()) {
            *slot += first * value;
        }
    }
    let model = levinson(&correlation)?;
    // The error of the whole is a quadratic form; its coefficients are the correlation of the model with itself.
    let mut own = [0.0; ORDER + 1];
    for (lag, slot) in own.iter_mut().enumerate() {
        for (a, b) in model.iter().zip(model.iter().skip(lag)) {
            *slot += a * b;
        }
    }
    let [square, rest @ ..] = own;
    (square > 0.0).then(|| rest.map(|value| -value / square))
}

/// The prediction error filter 1, a₁ … of this autocorrelation (Levinson & Durbin); `None` when nothing varies.
fn levinson(correlation: &[f64; ORDER + 1]) -> Option<[f64; ORDER + 1]> {
    let [power, lags @ ..] = correlation;
    // A trace of white noise keeps the recursion stable for a pure sine.
    let mut error = power * 1.000_1;
    if error <= 0.0 || !error.is_finite() {
        return None;
    }
    let mut model = [0.0; ORDER + 1];
    if let Some(first) = model.first_mut() {
        *first = 1.0;
    }
    for order in 1..=ORDER {
        let mut sum = 0.0;
        for (coefficient, lag) in model.iter().zip(lags.iter().take(order).rev()) {
            sum += coefficient * lag;
        }
        let reflection = -sum / error;
        let before = model;
        for (i, slot) in model.iter_mut().enumerate().take(order + 1).skip(1) {
            *slot += reflection * before.get(order - i).copied().unwrap_or(0.0);
        }
        error *= 1.0 - reflection * reflection;
        if error <= 0.0 {
            return None;
        }
    }
    Some(model)
}
