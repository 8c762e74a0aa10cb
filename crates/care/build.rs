//! Carries the questions in `content/questions` and the designs in `content/studies` into the crate, each as one JSON array in the
//! order of the files' names.

use std::{env, error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    carry("../../content/questions", "questions.json")?;
    carry("../../content/studies", "studies.json")
}

fn carry(folder: &str, name: &str) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={folder}");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    files.retain(|file| file.extension().is_some_and(|end| end == "toml"));
    files.sort();
    let mut all = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file)?;
        let one: toml::Value =
            toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        all.push(serde_json::to_value(one)?);
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo gives no OUT_DIR")?);
    fs::write(out.join(name), serde_json::to_string(&all)?)?;
    Ok(())
}
