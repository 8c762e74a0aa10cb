//! One session as its client takes it along: what happened, in names and not in ids, without what a study keeps covered.

use super::file::{File, moment, seconds};
use crate::{
    api::{Failure, files},
    app::App,
    store::{SessionRow, StoredEvent, Witness},
};
use hrv::files::Format;
use serde_json::{Value, json};
use session::{Event, EventKind, UserId};
use std::collections::BTreeMap;
use texts::Language;
use uuid::Uuid;

/// How events are told.
pub(super) struct Telling {
    /// Names of colleagues, as the access log shows them.
    pub(super) names: BTreeMap<UserId, String>,
    /// Whether it stays covered by what the world was moved.
    pub(super) covered: bool,
    /// In which language.
    pub(super) language: Language,
}

impl Telling {
    /// An event as its client takes it along; `None` for what stays covered, and the reason a colleague wrote is theirs to give.
    fn told(&self, event: &Event) -> Option<Event> {
        let mut told = event.clone();
        match &mut told.kind {
            // Whose heart moved the world.
            EventKind::FeedSet(_) | EventKind::FeedAllocated(_) => return None,
            // What followed from it: beside the client's own heartbeats it would tell whose heart it was.
            EventKind::ValueShown(_)
            | EventKind::CoherenceShown(_)
            | EventKind::CalmTargeted(_)
            | EventKind::PaceFound(_)
                if self.covered =>
            {
                return None;
            }
            EventKind::SelfCheckCleared { reason, .. } => reason.clear(),
            _ => {}
        }
        Some(told)
    }

    /// The same as JSON, with the names of colleagues in the place of their numbers.
    fn named(&self, event: &Event) -> Result<Value, Failure> {
        let mut told = serde_json::to_value(event).map_err(|_| Failure::Internal("export"))?;
        self.name(&mut told);
        Ok(told)
    }

    fn name(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Ok(id) = Uuid::try_parse(text) {
                    let nobody = match self.language {
                        Language::Nl => "een collega",
                        Language::En => "a colleague",
                    };
                    *text = self.names.get(&UserId(id)).cloned().unwrap_or_else(|| nobody.to_owned());
                }
            }
            Value::Array(all) => all.iter_mut().for_each(|one| self.name(one)),
            Value::Object(all) => all.values_mut().for_each(|one| self.name(one)),
            _ => {}
        }
    }

    fn all<'a>(&self, events: impl IntoIterator<Item = &'a Event>) -> Result<Vec<Value>, Failure> {
        events.into_iter().filter_map(|event| self.told(event)).map(|event| self.named(&event)).collect()
    }
}

/// Writes a session into a folder of its own.
pub(super) async fn session(
    app: &App,
    read: &Witness,
    telling: &Telling,
    row: &SessionRow,
    file: &mut File,
) -> Result<(), Failure> {
    let (store, id) = (&app.store, row.id);
    let events = store.events(read, id).await?;
    let poses = store.poses(read, id).await?;
    let beats = store.beats(read, id).await?;
    let (apart, said) = (store.events_apart(read, id).await?, store.said_of(read, id).await?);
    let opened_us = row.opened_us;
    // Setting out a long recording takes a while, and others go on meanwhile.
    let written = tokio::task::spawn_blocking(move || {
        let recording = files::recording(&beats, Format::Text, opened_us);
        (!recording.intervals.is_empty()).then(|| hrv::files::write(Format::Text, &recording))
    });
    let heart = written.await.map_err(|_| Failure::Internal("heart file"))?;
    let opened = moment(opened_us);
    let folder = format!("sessions/{}-{}", opened.replace(':', ""), id.0.as_simple());
    file.names_session(&opened, &folder);
    let told = json!({ "opened": opened_us, "device": row.headset_name, "way": said.way, "alone": said.alone,
        "own_rest": store.own_rest_of(read, id).await? });
    file.json(&format!("{folder}/session.json"), &told)?;
    happened(telling, &folder, &events, file)?;
    if !apart.is_empty() {
        let apart = apart.iter().map(|events| telling.all(events)).collect::<Result<Vec<_>, _>>()?;
        file.json(&format!("{folder}/events-apart.json"), &apart)?;
    }
    if !poses.is_empty() {
        let lines = poses.iter().map(|pose| {
            let [x, y, z, w] = pose.orientation().map(|part| format!("{part:.4}"));
            [seconds(pose.at()), x, y, z, w]
        });
        file.csv(&format!("{folder}/head.csv"), ["seconds", "x", "y", "z", "w"], lines)?;
    }
    match heart {
        Some(bytes) => file.bytes(&format!("{folder}/heart-rr.txt"), &bytes),
        None => Ok(()),
    }
}

