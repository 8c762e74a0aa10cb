//! A discrete Fourier transform of any length whose bits are the same on every machine.
//!
//! Stockham's self-sorting algorithm with factors 4, 2, 3 and 5 and a plain sum for other small primes; lengths with a
//! large prime factor go through Bluestein's convolution. Twiddles come from `libm`.

use alloc::vec;
use alloc::vec::Vec;
use core::ops::{Add, Mul, Sub};

/// Prime factors above this one are left to Bluestein's convolution.
const PLAIN_PRIME_MAX: usize = 13;

/// A complex number.
#[derive(Clone, Copy, Default, PartialEq)]
pub(crate) struct Complex {
    pub(crate) re: f64,
    pub(crate) im: f64,
}

impl Complex {
    pub(crate) const fn new(re: f64, im: f64) -> Complex {
        Complex { re, im }
    }

    fn conjugate(self) -> Complex {
        Complex::new(self.re, -self.im)
    }

    fn scaled(self, factor: f64) -> Complex {
        Complex::new(self.re * factor, self.im * factor)
    }

    /// This × −i.
    fn turned(self) -> Complex {
        Complex::new(self.im, -self.re)
    }

    pub(crate) fn square(self) -> f64 {
        self.re * self.re + self.im * self.im
    }
}

impl Add for Complex {
    type Output = Complex;
    fn add(self, other: Complex) -> Complex {
        Complex::new(self.re + other.re, self.im + other.im)
    }
}

impl Sub for Complex {
    type Output = Complex;
    fn sub(self, other: Complex) -> Complex {
        Complex::new(self.re - other.re, self.im - other.im)
    }
}

impl Mul for Complex {
    type Output = Complex;
    fn mul(self, other: Complex) -> Complex {
        Complex::new(self.re * other.re - self.im * other.im, self.re * other.im + self.im * other.re)
    }
}

/// Everything that a transform of one length needs again and again.
pub(crate) struct Fft {
    factors: Vec<usize>,
    /// exp(−2πi·k/n).
    twiddles: Vec<Complex>,
    spare: Vec<Complex>,
    bluestein: Option<Bluestein>,
}

/// A transform of any length as a convolution of a length that is a power of two.
struct Bluestein {
    inner: alloc::boxed::Box<Fft>,
    /// exp(−πi·k²/n).
    chirp: Vec<Complex>,
    /// The transformed conjugate chirp.
    kernel: Vec<Complex>,
    work: Vec<Complex>,
}

impl Fft {
    pub(crate) fn new(length: usize) -> Fft {
        let factors = factors(length);
        if factors.iter().any(|&factor| factor > PLAIN_PRIME_MAX) {
            let bluestein = Some(Bluestein::new(length));
            return Fft { factors, twiddles: Vec::new(), spare: Vec::new(), bluestein };
        }
        Fft { factors, twiddles: turns(length), spare: vec![Complex::default(); length], bluestein: None }
    }

    /// Transforms in place; values of another length than that of [`Fft::new`] stay as they are.
    pub(crate) fn transform(&mut self, values: &mut [Complex]) {
        if let Some(bluestein) = &mut self.bluestein {
            return bluestein.transform(values);
        }
        if values.len() != self.twiddles.len() {
            return;
        }
        let mut stride = 1;
        let mut in_spare = false;
        for &factor in &self.factors {
            let (from, to): (&[Complex], &mut [Complex]) =
                if in_spare { (&self.spare, values) } else { (values, &mut self.spare) };
            match factor {
                2 => stage_2(from, to, stride, &self.twiddles),
                3 => stage_3(from, to, stride, &self.twiddles),
                4 => stage_4(from, to, stride, &self.twiddles),
                5 => stage_5(from, to, stride, &self.twiddles),
                _ => stage_any(factor, from, to, stride, &self.twiddles),
            }
            in_spare = !in_spare;
            stride *= factor;
        }
        if in_spare {
            values.copy_from_slice(&self.spare);
        }
    }
}

impl Bluestein {
    fn new(length: usize) -> Bluestein {
        let whole = turns(2 * length);
        // k² mod 2n, stepped so that no square overflows.
        let mut square = 0_usize;
        let mut chirp = Vec::with_capacity(length);
        for k in 0..length {
            chirp.push(at(&whole, square));
            square = (square + 2 * k + 1) % (2 * length);
        }
        let padded = (2 * length).next_power_of_two();
        let mut inner = alloc::boxed::Box::new(Fft::new(padded));
        let mut kernel = vec![Complex::default(); padded];
        for (slot, turn) in kernel.iter_mut().zip(&chirp) {
            *slot = turn.conjugate();
        }
        for (slot, turn) in kernel.iter_mut().rev().zip(chirp.iter().skip(1)) {
            *slot = turn.conjugate();
        }
        inner.transform(&mut kernel);
        Bluestein { inner, chirp, kernel, work: vec![Complex::default(); padded] }
    }

