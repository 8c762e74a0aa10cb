//! How a new time of day or loudness is reached: gliding without a jump, or behind the veil where the sky is another.

/// The time constant of the glide, seconds.
const GLIDE_S: f64 = 2.0;
/// The light glides over at most this much of the day, minutes; further, and it changes behind the veil.
const GLIDES_MINUTES: f64 = 12.0;

/// Where a value is that set out from `from` towards `goal`, `passed_s` seconds ago.
pub fn glided(from: f64, goal: f64, passed_s: f64) -> f64 {
    goal + (from - goal) * (-passed_s.max(0.0) / GLIDE_S).exp()
}

/// Whether the way between two times of day, in minutes after midnight, is so far that another sky must be made: mist
/// passes over while it is.
pub fn needs_another_sky(from_minutes: f64, to_minutes: f64) -> bool {
    (to_minutes - from_minutes).abs() > GLIDES_MINUTES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glide_covers_63_percent_in_its_time_constant_however_it_is_cut_up() {
        // 1 − 1/e, the definition of a time constant.
        let whole = glided(0.0, 1.0, GLIDE_S);
        assert!((whole - (1.0 - (-1.0_f64).exp())).abs() < 1e-12);
        let steps = (0..72).fold(0.0, |at, _| glided(at, 1.0, GLIDE_S / 72.0));
        assert!((steps - whole).abs() < 1e-9);
    }

    #[test]
    fn an_evening_gets_another_sky_and_a_few_minutes_do_not() {
        assert!(needs_another_sky(600.0, 1_200.0) && needs_another_sky(1_200.0, 600.0));
        assert!(!needs_another_sky(600.0, 610.0));
    }
}
