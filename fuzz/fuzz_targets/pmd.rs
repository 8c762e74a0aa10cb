//! Any bytes as what a sensor with Polar Measurement Data tells.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| luwte_fuzz::heart::pmd(bytes));
