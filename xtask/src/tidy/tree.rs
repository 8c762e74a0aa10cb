//! The checkout as the rules see it: text files by path, read once.
use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use crate::shell;

/// Text files by their path from the workspace's root.
#[derive(Default)]
pub struct Tree {
    texts: BTreeMap<String, String>,
    /// Every path, also of pictures and recordings.
    paths: Vec<String>,
}

impl Tree {
    /// Every file that git tracks or would track.
    pub fn of_checkout(root: &Path) -> Result<Self> {
        let listed = shell::read(shell::command("git").args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]))?;
        let mut tree = Self::default();
        for path in listed.split('\0').filter(|path| !path.is_empty()) {
            // Deleted but not yet committed: no longer there for us.
            let Ok(bytes) = std::fs::read(root.join(path)) else { continue };
            tree.paths.push(path.to_owned());
            if let Ok(text) = String::from_utf8(bytes) {
                tree.texts.insert(path.to_owned(), text);
            }
        }
        tree.paths.sort();
        Ok(tree)
    }

    /// Every text file as (path, text).
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The text files below a folder (`crates/hrv/`) that end like this (`.rs`).
    pub fn below<'a>(&'a self, folder: &'a str, end: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files().filter(move |(path, _)| path.starts_with(folder) && path.ends_with(end))
    }

    pub fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// Is this a file, or a folder that holds one?
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        path.is_empty() || self.paths.iter().any(|file| file == path || file.starts_with(&format!("{path}/")))
    }

    #[cfg(test)]
    pub fn made_up(files: &[(&str, &str)]) -> Self {
        let mut tree = Self::default();
        for (path, text) in files {
            tree.paths.push((*path).to_owned());
            tree.texts.insert((*path).to_owned(), (*text).to_owned());
        }
        tree
    }
}

/// The numbered lines of Rust that are neither comment nor test: everything before `#[cfg(test)]` on a `mod tests`.
pub fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = tests_start(text);
    text.lines().enumerate().take(end).filter_map(|(index, line)| {
        let code = line.split_once("//").map_or(line, |(code, _)| code);
        (!code.trim().is_empty()).then_some((index + 1, code))
    })
}

/// The number of lines before the module of unit tests that ends a file.
fn tests_start(text: &str) -> usize {
    let lines: Vec<_> = text.lines().collect();
    lines
        .windows(2)
        .position(|pair| {
            matches!(pair, [attribute, module]
            if attribute.trim() == "#[cfg(test)]" && module.trim_start().starts_with("mod tests"))
        })
        .unwrap_or(lines.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_unit_tests_are_no_code() {
        let text = "//! Doc\nlet a = 1; // why\n\n#[cfg(test)]\nmod tests {\n  let b;\n}";
        assert_eq!(code_lines(text).collect::<Vec<_>>(), [(2, "let a = 1; ")]);
    }

    #[test]
    fn a_folder_is_there_when_a_file_is_in_it() {
        let tree = Tree::made_up(&[("docs/a/b.md", "")]);
        assert!(tree.has("docs/a") && tree.has("docs/a/") && tree.has("docs/a/b.md") && tree.has(""));
        assert!(!tree.has("docs/b"));
    }
}
