//! Tension before and after as a session's events tell it, and whether a colleague gave it for the client: what a colleague saw is
//! kept and shown, and never counted as what the client felt.

use session::{Event, EventKind};

/// A rating of tension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rating {
    /// 0 to 10.
    pub value: u8,
    /// Whether a colleague gave it.
    pub by_colleague: bool,
}

/// The ratings of a session, gathered from its events in their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ratings {
    /// Before the world.
    pub before: Option<Rating>,
    /// After it.
    pub after: Option<Rating>,
    /// Whether the discomfort that was told last was told by a colleague.
    pub discomfort_by_colleague: bool,
    /// Whether what comes next is a colleague's.
    given: bool,
}

impl Ratings {
    /// What these events tell.
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut ratings = Self::default();
        for event in events {
            ratings.hear(&event.kind);
        }
        ratings
    }

    /// Takes one event in.
    pub fn hear(&mut self, kind: &EventKind) {
        match kind {
            EventKind::GivenFor { .. } => self.given = true,
            EventKind::TensionBefore(value) => self.before = self.rating(*value),
            EventKind::TensionAfter(value) => self.after = self.rating(*value),
            EventKind::DiscomfortReported(_) => {
                self.discomfort_by_colleague = core::mem::take(&mut self.given);
            }
            _ => {}
        }
    }

    /// The client's own rating before.
    pub fn own_before(&self) -> Option<u8> {
        own(self.before)
    }

    /// The client's own rating after.
    pub fn own_after(&self) -> Option<u8> {
        own(self.after)
    }

    /// Whether a colleague gave one of them.
    pub fn by_colleague(&self) -> bool {
        [self.before, self.after].into_iter().flatten().any(|rating| rating.by_colleague)
    }

    fn rating(&mut self, value: Option<u8>) -> Option<Rating> {
        let by_colleague = core::mem::take(&mut self.given);
        value.map(|value| Rating { value, by_colleague })
    }
}

fn own(rating: Option<Rating>) -> Option<u8> {
    rating.filter(|rating| !rating.by_colleague).map(|rating| rating.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use session::{Discomfort, UserId, WorldTime};

    #[test]
    fn what_a_colleague_gave_is_told_and_is_not_the_clients_own() {
        let by: UserId = "0192f3c1-7a00-7000-8000-00000000000a".parse().unwrap();
        let kinds = [
            EventKind::GivenFor { by },
            EventKind::TensionBefore(Some(8)),
            EventKind::TensionAfter(Some(3)),
            EventKind::GivenFor { by },
            EventKind::DiscomfortReported(Discomfort::None),
        ];
        let events = kinds.map(|kind| Event { seq: 0, at: WorldTime::START, kind });
        let ratings = Ratings::of(&events);
        assert_eq!(ratings.before, Some(Rating { value: 8, by_colleague: true }));
        assert_eq!((ratings.own_before(), ratings.own_after()), (None, Some(3)));
        assert!(ratings.by_colleague() && ratings.discomfort_by_colleague);
        assert!(!Ratings::of(&events[2..3]).by_colleague());
    }
}