    fn transform(&mut self, values: &mut [Complex]) {
        if values.len() != self.chirp.len() {
            return;
        }
        self.work.fill(Complex::default());
        for ((slot, value), turn) in self.work.iter_mut().zip(values.iter()).zip(&self.chirp) {
            *slot = *value * *turn;
        }
        self.inner.transform(&mut self.work);
        // The inverse transform is the conjugate of the transform of the conjugate.
        for (slot, kernel) in self.work.iter_mut().zip(&self.kernel) {
            *slot = (*slot * *kernel).conjugate();
        }
        self.inner.transform(&mut self.work);
        let factor = 1.0 / self.work.len() as f64;
        for ((value, done), turn) in values.iter_mut().zip(&self.work).zip(&self.chirp) {
            *value = done.conjugate().scaled(factor) * *turn;
        }
    }
}

fn factors(length: usize) -> Vec<usize> {
    let (mut rest, mut factors) = (length, Vec::new());
    for factor in [4, 2, 3, 5] {
        while rest > 1 && rest % factor == 0 {
            factors.push(factor);
            rest /= factor;
        }
    }
    let mut factor = 7;
    while factor * factor <= rest {
        while rest % factor == 0 {
            factors.push(factor);
            rest /= factor;
        }
        factor += 2;
    }
    if rest > 1 {
        factors.push(rest);
    }
    factors
}

/// exp(−2πi·k/n) for every k.
fn turns(length: usize) -> Vec<Complex> {
    let step = -2.0 * core::f64::consts::PI / length as f64;
    (0..length)
        .map(|k| k as f64 * step)
        .map(|angle| Complex::new(libm::cos(angle), libm::sin(angle)))
        .collect()
}

fn at(values: &[Complex], index: usize) -> Complex {
    values.get(index).copied().unwrap_or_default()
}

/// The twiddles of the `index`-th butterfly at this stride: first to fourth power.
fn powers(twiddles: &[Complex], stride: usize, index: usize) -> [Complex; 4] {
    let step = stride * index;
    [1, 2, 3, 4].map(|power| at(twiddles, (power * step) % twiddles.len().max(1)))
}

fn stage_2(from: &[Complex], to: &mut [Complex], stride: usize, twiddles: &[Complex]) {
    let (first, second) = from.split_at(from.len() / 2);
    let inputs = first.chunks_exact(stride).zip(second.chunks_exact(stride));
    for (index, ((a, b), out)) in inputs.zip(to.chunks_exact_mut(2 * stride)).enumerate() {
        let [w1, ..] = powers(twiddles, stride, index);
        let (out_0, out_1) = out.split_at_mut(stride);
        for (((a, b), x), y) in a.iter().zip(b).zip(out_0).zip(out_1) {
            *x = *a + *b;
            *y = (*a - *b) * w1;
        }
    }
}

fn stage_3(from: &[Complex], to: &mut [Complex], stride: usize, twiddles: &[Complex]) {
    let third = from.len() / 3;
    let (first, rest) = from.split_at(third);
    let (second, last) = rest.split_at(third);
    let inputs = first.chunks_exact(stride).zip(second.chunks_exact(stride)).zip(last.chunks_exact(stride));
    let root = 0.866_025_403_784_438_6;
    for (index, (((a, b), c), out)) in inputs.zip(to.chunks_exact_mut(3 * stride)).enumerate() {
        let [w1, w2, ..] = powers(twiddles, stride, index);
        let (out_0, rest) = out.split_at_mut(stride);
        let (out_1, out_2) = rest.split_at_mut(stride);
        let inputs = a.iter().zip(b).zip(c);
        for (((((a, b), c), x), y), z) in inputs.zip(out_0).zip(out_1).zip(out_2) {
            let sum = *b + *c;
            let middle = *a - sum.scaled(0.5);
            let side = (*b - *c).scaled(root).turned();
            *x = *a + sum;
            *y = (middle + side) * w1;
            *z = (middle - side) * w2;
        }
    }
}

