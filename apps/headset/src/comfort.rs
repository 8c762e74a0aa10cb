//! Frame rate (safety rule 8): when pictures come too slowly, simplify step by step; when nothing helps, end softly.

/// What to do about slow pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relief {
    /// Fewer pixels: sharp middle, softer edges; on a plain screen a smaller picture.
    FewerPixels,
    /// A simpler world.
    SimplerWorld,
    /// Softly to the end.
    End,
}

/// The shortest stretch that is judged, seconds.
const STRETCH_S: f64 = 3.0;
/// After a relief nothing is judged for this long: the relief itself costs time.
const SETTLE_S: f64 = 4.0;

/// Counts pictures and says when they come too slowly.
#[derive(Clone, Debug)]
pub(crate) struct Watchdog {
    /// Slower than this, in pictures a second, and something is done.
    least_per_s: f64,
    /// The steps still left.
    steps: Vec<Relief>,
    since_s: Option<f64>,
    last_s: f64,
    pictures: u32,
    bad_stretches: u32,
}

impl Watchdog {
    /// For a display that shows `per_s` pictures a second; `ends` when a session may be ended for it.
    pub fn new(per_s: f64, ends: bool) -> Self {
        let mut steps = vec![Relief::SimplerWorld, Relief::SimplerWorld, Relief::FewerPixels];
        if ends {
            steps.insert(0, Relief::End);
        }
        Self { least_per_s: per_s * 0.6, steps, since_s: None, last_s: 0.0, pictures: 0, bad_stretches: 0 }
    }

    /// A picture was shown at this moment (seconds, any origin); what must be done, if anything.
    pub fn picture(&mut self, now_s: f64) -> Option<Relief> {
        // A gap of a second is a page that was hidden or a headset that was off, not a slow picture.
        if self.since_s.is_none() || now_s - self.last_s > 1.0 || now_s < self.last_s {
            (self.since_s, self.pictures, self.bad_stretches) = (Some(now_s), 0, 0);
        }
        self.last_s = now_s;
        let since = self.since_s?;
        self.pictures += 1;
        let length = now_s - since;
        if length < STRETCH_S {
            return None;
        }
        let slow = f64::from(self.pictures) / length < self.least_per_s;
        (self.since_s, self.pictures) = (Some(now_s), 0);
        self.bad_stretches = if slow { self.bad_stretches + 1 } else { 0 };
        // Ending needs far longer evidence than simplifying.
        let enough = if self.steps.last() == Some(&Relief::End) { 6 } else { 1 };
        if self.bad_stretches < enough {
            return None;
        }
        self.since_s = Some(now_s + SETTLE_S);
        self.bad_stretches = 0;
        self.steps.pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(watchdog: &mut Watchdog, from_s: f64, seconds: f64, per_s: f64) -> Vec<Relief> {
        let count = (seconds * per_s) as u32;
        (0..count).filter_map(|n| watchdog.picture(from_s + f64::from(n) / per_s)).collect()
    }

    #[test]
    fn a_steady_headset_is_left_alone() {
        let mut watchdog = Watchdog::new(72.0, true);
        assert_eq!(run(&mut watchdog, 0.0, 600.0, 72.0), []);
        assert_eq!(run(&mut watchdog, 600.0, 60.0, 60.0), []);
    }

    #[test]
    fn safety_rule_08_simplify_first_then_end_softly() {
        let mut watchdog = Watchdog::new(72.0, true);
        let reliefs = run(&mut watchdog, 0.0, 120.0, 20.0);
        let expected = [Relief::FewerPixels, Relief::SimplerWorld, Relief::SimplerWorld, Relief::End];
        assert_eq!(reliefs, expected);
    }

    #[test]
    fn a_plain_screen_never_ends_a_session_for_its_frame_rate() {
        let mut watchdog = Watchdog::new(60.0, false);
        assert!(!run(&mut watchdog, 0.0, 300.0, 5.0).contains(&Relief::End));
    }

    #[test]
    fn a_hidden_page_is_no_slow_page() {
        let mut watchdog = Watchdog::new(60.0, true);
        for n in 0..200 {
            assert_eq!(watchdog.picture(f64::from(n) * 2.0), None);
        }
    }
}
