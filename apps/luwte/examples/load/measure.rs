//! Latencies, and how much of the whole load a run puts on.
use std::{num::ParseIntError, str::FromStr, time::Duration};

/// Durations, and where the n-th part of them lies.
#[derive(Debug, Default)]
pub struct Latency {
    nanoseconds: Vec<u64>,
}

impl Latency {
    pub fn note(&mut self, took: Duration) {
        self.nanoseconds.push(u64::try_from(took.as_nanos()).unwrap_or(u64::MAX));
    }

    pub fn count(&self) -> usize {
        self.nanoseconds.len()
    }

    /// The quantile in milliseconds: `at(0.5)` is the median. Not a number where nothing was measured.
    pub fn at(&self, share: f64) -> f64 {
        let mut sorted = self.nanoseconds.clone();
        sorted.sort_unstable();
        let place = ((sorted.len().saturating_sub(1)) as f64 * share).round() as usize;
        sorted.get(place).map_or(f64::NAN, |nanoseconds| *nanoseconds as f64 / 1e6)
    }
}

/// One over this is the part of the full number of rooms that a run uses; 1 for the real measurement.
pub struct Share(usize);

impl Share {
    pub fn of(&self, rooms: usize) -> usize {
        (rooms / self.0.max(1)).max(1)
    }
}

impl FromStr for Share {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}
