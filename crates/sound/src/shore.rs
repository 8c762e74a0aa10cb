//! The water line of the sunset beach in closed form: where the surf is heard, and where it is drawn.
//!
//! Metres right (x) and towards the client's back (z) from the client; the sea lies ahead.

/// The mean water line lies this far in front of the client, in metres.
pub const WATER_LINE_M: f32 = 7.2;
/// How fast the line recedes to the left and to the right, per metre, and the distance at which it straightens (m).
pub const RECEDES: (f32, f32) = (0.0042, 0.0011);
/// See [`RECEDES`].
pub const OPENS_M: f32 = 320.0;
/// Cusps of a metre along the line: radians per metre, and their phase straight ahead.
pub const CUSPS_PER_M: f32 = 0.085;
/// See [`CUSPS_PER_M`].
pub const CUSPS_PHASE: f32 = 0.7;

/// The mean water line's z at `x_m` to the right.
pub fn z_m(x_m: f32) -> f32 {
    let (away, side) = side(x_m);
    let cusps = (CUSPS_PER_M * x_m + CUSPS_PHASE).sin() - CUSPS_PHASE.sin();
    -WATER_LINE_M - side * away * away / (1.0 + away / OPENS_M) - cusps
}

/// How z changes along the line, per metre to the right.
pub fn slope(x_m: f32) -> f32 {
    let (away, side) = side(x_m);
    let opened = 1.0 + away / OPENS_M;
    -x_m.signum() * side * away * (2.0 + away / OPENS_M) / (opened * opened)
        - CUSPS_PER_M * (CUSPS_PER_M * x_m + CUSPS_PHASE).cos()
}

fn side(x_m: f32) -> (f32, f32) {
    (x_m.abs(), if x_m < 0.0 { RECEDES.0 } else { RECEDES.1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slope_is_that_of_the_line() {
        for i in -200..200 {
            let x = i as f32 * 1.7 + 0.3;
            let rise = (z_m(x + 0.05) - z_m(x - 0.05)) / 0.1;
            assert!((rise - slope(x)).abs() < 0.01, "at {x}: {rise} against {}", slope(x));
        }
        assert!((z_m(0.0) + WATER_LINE_M).abs() < 1e-6);
    }
}
