//! Any bytes as packets of several receivers in any order.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| luwte_fuzz::heart::stream(bytes));
