//! What the build changes in a finished WebAssembly module: custom sections out, long names of imports short.
use anyhow::{Context, Result, bail};

/// The section of what a module takes from outside.
const IMPORTS: u8 = 2;
/// The section of remarks, names and the like.
const CUSTOM: u8 = 0;

/// A module without names and producers: what a browser needs and nothing else.
pub fn without_custom_sections(module: &[u8]) -> Result<Vec<u8>> {
    rewritten(module, |id, body| Ok((id != CUSTOM).then(|| body.to_vec())))
}

/// Gives what wasm-bindgen's script hands to its module short names. Their fingerprints, twice over the wire, are the
/// one thing in both files that nothing can compress.
pub fn with_short_imports(module: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut script = script.to_owned();
    let mut count = 0;
    let module = rewritten(module, |id, body| {
        if id != IMPORTS {
            return Ok(Some(body.to_vec()));
        }
        let (imports, mut rest) = leb128(body).context("imports without a number")?;
        let mut kept = Vec::with_capacity(body.len());
        push_leb128(&mut kept, imports);
        for _ in 0..imports {
            let (from, after) = name(rest)?;
            let (field, after) = name(after)?;
            let after_kind = after_description(after)?;
            let (description, next) = after.split_at(after.len() - after_kind.len());
            push_name(&mut kept, from);
            let given = format!("{field}: ");
            if field.starts_with("__wb") && script.matches(&given).count() == 1 {
                let short = short_name(count);
                count += 1;
                script = script.replacen(&given, &format!("{short}: "), 1);
                push_name(&mut kept, &short);
            } else {
                push_name(&mut kept, field);
            }
            kept.extend_from_slice(description);
            rest = next;
        }
        Ok(Some(kept))
    })?;
    Ok((module, script))
}

/// Goes through the sections; `change` gives a section's new content, or `None` where it goes.
fn rewritten(module: &[u8], mut change: impl FnMut(u8, &[u8]) -> Result<Option<Vec<u8>>>) -> Result<Vec<u8>> {
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
        if let Some(body) = change(id, body)? {
            kept.push(id);
            push_leb128(&mut kept, body.len());
            kept.extend_from_slice(&body);
        }
        rest = next;
    }
    Ok(kept)
}

/// What follows the description of an import (WebAssembly core 2.0, 5.5.5).
fn after_description(bytes: &[u8]) -> Result<&[u8]> {
    let (&kind, rest) = bytes.split_first().context("an import without a kind")?;
    let after = match kind {
        0 => after_number(rest),
        1 => rest.get(1..).and_then(after_limits),
        2 => after_limits(rest),
        3 => rest.get(2..),
        4 => rest.get(1..).and_then(after_number),
        _ => None,
    };
    after.context("an import of an unknown kind")
}

fn after_number(bytes: &[u8]) -> Option<&[u8]> {
    leb128(bytes).map(|(_, rest)| rest)
}

/// After the size of a table or a memory, with or without a maximum.
fn after_limits(bytes: &[u8]) -> Option<&[u8]> {
    let (&flags, rest) = bytes.split_first()?;
    let least = after_number(rest)?;
    if flags & 1 == 1 { after_number(least) } else { Some(least) }
}

fn name(bytes: &[u8]) -> Result<(&str, &[u8])> {
    let (length, rest) = leb128(bytes).context("a name without a length")?;
    let (text, rest) = rest.split_at_checked(length).context("a name ends too early")?;
    Ok((std::str::from_utf8(text).context("a name that is no text")?, rest))
}

fn push_name(into: &mut Vec<u8>, name: &str) {
    push_leb128(into, name.len());
    into.extend_from_slice(name.as_bytes());
}

/// `a`, `b`, … `z`, `aa`, …
fn short_name(mut index: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + (index % 26) as u8));
        index /= 26;
        if index == 0 {
            break;
        }
        index -= 1;
    }
    letters.into_iter().rev().collect()
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

fn push_leb128(into: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        into.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    into.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &[u8] = b"\0asm\x01\0\0\0";

    #[test]
    fn names_and_producers_are_left_out_of_a_module() {
        let types = [1, 1, 0];
        let custom = [0, 5, 4, b'n', b'a', b'm', b'e'];
        let kept = without_custom_sections(&[HEADER, &custom, &types].concat()).unwrap();
        assert_eq!(kept, [HEADER, &types].concat());
    }

    #[test]
    fn a_truncated_module_is_refused() {
        assert!(without_custom_sections(b"\0asm\x01\0\0\0\x01\x7f\0").is_err());
        assert!(without_custom_sections(b"<html>").is_err());
    }

    #[test]
    fn module_and_script_agree_on_the_short_names() {
        // Two functions and a memory with a maximum.
        let imports = b"\x03\x01m\x0a__wbg_long\x00\x01\x01m\x05other\x00\x02\x01m\x06memory\x02\x01\x01\x05";
        let module = [HEADER, &[IMPORTS, imports.len() as u8], imports].concat();
        let script = "__wbg_long: function(a) {},\nother: function() {},\n";
        let (module, script) = with_short_imports(&module, script).unwrap();
        let short = b"\x03\x01m\x01a\x00\x01\x01m\x05other\x00\x02\x01m\x06memory\x02\x01\x01\x05";
        assert_eq!(module, [HEADER, &[IMPORTS, short.len() as u8], short].concat());
        assert_eq!(script, "a: function(a) {},\nother: function() {},\n");
    }

    #[test]
    fn short_names_never_come_twice() {
        let names: std::collections::BTreeSet<_> = (0..2000).map(short_name).collect();
        assert_eq!(names.len(), 2000);
        assert_eq!(short_name(26), "aa");
    }
}
