//! Brings the shaders into the form that the apps carry.

#[path = "build/shorten.rs"]
mod shorten;

use std::{env, error::Error, fs, path::PathBuf};

const SHADERS: &str = "src/shaders";

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo gives no OUT_DIR")?);
    println!("cargo::rerun-if-changed={SHADERS}");
    println!("cargo::rerun-if-changed=build");
    for entry in fs::read_dir(SHADERS)? {
        let path = entry?.path();
        let name = path.file_name().ok_or("a shader without a name")?;
        fs::write(out.join(name), shorten::shortened(&fs::read_to_string(&path)?))?;
    }
    Ok(())
}
