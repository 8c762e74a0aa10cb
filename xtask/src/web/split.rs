//! Cuts an app's module into what its page loads first and what comes when it is wanted.
//!
//! Where to cut is said in the source, at functions marked `#[wasm_split]`; what only they use goes with them.
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};

use super::module::without_custom_sections;

/// The version that cuts, which is part of what a remembered result was made from.
pub const VERSION: &str = "=0.2.4";

/// The script that loads the parts, before it is joined with the app's own.
const LOADER: &str = "later.js";

/// The files of each part by its name in the source: its own, and those that it shares with other parts.
pub type Parts = BTreeMap<String, Vec<String>>;

/// Writes the first module to `main`, and the parts and the script that loads them into `parts`.
pub fn cut(module: &[u8], name: &str, main: &Path, parts: &Path) -> Result<Parts> {
    let (link_name, main_module) = (format!("./{LOADER}"), format!("./{name}.js"));
    let mut options = wasm_split_cli_support::Options::new(module);
    options.output_dir = parts;
    options.main_out_path = main;
    options.link_name = &link_name;
    options.main_module = &main_module;
    let cut = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("{error:?}"))
        .with_context(|| format!("{name} could not be cut into parts"))?;
    for part in cut.split_modules {
        let module = fs::read(&part).with_context(|| format!("no {}", part.display()))?;
        fs::write(&part, compact(&module).with_context(|| format!("{} is no module", part.display()))?)?;
    }
    let files = |files: Vec<String>| files.into_iter().map(|file| format!("{file}.wasm")).collect();
    Ok(cut.prefetch_map.into_iter().map(|(part, needs)| (part, files(needs))).collect())
}

/// A part without remarks, and with its numbers as short as they can be: the linker left room in each that may move.
fn compact(module: &[u8]) -> Result<Vec<u8>> {
    let mut config = walrus::ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    without_custom_sections(&config.parse(module)?.emit_wasm())
}

/// Puts the script that loads the parts into the app's own: each needs the other, and files that name each other in a
/// ring can have no fingerprint.
pub fn join_scripts(folder: &Path, name: &str) -> Result<()> {
    let (own_path, loader_path) = (folder.join(format!("{name}.js")), folder.join(LOADER));
    let own = fs::read_to_string(&own_path).with_context(|| format!("no {}", own_path.display()))?;
    let loader = fs::read_to_string(&loader_path).with_context(|| format!("no {}", loader_path.display()))?;
    fs::write(&own_path, joined(&own, &loader)?)?;
    fs::remove_file(loader_path)?;
    Ok(())
}

fn joined(own: &str, loader: &str) -> Result<String> {
    let is_import = |line: &&str| line.starts_with("import * as ") && line.contains(&format!("./{LOADER}"));
    let bindings: Vec<_> =
        own.lines().filter(is_import).filter_map(|line| line.split_whitespace().nth(3)).collect();
    if bindings.is_empty() {
        bail!("the app's script does not import {LOADER}");
    }
    let mut script = String::new();
    for line in own.lines().filter(|line| !is_import(line)) {
        script.push_str(line);
        script.push('\n');
    }
    let mut loaders = Vec::new();
    for line in loader.lines().filter(|line| !line.starts_with("import ") && !line.starts_with("/*")) {
        let line = match line.strip_prefix("export ") {
            Some(rest) => {
                loaders.extend(rest.split_whitespace().nth(1));
                rest
            }
            None => line,
        };
        script.push_str(line);
        script.push('\n');
    }
    for binding in bindings {
        script.push_str(&format!("const {binding} = {{ {} }};\n", loaders.join(", ")));
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_becomes_part_of_the_script_that_it_needs() {
        let own = "import * as import1 from \"./later.js\"\nimport * as import2 from \"./later.js\"\nconst a = 1;\n";
        let loader = "import { initSync } from \"./x.js\";\n\n/* a */\nexport const load_a = wrap(() => {\n    1\n});\n";
        let script = joined(own, loader).unwrap();
        assert!(!script.contains("import ") && !script.contains("export "), "{script}");
        assert!(script.ends_with("const load_a = wrap(() => {\n    1\n});\nconst import1 = { load_a };\nconst import2 = { load_a };\n"), "{script}");
    }

    #[test]
    fn a_script_without_parts_is_refused() {
        assert!(joined("const a = 1;", "").is_err());
    }
}
