//! Lines and bands that stop where the data stop: a gap is drawn as a gap.

/// A value at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Seconds since the beginning.
    pub at_s: f64,
    /// The value, in the track's own unit.
    pub value: f64,
}

/// The range in which a value lies, at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Seconds since the beginning.
    pub at_s: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The stretches of points that belong together: a new one begins where more than `join_within_s` passed, or where
/// time runs backwards. Values that are not finite are left out and break the line.
pub fn runs(points: &[Point], join_within_s: f64) -> Vec<&[Point]> {
    split(points, |a, b| joins(a.at_s, b.at_s, join_within_s), |point| point.value.is_finite())
}

/// The same for a band.
pub fn runs_of_band(bands: &[Band], join_within_s: f64) -> Vec<&[Band]> {
    split(
        bands,
        |a, b| joins(a.at_s, b.at_s, join_within_s),
        |band| band.low.is_finite() && band.high.is_finite(),
    )
}

fn joins(earlier_s: f64, later_s: f64, within_s: f64) -> bool {
    let step = later_s - earlier_s;
    (0.0..=within_s).contains(&step)
}

fn split<T>(all: &[T], belongs: impl Fn(&T, &T) -> bool, usable: impl Fn(&T) -> bool) -> Vec<&[T]> {
    let mut found = Vec::new();
    for stretch in all.split(|item| !usable(item)) {
        found.extend(stretch.chunk_by(|a, b| belongs(a, b)).filter(|run| !run.is_empty()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(at_s: f64, value: f64) -> Point {
        Point { at_s, value }
    }

    #[test]
    fn a_line_breaks_where_nothing_was_measured() {
        let points = [at(0.0, 70.0), at(5.0, 71.0), at(50.0, 69.0), at(55.0, 68.0)];
        let found = runs(&points, 12.0);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], &points[..2]);
        assert_eq!(found[1], &points[2..]);
    }

    #[test]
    fn a_value_that_is_no_number_breaks_the_line_and_is_never_drawn() {
        let points = [at(0.0, 70.0), at(5.0, f64::NAN), at(10.0, 69.0)];
        assert_eq!(runs(&points, 12.0), [&points[..1], &points[2..]]);
    }

    #[test]
    fn time_that_runs_backwards_begins_a_new_line() {
        let points = [at(10.0, 1.0), at(5.0, 2.0)];
        assert_eq!(runs(&points, 12.0).len(), 2);
        assert!(runs(&[], 12.0).is_empty());
    }
}
