//! The record can be read for ever: every event ever stored, and a heart series equal to what was told live.

use luwte::store::upcast;
use session::{EVENT_VERSION, EventKind};
use std::collections::BTreeSet;

/// One line per kind: kind, version, payload, as version 1 wrote them. Never changed; new versions add files.
const VERSION_1: &str = include_str!("../fixtures/events-v1.tsv");

#[test]
fn every_event_of_version_1_is_read() {
    let mut kinds = BTreeSet::new();
    for line in VERSION_1.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<_> = line.splitn(3, '\t').collect();
        let [kind, version, payload] = columns.as_slice() else { panic!("{line}") };
        let event =
            upcast(kind, version.parse().unwrap(), payload).unwrap_or_else(|| panic!("unreadable: {line}"));
        assert_eq!(event.name(), *kind);
        let written = serde_json::to_value(&event).unwrap();
        if *version == EVENT_VERSION.to_string() {
            assert_eq!(written, serde_json::from_str::<serde_json::Value>(payload).unwrap(), "{kind}");
        }
        kinds.insert((*kind).to_owned());
    }
    assert_eq!(kinds.len(), 29, "a kind of event without a fixture: {kinds:?}");
}

#[test]
fn what_this_build_cannot_read_is_an_error_and_not_a_guess() {
    assert_eq!(upcast("paused", 99, "\"paused\""), None);
    assert_eq!(upcast("paused", 1, "\"resumed\""), None);
    assert_eq!(upcast("paused", 1, "{"), None);
    assert_eq!(upcast("paused", 1, "\"paused\""), Some(EventKind::Paused));
}
