//! A smooth curve through beats, read off at given moments without setting memory aside.

/// Reads the curve through knots (time rising, value) off at `at(0)`, `at(1)`, … (rising) into `out`.
///
/// Piecewise cubic; the slope at a knot is that of the parabola through it and its neighbours (Bessel's; de Boor, *A
/// practical guide to splines*, 1978). Returns whether the knots reach over every moment asked for.
pub(crate) fn read_off(
    knots: impl Iterator<Item = (f64, f64)>,
    at: impl Fn(usize) -> f64,
    out: &mut [f64],
) -> bool {
    let mut next = 0;
    let mut before: Option<(f64, f64)> = None;
    let mut left: Option<(f64, f64)> = None;
    let mut right: Option<(f64, f64)> = None;
    let mut piece = |left: (f64, f64), right: (f64, f64), slopes: (f64, f64)| {
        let width = right.0 - left.0;
        let secant = (right.1 - left.1) / width;
        let cubic = (slopes.0 + slopes.1 - 2.0 * secant) / (width * width);
        let square = (3.0 * secant - 2.0 * slopes.0 - slopes.1) / width;
        while let Some(slot) = out.get_mut(next) {
            let u = at(next) - left.0;
            if !(0.0..=width).contains(&u) {
                // Before the first knot nothing can be read off; after this piece the next one goes on.
                return u > width;
            }
            *slot = left.1 + u * (slopes.0 + u * (square + u * cubic));
            next += 1;
        }
        true
    };
    let slope = |before: Option<(f64, f64)>, left: (f64, f64), right: (f64, f64)| {
        let ahead = (right.1 - left.1) / (right.0 - left.0);
        let Some(before) = before else { return ahead };
        let behind = (left.1 - before.1) / (left.0 - before.0);
        (behind * (right.0 - left.0) + ahead * (left.0 - before.0)) / (right.0 - before.0)
    };
    for knot in knots {
        if right.is_some_and(|last| knot.0 <= last.0) {
            continue;
        }
        if let (Some(a), Some(b)) = (left, right)
            && !piece(a, b, (slope(before, a, b), slope(Some(a), b, knot)))
        {
            return false;
        }
        (before, left, right) = (left, right, Some(knot));
    }
    if let (Some(a), Some(b)) = (left, right) {
        let last = slope(Some(a), b, (2.0 * b.0 - a.0, 2.0 * b.1 - a.1));
        if !piece(a, b, (slope(before, a, b), last)) {
            return false;
        }
    }
    next == out.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parabola_through_uneven_knots_is_read_off_exactly_inside() {
        let y = |t: f64| 3.0 + 2.0 * t - 0.5 * t * t;
        let knots = [0.0, 0.7, 1.9, 2.4, 3.6, 4.0, 5.1].map(|t| (t, y(t)));
        let mut out = [0.0; 20];
        let at = |i: usize| 0.8 + 0.1 * i as f64;
        assert!(read_off(knots.into_iter(), at, &mut out));
        for (i, value) in out.iter().enumerate() {
            assert!((value - y(at(i))).abs() < 1e-12, "{i}");
        }
    }

    #[test]
    fn moments_before_the_first_or_after_the_last_knot_cannot_be_read_off() {
        let knots = || [(1.0, 1.0), (2.0, 3.0), (3.0, 2.0)].into_iter();
        let mut out = [0.0; 3];
        assert!(!read_off(knots(), |i| 0.5 + i as f64, &mut out));
        assert!(!read_off(knots(), |i| 1.5 + i as f64, &mut out));
        assert!(read_off(knots(), |i| 1.0 + i as f64, &mut out));
        assert!(!read_off([].into_iter(), |i| i as f64, &mut out));
    }
}
