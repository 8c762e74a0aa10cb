//! The grid on which everything is rendered: short blocks at fixed places in time, gains gliding from edge to edge.

/// Samples in a block. Scores are read at block edges, so this is also the finest step of a gain (1.3 ms at 48 kHz).
pub const BLOCK: usize = 64;

/// One block of sound of one channel.
pub(crate) type Samples = [f32; BLOCK];

/// Where a block lies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Its first sample, counted from the start of the session: noise and steady tones are read from this.
    pub(crate) start: i64,
    /// World time of its first sample in seconds: events are read from this.
    pub(crate) time_s: f64,
    /// World time from one sample to the next, in seconds.
    pub(crate) step_s: f64,
    /// Samples per second.
    pub(crate) sample_rate: f32,
}

impl Place {
    /// World time of the first sample after this block, in seconds.
    pub(crate) fn end_s(&self) -> f64 {
        self.time_s + BLOCK as f64 * self.step_s
    }

    /// Seconds of sound before this block since the session began; steady tones take their phase from it.
    pub(crate) fn sounded_s(&self) -> f64 {
        self.start as f64 / f64::from(self.sample_rate)
    }
}

/// A gain on its way from one block edge to the next.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glide {
    now: f32,
    step: f32,
}

impl Glide {
    /// From `from` at this block's first sample to `to` at the next block's.
    pub(crate) fn new(from: f32, to: f32) -> Self {
        Self { now: from, step: (to - from) / BLOCK as f32 }
    }

    /// The gain at this sample; moves on.
    pub(crate) fn next(&mut self) -> f32 {
        let now = self.now;
        self.now += self.step;
        now
    }
}
