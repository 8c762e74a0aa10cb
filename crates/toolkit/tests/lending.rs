//! Nobody has the same headset at the same time, whoever asks and in whatever order; and none goes out before it may.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use std::{
    collections::BTreeMap,
    sync::{Barrier, Mutex},
};
use toolkit::lending::*;

const TURNAROUND: i64 = 10;
const LONGEST: i64 = 24 * 60;

fn reservation(id: u128, thing: u128, from: Minute, minutes: i64) -> Reservation<u32> {
    Reservation {
        id: ReservationId(id),
        thing: Thing(thing),
        span: Span::of(from, minutes),
        who: id as u32 % 7,
    }
}

fn reserve(id: u128, thing: u128, from: Minute, minutes: i64) -> Change<u32> {
    Change::Reserve(vec![reservation(id, thing, from, minutes)])
}

fn empty() -> Calendar<u32> {
    Calendar::new(TURNAROUND, LONGEST)
}

#[test]
fn the_second_who_asks_is_told_who_has_it_and_when_it_is_free() {
    let mut calendar = empty();
    assert_eq!(calendar.apply(0, &reserve(1, 1, 600, 60)), Ok(Done::Changed));
    let taken = Refusal::Taken { by: ReservationId(1), taken: Span::of(600, 60) };
    for (from, minutes) in [(600, 60), (590, 20), (630, 5), (500, 400), (660, 30), (669, 30), (591, 5)] {
        assert_eq!(calendar.apply(0, &reserve(2, 1, from, minutes)), Err(taken), "{from} for {minutes}");
    }
    assert_eq!(calendar.next_free(Thing(1), 600, 30), Some(Span::of(670, 30)), "after ten minutes of rest");
    assert_eq!(calendar.apply(0, &reserve(2, 1, 670, 30)), Ok(Done::Changed));
    assert_eq!(calendar.apply(0, &reserve(3, 2, 600, 60)), Ok(Done::Changed), "another headset");
    assert_eq!(calendar.at(Thing(1), 659).map(|found| found.id), Some(ReservationId(1)));
    assert_eq!(calendar.at(Thing(1), 660), None);
}

#[test]
fn the_same_change_sent_again_changes_nothing_and_what_was_cancelled_does_not_come_back() {
    let mut calendar = empty();
    let change = reserve(1, 1, 600, 60);
    assert_eq!(calendar.apply(0, &change), Ok(Done::Changed));
    // Sent again much later, by a device that heard no answer: still no reservation in the past.
    assert_eq!(calendar.apply(100_000, &change), Ok(Done::Unchanged));
    assert_eq!(calendar.apply(0, &reserve(1, 1, 900, 60)), Err(Refusal::IdInUse));
    assert_eq!(calendar.apply(0, &Change::Cancel(ReservationId(1))), Ok(Done::Changed));
    assert_eq!(calendar.apply(0, &Change::Cancel(ReservationId(1))), Ok(Done::Unchanged));
    assert_eq!(calendar.apply(0, &change), Err(Refusal::Cancelled));
    assert_eq!(calendar.apply(0, &Change::Cancel(ReservationId(2))), Err(Refusal::Unknown));
    assert_eq!(calendar.of(Thing(1)).count(), 0);
}

#[test]
fn a_row_of_fixed_moments_is_taken_whole_or_not_at_all() {
    let mut calendar = empty();
    calendar.apply(0, &reserve(9, 1, 2 * 10_080 + 600, 60)).unwrap();
    let weekly: Vec<_> = (0..4).map(|week| reservation(week, 1, week as i64 * 10_080 + 600, 120)).collect();
    let before = calendar.clone();
    let refusal = calendar.apply(0, &Change::Reserve(weekly.clone())).unwrap_err();
    assert!(matches!(refusal, Refusal::Taken { by: ReservationId(9), .. }));
    assert_eq!(calendar, before, "the two weeks before it were given back");
    calendar.apply(0, &Change::Cancel(ReservationId(9))).unwrap();
    assert_eq!(calendar.apply(0, &Change::Reserve(weekly)), Ok(Done::Changed));
    assert_eq!(calendar.of(Thing(1)).count(), 4);
    let clash = vec![reservation(20, 2, 0, 60), reservation(21, 2, 30, 60)];
    assert!(calendar.apply(0, &Change::Reserve(clash)).is_err(), "not even with itself");
    assert_eq!(calendar.of(Thing(2)).count(), 0);
}

