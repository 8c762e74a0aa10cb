//! Files that a person can read in one sitting: at most 800 lines, preferably 400.
use super::Finding;
use super::tree::Tree;

const MOST_LINES: usize = 800;
const AIM_LINES: usize = 400;

/// What people write and read; data and lock files may be as long as they are.
const WRITTEN: &[&str] = &[".rs", ".js", ".mjs", ".css", ".html", ".glsl", ".sh", ".ftl", ".sql"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    longer_than(tree, MOST_LINES, "stop at 800 and split it by what it is about")
}

/// Not wrong, but worth knowing.
pub fn notes(tree: &Tree) -> Vec<Finding> {
    longer_than(tree, AIM_LINES, "the aim is 400")
}

fn longer_than(tree: &Tree, limit: usize, advice: &str) -> Vec<Finding> {
    tree.files()
        .filter(|(path, _)| WRITTEN.iter().any(|end| path.ends_with(end)))
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > limit)
        .map(|(path, lines)| Finding::in_file(path, format!("{lines} lines; {advice}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_are_found_and_middling_ones_noted() {
        let (long, middling) = ("x\n".repeat(801), "x\n".repeat(401));
        let tree =
            Tree::made_up(&[("a.rs", &long), ("b.rs", &middling), ("c.rs", "x\n"), ("data.csv", &long)]);
        assert_eq!(check(&tree).len(), 1);
        assert_eq!(notes(&tree).len(), 2);
    }
}
