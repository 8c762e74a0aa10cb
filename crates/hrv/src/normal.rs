//! The standard normal distribution.

/// Φ(z): the share of a standard normal distribution below `z`, 0 to 1.
pub(crate) fn cumulative(z: f64) -> f64 {
    0.5 * libm::erfc(-z / core::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_distribution_matches_published_values() {
        // Abramowitz & Stegun (1964), table 26.1, fifteen decimals.
        let table = [
            (0.0, 0.5),
            (0.5, 0.691_462_461_274_013),
            (1.0, 0.841_344_746_068_543),
            (1.5, 0.933_192_798_731_142),
            (2.0, 0.977_249_868_051_821),
            (3.0, 0.998_650_101_968_370),
        ];
        for (z, phi) in table {
            assert!((super::cumulative(z) - phi).abs() < 1e-14, "{z}");
            assert!((super::cumulative(-z) - (1.0 - phi)).abs() < 1e-14, "-{z}");
        }
    }
}
