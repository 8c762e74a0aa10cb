//! The fuzz corpus of the live link's codec, on stable: every case whole, cut off, and with bytes changed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../fuzz/src/corpus.rs"]
mod corpus;
#[cfg(feature = "ingest")]
#[path = "../../../fuzz/src/ingestion.rs"]
mod ingestion;
#[path = "../../../fuzz/src/live_link.rs"]
mod live_link;
#[path = "../../../fuzz/src/sealed.rs"]
mod sealed;

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

#[test]
fn any_bytes_are_a_sealed_record_taken_apart_or_an_error() {
    seeds("sealed", || {
        let whole: Vec<u8> = b"LUWTE\x01".iter().copied().chain((0..250_u16).map(|n| n as u8)).collect();
        let shortest = whole[..212].to_vec();
        vec![("whole".into(), whole), ("shortest".into(), shortest)]
    });
    survives("sealed", 200, sealed::record);
}

#[cfg(feature = "ingest")]
#[test]
fn any_bytes_are_a_wearables_packets_or_an_error() {
    seeds("ingestion", || {
        let batch = r#"{"device":"acme-0042","epoch":0,"unit":"ms","packets":[{"n":0,"at_ms":1795338000512,"rr":[812,799.5],"heart_rate_bpm":74,"contact":true},{"n":1,"at_ms":1795338002105,"rr":[806]}]}"#;
        let ticks = r#"{"device":"a","unit":"1/1024s","packets":[{"n":7,"at_ms":1,"rr":[1,65535]},{"n":8,"at_ms":2,"contact":false}]}"#;
        let lines = "{\"n\":0,\"at_ms\":1,\"rr\":[812]}\n\n{\"n\":1,\"at_ms\":2,\"heart_rate_bpm\":60}\n";
        let seeds = [("batch", batch), ("ticks", ticks), ("lines", lines)];
        seeds.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).to_vec()
    });
    survives("ingestion", 60, ingestion::body);
}
