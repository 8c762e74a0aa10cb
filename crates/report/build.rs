//! Gathers the supporting products and their pictures, so that a new one needs its file and nothing else.

use std::{env, error::Error, fmt::Write as _, fs, path::PathBuf};

const PRODUCTS: &str = "../../content/toolkit/products";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={PRODUCTS}");
    let mut written = String::new();
    for (name, folder, ending) in
        [("PRODUCTS", PRODUCTS.to_owned(), "toml"), ("PICTURES", format!("{PRODUCTS}/pictures"), "svg")]
    {
        let mut files: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(&folder).map_err(|error| format!("{folder}: {error}"))? {
            let path = entry?.path();
            if path.extension().is_some_and(|found| found == ending) {
                files.push(path.canonicalize()?);
            }
        }
        files.sort();
        writeln!(written, "static {name}: &[(&str, &str)] = &[")?;
        for path in files {
            let stem = path.file_stem().ok_or("a file without a name")?.to_string_lossy();
            writeln!(written, "    ({stem:?}, include_str!({path:?})),")?;
        }
        writeln!(written, "];")?;
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo gives no OUT_DIR")?);
    fs::write(out.join("library.rs"), written)?;
    Ok(())
}
