//! Any bytes as a sealed record.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| luwte_fuzz::sealed::record(bytes));
