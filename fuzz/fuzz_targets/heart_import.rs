//! Any text as a recording of a strap.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| luwte_fuzz::heart::text(bytes));
