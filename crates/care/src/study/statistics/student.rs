//! Tails of the normal and of Student's distribution, by the error function and the incomplete beta function.

/// Steps of a continued fraction at most, and what they may leave open.
const STEPS: u32 = 500;
const OPEN: f64 = 1e-16;
/// What stands for zero where it would be divided by.
const TINY: f64 = 1e-300;

/// How probable a standard normal number above `z` is, for any `z`.
pub fn normal_tail(z: f64) -> f64 {
    libm::erfc(z / core::f64::consts::SQRT_2) / 2.0
}

/// How probable a t above this one (0 or more) is with so many degrees of freedom (above 0).
pub fn t_tail(t: f64, df: f64) -> f64 {
    // Half of I_x(df/2, 1/2) at x = df / (df + t²).
    beta(df / (df + t * t), df / 2.0, 0.5) / 2.0
}

/// The t below which 97.5 % lie; with less than one degree of freedom no number.
pub fn t_quantile_975(df: f64) -> f64 {
    if df.is_nan() || df < 1.0 {
        return f64::NAN;
    }
    let (mut low, mut high) = (0.0, 2.0);
    while t_tail(high, df) > 0.025 {
        high *= 2.0;
    }
    // Halved until the float has no middle left.
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if t_tail(middle, df) > 0.025 { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

/// The regularised incomplete beta function (Abramowitz & Stegun 26.5.8, by Lentz's way).
fn beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    // The fraction settles soon on this side; the other side is what is left of 1.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta(1.0 - x, b, a);
    }
    let front =
        libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * libm::log(x) + b * libm::log1p(-x);
    let clear = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut c, mut d) = (1.0, 1.0 / clear(1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = d;
    for step in 1..=STEPS {
        let m = f64::from(step);
        for factor in [
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
        ] {
            d = 1.0 / clear(1.0 + factor * d);
            c = clear(1.0 + factor / c);
            fraction *= c * d;
        }
        if (c * d - 1.0).abs() < OPEN {
            break;
        }
    }
    libm::exp(front) * fraction / a
}
