//! From the compiler's WebAssembly to a module and its JavaScript, through wasm-bindgen as a library.
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::files::{self, fingerprint};
use super::split::Parts;
use super::{module, split};

/// The version that makes a result, which is part of what a remembered result was made from.
const WASM_BINDGEN: &str = "=0.2.130";

/// What wasm-bindgen makes from one app.
pub struct Made {
    /// Name relative to the app's folder, and content.
    pub files: Vec<(String, Vec<u8>)>,
    /// What the module was cut into besides its first part.
    pub parts: Parts,
}

/// Cuts the module where its source says so and makes the script that loads it. What was made from the same input
/// before is read back from `cache`.
pub fn run(wasm: &Path, name: &str, cache: &Path) -> Result<Made> {
    let input = fs::read(wasm).with_context(|| format!("no {}", wasm.display()))?;
    let stamp = format!("{} {WASM_BINDGEN} {}", fingerprint(&input), split::VERSION);
    let (made, parts_list) = (cache.join("made"), cache.join("parts.json"));
    if fs::read_to_string(cache.join("stamp")).is_ok_and(|last| last == stamp)
        && let Ok(list) = fs::read(&parts_list)
    {
        return Ok(Made { files: files::read_tree(&made)?, parts: serde_json::from_slice(&list)? });
    }
    // Nothing half made may be taken for whole: the stamp is written last.
    let _ = fs::remove_dir_all(cache);
    fs::create_dir_all(&made)?;
    let main = cache.join("main.wasm");
    let parts = split::cut(&input, name, &main, &made)?;
    fs::write(parts_list, serde_json::to_vec(&parts)?)?;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(&main)
        .out_name(name)
        .typescript(false)
        .keep_debug(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        // The parts meet the first module in what the linker exports.
        .keep_lld_exports(true)
        .omit_default_module_path(false)
        .web(true)?;
    bindgen
        .generate_output()
        .and_then(|mut output| output.emit(&made))
        .with_context(|| format!("wasm-bindgen could not make {name}"))?;
    split::join_scripts(&made, name)?;
    let (wasm, script) = (made.join(format!("{name}_bg.wasm")), made.join(format!("{name}.js")));
    let (module, shortened) = module::with_short_imports(&fs::read(&wasm)?, &fs::read_to_string(&script)?)?;
    fs::write(&wasm, module)?;
    fs::write(&script, shortened)?;
    fs::remove_file(&main)?;
    fs::write(cache.join("stamp"), stamp)?;
    Ok(Made { files: files::read_tree(&made)?, parts })
}

/// Rewrites the relative names in wasm-bindgen's JavaScript into addresses that the site resolves (`{{/vr/…}}`).
pub fn addressed(file: &str, content: Vec<u8>, folder: &str) -> Vec<u8> {
    if !file.ends_with(".js") {
        return content;
    }
    let Ok(text) = String::from_utf8(content.clone()) else { return content };
    let module = file.replace(".js", "_bg.wasm");
    let text = text.replace(&format!("'{module}'"), &format!("'{{{{{folder}/{module}}}}}'"));
    // The parts of a module that is cut; see `split`.
    let text = quoted(&text, "\"./", ".wasm\"", |part| format!("\"{{{{later {folder}/{part}.wasm}}}}\""));
    let text = quoted_imports(&text, "./snippets/", &format!("{folder}/snippets/"));
    // Generated remarks and indents are a tenth of the script on the wire.
    let lines = text.lines().map(str::trim_start);
    let kept =
        lines.filter(|line| !line.is_empty() && !["/*", "*", "//"].iter().any(|mark| line.starts_with(mark)));
    kept.flat_map(|line| [line, "\n"]).collect::<String>().into_bytes()
}

/// Replaces every stretch between `open` and `close` that is a plain file name.
fn quoted(text: &str, open: &str, close: &str, replacement: impl Fn(&str) -> String) -> String {
    let mut result = String::with_capacity(text.len());
    let mut pieces = text.split(open);
    result.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        match piece.split_once(close).filter(|(name, _)| {
            !name.is_empty() && name.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'_')
        }) {
            Some((name, after)) => {
                result.push_str(&replacement(name));
                result.push_str(after);
            }
            None => {
                result.push_str(open);
                result.push_str(piece);
            }
        }
    }
    result
}

/// Turns `'./snippets/a.js'` into `'{{/vr/snippets/a.js}}'`, for either quote.
fn quoted_imports(text: &str, from: &str, to: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let (before, found) = rest.split_at(at);
        let path = found.strip_prefix(from).unwrap_or(found);
        let end = path.find(['\'', '"']).unwrap_or(path.len());
        let (path, after) = path.split_at(end);
        result.push_str(before);
        result.push_str(&format!("{{{{{to}{path}}}}}"));
        rest = after;
    }
    result.push_str(rest);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remembered_versions_are_those_in_the_manifest() {
        let line = format!("wasm-bindgen-cli-support = \"{WASM_BINDGEN}\"");
        assert!(include_str!("../../Cargo.toml").contains(&line));
        let line = format!("wasm_split_cli_support = \"{}\"", split::VERSION);
        assert!(include_str!("../../Cargo.toml").contains(&line));
    }

    #[test]
    fn generated_names_become_addresses() {
        let script =
            "import * as a from './snippets/x-1/inline0.js';\nnew URL('headset_bg.wasm', import.meta.url)";
        let made = addressed("headset.js", script.as_bytes().to_vec(), "/vr");
        assert_eq!(
            String::from_utf8(made).unwrap(),
            "import * as a from '{{/vr/snippets/x-1/inline0.js}}';\nnew URL('{{/vr/headset_bg.wasm}}', import.meta.url)\n"
        );
    }

    #[test]
    fn the_parts_of_a_module_are_named_as_what_comes_later() {
        let script = "import './x.js'; fetch(new URL(\"./split_record.wasm\", import.meta.url)); \"./other\"";
        let made = String::from_utf8(addressed("a.js", script.as_bytes().to_vec(), "/d")).unwrap();
        assert!(made.contains("new URL(\"{{later /d/split_record.wasm}}\", import.meta.url)"), "{made}");
        assert!(made.contains("\"./other\"") && made.contains("'./x.js'"), "{made}");
    }
}