#[test]
fn moving_frees_the_old_time_and_a_move_that_cannot_be_leaves_it() {
    let mut calendar = empty();
    calendar.apply(0, &reserve(1, 1, 600, 60)).unwrap();
    calendar.apply(0, &reserve(2, 1, 700, 60)).unwrap();
    let shift =
        |from, minutes| Change::Move { id: ReservationId(1), thing: Thing(1), span: Span::of(from, minutes) };
    assert!(matches!(calendar.apply(0, &shift(690, 30)), Err(Refusal::Taken { by: ReservationId(2), .. })));
    assert_eq!(calendar.find(ReservationId(1)).unwrap().span, Span::of(600, 60));
    assert_eq!(calendar.apply(0, &shift(630, 60)), Ok(Done::Changed), "over its own old time");
    assert_eq!(calendar.apply(0, &shift(630, 60)), Ok(Done::Unchanged));
    assert_eq!(calendar.apply(640, &shift(630, 20)), Ok(Done::Changed), "what has begun may end sooner");
    assert_eq!(calendar.apply(640, &shift(620, 20)), Err(Refusal::Past));
}

#[test]
fn what_cannot_be_reserved_is_refused() {
    let mut calendar = empty();
    assert_eq!(calendar.apply(0, &reserve(1, 1, 600, 0)), Err(Refusal::Backwards));
    assert_eq!(calendar.apply(0, &reserve(1, 1, 600, -5)), Err(Refusal::Backwards));
    assert_eq!(calendar.apply(601, &reserve(1, 1, 600, 60)), Err(Refusal::Past));
    assert_eq!(calendar.apply(0, &reserve(1, 1, 600, LONGEST + 1)), Err(Refusal::TooLong { most: LONGEST }));
    let endless =
        Reservation { span: Span { from: Minute::MIN, until: Minute::MAX }, ..reservation(1, 1, 0, 1) };
    assert!(calendar.apply(Minute::MIN, &Change::Reserve(vec![endless])).is_err());
    assert_eq!(calendar.next_free(Thing(1), Minute::MAX, 60), None);
    assert_eq!(calendar, empty());
}

/// Held against: a plain list, looked through from end to end.
#[derive(Clone, Default)]
struct Plain {
    list: Vec<Reservation<u32>>,
    cancelled: Vec<ReservationId>,
}

impl Plain {
    fn is_free(&self, now: Minute, wanted: &Reservation<u32>, but: Option<ReservationId>) -> bool {
        let span = wanted.span;
        span.from < span.until
            && span.minutes() <= LONGEST
            && span.from >= now
            && self.list.iter().filter(|found| found.thing == wanted.thing && Some(found.id) != but).all(
                |found| {
                    span.from >= found.span.until + TURNAROUND || found.span.from >= span.until + TURNAROUND
                },
            )
    }

    fn apply(&mut self, now: Minute, change: &Change<u32>) -> Option<Done> {
        match change {
            Change::Reserve(wanted) => {
                let before = self.clone();
                let mut done = Done::Unchanged;
                for reservation in wanted {
                    if self.list.contains(reservation) {
                        continue;
                    }
                    let is_new = !self.cancelled.contains(&reservation.id)
                        && self.list.iter().all(|found| found.id != reservation.id);
                    if !is_new || !self.is_free(now, reservation, None) {
                        *self = before;
                        return None;
                    }
                    self.list.push(reservation.clone());
                    done = Done::Changed;
                }
                Some(done)
            }
            Change::Move { id, thing, span } => {
                let at = self.list.iter().position(|found| found.id == *id)?;
                let moved = Reservation { thing: *thing, span: *span, ..self.list[at].clone() };
                if self.list[at] == moved {
                    return Some(Done::Unchanged);
                }
                let begins = if span.from == self.list[at].span.from { Minute::MIN } else { now };
                if !self.is_free(begins, &moved, Some(*id)) {
                    return None;
                }
                self.list[at] = moved;
                Some(Done::Changed)
            }
            Change::Cancel(id) => {
                if self.cancelled.contains(id) {
                    return Some(Done::Unchanged);
                }
                let at = self.list.iter().position(|found| found.id == *id)?;
                self.list.remove(at);
                self.cancelled.push(*id);
                Some(Done::Changed)
            }
        }
    }
}

