//! From the compiler's WebAssembly to a module and its JavaScript, through wasm-bindgen as a library.
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::files::{self, fingerprint};

/// The version that makes a result, which is part of what a remembered result was made from.
const WASM_BINDGEN: &str = "=0.2.130";

/// The files that wasm-bindgen makes from one app: name relative to the app's folder, and content. What was made from
/// the same input before is read back from `cache`.
pub fn run(wasm: &Path, name: &str, cache: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let input = fs::read(wasm).with_context(|| format!("no {}", wasm.display()))?;
    let stamp = format!("{} {}", fingerprint(&input), WASM_BINDGEN);
    let made = cache.join("made");
    if fs::read_to_string(cache.join("stamp")).is_ok_and(|last| last == stamp) {
        return files::read_tree(&made);
    }
    // Nothing half made may be taken for whole: the stamp is written last.
    let _ = fs::remove_dir_all(cache);
    fs::create_dir_all(&made)?;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name(name)
        .typescript(false)
        .keep_debug(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(false)
        .web(true)?;
    bindgen
        .generate_output()
        .and_then(|mut output| output.emit(&made))
        .with_context(|| format!("wasm-bindgen could not make {name}"))?;
    fs::write(cache.join("stamp"), stamp)?;
    files::read_tree(&made)
}

/// Rewrites the relative names in wasm-bindgen's JavaScript into addresses that the site resolves (`{{/vr/…}}`).
pub fn addressed(file: &str, content: Vec<u8>, folder: &str) -> Vec<u8> {
    if !file.ends_with(".js") {
        return content;
    }
    let Ok(text) = String::from_utf8(content.clone()) else { return content };
    let module = file.replace(".js", "_bg.wasm");
    let text = text.replace(&format!("'{module}'"), &format!("'{{{{{folder}/{module}}}}}'"));
    quoted_imports(&text, "./snippets/", &format!("{folder}/snippets/")).into_bytes()
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

/// A module without names and producers: what a browser needs and nothing else. For the worklet, which has no
/// bindings and so passes by wasm-bindgen.
pub fn without_custom_sections(module: &[u8]) -> Result<Vec<u8>> {
    const HEADER: usize = 8;
    let Some((header, mut rest)) =
        module.split_at_checked(HEADER).filter(|(head, _)| head.starts_with(b"\0asm"))
    else {
        bail!("not a WebAssembly module");
    };
    let mut kept = header.to_vec();
    while let Some((&id, after_id)) = rest.split_first() {
        let (size, after_size) = leb128(after_id).context("a WebAssembly section without a size")?;
        let Some((body, next)) = after_size.split_at_checked(size) else {
            bail!("a WebAssembly section ends too early");
        };
        if id != 0 {
            let head = rest.len() - after_size.len();
            kept.extend_from_slice(rest.get(..head).unwrap_or_default());
            kept.extend_from_slice(body);
        }
        rest = next;
    }
    Ok(kept)
}

/// An unsigned LEB128 number of at most 32 bits, and what follows it.
fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_usize;
    for (index, &byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(index + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remembered_version_is_the_one_in_the_manifest() {
        let line = format!("wasm-bindgen-cli-support = \"{WASM_BINDGEN}\"");
        assert!(include_str!("../../Cargo.toml").contains(&line));
    }

    #[test]
    fn generated_names_become_addresses() {
        let script =
            "import * as a from './snippets/x-1/inline0.js';\nnew URL('headset_bg.wasm', import.meta.url)";
        let made = addressed("headset.js", script.as_bytes().to_vec(), "/vr");
        assert_eq!(
            String::from_utf8(made).unwrap(),
            "import * as a from '{{/vr/snippets/x-1/inline0.js}}';\nnew URL('{{/vr/headset_bg.wasm}}', import.meta.url)"
        );
    }

    #[test]
    fn names_and_producers_are_left_out_of_a_module() {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        let types = [1, 1, 0];
        module.extend_from_slice(&[0, 5, 4, b'n', b'a', b'm', b'e']);
        module.extend_from_slice(&types);
        let kept = without_custom_sections(&module).unwrap();
        assert_eq!(kept, [b"\0asm\x01\0\0\0".as_slice(), &types].concat());
    }

    #[test]
    fn a_truncated_module_is_refused() {
        assert!(without_custom_sections(b"\0asm\x01\0\0\0\x01\x7f\0").is_err());
        assert!(without_custom_sections(b"<html>").is_err());
    }
}
