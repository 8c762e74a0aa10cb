//! One measured figure beside its target, and the table of them.

/// A figure: its number in the performance table, what it is, what it should be and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub id: String,
    pub what: String,
    /// For example `≤ 0.8 ms`; `None` where there is no target.
    pub target: Option<String>,
    /// For example `0.61 ms`; `None` where nothing could be measured.
    pub measured: Option<String>,
}

impl Figure {
    pub fn new(id: &str, what: &str, target: Option<&str>, measured: &str) -> Self {
        Self {
            id: id.to_owned(),
            what: what.to_owned(),
            target: target.map(str::to_owned),
            measured: Some(measured.to_owned()),
        }
    }

    /// Stands for everything that a source would have measured.
    pub fn missing(source: &str) -> Self {
        Self { id: "–".to_owned(), what: source.to_owned(), target: None, measured: None }
    }

    /// Reads `[P5] what   target ≤ 0.8 ms   measured 0.61 ms`, or `(no target)` in the middle. `None` for other lines.
    pub fn parse(line: &str, otherwise: &str) -> Option<Self> {
        let (before, measured) = line.split_once(" measured ")?;
        let (what, target) = match before.split_once("(no target)") {
            Some((what, _)) => (what, None),
            None => before.split_once(" target ").map(|(what, target)| (what, Some(target.trim())))?,
        };
        let (id, what) = match what.trim().split_once(' ') {
            Some((first, rest)) if is_id(first) => (first, rest),
            _ => (otherwise, what),
        };
        Some(Self::new(id, what.trim(), target, measured.trim()))
    }

    /// Does the measurement reach the target? `None` where one of them is missing or they are not in one unit.
    pub fn is_met(&self) -> Option<bool> {
        let (bound, target) = bounded(self.target.as_deref()?)?;
        let (limit, unit) = number(target)?;
        let (value, measured_unit) = number(self.measured.as_deref()?)?;
        if unit != measured_unit {
            return None;
        }
        Some(match bound {
            Bound::AtMost => value <= limit,
            Bound::Under => value < limit,
            Bound::AtLeast => value >= limit,
        })
    }
}

enum Bound {
    AtMost,
    Under,
    AtLeast,
}

fn bounded(target: &str) -> Option<(Bound, &str)> {
    for (sign, bound) in [("≤", Bound::AtMost), ("<", Bound::Under), ("≥", Bound::AtLeast)] {
        if let Some(rest) = target.trim().strip_prefix(sign) {
            return Some((bound, rest.trim()));
        }
    }
    None
}

/// The number a text begins with, `1,000.5` included, and the word after it.
fn number(text: &str) -> Option<(f64, &str)> {
    let end = text
        .find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',')
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let unit = rest.split_whitespace().next().unwrap_or_default();
    Some((digits.replace(',', "").parse().ok()?, unit))
}

fn is_id(word: &str) -> bool {
    word.strip_prefix('P')
        .is_some_and(|digits| !digits.is_empty() && digits.chars().all(|it| it.is_ascii_digit()))
}

/// The largest value of `field: 123` in what the renderer printed.
pub fn most_counted(output: &str, field: &str) -> Option<u64> {
    let name = format!("{field}: ");
    output
        .match_indices(&name)
        .filter_map(|(at, _)| {
            output.get(at + name.len()..)?.split(|it: char| !it.is_ascii_digit()).next()?.parse().ok()
        })
        .max()
}

/// Figures under each other, target beside measurement.
pub fn table(figures: &[Figure]) -> String {
    let heading = ["", "figure", "target", "measured", ""].map(str::to_owned);
    let rows = figures.iter().map(|figure| {
        let verdict = match figure.is_met() {
            Some(true) => "reached",
            Some(false) => "NOT REACHED",
            None => "",
        };
        [
            figure.id.clone(),
            figure.what.clone(),
            figure.target.clone().unwrap_or_else(|| "–".to_owned()),
            figure.measured.clone().unwrap_or_else(|| "not measured".to_owned()),
            verdict.to_owned(),
        ]
    });
    let rows: Vec<_> = std::iter::once(heading).chain(rows).collect();
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<_> = (0..5).map(width).collect();
    rows.iter()
        .map(|row| {
            let cells: Vec<_> =
                row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
            format!("{}\n", cells.join("  ").trim_end())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_line_becomes_a_figure() {
        let line = "P5 acknowledged after fsync, p50   target ≤ 0.8 ms   measured 0.61 ms";
        let figure = Figure::parse(line, "P1").unwrap();
        assert_eq!(figure, Figure::new("P5", "acknowledged after fsync, p50", Some("≤ 0.8 ms"), "0.61 ms"));
        assert_eq!(figure.is_met(), Some(true));
    }

    #[test]
    fn a_line_may_leave_out_its_number_and_its_target() {
        let figure =
            Figure::parse("slowest packet of five days    (no target)    measured 81.0 µs", "P13").unwrap();
        assert_eq!(figure, Figure::new("P13", "slowest packet of five days", None, "81.0 µs"));
        assert_eq!(figure.is_met(), None);
        assert_eq!(Figure::parse("   Compiling hrv v0.1.0", "P13"), None);
    }

    #[test]
    fn a_target_may_be_a_ceiling_or_a_floor() {
        let met = |target: &str, measured: &str| Figure::new("P6", "x", Some(target), measured).is_met();
        assert_eq!(met("≥ 150,000 events/s", "182000 events/s"), Some(true));
        assert_eq!(met("≥ 150,000 events/s", "121000 events/s"), Some(false));
        assert_eq!(met("≤ 60 draws", "60 draws"), Some(true));
        assert_eq!(met("< 10 µs", "10 µs"), Some(false));
        assert_eq!(met("≤ 0.5 ms", "300 µs"), None);
    }

    #[test]
    fn the_table_says_which_targets_are_not_reached() {
        let figures =
            [Figure::new("P12", "dashboard", Some("≤ 150 kB"), "151.2 kB"), Figure::missing("live")];
        let table = table(&figures);
        assert!(table.contains("NOT REACHED") && table.contains("not measured"), "{table}");
    }

    #[test]
    fn the_largest_count_is_found() {
        let output = "a: Counts { draws: 12, bytes: 900 }\nb: Counts { draws: 31, bytes: 800 }";
        assert_eq!(most_counted(output, "draws"), Some(31));
        assert_eq!(most_counted(output, "triangles"), None);
    }
}
