//! The fuzz corpus of the live link's codec, on stable: every case whole, cut off, and with bytes changed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../fuzz/src/corpus.rs"]
mod corpus;
#[path = "../../../fuzz/src/live_link.rs"]
mod live_link;

use corpus::{seeds, survives};

#[test]
fn any_bytes_are_a_message_or_an_error() {
    // The wire fixtures are the seeds: a frame in hexadecimal, and the same message as text.
    seeds("link_frame", || {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/wire/v1");
        let mut all = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let (frame, json) = text.trim_end().split_once('\n').unwrap();
            let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            all.push((format!("{name}.frame"), frame.as_bytes().chunks(2).map(byte).collect()));
            all.push((format!("{name}.text"), json.as_bytes().to_vec()));
        }
        all
    });
    survives("link_frame", 60, live_link::frame);
}
