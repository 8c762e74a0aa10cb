//! A cubic spline with not-a-knot ends, read off at even steps.

use alloc::vec::Vec;

/// The spline through the knots (`x` strictly increasing), at `x[0] + i·step` for every such place before the last knot.
///
/// Not-a-knot: the first two and the last two pieces are one polynomial each (de Boor, *A practical guide to splines*,
/// 1978). Two knots give a line, three a parabola. Empty below two knots.
pub(crate) fn resampled(x: &[f64], y: &[f64], step: f64) -> Vec<f64> {
    let slopes = slopes(x, y);
    let (Some(&first), Some(&last)) = (x.first(), x.last()) else { return Vec::new() };
    let count = libm::ceil((last - first) / step).max(0.0);
    let mut out = Vec::with_capacity(count as usize);
    let mut pieces = x.windows(2).zip(y.windows(2)).zip(slopes.windows(2));
    let Some(mut piece) = pieces.next() else { return out };
    let mut i = 0.0;
    while i < count {
        let at = first + i * step;
        while let ((&[_, end], _), _) = piece
            && at > end
            && let Some(next) = pieces.next()
        {
            piece = next;
        }
        if let ((&[x0, x1], &[y0, y1]), &[s0, s1]) = piece {
            let width = x1 - x0;
            let secant = (y1 - y0) / width;
            let cubic = (s0 + s1 - 2.0 * secant) / (width * width);
            let square = (3.0 * secant - 2.0 * s0 - s1) / width;
            let u = at - x0;
            out.push(y0 + u * (s0 + u * (square + u * cubic)));
        }
        i += 1.0;
    }
    out
}

/// The slope of the spline at every knot; empty below two knots.
fn slopes(x: &[f64], y: &[f64]) -> Vec<f64> {
    let pieces: Vec<(f64, f64)> = x
        .windows(2)
        .zip(y.windows(2))
        .filter_map(|pair| match pair {
            (&[x0, x1], &[y0, y1]) => Some((x1 - x0, (y1 - y0) / (x1 - x0))),
            _ => None,
        })
        .collect();
    match pieces.as_slice() {
        [] => Vec::new(),
        [(_, secant)] => alloc::vec![*secant; 2],
        [(w0, s0), (w1, s1)] => {
            // One parabola through three knots.
            let bend = (s1 - s0) / (w0 + w1);
            alloc::vec![s0 - bend * w0, s0 + bend * w0, s1 + bend * w1]
        }
        [first, second, ..] => match pieces.as_slice() {
            [.., before_last, last] => tridiagonal(&pieces, *first, *second, *before_last, *last),
            _ => Vec::new(),
        },
    }
}

/// Solves the three-diagonal system of the slopes: continuous second derivatives inside, not-a-knot at both ends.
fn tridiagonal(
    pieces: &[(f64, f64)],
    (w0, s0): (f64, f64),
    (w1, s1): (f64, f64),
    (v1, r1): (f64, f64),
    (v0, r0): (f64, f64),
) -> Vec<f64> {
    // Each row after elimination: slope + above · next slope = right.
    let mut rows: Vec<(f64, f64)> = Vec::with_capacity(pieces.len() + 1);
    let both = w0 + w1;
    let right = ((w0 + 2.0 * both) * w1 * s0 + w0 * w0 * s1) / both;
    let (mut above, mut value) = (both / w1, right / w1);
    rows.push((above, value));
    for pair in pieces.windows(2) {
        let &[(left_width, left_secant), (right_width, right_secant)] = pair else { continue };
        let diagonal = 2.0 * (left_width + right_width) - right_width * above;
        let right = 3.0 * (right_width * left_secant + left_width * right_secant);
        value = (right - right_width * value) / diagonal;
        above = left_width / diagonal;
        rows.push((above, value));
    }
    let both = v0 + v1;
    let right = (v0 * v0 * r1 + (2.0 * both + v0) * v1 * r0) / both;
    let mut slope = (right - both * value) / (v1 - both * above);
    let mut slopes = Vec::with_capacity(rows.len() + 1);
    slopes.push(slope);
    for (above, value) in rows.into_iter().rev() {
        slope = value - above * slope;
        slopes.push(slope);
    }
    slopes.reverse();
    slopes
}
