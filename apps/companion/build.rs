//! Keeps the linker's relocations in the browser's module: the web build cuts it into what its page needs and the worlds,
//! which come when they are wanted.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo:rustc-link-arg-cdylib=--emit-relocs");
    }
}
