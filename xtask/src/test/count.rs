//! How many tests passed and failed, read from what the test runners print.
use std::fmt;

/// Tests that ran. Skipped ones count in neither.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

impl Count {
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// From `cargo test`: one line `test result: ok. 3 passed; 1 failed; …` per test binary.
    pub fn of_cargo(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines().filter(|line| line.trim_start().starts_with("test result:")) {
            sum.passed += number_before(line, " passed");
            sum.failed += number_before(line, " failed");
        }
        sum
    }

    /// From nextest's last line: `Summary [ 0.5s] 12 tests run: 11 passed (1 slow), 1 failed, 2 skipped`. `None` when
    /// there is none, because nothing compiled. A timed-out test failed.
    pub fn of_nextest(output: &str) -> Option<Self> {
        let line = output.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
        let failed = number_before(line, " failed") + number_before(line, " timed out");
        Some(Self { passed: number_before(line, " passed"), failed })
    }

    /// From the TAP report of `node --test`: its last lines `# pass 3`, `# fail 1`, `# cancelled 0`.
    /// `None` when the report stops before them.
    pub fn of_tap(report: &str) -> Option<Self> {
        let total = |word: &str| -> Option<u64> {
            report
                .lines()
                .rev()
                .find_map(|line| line.strip_prefix("# ")?.strip_prefix(word)?.trim().parse().ok())
        };
        Some(Self { passed: total("pass ")?, failed: total("fail ")? + total("cancelled ")? })
    }
}

/// The number that stands right before `word`, 0 when there is none.
fn number_before(line: &str, word: &str) -> u64 {
    let Some((before, _)) = line.split_once(word) else { return 0 };
    let digits = before.len() - before.trim_end_matches(|character: char| character.is_ascii_digit()).len();
    before.get(before.len() - digits..).and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_prints_a_result_per_binary() {
        let output = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 0 ignored; finished in 0.1s\n\
                      test result: FAILED. 10 passed; 2 failed; 1 ignored\n";
        assert_eq!(Count::of_cargo(output), Count { passed: 13, failed: 2 });
    }

    #[test]
    fn nextest_prints_one_summary() {
        let output =
            "     Summary [   4.205s] 120 tests run: 117 passed (2 slow), 2 failed, 1 timed out, 4 skipped\n";
        assert_eq!(Count::of_nextest(output), Some(Count { passed: 117, failed: 3 }));
        assert_eq!(Count::of_nextest("error: could not compile `hrv`"), None);
    }

    #[test]
    fn node_ends_its_report_with_totals_and_cancelled_is_not_passed() {
        let report = "TAP version 13\nok 1 - a\n# tests 4\n# suites 0\n# pass 2\n# fail 1\n# cancelled 1\n# skipped 0\n";
        assert_eq!(Count::of_tap(report), Some(Count { passed: 2, failed: 2 }));
        assert_eq!(Count::of_tap("TAP version 13\nok 1 - a\n"), None);
    }

    #[test]
    fn the_last_line_is_plain() {
        assert_eq!(Count { passed: 412, failed: 0 }.to_string(), "412 passed, 0 failed");
    }
}
