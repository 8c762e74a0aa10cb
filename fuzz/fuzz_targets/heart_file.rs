//! Any bytes as a file of each format.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| luwte_fuzz::heart::file(bytes));
