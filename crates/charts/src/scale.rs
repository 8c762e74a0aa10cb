//! A straight scale from values to pixels and back.

/// Maps a domain of values onto a range of pixels, straight; the range may run backwards (upwards on a screen).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Linear {
    /// A scale from `domain` to `range`. A domain without width lies in the middle of the range.
    pub const fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        Linear { domain, range }
    }

    /// The pixel of a value; values outside the domain lie outside the range.
    pub fn at(&self, value: f64) -> f64 {
        let width = self.domain.1 - self.domain.0;
        let share = if width == 0.0 { 0.5 } else { (value - self.domain.0) / width };
        self.range.0 + share * (self.range.1 - self.range.0)
    }

    /// The pixel of a value, kept within the range.
    pub fn within(&self, value: f64) -> f64 {
        let (low, high) =
            if self.range.0 <= self.range.1 { self.range } else { (self.range.1, self.range.0) };
        self.at(value).clamp(low, high)
    }

    /// The value at a pixel, kept within the domain.
    pub fn value_at(&self, pixel: f64) -> f64 {
        let width = self.range.1 - self.range.0;
        let share = if width == 0.0 { 0.5 } else { ((pixel - self.range.0) / width).clamp(0.0, 1.0) };
        self.domain.0 + share * (self.domain.1 - self.domain.0)
    }

    /// The values it covers.
    pub const fn domain(&self) -> (f64, f64) {
        self.domain
    }

    /// The pixels it covers.
    pub const fn range(&self) -> (f64, f64) {
        self.range
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_and_its_pixel_find_each_other() {
        let scale = Linear::new((0.0, 840.0), (136.0, 790.0));
        assert!((scale.at(420.0) - 463.0).abs() < 1e-9);
        assert!((scale.value_at(463.0) - 420.0).abs() < 1e-9);
    }

    #[test]
    fn a_range_that_runs_upwards_keeps_its_values_inside() {
        let scale = Linear::new((0.0, 100.0), (282.0, 184.0));
        assert!((scale.at(50.0) - 233.0).abs() < 1e-9);
        assert!((scale.within(130.0) - 184.0).abs() < 1e-9);
        assert!((scale.value_at(400.0) - 0.0).abs() < 1e-9);
    }

    #[test]
    fn a_domain_without_width_lies_in_the_middle() {
        assert!((Linear::new((7.0, 7.0), (0.0, 10.0)).at(7.0) - 5.0).abs() < 1e-9);
    }
}
