//! The client's consent at the server's door: what others may see, and what may be kept, of each event.

use crate::store::Recorded;
use session::{Answer, Consent, Event, EventKind, PaceSearch, SearchOutcome, SearchUnknown, ValueShown};

/// The event as it may be stored, by what the headset said (`consent`) and what the client lets be recorded.
pub fn kept(event: &Event, consent: Consent, recorded: Recorded) -> Event {
    let both = recorded.and(consent);
    let kept = without(event, !both.answers.keep, !both.heart.keep);
    if recorded.behaviour { kept } else { without_behaviour(kept) }
}

/// The event as others may see it while it happens. Whoever watches learns from the first what they may see.
pub fn shown(event: &Event, consent: Consent, recorded: Recorded) -> Event {
    let both = recorded.and(consent);
    let mut shown = without(event, !both.answers.live, !both.heart.live);
    shown.kind = shown.kind.covered();
    if let EventKind::Opened { consent: told, .. } = &mut shown.kind {
        *told = recorded.and(*told);
    }
    shown
}

/// Takes out what the client chose. A menu that closes stands in its place, so that every event keeps its number; steps of
/// the session, who watched and steered, and what safety rests on stay whole.
fn without_behaviour(event: Event) -> Event {
    let is_behaviour = matches!(
        event.kind,
        EventKind::WorldEntered(_)
            | EventKind::MenuShown(_)
            | EventKind::TimeOfDaySet(_)
            | EventKind::VolumeSet(_)
            | EventKind::ExerciseStarted { .. }
            | EventKind::PaceSet(_)
            | EventKind::ExerciseEnded(_)
            | EventKind::CalmTargeted(_)
            | EventKind::Paused
            | EventKind::Resumed
    );
    if is_behaviour { Event { kind: EventKind::MenuShown(None), ..event } } else { event }
}

/// Takes answers and heart values out. That something was asked or shown stays, so that every event keeps its number;
/// the self-check, discomfort and adverse events stay whole, because safety rests on them.
fn without(event: &Event, answers: bool, heart: bool) -> Event {
    let kind = match &event.kind {
        EventKind::TensionBefore(_) if answers => EventKind::TensionBefore(None),
        EventKind::TensionAfter(_) if answers => EventKind::TensionAfter(None),
        EventKind::QuestionAnswered { question, .. } if answers => {
            EventKind::QuestionAnswered { question: *question, answer: Answer::Skipped }
        }
        EventKind::ChoicesMarked { question, asked, .. } if answers => {
            EventKind::ChoicesMarked { question: *question, asked: *asked, marked: 0 }
        }
        EventKind::ValueShown(shown) if heart => EventKind::ValueShown(ValueShown {
            algorithm: shown.algorithm.clone(),
            score: None,
            low: None,
            high: None,
            beats: 0,
        }),
        EventKind::CoherenceShown(_) if heart => EventKind::CoherenceShown(None),
        EventKind::PaceFound(search) if heart => EventKind::PaceFound(PaceSearch {
            algorithm: search.algorithm.clone(),
            outcome: SearchOutcome::Unknown(SearchUnknown::Withheld),
        }),
        kind => kind.clone(),
    };
    Event { seq: event.seq, at: event.at, kind }
}

#[cfg(test)]
mod tests {
    use super::*;
    use session::{AdverseEvent, Feed, QuestionId, Stream, WorldTime};

    const LIVE_ONLY: Stream = Stream { live: true, keep: false };

    fn event(kind: EventKind) -> Event {
        Event { seq: 3, at: WorldTime::from_secs(9), kind }
    }

    #[test]
    fn an_answer_seen_live_but_not_kept_is_stored_as_skipped() {
        let consent = Consent { answers: LIVE_ONLY, ..Consent::default() };
        let answered =
            event(EventKind::QuestionAnswered { question: QuestionId(1), answer: Answer::Scale(8) });
        assert_eq!(shown(&answered, consent, Recorded::default()), answered);
        let EventKind::QuestionAnswered { answer, .. } = kept(&answered, consent, Recorded::default()).kind
        else {
            panic!()
        };
        assert_eq!(answer, Answer::Skipped);
        assert_eq!(
            kept(&event(EventKind::TensionAfter(Some(4))), consent, Recorded::default()).kind,
            EventKind::TensionAfter(None)
        );
    }

    #[test]
    fn a_heart_value_leaves_no_trace_without_consent() {
        let consent = Consent { heart: Stream::CLOSED, ..Consent::default() };
        let value = ValueShown {
            algorithm: "luwte-heart-2".into(),
            score: Some(30),
            low: Some(20),
            high: Some(40),
            beats: 250,
        };
        let EventKind::ValueShown(left) =
            kept(&event(EventKind::ValueShown(value)), consent, Recorded::default()).kind
        else {
            panic!()
        };
        assert_eq!((left.score, left.low, left.high, left.beats), (None, None, None, 0));
    }

    #[test]
    fn whoever_watches_reads_the_same_in_every_arm_of_a_study() {
        let of = |feed| event(EventKind::FeedAllocated(feed));
        let shown = |feed| shown(&of(feed), Consent::default(), Recorded::default());
        assert_eq!(shown(Feed::Seeded(7)), shown(Feed::Own));
        assert_eq!(
            kept(&of(Feed::Seeded(7)), Consent::default(), Recorded::default()),
            of(Feed::Seeded(7)),
            "the record knows"
        );
    }

    #[test]
    fn safety_rule_10_adverse_events_are_always_kept() {
        let closed = Consent { pose: Stream::CLOSED, heart: Stream::CLOSED, answers: Stream::CLOSED };
        let adverse = event(EventKind::AdverseEventNoted(AdverseEvent::Panic));
        assert_eq!(kept(&adverse, closed, Recorded::default()), adverse);
    }

    #[test]
    fn without_behaviour_what_was_chosen_is_not_kept_and_what_safety_rests_on_is() {
        let recorded = Recorded { behaviour: false, ..Recorded::default() };
        let kept = |kind| kept(&event(kind), Consent::default(), recorded).kind;
        assert_eq!(kept(EventKind::VolumeSet(31)), EventKind::MenuShown(None));
        for stays in [
            EventKind::AdverseEventNoted(AdverseEvent::Headache),
            EventKind::TensionBefore(Some(4)),
            EventKind::Ended,
        ] {
            assert_eq!(kept(stays.clone()), stays);
        }
    }
}
