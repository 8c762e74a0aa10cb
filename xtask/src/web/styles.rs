//! Style sheets as they are fetched: without remarks and indents.

/// A style sheet without its remarks, empty lines and indents.
pub fn without_remarks(styles: &str) -> String {
    let mut kept = String::with_capacity(styles.len());
    let mut rest = styles;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stay_and_remarks_go() {
        let styles = "/* Why.\n   Really. */\n.a {\n  color: red; /* so */\n\n}\n.b{content:\"x\"}";
        assert_eq!(without_remarks(styles), ".a {\ncolor: red;\n}\n.b{content:\"x\"}\n");
    }
}
