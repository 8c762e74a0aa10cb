//! Brings the typeface and the shaders into the form that the apps carry: nothing that only a font tool or a reader needs.

#[path = "build/font.rs"]
mod font;
#[path = "build/pack.rs"]
mod pack;
#[path = "../worlds/build/shorten.rs"]
mod shorten;

use std::{env, error::Error, fs, path::PathBuf};

const FONT: &str = "../../content/fonts/AtkinsonHyperlegibleNext-Medium.ttf";
const SHADERS: [&str; 4] = ["panel.vert", "panel.frag", "veil.vert", "veil.frag"];

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo gives no OUT_DIR")?);
    println!("cargo::rerun-if-changed={FONT}");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=../worlds/build");
    let file = fs::read(FONT)?;
    fs::write(out.join("letters.bin"), pack::packed(&font::Font::read(&file)?)?)?;
    for name in SHADERS {
        let path = format!("src/draw/{name}");
        println!("cargo::rerun-if-changed={path}");
        fs::write(out.join(name), shorten::shortened(&fs::read_to_string(&path)?))?;
    }
    Ok(())
}
