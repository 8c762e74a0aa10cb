//! Any bytes as a frame of the live link, binary or JSON.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| luwte_fuzz::live_link::frame(bytes));
