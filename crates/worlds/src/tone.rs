//! The tone curve's figures: AgX and its look, brought into as few operations as the eye's pass can spare.
//!
//! AgX (Troy Sobotka) in Benjamin Wrensch's form is a matrix, a logarithm, a polynomial, a power for the look's contrast,
//! a mix for its saturation, and a matrix back. Polynomial and power are one polynomial here, fitted to both; the mix is
//! linear and goes into the matrix. The tests hold the two to the original.

use crate::gpu::figure;

/// The look: contrast as an exponent (it is in [`CURVE`] already), saturation as a factor.
#[cfg(test)]
const CONTRAST: f32 = 1.13;
const SATURATION: f32 = 1.32;

/// Where the curve begins, in stops below light 1, and how many stops it spans.
pub(crate) const FIRST_STOP: f32 = -12.473_93;
pub(crate) const STOPS: f32 = 16.500_01;

/// Constant first: the curve from the share of [`STOPS`] (0..1) to display, least squares with weights that even out
/// the largest error (0.0007, a sixth of one of 255 levels).
const CURVE: [f32; 7] =
    [0.000_710_374, -0.069_612_81, 2.284_833_7, -15.720_329, 48.990_57, -54.162_66, 19.674_17];

/// AgX's way out of its own primaries, row by row.
const OUTSET: [[f32; 3]; 3] = [
    [1.196_879, -0.098_020_88, -0.099_029_74],
    [-0.052_896_853, 1.151_903_1, -0.098_961_18],
    [-0.052_971_635, -0.098_043_45, 1.151_073_7],
];
const LUMINANCE: [f32; 3] = [0.2126, 0.7152, 0.0722];

/// The figures for `shaders/tone.glsl`.
pub(crate) fn defines() -> String {
    let mut text = ["#define TONE_SCALE ", &figure(1.0 / STOPS, 8), "\n"].concat();
    for (power, factor) in CURVE.iter().enumerate() {
        text.push_str(&format!("#define TONE_{power} ({})\n", figure(*factor, 8)));
    }
    let back = back();
    // GLSL writes matrices column by column.
    let columns: Vec<String> = (0..9).map(|i| figure(back[i % 3][i / 3], 8)).collect();
    text.push_str(&format!("#define TONE_BACK mat3({})\n", columns.join(", ")));
    text
}

/// What `shaders/tone.glsl` adds to the logarithm of light for this exposure.
pub(crate) fn stop(exposure: f32) -> f32 {
    (exposure.max(1e-9).log2() - FIRST_STOP) / STOPS
}

/// Saturation, then the way out.
fn back() -> [[f32; 3]; 3] {
    let saturate =
        |i: usize, j: usize| (if i == j { SATURATION } else { 0.0 }) + (1.0 - SATURATION) * LUMINANCE[j];
    std::array::from_fn(|i| std::array::from_fn(|j| (0..3).map(|k| OUTSET[i][k] * saturate(k, j)).sum()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wrensch's polynomial and the look's power.
    fn original(x: f32) -> f32 {
        let (x2, x4) = (x * x, x * x * x * x);
        let curve = 15.5 * x4 * x2 - 40.14 * x4 * x + 31.96 * x4 - 6.868 * x2 * x + 0.4298 * x2 + 0.1191 * x
            - 0.00232;
        curve.max(0.0).powf(CONTRAST)
    }

    #[test]
    fn the_fitted_curve_is_within_a_quarter_of_a_level_of_agx() {
        for i in 0..=1_000 {
            let x = i as f32 / 1_000.0;
            let fitted = CURVE.iter().rev().fold(0.0, |sum, factor| sum * x + factor);
            let off = (fitted - original(x)).abs() * 255.0;
            assert!(off < 0.25, "{off:.2} levels at {x}");
        }
    }

    #[test]
    fn one_matrix_saturates_and_leads_out() {
        let given = [0.7, 0.4, 0.2];
        let grey: f32 = (0..3).map(|i| LUMINANCE[i] * given[i]).sum();
        let richer: [f32; 3] = std::array::from_fn(|i| grey + SATURATION * (given[i] - grey));
        for (row, both) in OUTSET.iter().zip(back()) {
            let apart: f32 = (0..3).map(|i| row[i] * richer[i]).sum();
            let at_once: f32 = (0..3).map(|i| both[i] * given[i]).sum();
            assert!((apart - at_once).abs() < 1e-5, "{apart} against {at_once}");
        }
    }

    #[test]
    fn exposure_moves_the_logarithm() {
        assert!((stop(1.0) - 12.473_93 / 16.500_01).abs() < 1e-6);
        assert!((stop(4.0) - stop(1.0) - 2.0 / STOPS).abs() < 1e-6);
    }
}