fn any_change() -> impl Strategy<Value = Change<u32>> {
    let one = || {
        (0..30_u128, 0..3_u128, 0..600_i64, -2..120_i64)
            .prop_map(|(id, thing, from, minutes)| reservation(id, thing, from, minutes))
    };
    prop_oneof![
        5 => one().prop_map(|reservation| Change::Reserve(vec![reservation])),
        1 => prop::collection::vec(one(), 0..4).prop_map(Change::Reserve),
        2 => one().prop_map(|to| Change::Move { id: to.id, thing: to.thing, span: to.span }),
        2 => (0..30_u128).prop_map(|id| Change::Cancel(ReservationId(id))),
    ]
}

/// Every two of the same thing lie apart.
fn nobody_has_the_same_thing(calendar: &Calendar<u32>, things: impl IntoIterator<Item = Thing>) -> bool {
    things.into_iter().all(|thing| {
        let all: Vec<_> = calendar.of(thing).collect();
        all.windows(2).all(|pair| pair[0].span.until + TURNAROUND <= pair[1].span.from)
            && all.iter().all(|found| found.thing == thing && calendar.find(found.id) == Some(found))
    })
}

proptest! {
    #[test]
    fn whatever_is_asked_the_calendar_answers_as_a_plain_list_would(
        changes in prop::collection::vec((any_change(), 0..300_i64), 0..60),
    ) {
        let (mut calendar, mut plain) = (empty(), Plain::default());
        for (change, now) in changes {
            let before = calendar.clone();
            let answer = calendar.apply(now, &change);
            prop_assert_eq!(answer.ok(), plain.apply(now, &change), "{:?}", change);
            if answer != Ok(Done::Changed) {
                prop_assert_eq!(&calendar, &before, "refused or so already: nothing moves");
            } else {
                // Sent once more it is so already, or can no longer be: never twice.
                let after = calendar.clone();
                prop_assert!(calendar.apply(now, &change) != Ok(Done::Changed));
                prop_assert_eq!(&calendar, &after);
            }
            prop_assert!(nobody_has_the_same_thing(&calendar, (0..3).map(Thing)));
        }
        let count: usize = (0..3).map(|thing| calendar.of(Thing(thing)).count()).sum();
        prop_assert_eq!(count, plain.list.len());
    }

    #[test]
    fn what_is_said_to_be_free_can_be_had_and_nothing_sooner(
        changes in prop::collection::vec(any_change(), 0..40), from in 0..600_i64, minutes in 1..90_i64,
    ) {
        let mut calendar = empty();
        for change in &changes {
            let _ = calendar.apply(0, change);
        }
        let free = calendar.next_free(Thing(0), from, minutes).unwrap();
        for sooner in from..free.from {
            prop_assert!(calendar.clone().apply(0, &reserve(99, 0, sooner, minutes)).is_err());
        }
        prop_assert_eq!(calendar.apply(0, &reserve(99, 0, free.from, minutes)), Ok(Done::Changed));
    }

    #[test]
    fn no_headset_goes_out_before_it_is_back_whole_clean_cleared_and_charged(
        happenings in prop::collection::vec(any_happening(), 0..80),
    ) {
        let mut gate = Gate::default();
        let mut since = BTreeMap::new();
        for happening in happenings {
            let was = gate;
            let Ok(now) = gate.after(happening) else {
                continue;
            };
            if let (Held::InPlace, Held::Out(_)) = (was.held(), now.held()) {
                prop_assert!(was.missing().is_empty());
                for needed in ["clean", "clear", "charge"] {
                    prop_assert!(since.contains_key(needed), "{} since the last person", needed);
                }
                prop_assert!(!since.contains_key("broke"));
                let unpractised = Use::AtHome { has_practised: false };
                let is_so = matches!(happening, Happening::HandedOut { used, .. } if used == unpractised);
                prop_assert!(!is_so, "home before the client had practised");
            }
            // An account of its own: what was done since someone last wore it.
            let is_in_place = was.held() == Held::InPlace;
            match happening {
                Happening::Cleaned if is_in_place => drop(since.insert("clean", ())),
                Happening::Cleared if is_in_place => drop(since.insert("clear", ())),
                Happening::Charged(pct) if pct >= READY_CHARGE_PCT => drop(since.insert("charge", ())),
                Happening::Charged(_) => drop(since.remove("charge")),
                Happening::Returned(_) => {
                    let broke = since.contains_key("broke");
                    since.clear();
                    if broke {
                        since.insert("broke", ());
                    }
                }
                Happening::Worn | Happening::HandedOut { .. } => {
                    since.remove("clean");
                    since.remove("clear");
                }
                Happening::Broke => drop(since.insert("broke", ())),
                Happening::Repaired => {
                    for gone in ["broke", "clean", "clear"] {
                        since.remove(gone);
                    }
                }
                Happening::Cleaned | Happening::Cleared => {}
            }
            gate = now;
        }
    }
}

