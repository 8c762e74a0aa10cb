//! Which platform we run on is decided in apps, and in one module of `worlds`.
use super::Finding;
use super::tree::{Tree, code_lines};

const CONDITIONS: &[&str] = &[
    "target_arch",
    "target_os",
    "target_family",
    "cfg(unix)",
    "cfg(windows)",
    "cfg!(unix)",
    "cfg!(windows)",
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let found: Vec<_> = tree
        .below("crates/", ".rs")
        .filter(|(path, _)| path.contains("/src/"))
        .flat_map(|(path, text)| code_lines(text).map(move |(line, code)| (path, line, code)))
        .filter(|(_, _, code)| {
            code.contains("cfg") && CONDITIONS.iter().any(|condition| code.contains(condition))
        })
        .collect();
    // The first module of `worlds` that names a platform is the one that may.
    let allowed = found.iter().map(|(path, ..)| *path).find(|path| path.starts_with("crates/worlds/src/"));
    found
        .iter()
        .filter(|(path, ..)| Some(*path) != allowed)
        .map(|(path, line, _)| Finding::at(path, *line, "platforms are for apps and one module of worlds"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_module_of_worlds_may_name_a_platform() {
        let line = "//! Doc.\n#[cfg(target_arch = \"wasm32\")]\nfn a() {}\n";
        let tree = Tree::made_up(&[
            ("apps/headset/src/lib.rs", line),
            ("crates/worlds/src/canvas.rs", line),
            ("crates/worlds/src/water.rs", line),
            ("crates/link/src/lib.rs", line),
        ]);
        let files: Vec<_> = check(&tree).into_iter().map(|finding| finding.file).collect();
        assert_eq!(files, ["crates/link/src/lib.rs", "crates/worlds/src/water.rs"]);
    }

    #[test]
    fn a_comment_may_speak_of_platforms() {
        let tree = Tree::made_up(&[("crates/link/src/lib.rs", "//! cfg(target_os) is not for us.\n")]);
        assert_eq!(check(&tree), []);
    }
}
