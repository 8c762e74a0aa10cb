//! The first line of every file is one sentence on what lives there.
use super::Finding;
use super::tree::Tree;

/// How each language opens its first comment.
const OPENINGS: &[(&str, &[&str])] = &[
    ("rs", &["//! "]),
    ("js", &["// ", "/* "]),
    ("mjs", &["// ", "/* "]),
    ("css", &["/* "]),
    ("glsl", &["// "]),
    ("vert", &["// "]),
    ("frag", &["// "]),
    ("html", &["<!-- "]),
    ("toml", &["# "]),
    ("sh", &["# "]),
    ("ftl", &["# ", "## ", "### "]),
    ("sql", &["-- "]),
];

/// Manifests and tool settings say in a field, or by their name, what they are.
const EXEMPT: &[&str] = &["Cargo.toml", "rust-toolchain.toml", "rustfmt.toml", "clippy.toml", "config.toml"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.files() {
        let name = path.rsplit('/').next().unwrap_or(path);
        let Some((_, extension)) = name.rsplit_once('.') else { continue };
        let Some((_, openings)) = OPENINGS.iter().find(|(known, _)| *known == extension) else { continue };
        if EXEMPT.contains(&name) {
            continue;
        }
        // What a language demands first may stand above.
        let first = text.lines().find(|line| {
            !(line.starts_with("#!/") || line.starts_with("#version") || line.starts_with("<!doctype"))
        });
        let sentence = openings.iter().find_map(|opening| first?.strip_prefix(opening));
        if !sentence.is_some_and(is_sentence) {
            findings.push(Finding::in_file(
                path,
                format!("the first line is no sentence after `{}`", openings.join("` or `")),
            ));
        }
    }
    findings
}

/// More than one word, or it says nothing.
fn is_sentence(text: &str) -> bool {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_one(path: &str, text: &str) -> usize {
        check(&Tree::made_up(&[(path, text)])).len()
    }

    #[test]
    fn a_file_opens_with_a_sentence() {
        assert_eq!(check_one("crates/a/src/lib.rs", "//! Beats, and what is between them.\n"), 0);
        assert_eq!(check_one("crates/a/src/lib.rs", "use std::fmt;\n"), 1);
        assert_eq!(check_one("crates/a/src/lib.rs", "//! x\n"), 1);
        assert_eq!(check_one("crates/a/src/lib.rs", ""), 1);
    }

    #[test]
    fn each_language_has_its_own_comment() {
        assert_eq!(check_one("a/page.html", "<!doctype html>\n<!-- The page of the headset. -->\n"), 0);
        assert_eq!(check_one("a/sea.glsl", "#version 300 es\n// Waves and foam.\n"), 0);
        assert_eq!(check_one("a/a.css", "body {}\n"), 1);
        assert_eq!(check_one("a/Cargo.toml", "[package]\n"), 0);
        assert_eq!(check_one("a/photo.jpg", "anything"), 0);
    }
}
