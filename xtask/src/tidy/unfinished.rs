//! Nothing is left for later in the tree.
use super::Finding;
use super::tree::Tree;

const CODE: &[&str] = &[".rs", ".js", ".mjs", ".css", ".html", ".glsl", ".toml", ".sh", ".ftl", ".sql"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    // Put together here, so that this rule does not find itself.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X "),
        concat!("to", "do!"),
        concat!("unimple", "mented!"),
    ];
    let mut findings = Vec::new();
    for (path, text) in tree.files().filter(|(path, _)| CODE.iter().any(|end| path.ends_with(end))) {
        for (index, line) in text.lines().enumerate() {
            // A test may name the very words that it forbids elsewhere.
            if let Some(mark) =
                marks.iter().find(|mark| has_word(line, mark) && !line.contains(&format!("\"{mark}\"")))
            {
                findings.push(Finding::at(path, index + 1, format!("`{mark}`: finish it, or leave it out")));
            }
        }
    }
    findings
}

/// `word` in `line`, not as part of a longer word.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        let is_part = |neighbour: Option<char>| neighbour.is_some_and(|it| it.is_alphanumeric() || it == '_');
        !is_part(before) && (!is_part(after) || word.ends_with('!'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_for_later_is_found_by_line() {
        let tree =
            Tree::made_up(&[("a.rs", concat!("//! Doc.\nfn a() { to", "do!() }\n// FIX", "ME later\n"))]);
        let lines: Vec<_> = check(&tree).iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [2, 3]);
    }

    #[test]
    fn words_that_only_contain_a_mark_are_fine() {
        let tree = Tree::made_up(&[("a.rs", concat!("let MASTO", "DONT = 1;\n"))]);
        assert_eq!(check(&tree), []);
    }
}
