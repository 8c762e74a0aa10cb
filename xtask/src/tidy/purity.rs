//! The pure crates name no clock, thread, file, socket or browser: time and data come in as parameters.
use super::Finding;
use super::tree::{Tree, code_lines};

const PURE: &[&str] = &["hrv", "session", "catalogue", "charts", "sound", "toolkit", "care"];

const OUTSIDE_WORLD: &[&str] = &[
    "std::time",
    "std::thread",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::io",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "SystemTime",
    "Instant::now",
    "tokio",
    "rand::",
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for name in PURE {
        let folder = format!("crates/{name}/src/");
        for (path, text) in tree.below(&folder, ".rs") {
            for (line, code) in code_lines(text) {
                if let Some(word) = OUTSIDE_WORLD.iter().find(|word| code.contains(*word)) {
                    findings.push(Finding::at(
                        path,
                        line,
                        format!("`{name}` is pure and may not name `{word}`"),
                    ));
                }
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pure_crate_may_not_look_at_the_clock() {
        let clock = "//! Doc.\nuse std::time::Instant;\n";
        let tree = Tree::made_up(&[("crates/hrv/src/lib.rs", clock), ("apps/luwte/src/main.rs", clock)]);
        assert_eq!(check(&tree).len(), 1);
    }

    #[test]
    fn its_tests_may_read_files() {
        let text = "//! Doc.\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n";
        let tree =
            Tree::made_up(&[("crates/hrv/src/lib.rs", text), ("crates/hrv/tests/a.rs", "use std::fs;")]);
        assert_eq!(check(&tree), []);
    }
}
