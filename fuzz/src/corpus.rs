//! Runs a corpus without a fuzzer, for the tests of `hrv` and `link`: every case whole, cut off, and with bytes changed.

use std::fs;
use std::path::PathBuf;

fn folder(target: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/fuzz")).join(target)
}

/// With `UPDATE_FIXTURES` set, writes the made-up seeds of a target.
pub fn seeds(target: &str, make: impl FnOnce() -> Vec<(String, Vec<u8>)>) {
    if std::env::var_os("UPDATE_FIXTURES").is_none() {
        return;
    }
    let folder = folder(target);
    fs::create_dir_all(&folder).expect("a folder for seeds");
    for (name, bytes) in make() {
        fs::write(folder.join(name), bytes).expect("a seed written");
    }
}

/// Asks `holds` of every case of a target, and of `changes` times four changed copies of each.
pub fn survives(target: &str, changes: usize, holds: fn(&[u8])) {
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder(target)).expect("a corpus").map(|entry| entry.expect("a case").path()).collect();
    names.sort();
    assert!(!names.is_empty(), "{target} has no case");
    holds(&[]);
    for name in names {
        let case = fs::read(&name).expect("a case");
        holds(&case);
        // Every cut of what is short, and as many of what is long.
        for cut in (0..case.len()).step_by((case.len() / changes).max(1)) {
            holds(&case[..cut]);
        }
        let mut random = 0x9E37_79B9_7F4A_7C15_u64 ^ case.len() as u64;
        let mut next = |below: usize| {
            // Marsaglia's xorshift64.
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            (random % below.max(1) as u64) as usize
        };
        for round in 0..changes * 3 {
            let mut bytes = case.clone();
            for _ in 0..=round % 4 {
                let at = next(bytes.len());
                match next(4) {
                    0 if at < bytes.len() => bytes[at] ^= 1 << next(8),
                    1 if at < bytes.len() => bytes[at] = [0, 0xFF, b'0', b'9', b'-', b'\n'][next(6)],
                    2 if at < bytes.len() => drop(bytes.remove(at)),
                    _ => bytes.insert(at.min(bytes.len()), next(256) as u8),
                }
            }
            holds(&bytes);
        }
    }
}
