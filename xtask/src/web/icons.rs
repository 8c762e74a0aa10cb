//! Of all icons, those that an app shows.
use anyhow::Result;

use super::files;
use crate::workspace;

/// Everything an app's icons can be named in: its own sources and pages, and those of what it shares.
pub fn sources(package: &str) -> Result<String> {
    let mut all = String::new();
    for folder in [format!("apps/{package}"), "crates/screen/src".to_owned()] {
        for (_, content) in files::read_tree(&workspace::root().join(folder))? {
            all.push_str(&String::from_utf8_lossy(&content));
        }
    }
    Ok(all)
}

/// The rules of the icons that `sources` name, as `"sun"` or as the class `i-sun`; what is no icon's rule stays.
pub fn of(icons: &str, sources: &str) -> String {
    let is_shown = |line: &&str| match line.strip_prefix(".i-").and_then(|rest| rest.split_once('{')) {
        Some((name, _)) => sources.contains(&format!("\"{name}\"")) || sources.contains(&format!("i-{name}")),
        None => !line.starts_with("/*"),
    };
    icons.lines().filter(is_shown).flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_stays_where_it_is_named() {
        let icons = "/* remark */\n.icon{--icon:none}\n.i-sun{a}\n.i-moon{b}\n.i-wind{c}\n";
        let sources = "<Icon name=\"sun\"/> <span class='icon i-wind'>";
        assert_eq!(of(icons, sources), ".icon{--icon:none}\n.i-sun{a}\n.i-wind{c}\n");
    }
}
