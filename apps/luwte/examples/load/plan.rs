//! How much is measured: whole, or a short look.

use std::path::PathBuf;

pub struct Plan {
    /// How often each is measured; the median is told.
    pub runs: usize,
    /// How long each time, seconds.
    pub seconds: u64,
    /// Everything is divided by this.
    pub share: usize,
    /// Where Node's peers were installed.
    pub peers: Option<PathBuf>,
    /// What to measure; all when empty.
    pub only: Vec<String>,
}

impl Plan {
    pub fn of(arguments: &[String]) -> Self {
        let quick = arguments.iter().any(|argument| argument == "quick");
        let value = |name: &str| {
            let place = arguments.iter().position(|argument| argument == name)?;
            arguments.get(place + 1).cloned()
        };
        Self {
            runs: if quick { 3 } else { 5 },
            seconds: if quick { 1 } else { 3 },
            share: if quick { 5 } else { 1 },
            peers: value("--peers").map(PathBuf::from),
            only: value("--only")
                .map(|only| only.split(',').map(str::to_owned).collect())
                .unwrap_or_default(),
        }
    }

    pub fn rooms(&self, many: usize) -> usize {
        many / self.share
    }

    pub fn wants(&self, figure: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|wanted| wanted == figure)
    }
}
