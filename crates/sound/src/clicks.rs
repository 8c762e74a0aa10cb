//! The short, soft answers to a choice on a panel.

use crate::block::Samples;
use crate::curve::{ease, sine};

/// What someone did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Click {
    /// A target was looked at or touched.
    Touch,
    /// A choice was made.
    Choose,
    /// Back to calm, or away.
    Back,
}

impl Click {
    /// The click with this number as it crosses to the audio thread, or `None`.
    pub const fn from_code(code: u32) -> Option<Self> {
        match code {
            0 => Some(Self::Touch),
            1 => Some(Self::Choose),
            2 => Some(Self::Back),
            _ => None,
        }
    }

    /// Pitch in hertz, time to fall to 1/e in seconds, and gain; tones of the pacer's chord.
    const fn tone(self) -> (f32, f32, f32) {
        match self {
            Self::Touch => (442.6, 0.035, 0.014),
            Self::Choose => (664.5, 0.110, 0.024),
            Self::Back => (331.0, 0.140, 0.026),
        }
    }
}

/// Clicks that still ring; a third one takes the place of the oldest.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clicks {
    ringing: [Option<(Click, u32)>; 2],
    next: usize,
}

/// A click swells this long, so that it is a touch and not a tick.
const SWELL_S: f32 = 0.007;

impl Clicks {
    pub(crate) fn start(&mut self, click: Click) {
        self.ringing[self.next] = Some((click, 0));
        self.next = (self.next + 1) % self.ringing.len();
    }

    /// Adds what rings to both sides of the bed.
    pub(crate) fn add(&mut self, sample_rate: f32, gain: f32, bed: &mut [Samples; 2]) {
        let [left, right] = bed;
        for slot in &mut self.ringing {
            let Some((click, age)) = slot else { continue };
            let (hz, decay_s, level) = click.tone();
            for (l, r) in left.iter_mut().zip(right.iter_mut()) {
                let since_s = *age as f32 / sample_rate;
                let turns = hz * since_s;
                let wood = sine(turns) + 0.22 * (-since_s / (0.25 * decay_s)).exp() * sine(2.76 * turns);
                let sample = gain * level * ease(0.0, SWELL_S, since_s) * (-since_s / decay_s).exp() * wood;
                *l += sample;
                *r += sample;
                *age += 1;
            }
            if *age as f32 > 12.0 * decay_s * sample_rate {
                *slot = None;
            }
        }
    }
}
