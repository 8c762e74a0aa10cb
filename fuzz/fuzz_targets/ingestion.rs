//! Any bytes as a batch or a stream of another wearable.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| luwte_fuzz::ingestion::body(bytes));
