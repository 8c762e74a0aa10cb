//! Which crate may use which: the block of arrows in `docs/architecture.md` and cargo's own view are the same.
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::Value;

use super::Finding;
use super::tree::Tree;

const DOCUMENT: &str = "docs/architecture.md";

/// Crate → the crates of ours it uses.
type Arrows = BTreeMap<String, BTreeSet<String>>;

/// Compares the document with `cargo metadata --no-deps`.
pub fn check(metadata: &str, tree: &Tree) -> Result<Vec<Finding>> {
    let Some((line, drawn)) = tree.text(DOCUMENT).and_then(drawn) else {
        return Ok(vec![Finding::in_file(
            DOCUMENT,
            "has no block ```arrows that says which crate uses which",
        )]);
    };
    let real = real(metadata)?;
    let mut findings = Vec::new();
    for name in drawn.keys().filter(|name| !real.contains_key(*name)) {
        findings.push(Finding::at(
            DOCUMENT,
            line,
            format!("`{name}` is in the arrows but is no crate of the workspace"),
        ));
    }
    for (name, uses) in &real {
        let Some(may_use) = drawn.get(name) else {
            findings.push(Finding::at(DOCUMENT, line, format!("the crate `{name}` is not in the arrows")));
            continue;
        };
        for other in uses.difference(may_use) {
            findings.push(Finding::at(
                DOCUMENT,
                line,
                format!("`{name}` uses `{other}`, which the arrows do not allow"),
            ));
        }
        for other in may_use.difference(uses) {
            findings.push(Finding::at(
                DOCUMENT,
                line,
                format!("an arrow `{name} → {other}` that the code does not have"),
            ));
        }
    }
    Ok(findings)
}

/// The arrows in the document's block: lines `worlds → catalogue, sound`. Several crates may share a line on the left;
/// a leaf has nothing on the right. Also the line where the block begins.
fn drawn(document: &str) -> Option<(usize, Arrows)> {
    let start = document.lines().position(|line| line.trim() == "```arrows")?;
    let block = document.lines().skip(start + 1).take_while(|line| line.trim() != "```");
    let mut arrows = Arrows::new();
    for line in block.filter(|line| !line.trim().is_empty()) {
        let (from, to) = line.split_once('→').unwrap_or((line, ""));
        for name in words(from) {
            arrows.entry(name).or_default().extend(words(to));
        }
    }
    Some((start + 1, arrows))
}

fn words(list: &str) -> impl Iterator<Item = String> {
    list.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty() && *word != "–").map(str::to_owned)
}

/// The arrows that cargo sees. Dependencies for tests alone do not count: a test may hold any two crates side by side.
fn real(metadata: &str) -> Result<Arrows> {
    let metadata: Value = serde_json::from_str(metadata).context("cargo metadata is no JSON")?;
    let packages =
        metadata.get("packages").and_then(Value::as_array).context("cargo metadata without packages")?;
    let mut arrows = Arrows::new();
    for package in packages {
        let name = package.get("name").and_then(Value::as_str).context("a package without a name")?;
        let dependencies =
            package.get("dependencies").and_then(Value::as_array).context("no dependencies")?;
        let ours: BTreeSet<_> = dependencies
            .iter()
            .filter(|dependency| dependency.get("path").is_some_and(Value::is_string))
            .filter(|dependency| dependency.get("kind").and_then(Value::as_str) != Some("dev"))
            .filter_map(|dependency| dependency.get("name")?.as_str().map(str::to_owned))
            .collect();
        arrows.insert(name.to_owned(), ours);
    }
    Ok(arrows)
}

#[cfg(test)]
mod tests {
    use super::*;

    const METADATA: &str = r#"{"packages": [
        {"name": "hrv", "dependencies": [{"name": "libm", "kind": null}]},
        {"name": "link", "dependencies": [
            {"name": "hrv", "kind": null, "path": "/p/hrv"}, {"name": "session", "kind": "dev", "path": "/p/session"}]},
        {"name": "session", "dependencies": []}
    ]}"#;

    fn messages(arrows: &str) -> Vec<String> {
        let document = format!("# Architecture\n\n```arrows\n{arrows}\n```\n");
        let tree = Tree::made_up(&[(DOCUMENT, &document)]);
        check(METADATA, &tree).unwrap().into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn the_document_and_the_manifests_agree() {
        assert_eq!(messages("hrv, session\nlink → hrv"), Vec::<String>::new());
    }

    #[test]
    fn an_arrow_too_many_or_too_few_is_found_on_either_side() {
        let found = messages("hrv → session\nlink\nlost → hrv");
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found.iter().any(|message| message.contains("`link` uses `hrv`")));
        assert!(found.iter().any(|message| message.contains("hrv → session")));
        assert!(found.iter().any(|message| message.contains("`lost`")));
        assert!(found.iter().any(|message| message.contains("`session` is not in the arrows")));
    }

    #[test]
    fn without_a_document_there_is_something_to_mend() {
        assert_eq!(check(METADATA, &Tree::default()).unwrap().len(), 1);
    }
}
