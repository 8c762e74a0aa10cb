//! Reads the questions in `content/questions` and carries them into the crate as one JSON array, in the order of the files' names.

use std::{env, error::Error, fs, path::PathBuf};

const CONTENT: &str = "../../content/questions";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={CONTENT}");
    let mut files: Vec<PathBuf> =
        fs::read_dir(CONTENT)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    files.retain(|file| file.extension().is_some_and(|end| end == "toml"));
    files.sort();
    let mut sets = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file)?;
        let set: toml::Value =
            toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        sets.push(serde_json::to_value(set)?);
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo gives no OUT_DIR")?);
    fs::write(out.join("questions.json"), serde_json::to_string(&sets)?)?;
    Ok(())
}
