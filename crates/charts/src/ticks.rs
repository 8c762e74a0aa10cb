//! Ticks that people count in: 1, 2 and 5 for values; seconds, minutes and hours for time.

/// Round values within `low..=high`, about `count` of them, in steps of 1, 2 or 5 times a power of ten.
pub fn nice_ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
    if !(low.is_finite() && high.is_finite()) || high <= low || count == 0 {
        return Vec::new();
    }
    let rough = (high - low) / count as f64;
    let power = 10f64.powf(rough.log10().floor());
    let step = match rough / power {
        share if share < 1.5 => power,
        share if share < 3.5 => 2.0 * power,
        share if share < 7.5 => 5.0 * power,
        _ => 10.0 * power,
    };
    steps(low, high, step)
}

/// Times within `0..=length_s` on whole minutes (or parts of a minute when the stretch is short), at most `most`.
pub fn time_ticks_s(length_s: f64, most: usize) -> Vec<f64> {
    const STEPS_S: [f64; 16] = [
        5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 14_400.0, 21_600.0,
        43_200.0, 86_400.0,
    ];
    if !length_s.is_finite() || length_s <= 0.0 || most == 0 {
        return Vec::new();
    }
    let fits = |step: &f64| (length_s / step).floor() + 1.0 <= most as f64;
    let step = STEPS_S.into_iter().find(fits).unwrap_or(length_s);
    steps(0.0, length_s, step)
}

fn steps(low: f64, high: f64, step: f64) -> Vec<f64> {
    // A thousandth of a step forgives what floating point makes of the ends.
    let first = (low / step - 1e-3).ceil() as i64;
    let last = (high / step + 1e-3).floor() as i64;
    (first..=last).map(|n| n as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_in_ones_twos_and_fives() {
        assert_eq!(nice_ticks(60.0, 85.0, 3), [60.0, 70.0, 80.0]);
        assert_eq!(nice_ticks(0.0, 100.0, 2), [0.0, 50.0, 100.0]);
        assert_eq!(nice_ticks(57.0, 92.0, 2), [60.0, 80.0]);
        assert_eq!(nice_ticks(0.0, 0.0, 4), [0.0; 0]);
    }

    #[test]
    fn a_quarter_of_an_hour_is_counted_in_pairs_of_minutes() {
        assert_eq!(time_ticks_s(840.0, 8), [0.0, 120.0, 240.0, 360.0, 480.0, 600.0, 720.0, 840.0]);
        assert_eq!(time_ticks_s(840.0, 4), [0.0, 300.0, 600.0]);
        assert_eq!(time_ticks_s(86_000.0, 9), [0.0, 14_400.0, 28_800.0, 43_200.0, 57_600.0, 72_000.0]);
        assert_eq!(time_ticks_s(42.0, 5), [0.0, 10.0, 20.0, 30.0, 40.0]);
        assert_eq!(time_ticks_s(0.0, 5), [0.0; 0]);
    }
}
