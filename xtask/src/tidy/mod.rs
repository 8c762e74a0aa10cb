//! `cargo xtask tidy`: the rules of the house, each a small function from the tree of files to what it found wrong.
mod arrows;
mod documents;
mod first_line;
mod numbers;
mod platform;
mod purity;
mod size;
mod texts;
mod tree;
mod unfinished;

use anyhow::{Result, bail};

use crate::{shell, workspace};
use tree::Tree;

/// What a rule found in a file.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Path from the workspace's root.
    pub file: String,
    /// Line number from 1; 0 speaks of the whole file.
    pub line: usize,
    pub message: String,
}

impl Finding {
    fn in_file(file: &str, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: 0, message: message.into() }
    }

    fn at(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, message: message.into() }
    }
}

type Rule = (&'static str, fn(&Tree) -> Vec<Finding>);

/// The rules that only look at files.
const RULES: &[Rule] = &[
    ("first lines", first_line::check),
    ("file sizes", size::check),
    ("nothing unfinished", unfinished::check),
    ("platform only where it may be", platform::check),
    ("pure crates name no outside world", purity::check),
    ("numbers equal on every machine", numbers::check),
    ("texts in both languages", texts::check),
    ("links in documents", documents::links),
];

/// Holds every rule and prints what breaks one.
pub fn run() -> Result<()> {
    let tree = Tree::of_checkout(workspace::root())?;
    let mut findings = 0;
    for (name, rule) in RULES {
        findings += report(name, rule(&tree));
    }
    let metadata =
        shell::read(shell::cargo().args(["metadata", "--no-deps", "--format-version", "1", "--locked"]))?;
    findings += report("arrows between crates", arrows::check(&metadata, &tree)?);
    let known = known_commands();
    findings += report("commands in documents", documents::commands(&tree, &known));
    if known.luwte.is_none() {
        println!("   note: luwte is not built, so its commands in documents are not looked at");
    }
    for note in size::notes(&tree) {
        println!("   note: {}: {}", note.file, note.message);
    }
    if findings > 0 {
        bail!("{findings} finding{} to mend", if findings == 1 { "" } else { "s" });
    }
    println!("   tidy: {} files, nothing found", tree.files().count());
    Ok(())
}

fn report(rule: &str, mut findings: Vec<Finding>) -> usize {
    findings.sort();
    for Finding { file, line, message } in &findings {
        match line {
            0 => println!("   {rule}: {file}: {message}"),
            _ => println!("   {rule}: {file}:{line}: {message}"),
        }
    }
    findings.len()
}

/// The subcommands that exist, of `cargo xtask` from clap itself and of `luwte` from its built binary, when it is built.
fn known_commands() -> documents::Commands {
    let binary = workspace::target().join("debug/luwte");
    let help = shell::read(shell::command(binary).arg("--help")).ok();
    documents::Commands {
        xtask: crate::subcommands(),
        luwte: help.map(|help| documents::subcommands_in_help(&help)),
    }
}
