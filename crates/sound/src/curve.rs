//! The few curves that every voice is shaped with.

/// A sine over turns (1 = full circle), exact to 2·10⁻⁵; the same on every machine, as it uses no system function.
pub(crate) fn sine(turns: f32) -> f32 {
    // Folded to a quarter turn each side of zero, where an odd polynomial fits (Taylor to the ninth power).
    let folded = turns - (turns + 0.5).floor();
    let quarter = if folded > 0.25 {
        0.5 - folded
    } else if folded < -0.25 {
        -0.5 - folded
    } else {
        folded
    };
    let x = std::f32::consts::TAU * quarter;
    let square = x * x;
    x * (1.0
        + square
            * (-0.166_666_67 + square * (0.008_333_333 + square * (-1.984_127e-4 + square * 2.755_73e-6))))
}

/// The fraction of a turn at `hz` after `time_s`, exact for hours.
pub(crate) fn turns(hz: f64, time_s: f64) -> f32 {
    let turns = hz * time_s;
    (turns - turns.floor()) as f32
}

/// 0 at and below `from`, 1 at and above `to`, smooth between (also downwards, when `to` is below `from`).
pub(crate) fn ease(from: f32, to: f32, at: f32) -> f32 {
    let u = ((at - from) / (to - from)).clamp(0.0, 1.0);
    u * u * (3.0 - 2.0 * u)
}

/// A number from `a` (at 0) to `b` (at 1).
pub(crate) fn mix(a: f32, b: f32, at: f32) -> f32 {
    a + (b - a) * at
}

/// Decibels as a factor of amplitude.
pub(crate) fn decibels(db: f32) -> f32 {
    10.0_f32.powf(db / 20.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sine_is_a_sine() {
        for i in -4_000..4_000 {
            let t = i as f32 * 0.000_7;
            let expected = (std::f64::consts::TAU * f64::from(t)).sin() as f32;
            assert!((sine(t) - expected).abs() < 2e-5, "{t}");
        }
    }

    #[test]
    fn easing_works_in_both_directions() {
        for (from, to, at, expected) in
            [(0.0, 2.0, -1.0, 0.0), (0.0, 2.0, 1.0, 0.5), (2.0, 0.0, 2.5, 0.0), (2.0, 0.0, 0.0, 1.0)]
        {
            assert!((ease(from, to, at) - expected).abs() < 1e-6);
        }
    }
}
