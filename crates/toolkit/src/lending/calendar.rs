//! A calendar of headsets and rooms: every change is taken whole or refused with its reason, and no two people have the same thing
//! at the same time.
//!
//! There is one door, [`Calendar::apply`]. Changes that come from many sides at once are applied one after the other, so each sees
//! all before it. Ids are made by whoever asks: the same change sent again changes nothing and gets the same answer.

use std::collections::{BTreeMap, BTreeSet};

/// A moment, minutes since 1 January 1970 in universal time. What a clock says comes in from outside.
pub type Minute = i64;

/// A headset or a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Thing(pub u128);

/// A reservation, named by whoever made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReservationId(pub u128);

/// From one moment until another, which is no longer part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first minute.
    pub from: Minute,
    /// The minute after the last.
    pub until: Minute,
}

/// Someone has something for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reservation<Who> {
    /// Its name.
    pub id: ReservationId,
    /// What is reserved.
    pub thing: Thing,
    /// When.
    pub span: Span,
    /// By whom, or for whom.
    pub who: Who,
}

/// What someone wants changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change<Who> {
    /// Reserve all of these, or none: one moment, or every Tuesday afternoon of a season.
    Reserve(Vec<Reservation<Who>>),
    /// Move one to another time or thing.
    Move {
        /// Which.
        id: ReservationId,
        /// To what.
        thing: Thing,
        /// To when.
        span: Span,
    },
    /// Give one back.
    Cancel(ReservationId),
}

/// What a change did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// It is so now.
    Changed,
    /// It was so already.
    Unchanged,
}

/// Why nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Someone else has it then.
    #[error("it is taken from minute {} until {}", .taken.from, .taken.until)]
    Taken {
        /// By which reservation.
        by: ReservationId,
        /// When that is.
        taken: Span,
    },
    /// It ends before it begins, or lasts no minute.
    #[error("it must end after it begins")]
    Backwards,
    /// It lasts longer than anything may be held.
    #[error("it must last at most {most} minutes")]
    TooLong {
        /// The longest, minutes.
        most: i64,
    },
    /// It begins in the past.
    #[error("it must not begin in the past")]
    Past,
    /// The id belongs to another reservation.
    #[error("this id belongs to another reservation")]
    IdInUse,
    /// It was cancelled; what is late does not bring it back.
    #[error("it was cancelled")]
    Cancelled,
    /// There is no such reservation.
    #[error("there is no such reservation")]
    Unknown,
}

/// All reservations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar<Who> {
    /// By thing and first minute.
    things: BTreeMap<Thing, BTreeMap<Minute, Reservation<Who>>>,
    /// Where each one stands.
    places: BTreeMap<ReservationId, (Thing, Minute)>,
    cancelled: BTreeSet<ReservationId>,
    turnaround_min: i64,
    longest_min: i64,
}

impl Span {
    /// From a moment on, for so many minutes; stops at the end of time.
    pub fn of(from: Minute, minutes: i64) -> Self {
        Span { from, until: from.saturating_add(minutes) }
    }

    /// How long it is, minutes; 0 where it runs backwards.
    pub fn minutes(self) -> i64 {
        self.until.saturating_sub(self.from).max(0)
    }
}

impl<Who: Clone + PartialEq> Calendar<Who> {
    /// An empty one. Between two people things lie still for `turnaround_min` minutes, to be cleaned and charged; nobody holds
    /// anything longer than `longest_min` minutes at a time. Both are at least 0 and 1.
    pub fn new(turnaround_min: i64, longest_min: i64) -> Self {
        Self {
            things: BTreeMap::new(),
            places: BTreeMap::new(),
            cancelled: BTreeSet::new(),
            turnaround_min: turnaround_min.max(0),
            longest_min: longest_min.max(1),
        }
    }

    /// Makes a change whole, or refuses it and changes nothing.
    pub fn apply(&mut self, now: Minute, change: &Change<Who>) -> Result<Done, Refusal> {
        match change {
            Change::Reserve(wanted) => self.reserve(now, wanted),
            Change::Move { id, thing, span } => self.shift(now, *id, *thing, *span),
            Change::Cancel(id) => self.cancel(*id),
        }
    }

    fn reserve(&mut self, now: Minute, wanted: &[Reservation<Who>]) -> Result<Done, Refusal> {
        let mut added = Vec::new();
        let outcome = wanted.iter().try_for_each(|reservation| {
            if self.is_there(reservation)? {
                return Ok(());
            }
            self.check(now, reservation.thing, reservation.span)?;
            self.put(reservation.clone());
            added.push(reservation.id);
            Ok(())
        });
        if let Err(refusal) = outcome {
            for id in added {
                self.take(id);
            }
            return Err(refusal);
        }
        Ok(if added.is_empty() { Done::Unchanged } else { Done::Changed })
    }

