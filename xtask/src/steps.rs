//! Progress a person can follow: each step announced, timed, and listed again at the end.
use std::time::{Duration, Instant};

use anyhow::Result;

/// The steps of one command, in the order they ran.
pub struct Steps {
    planned: usize,
    done: Vec<Done>,
    began: Instant,
}

/// One finished step.
pub struct Done {
    pub name: String,
    pub took: Duration,
    /// What was wrong, when it failed.
    pub failure: Option<String>,
}

impl Steps {
    /// Prepares for `planned` steps, which only serves the "2/9" in the headings.
    pub fn new(planned: usize) -> Self {
        Self { planned, done: Vec::new(), began: Instant::now() }
    }

    /// Announces a step, runs it, keeps its time and its error. `None` when it failed.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        println!("\n── {}/{} {name}", self.done.len() + 1, self.planned.max(self.done.len() + 1));
        let start = Instant::now();
        let result = work();
        let took = start.elapsed();
        let (value, failure) = match result {
            Ok(value) => (Some(value), None),
            Err(error) => (None, Some(format!("{error:#}"))),
        };
        match &failure {
            None => println!("   {name}: done in {}", spoken(took)),
            Some(reason) => eprintln!("   {name}: FAILED after {}: {reason}", spoken(took)),
        }
        self.done.push(Done { name: name.to_owned(), took, failure });
        value
    }

    /// Every step that failed.
    pub fn failures(&self) -> impl Iterator<Item = &Done> {
        self.done.iter().filter(|done| done.failure.is_some())
    }

    /// A table of minutes per step.
    pub fn print_times(&self) {
        let width = self.done.iter().map(|done| done.name.chars().count()).max().unwrap_or(0);
        println!("\nMinutes per step");
        for done in &self.done {
            let verdict = if done.failure.is_some() { "FAILED" } else { "ok" };
            println!("  {:width$}  {:>6.2}  {verdict}", done.name, done.took.as_secs_f64() / 60.0);
        }
        println!("  {:width$}  {:>6.2}", "together", self.began.elapsed().as_secs_f64() / 60.0);
    }
}

/// "4.2 s" or "3 min 05 s".
pub fn spoken(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_is_remembered_and_the_next_still_runs() {
        let mut steps = Steps::new(2);
        assert_eq!(steps.step("first", || -> Result<u8> { anyhow::bail!("no bread") }), None);
        assert_eq!(steps.step("second", || Ok(7)), Some(7));
        let failed: Vec<_> = steps.failures().map(|done| done.name.as_str()).collect();
        assert_eq!(failed, ["first"]);
    }

    #[test]
    fn durations_read_as_a_person_says_them() {
        assert_eq!(spoken(Duration::from_millis(4_230)), "4.2 s");
        assert_eq!(spoken(Duration::from_secs(185)), "3 min 05 s");
    }
}
