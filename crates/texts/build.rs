//! Gathers what the headset says: its own texts and the few it shares with the others, without remarks.

use std::{env, error::Error, fs, path::PathBuf};

const TEXTS: &str = "../../content/texts";

/// How the ids begin of those shared texts that stand before a client; the rest is for colleagues.
const SHARED: [&str; 3] = ["product-", "prompt-", "world-"];

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo gives no OUT_DIR")?);
    println!("cargo::rerun-if-changed={TEXTS}");
    for language in ["nl", "en"] {
        let read = |name: &str| fs::read_to_string(format!("{TEXTS}/{language}/{name}.ftl"));
        let shared = texts(&read("common")?, |id| SHARED.iter().any(|begin| id.starts_with(begin)));
        let own = texts(&read("headset")?, |_| true);
        fs::write(out.join(format!("headset-{language}.ftl")), shared + &own)?;
    }
    Ok(())
}

/// The texts whose id is `wanted`, with all their lines.
fn texts(source: &str, wanted: impl Fn(&str) -> bool) -> String {
    let mut kept = String::new();
    let mut keeps = false;
    for line in source.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
            keeps = wanted(line);
        }
        if keeps {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}