    /// Whether exactly this one was taken before.
    fn is_there(&self, reservation: &Reservation<Who>) -> Result<bool, Refusal> {
        if self.cancelled.contains(&reservation.id) {
            return Err(Refusal::Cancelled);
        }
        match self.find(reservation.id) {
            Some(found) if found == reservation => Ok(true),
            Some(_) => Err(Refusal::IdInUse),
            None => Ok(false),
        }
    }

    fn shift(&mut self, now: Minute, id: ReservationId, thing: Thing, span: Span) -> Result<Done, Refusal> {
        if self.cancelled.contains(&id) {
            return Err(Refusal::Cancelled);
        }
        let Some(found) = self.take(id) else { return Err(Refusal::Unknown) };
        if (found.thing, found.span) == (thing, span) {
            self.put(found);
            return Ok(Done::Unchanged);
        }
        // What has begun may end sooner or later, but its beginning stays in the past.
        let begins = if span.from == found.span.from { Minute::MIN } else { now };
        let outcome = self.check(begins, thing, span);
        self.put(if outcome.is_ok() { Reservation { thing, span, ..found } } else { found });
        outcome.map(|()| Done::Changed)
    }

    fn cancel(&mut self, id: ReservationId) -> Result<Done, Refusal> {
        if self.cancelled.contains(&id) {
            return Ok(Done::Unchanged);
        }
        self.take(id).ok_or(Refusal::Unknown)?;
        self.cancelled.insert(id);
        Ok(Done::Changed)
    }

    /// Whether this thing is free then. Only the neighbours matter: what stands in the calendar does not overlap.
    fn check(&self, now: Minute, thing: Thing, span: Span) -> Result<(), Refusal> {
        if span.until <= span.from {
            return Err(Refusal::Backwards);
        }
        if span.minutes() > self.longest_min {
            return Err(Refusal::TooLong { most: self.longest_min });
        }
        if span.from < now {
            return Err(Refusal::Past);
        }
        let Some(taken) = self.things.get(&thing) else { return Ok(()) };
        let before = taken.range(..=span.from).next_back().map(|(_, found)| found);
        let after = taken.range(span.from..).next().map(|(_, found)| found);
        for found in before.into_iter().chain(after) {
            let lies_still = |until: Minute| until.saturating_add(self.turnaround_min);
            if found.span.from < lies_still(span.until) && span.from < lies_still(found.span.until) {
                return Err(Refusal::Taken { by: found.id, taken: found.span });
            }
        }
        Ok(())
    }

    fn put(&mut self, reservation: Reservation<Who>) {
        self.places.insert(reservation.id, (reservation.thing, reservation.span.from));
        self.things.entry(reservation.thing).or_default().insert(reservation.span.from, reservation);
    }

    fn take(&mut self, id: ReservationId) -> Option<Reservation<Who>> {
        let (thing, from) = self.places.remove(&id)?;
        let taken = self.things.get_mut(&thing)?;
        let found = taken.remove(&from);
        if taken.is_empty() {
            self.things.remove(&thing);
        }
        found
    }

    /// The reservation with this id.
    pub fn find(&self, id: ReservationId) -> Option<&Reservation<Who>> {
        let (thing, from) = self.places.get(&id)?;
        self.things.get(thing)?.get(from)
    }

    /// Who has this thing at this moment.
    pub fn at(&self, thing: Thing, now: Minute) -> Option<&Reservation<Who>> {
        let (_, found) = self.things.get(&thing)?.range(..=now).next_back()?;
        (now < found.span.until).then_some(found)
    }

    /// All reservations of a thing, in order.
    pub fn of(&self, thing: Thing) -> impl Iterator<Item = &Reservation<Who>> {
        self.things.get(&thing).into_iter().flat_map(BTreeMap::values)
    }

    /// The first moment from `from` on at which this thing can be had for so many minutes; `None` where that is longer than
    /// anything may be held.
    pub fn next_free(&self, thing: Thing, from: Minute, minutes: i64) -> Option<Span> {
        let mut span = Span::of(from, minutes.max(1));
        loop {
            match self.check(Minute::MIN, thing, span) {
                Ok(()) => return Some(span),
                Err(Refusal::Taken { taken, .. }) => {
                    let free = taken.until.saturating_add(self.turnaround_min);
                    // At the end of time nothing comes after.
                    if free <= span.from {
                        return None;
                    }
                    span = Span::of(free, minutes.max(1));
                }
                Err(_) => return None,
            }
        }
    }
}
