//! The standard normal distribution.

/// Φ(z): the share of a standard normal distribution below `z`, 0 to 1.
pub(crate) fn cumulative(z: f64) -> f64 {
    0.5 * libm::erfc(-z / core::f64::consts::SQRT_2)
}
