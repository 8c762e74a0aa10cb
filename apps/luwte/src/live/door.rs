//! The client's consent at the server's door: what others may see, and what may be kept, of each event.

use crate::store::Recorded;
use session::{Allowed, Consent, Event, EventKind, WorldTime};

/// The event as it may be stored, by what the headset said (`consent`) and what the client lets be recorded.
pub fn kept(event: &Event, consent: Consent, recorded: Recorded) -> Event {
    let both = recorded.and(consent);
    let (answers, heart) = (both.answers.keep, both.heart.keep);
    told(event, Allowed { answers, heart, behaviour: recorded.behaviour })
}

/// The event as others may see it while it happens. Whoever watches learns from the first what they may see.
pub fn shown(event: &Event, consent: Consent, recorded: Recorded) -> Event {
    let both = recorded.and(consent);
    let (answers, heart) = (both.answers.live, both.heart.live);
    // Whom the client let watch along sees what happens; it is not kept by that.
    let mut shown = told(event, Allowed { answers, heart, behaviour: true });
    shown.kind = shown.kind.covered();
    if let EventKind::Opened { consent: told, .. } = &mut shown.kind {
        *told = recorded.and(*told);
    }
    shown
}

fn told(event: &Event, allowed: Allowed) -> Event {
    Event { seq: event.seq, at: event.at, kind: event.kind.allowed(allowed) }
}

/// Whether both tell the same of a place in the session, as far as it may be kept. When something was that is not kept is not
/// known of the record.
pub fn agrees(told: &Event, record: &Event, consent: Consent, recorded: Recorded) -> bool {
    if told == record {
        return true;
    }
    let (told, record) = (kept(told, consent, recorded), kept(record, consent, recorded));
    let is_withheld = |event: &Event| event.kind == EventKind::Withheld;
    told == record || (is_withheld(&told) && is_withheld(&record))
}

/// When an event is kept to have been. What is not kept has the moment of what stands before it: how often and when somebody
/// looked, touched or turned a page is not to be read from the gaps.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moments {
    last: WorldTime,
}

impl Moments {
    /// After these events as they were kept, the newest first.
    pub fn after(mut newest_first: impl Iterator<Item = Event>) -> Self {
        let last = newest_first.find(|event| event.kind != EventKind::Withheld);
        Self { last: last.map_or(WorldTime::START, |event| event.at) }
    }

    /// The event with the moment at which it is kept to have been.
    pub fn of(&mut self, kept: Event) -> Event {
        if kept.kind == EventKind::Withheld {
            return Event { at: self.last, ..kept };
        }
        self.last = kept.at;
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use session::{AdverseEvent, Answer, Feed, QuestionId, Stream, ValueShown};

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
        for gone in [EventKind::VolumeSet(31), EventKind::Touched(2), EventKind::LyingSet(true)] {
            assert_eq!(kept(gone), EventKind::Withheld);
        }
        let world = EventKind::WorldEntered(catalogue::World::CoralReef);
        assert_eq!(kept(world), EventKind::WorldWithheld, "that there was one stays");
        for stays in [
            EventKind::AdverseEventNoted(AdverseEvent::Headache),
            EventKind::TensionBefore(Some(4)),
            EventKind::Ended,
        ] {
            assert_eq!(kept(stays.clone()), stays);
        }
    }

    #[test]
    fn when_something_was_that_is_not_kept_is_not_kept_either() {
        let at = |seconds, kind| Event { seq: 3, at: WorldTime::from_secs(seconds), kind };
        let newest_first = [at(2, EventKind::Withheld), at(1, EventKind::Paused)];
        let mut moments = Moments::after(newest_first.into_iter());
        assert_eq!(moments.of(at(7, EventKind::Withheld)).at, WorldTime::from_secs(1));
        assert_eq!(moments.of(at(8, EventKind::WorldWithheld)).at, WorldTime::from_secs(8));
        assert_eq!(moments.of(at(9, EventKind::Withheld)).at, WorldTime::from_secs(8));
    }
}
