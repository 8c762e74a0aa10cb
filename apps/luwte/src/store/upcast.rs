//! Stored events of every version ever released, brought to today's shape.

use session::{EVENT_VERSION, EventKind};

/// The event in a stored payload, or `None` when this build cannot read it.
///
/// When [`EVENT_VERSION`] rises, an arm that lifts the older JSON one version comes here, before the last.
pub fn upcast(kind: &str, version: i64, payload: &str) -> Option<EventKind> {
    match version {
        version if version == i64::from(EVENT_VERSION) => {
            serde_json::from_str::<EventKind>(payload).ok().filter(|event| event.name() == kind)
        }
        _ => None,
    }
}
