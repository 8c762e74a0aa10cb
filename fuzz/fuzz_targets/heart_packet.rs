//! Any bytes as one Heart Rate Measurement.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| luwte_fuzz::heart::packet(bytes));
