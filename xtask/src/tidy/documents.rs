//! Documents do not drift: the commands they name exist, and their links lead somewhere.
use std::collections::BTreeSet;

use super::Finding;
use super::tree::Tree;

/// The subcommands that exist.
pub struct Commands {
    pub xtask: BTreeSet<String>,
    /// `None` when the binary is not built, so that nothing can be said.
    pub luwte: Option<BTreeSet<String>>,
}

/// Every `cargo xtask …` and `luwte …` in code spans and blocks of the README and the documents.
pub fn commands(tree: &Tree, known: &Commands) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in documents(tree) {
        for (line, code) in code_in(text) {
            for (program, subcommands) in
                [("cargo xtask ", Some(&known.xtask)), ("luwte ", known.luwte.as_ref())]
            {
                let Some(subcommands) = subcommands else { continue };
                for named in named_after(code, program) {
                    if !subcommands.contains(named) {
                        findings.push(Finding::at(path, line, format!("there is no `{program}{named}`")));
                    }
                }
            }
        }
    }
    findings
}

/// The subcommands in clap's `--help`: the first word of each line below `Commands:`.
pub fn subcommands_in_help(help: &str) -> BTreeSet<String> {
    help.lines()
        .skip_while(|line| line.trim() != "Commands:")
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter(|line| !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

/// Links between documents lead to files that are there, and to headings that are there.
pub fn links(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in documents(tree) {
        for (line, target) in links_in(text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let there = if file.is_empty() { path.to_owned() } else { joined(path, file) };
            if !tree.has(&there) {
                findings.push(Finding::at(path, line, format!("the link `{target}` leads nowhere")));
            } else if !heading.is_empty()
                && let Some(document) = tree.text(&there)
                && !headings(document).contains(heading)
            {
                findings.push(Finding::at(
                    path,
                    line,
                    format!("`{target}` names a heading that is not there"),
                ));
            }
        }
    }
    findings
}

fn documents(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    tree.files().filter(|(path, _)| path.ends_with(".md"))
}

/// Lines of fenced blocks and spans between backticks, with their line numbers.
fn code_in(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut in_block = false;
    text.lines().enumerate().flat_map(move |(index, line)| {
        let fence = line.trim_start().starts_with("```");
        in_block ^= fence;
        let pieces: Vec<&str> = match (fence, in_block) {
            (true, _) => Vec::new(),
            (false, true) => vec![line],
            (false, false) => line.split('`').skip(1).step_by(2).collect(),
        };
        pieces.into_iter().map(move |piece| (index + 1, piece))
    })
}

/// The words that follow `program` where it begins a command. Options and placeholders are no subcommands.
fn named_after<'a>(code: &'a str, program: &str) -> Vec<&'a str> {
    code.match_indices(program)
        .filter(|(at, _)| code.get(..*at).is_some_and(begins_command))
        .filter_map(|(at, _)| code.get(at + program.len()..)?.split_whitespace().next())
        .filter(|word| {
            word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-') && !word.starts_with('-')
        })
        .collect()
}

/// Is what stands before a program's name the start of a command line?
fn begins_command(before: &str) -> bool {
    let before = before.trim_start_matches(['$', ' ']);
    before.is_empty() || before.ends_with("&& ") || before.ends_with("; ") || before.ends_with('/')
}

fn links_in(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut in_block = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        }
        if in_block {
            continue;
        }
        for (opening, closing) in [("](", ')'), ("src=\"", '"'), ("href=\"", '"')] {
            for (at, _) in line.match_indices(opening) {
                let target =
                    line.get(at + opening.len()..).and_then(|rest| rest.split([closing, ' ']).next());
                found.extend(target.filter(|target| !target.is_empty()).map(|target| (index + 1, target)));
            }
        }
    }
    found
}

/// A link relative to a document, from the workspace's root.
fn joined(document: &str, link: &str) -> String {
    let mut parts: Vec<_> = document.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The anchors of a document's headings, as forges make them: lower case, spaces to hyphens, punctuation dropped.
fn headings(document: &str) -> BTreeSet<String> {
    document
        .lines()
        .filter_map(|line| line.strip_prefix('#').map(|rest| rest.trim_start_matches('#').trim()))
        .map(|title| {
            title
                .to_lowercase()
                .chars()
                .filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'))
                .map(|letter| if letter == ' ' { '-' } else { letter })
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Commands {
        let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Commands { xtask: set(&["demo", "test"]), luwte: Some(set(&["serve"])) }
    }

    #[test]
    fn a_command_that_does_not_exist_is_found() {
        let readme =
            "Run `cargo xtask demo`.\n\n```sh\n$ cargo xtask dance\nluwte fly --high\nluwte serve\n```\n";
        let found = commands(&Tree::made_up(&[("README.md", readme)]), &known());
        let lines: Vec<_> = found.iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [4, 5], "{found:?}");
    }

    #[test]
    fn prose_and_paths_are_no_commands() {
        let readme = "luwte means lee. `cargo run --package luwte demo`, `cargo xtask <command>`\n";
        assert_eq!(commands(&Tree::made_up(&[("README.md", readme)]), &known()), []);
    }

    #[test]
    fn subcommands_are_read_from_help() {
        let help = "Luwte\n\nUsage: luwte <COMMAND>\n\nCommands:\n  serve   Serve\n          and more\n  demo    Show\n\nOptions:\n  -h\n";
        assert_eq!(subcommands_in_help(help).into_iter().collect::<Vec<_>>(), ["demo", "serve"]);
    }

    #[test]
    fn links_lead_to_files_and_headings_that_are_there() {
        let tree = Tree::made_up(&[
            (
                "README.md",
                "[a](docs/a.md#two-words) ![p](docs/p.png) [w](https://example.org) [x](docs/none.md)\n",
            ),
            ("docs/a.md", "# One\n## Two words\n[up](../README.md) [bad](#three)\n"),
            ("docs/p.png", ""),
        ]);
        let found: Vec<_> = links(&tree).into_iter().map(|finding| finding.file).collect();
        assert_eq!(found, ["README.md", "docs/a.md"]);
    }
}