fn any_happening() -> impl Strategy<Value = Happening> {
    let loan = || (0..4_u128).prop_map(Loan);
    let used =
        prop_oneof![Just(Use::Here), any::<bool>().prop_map(|has_practised| Use::AtHome { has_practised })];
    prop_oneof![
        3 => (loan(), used).prop_map(|(loan, used)| Happening::HandedOut { loan, used }),
        2 => loan().prop_map(Happening::Returned),
        3 => Just(Happening::Cleaned),
        3 => Just(Happening::Cleared),
        3 => (40..=101_u8).prop_map(Happening::Charged),
        1 => Just(Happening::Worn),
        1 => Just(Happening::Broke),
        1 => Just(Happening::Repaired),
    ]
}

/// Many at once for one headset: every answer fits one order, the order in which they came through the door.
#[test]
fn many_clients_at_once_for_one_headset_come_through_one_after_the_other() {
    const CLIENTS: u128 = 8;
    const ASKED: u128 = 150;
    let calendar = Mutex::new((empty(), Vec::new()));
    let begin = Barrier::new(CLIENTS as usize);
    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (calendar, begin) = (&calendar, &begin);
            scope.spawn(move || {
                begin.wait();
                for turn in 0..ASKED {
                    // Times that many want, spread by a fixed rule; every fifth time the last one is given back.
                    let id = client * 1_000 + turn;
                    let from = ((client * 7 + turn * 13) % 90) as i64 * 15;
                    let change = match turn % 5 {
                        4 => Change::Cancel(ReservationId(id - 1)),
                        _ => reserve(id, 1, from, 20),
                    };
                    let (calendar, record) = &mut *calendar.lock().unwrap();
                    let answer = calendar.apply(0, &change);
                    record.push((change, answer));
                }
            });
        }
    });
    let (calendar, record) = calendar.into_inner().unwrap();
    assert_eq!(record.len(), (CLIENTS * ASKED) as usize);
    let (mut again, mut plain) = (empty(), Plain::default());
    for (change, answer) in &record {
        assert_eq!(again.apply(0, change), *answer, "the same order gives the same answers");
        assert_eq!(plain.apply(0, change), answer.ok());
    }
    assert_eq!(again, calendar);
    assert!(nobody_has_the_same_thing(&calendar, [Thing(1)]));
    // In 1,370 minutes there is room for at most 45 times 20, with ten between; at most 240 of the 960 were given back.
    let refused = record.iter().filter(|(_, answer)| answer.is_err()).count();
    assert!(refused >= 960 - 45 - 240 && refused < record.len(), "{refused}");
}

#[test]
fn a_headset_that_comes_back_is_seen_to_before_the_next() {
    let loan = Loan(1);
    let out = |used| Happening::HandedOut { loan, used };
    let home = Use::AtHome { has_practised: true };
    let mut gate = Gate::default();
    assert_eq!(gate.missing(), [Missing::Cleaning, Missing::Clearing, Missing::Charging]);
    for happening in [Happening::Cleaned, Happening::Cleared, Happening::Charged(READY_CHARGE_PCT)] {
        gate = gate.after(happening).unwrap();
    }
    assert_eq!(gate.after(out(Use::AtHome { has_practised: false })), Err(GateError::NotPractised));
    gate = gate.after(out(home)).unwrap();
    assert_eq!(gate.after(out(home)), Ok(gate), "told twice");
    assert_eq!(gate.after(Happening::Returned(Loan(2))), Err(GateError::NotOut));
    // Wiped at the client's home: fine, and not yet ours.
    gate = gate.after(Happening::Cleaned).unwrap();
    gate = gate.after(Happening::Returned(loan)).unwrap();
    let missing = vec![Missing::Cleaning, Missing::Clearing, Missing::Charging];
    assert_eq!(
        gate.after(Happening::HandedOut { loan: Loan(3), used: Use::Here }),
        Err(GateError::NotReady(missing))
    );
    assert_eq!(gate.after(Happening::Charged(101)), Err(GateError::Charge));
    let low = gate.after(Happening::Charged(READY_CHARGE_PCT - 1)).unwrap();
    assert!(low.missing().contains(&Missing::Charging));
}