/// What happened, for programs and for spreadsheets.
fn happened(telling: &Telling, folder: &str, events: &[StoredEvent], file: &mut File) -> Result<(), Failure> {
    file.json(&format!("{folder}/events.json"), &telling.all(events.iter().map(|it| &it.event))?)?;
    let mut lines = Vec::with_capacity(events.len());
    for stored in events {
        let Some(event) = telling.told(&stored.event) else { continue };
        let details = telling.named(&event)?.get("kind").map(Value::to_string).unwrap_or_default();
        lines.push([moment(stored.wall_us), seconds(event.at), event.kind.name().to_owned(), details]);
    }
    file.csv(&format!("{folder}/events.csv"), ["at", "seconds", "what", "details"], lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use session::{Feed, SelfCheckItem, Steering, SteeringCause, ValueShown, WorldTime};

    const NOOR: UserId = UserId(Uuid::from_u128(7));

    fn telling(covered: bool) -> Telling {
        Telling { names: BTreeMap::from([(NOOR, "Noor".to_owned())]), covered, language: Language::En }
    }

    fn event(kind: EventKind) -> Event {
        Event { seq: 3, at: WorldTime::START, kind }
    }

    fn value() -> EventKind {
        let algorithm = "luwte-heart-6".to_owned();
        EventKind::ValueShown(ValueShown { algorithm, score: Some(61), low: None, high: None, beats: 250 })
    }

    #[test]
    fn neither_the_arm_of_a_study_nor_a_colleagues_reason_goes_along() {
        let cleared = |reason: &str| {
            let item = SelfCheckItem::ALL[0];
            event(EventKind::SelfCheckCleared { item, by: NOOR, reason: reason.into() })
        };
        let open = telling(false);
        assert_eq!(open.told(&event(EventKind::FeedSet(Feed::Own))), None);
        assert_eq!(open.told(&cleared("Overlegd met de arts.")), Some(cleared("")));
        assert_eq!(open.told(&event(EventKind::Paused)), Some(event(EventKind::Paused)));
        assert_eq!(open.told(&event(value())), Some(event(value())), "outside of a study it is theirs");
    }

    #[test]
    fn by_what_the_world_was_moved_stays_covered_in_a_study() {
        let covered = telling(true);
        for kind in [value(), EventKind::CoherenceShown(Some(400)), EventKind::CalmTargeted(300)] {
            assert_eq!(covered.told(&event(kind)), None);
        }
        assert_eq!(covered.told(&event(EventKind::Paused)), Some(event(EventKind::Paused)));
    }

    #[test]
    fn colleagues_stand_in_it_by_name_and_never_by_their_number() {
        let steered = |to| event(EventKind::SteeringChanged { to, cause: SteeringCause::TakenOver });
        let known = telling(false).named(&steered(Steering::Companion(NOOR))).unwrap().to_string();
        assert!(known.contains("Noor") && !known.contains(&NOOR.to_string()), "{known}");
        let gone = UserId(Uuid::from_u128(9));
        let unknown = telling(false).named(&steered(Steering::Companion(gone))).unwrap().to_string();
        assert!(unknown.contains("a colleague") && !unknown.contains(&gone.to_string()), "{unknown}");
    }
}
