//! All of the guide's content as JSON, for tests that walk through it.

use serde_json::Value;
use std::collections::BTreeMap;
use toolkit::guide::*;

/// All of the content as JSON, by table.
pub fn tables() -> BTreeMap<&'static str, Value> {
    fn value<T: serde::Serialize>(table: &'static [T]) -> Value {
        serde_json::to_value(table).unwrap()
    }
    BTreeMap::from([
        ("sources", value(SOURCES)),
        ("roadmap", value(ROADMAP)),
        ("strategies", value(STRATEGIES)),
        ("lessons", value(LESSONS)),
        ("roles", value(ROLES)),
        ("objections", value(OBJECTIONS)),
        ("influences", value(INFLUENCES)),
        ("groups", value(GROUPS)),
        ("studies", value(STUDIES)),
        ("indications", value(INDICATIONS)),
        ("contra-indications", value(CONTRA_INDICATIONS)),
        ("circumstances", value(CIRCUMSTANCES)),
        ("monitoring", value(MONITORING)),
        ("kick-off", value(KICK_OFF)),
        ("phases", value(PHASES)),
        ("audiences", value(AUDIENCES)),
        ("products", value(PRODUCTS)),
        ("branches", value(BRANCHES)),
        ("feeds", value(FEEDS)),
        ("results", value(RESULTS)),
        ("aims", value(QUADRUPLE_AIM)),
        ("adoption", value(ADOPTION)),
        ("funds", value(FUNDS)),
        ("sheets", value(SHEETS)),
        ("remarks", value(REMARKS)),
        ("assumptions", value(ASSUMPTIONS)),
    ])
}

/// Panics with all of them where there are any.
pub fn none(what: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}
