//! Filters that forget within a quarter of a second, so that a short run-up makes any moment sound as if run from the start.

use std::f32::consts::PI;

/// Pink noise from white: three one-pole filters (Kellet's economy fit, ±0.5 dB above 20 Hz at 44.1 kHz).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pink {
    low: f32,
    middle: f32,
    high: f32,
}

impl Pink {
    /// White noise of −1..1 in, pink noise of root mean square near 0.25 out.
    pub(crate) fn run(&mut self, white: f32) -> f32 {
        self.low = 0.997_65 * self.low + white * 0.099_046;
        self.middle = 0.963 * self.middle + white * 0.296_516_4;
        self.high = 0.57 * self.high + white * 1.052_691_3;
        0.18 * (self.low + self.middle + self.high + white * 0.184_8)
    }
}

/// A state-variable filter of 12 dB an octave whose corner may move (Zavalishin, *The Art of VA Filter Design*, ch. 4).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Svf {
    sample_rate: f32,
    a1: f32,
    a2: f32,
    a3: f32,
    damping: f32,
    band: f32,
    low: f32,
}

/// Added to every input, −400 dB: without it a filter fed with silence decays into subnormal numbers, which are slow.
const AFLOAT: f32 = 1e-20;

/// What a state-variable filter gives at one sample.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bands {
    /// Below the corner.
    pub(crate) low: f32,
    /// Around the corner, with unity gain there.
    pub(crate) band: f32,
    /// Above the corner.
    pub(crate) high: f32,
}

impl Svf {
    /// A filter at `corner_hz`; `q` of 0.7 is flat, more rings.
    pub(crate) fn new(sample_rate: f32, corner_hz: f32, q: f32) -> Self {
        let mut filter = Self { sample_rate, a1: 0.0, a2: 0.0, a3: 0.0, damping: 1.0, band: 0.0, low: 0.0 };
        filter.tune(corner_hz, q);
        filter
    }

    /// Moves the corner; its sound carries on without a click.
    pub(crate) fn tune(&mut self, corner_hz: f32, q: f32) {
        // Not `clamp`: its bounds check would bring number formatting into the audio module.
        let corner = corner_hz.max(20.0).min(0.45 * self.sample_rate);
        let g = (PI * corner / self.sample_rate).tan();
        self.damping = 1.0 / q;
        self.a1 = 1.0 / (1.0 + g * (g + self.damping));
        self.a2 = g * self.a1;
        self.a3 = g * self.a2;
    }

    /// One sample.
    pub(crate) fn run(&mut self, input: f32) -> Bands {
        let rest = input + AFLOAT - self.low;
        let band = self.a1 * self.band + self.a2 * rest;
        let low = self.low + self.a2 * self.band + self.a3 * rest;
        self.band = 2.0 * band - self.band;
        self.low = 2.0 * low - self.low;
        Bands { low, band: self.damping * band, high: input - self.damping * band - low }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gain_db(hz: f32, pick: fn(Bands) -> f32) -> f32 {
        let mut filter = Svf::new(48_000.0, 1_000.0, std::f32::consts::FRAC_1_SQRT_2);
        let mut power = 0.0;
        for i in 0..48_000 {
            let out = pick(filter.run((std::f32::consts::TAU * hz * (i % 48_000) as f32 / 48_000.0).sin()));
            if i >= 24_000 {
                power += out * out;
            }
        }
        10.0 * (power / 12_000.0).log10()
    }

    #[test]
    fn the_state_variable_filter_has_the_slopes_of_a_butterworth_pair() {
        // A second-order Butterworth: −3.01 dB at its corner, −12 dB an octave well away from it.
        for (hz, pick, expected) in [
            (1_000.0, (|b| b.low) as fn(Bands) -> f32, -3.01),
            (1_000.0, |b| b.high, -3.01),
            (100.0, |b| b.low, 0.0),
            (4_000.0, |b| b.low, -24.1),
            (250.0, |b| b.high, -24.1),
            (1_000.0, |b| b.band, 0.0),
        ] {
            let found = gain_db(hz, pick);
            assert!((found - expected).abs() < 0.9, "{hz} Hz: {found} dB, expected {expected}");
        }
    }

    #[test]
    fn pink_noise_loses_three_decibels_an_octave() {
        let mut pink = Pink::default();
        let mut white = crate::noise::Key::new(1, 1).white(0);
        let mut bands: Vec<Svf> =
            [250.0, 500.0, 1_000.0, 2_000.0, 4_000.0].map(|hz| Svf::new(48_000.0, hz, 4.0)).into();
        let mut power = [0.0_f64; 5];
        for _ in 0..480_000 {
            let sample = pink.run(white.next());
            for (band, sum) in bands.iter_mut().zip(&mut power) {
                *sum += f64::from(band.run(sample).band).powi(2);
            }
        }
        for pair in power.windows(2) {
            // Octave-wide bands of pink noise hold equal power (1 dB for the fit and the finite run).
            assert!((10.0 * (pair[1] / pair[0]).log10()).abs() < 1.0, "{power:?}");
        }
    }
}