fn stage_4(from: &[Complex], to: &mut [Complex], stride: usize, twiddles: &[Complex]) {
    let quarter = from.len() / 4;
    let (first, rest) = from.split_at(quarter);
    let (second, rest) = rest.split_at(quarter);
    let (third, last) = rest.split_at(quarter);
    let inputs = first.chunks_exact(stride).zip(second.chunks_exact(stride));
    let inputs = inputs.zip(third.chunks_exact(stride)).zip(last.chunks_exact(stride));
    for (index, ((((a, b), c), d), out)) in inputs.zip(to.chunks_exact_mut(4 * stride)).enumerate() {
        let [w1, w2, w3, _] = powers(twiddles, stride, index);
        let (out_0, rest) = out.split_at_mut(stride);
        let (out_1, rest) = rest.split_at_mut(stride);
        let (out_2, out_3) = rest.split_at_mut(stride);
        let inputs = a.iter().zip(b).zip(c).zip(d);
        let outputs = out_0.iter_mut().zip(out_1).zip(out_2).zip(out_3);
        for ((((a, b), c), d), (((p, q), r), s)) in inputs.zip(outputs) {
            let (even, odd) = (*a + *c, *b + *d);
            let (difference, turned) = (*a - *c, (*b - *d).turned());
            *p = even + odd;
            *q = (difference + turned) * w1;
            *r = (even - odd) * w2;
            *s = (difference - turned) * w3;
        }
    }
}

fn stage_5(from: &[Complex], to: &mut [Complex], stride: usize, twiddles: &[Complex]) {
    /// cos and sin of 2π/5 and 4π/5.
    const COS: [f64; 2] = [0.309_016_994_374_947_45, -0.809_016_994_374_947_5];
    const SIN: [f64; 2] = [0.951_056_516_295_153_5, 0.587_785_252_292_473_1];
    let fifth = from.len() / 5;
    let (first, rest) = from.split_at(fifth);
    let (second, rest) = rest.split_at(fifth);
    let (third, rest) = rest.split_at(fifth);
    let (fourth, last) = rest.split_at(fifth);
    let inputs = first.chunks_exact(stride).zip(second.chunks_exact(stride));
    let inputs = inputs.zip(third.chunks_exact(stride)).zip(fourth.chunks_exact(stride));
    let inputs = inputs.zip(last.chunks_exact(stride));
    for (index, (((((a, b), c), d), e), out)) in inputs.zip(to.chunks_exact_mut(5 * stride)).enumerate() {
        let [w1, w2, w3, w4] = powers(twiddles, stride, index);
        let (out_0, rest) = out.split_at_mut(stride);
        let (out_1, rest) = rest.split_at_mut(stride);
        let (out_2, rest) = rest.split_at_mut(stride);
        let (out_3, out_4) = rest.split_at_mut(stride);
        let inputs = a.iter().zip(b).zip(c).zip(d).zip(e);
        let outputs = out_0.iter_mut().zip(out_1).zip(out_2).zip(out_3).zip(out_4);
        for (((((a, b), c), d), e), ((((p, q), r), s), t)) in inputs.zip(outputs) {
            let (near, far) = (*b + *e, *c + *d);
            let (near_turn, far_turn) = ((*b - *e).turned(), (*c - *d).turned());
            let one = *a + near.scaled(COS[0]) + far.scaled(COS[1]);
            let two = *a + near.scaled(COS[1]) + far.scaled(COS[0]);
            let one_turn = near_turn.scaled(SIN[0]) + far_turn.scaled(SIN[1]);
            let two_turn = near_turn.scaled(SIN[1]) - far_turn.scaled(SIN[0]);
            *p = *a + near + far;
            *q = (one + one_turn) * w1;
            *r = (two + two_turn) * w2;
            *s = (two - two_turn) * w3;
            *t = (one - one_turn) * w4;
        }
    }
}

/// Any small prime factor by its plain sum.
fn stage_any(factor: usize, from: &[Complex], to: &mut [Complex], stride: usize, twiddles: &[Complex]) {
    let length = twiddles.len().max(1);
    let (part, root) = (length / factor, length / factor);
    for (index, out) in to.chunks_exact_mut(factor * stride).enumerate() {
        for (place, out) in out.chunks_exact_mut(stride).enumerate() {
            let turn = at(twiddles, (stride * index * place) % length);
            for (offset, slot) in out.iter_mut().enumerate() {
                let mut sum = Complex::default();
                for r in 0..factor {
                    let value = at(from, r * part + stride * index + offset);
                    sum = sum + value * at(twiddles, (r * place % factor) * root);
                }
                *slot = sum * turn;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_equals_the_plain_sum() {
        for length in (1..70).chain([121, 127, 169, 240, 331, 500, 1_163, 1_200]) {
            let input: Vec<Complex> = (0..length)
                .map(|i| Complex::new(libm::sin(i as f64 * 1.3) + 0.1, libm::cos(i as f64 * 0.7 + 1.0)))
                .collect();
            let mut output = input.clone();
            Fft::new(length).transform(&mut output);
            let table = turns(length);
            for k in (0..length).step_by(1 + length / 50) {
                let mut sum = Complex::default();
                for (i, value) in input.iter().enumerate() {
                    sum = sum + *value * table[(i * k) % length];
                }
                let error = (sum - output[k]).square().sqrt();
                assert!(error < 1e-10 * length as f64, "length {length}, bin {k}: off by {error:e}");
            }
        }
    }
}
