//! Figures: latencies of one run, medians of several, and the lines in which they are told.

use std::{cell::RefCell, rc::Rc, time::Instant};

/// Latencies of one run, microseconds.
#[derive(Clone, Default)]
pub struct Latencies(Rc<RefCell<Vec<u32>>>);

impl Latencies {
    pub fn note(&self, since: Instant) {
        self.0.borrow_mut().push(u32::try_from(since.elapsed().as_micros()).unwrap_or(u32::MAX));
    }

    pub fn run(&self, cpu_seconds: f64) -> Run {
        let mut all = self.0.borrow_mut();
        all.sort_unstable();
        let quantile = |share: f64| {
            let place = ((all.len().saturating_sub(1)) as f64 * share).round() as usize;
            all.get(place).map_or(f64::NAN, |us| f64::from(*us) / 1_000.0)
        };
        let per_million = cpu_seconds / all.len() as f64 * 1e6;
        Run { p50_ms: quantile(0.5), p99_ms: quantile(0.99), cpu_seconds_per_million: per_million }
    }
}

/// What one run gave.
#[derive(Clone, Copy)]
pub struct Run {
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub cpu_seconds_per_million: f64,
}

/// Several runs of the same.
#[derive(Clone, Default)]
pub struct Runs(Vec<Run>);

impl Runs {
    pub fn add(&mut self, run: Run) {
        self.0.push(run);
    }

    pub fn median(&self, of: impl Fn(&Run) -> f64) -> f64 {
        median(self.0.iter().map(of).collect())
    }

    /// Both quantiles, each the median of all runs.
    pub fn print(&self, id: &str, what: &str, targets: [Option<&str>; 2]) {
        let (p50, p99) = (self.median(|run| run.p50_ms), self.median(|run| run.p99_ms));
        print(id, &format!("{what}, p50"), targets[0], &format!("{p50:.3} ms"));
        print(id, &format!("{what}, p99"), targets[1], &format!("{p99:.3} ms"));
    }
}

pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

pub fn print(id: &str, what: &str, target: Option<&str>, measured: &str) {
    let target = target.map_or_else(|| "(no target)".to_owned(), |target| format!("target {target}"));
    println!("{id} {what}   {target}   measured {measured}");
}

/// Stands where a peer would.
pub fn absent(id: &str, peer: &str, install: &str) {
    println!("{id} {peer}   (no target)   measured nothing: not installed ({install})");
}
