//! What must hold for any bytes that reach a parser; `fuzz_targets` asks it of libFuzzer, ordinary tests of the corpora.

pub mod heart;
pub mod ingestion;
pub mod live_link;
pub mod sealed;
