//! What the page writes down in the headset while the server may not have it: events and poses, in portions.

use link::{EVENTS_MAX, EventBatch, Message, Outbox, POSES_MAX, Pose, PoseBatch};
use session::{Event, SessionId};

/// Kinds of records, as the page knows them.
const EVENTS: u8 = 0;
const POSES: u8 = 1;
/// Poses are written down in portions of this many, five seconds of them, or together with events.
const POSES_PORTION: usize = 100;

/// A portion to seal and write down.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    kind: u8,
    session: SessionId,
    /// The number of the first event; of poses, when the first was, in milliseconds.
    first: u32,
    count: u32,
    frame: Vec<u8>,
}

impl Record {
    /// As the page takes it: 0 for events or 1 for poses, the session (16 bytes), first and count (4 bytes each, little
    /// endian), then the frame.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![self.kind];
        bytes.extend(self.session.0.as_bytes());
        bytes.extend(self.first.to_le_bytes());
        bytes.extend(self.count.to_le_bytes());
        bytes.extend(&self.frame);
        bytes
    }
}

/// Which of a session's events were handed to the page to write down, and the poses that wait for it.
#[derive(Default)]
pub(crate) struct Keeper {
    /// The first event that was not handed over.
    next: u64,
    /// The first event that was not there when the page last took all it could.
    fresh: u64,
    poses: Vec<Pose>,
    /// Events were handed over since poses last were: those go along.
    along: bool,
}

impl Keeper {
    /// A pose that no link takes. Where nobody writes it down only the first of them stay.
    pub fn pose(&mut self, pose: Pose) {
        if self.poses.len() < POSES_MAX {
            self.poses.push(pose);
        }
    }

    /// The next portion; ask until there is none. With a link, events that have only just happened are left to it; with
    /// `all` nothing is left.
    pub fn take(
        &mut self,
        session: SessionId,
        outbox: &Outbox<Event>,
        linked: bool,
        all: bool,
    ) -> Option<Record> {
        let until = if all || !linked { outbox.next_number() } else { self.fresh };
        let room =
            usize::try_from(until.saturating_sub(self.next.max(outbox.watermark()))).unwrap_or(usize::MAX);
        let mut many = room.min(EVENTS_MAX);
        while let Some((first, events)) = outbox.waiting_from(self.next, many) {
            let count = events.len();
            match record(EVENTS, session, &Message::Events(EventBatch { session, events }), first, count) {
                // What does not fit into one frame goes in two; what fits into none no link could take either.
                None if count > 1 => many = count / 2,
                None => self.next = first + 1,
                record => {
                    self.next = first + count as u64;
                    self.along = true;
                    return record;
                }
            }
        }
        self.fresh = outbox.next_number();
        // With a link no more are coming.
        let due = all || linked || self.along || self.poses.len() >= POSES_PORTION;
        self.along = false;
        if self.poses.is_empty() || !due {
            return None;
        }
        let poses = core::mem::take(&mut self.poses);
        let (first, count) = (poses.first().map_or(0, |pose| pose.at().as_millis()), poses.len());
        // Of poses so many fit that this always does.
        record(POSES, session, &Message::Poses(PoseBatch { session, poses }), first, count)
    }
}

fn record(kind: u8, session: SessionId, message: &Message, first: u64, count: usize) -> Option<Record> {
    let (first, count) = (u32::try_from(first).ok()?, u32::try_from(count).ok()?);
    Some(Record { kind, session, first, count, frame: link::encode(message).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use session::{EventKind, WorldTime};
    use uuid::Uuid;

    const SESSION: SessionId = SessionId(Uuid::from_u128(1));

    fn event(seq: u32) -> Event {
        Event { seq, at: WorldTime::from_secs(u64::from(seq)), kind: EventKind::VolumeSet(1) }
    }

    fn pose(ms: u64) -> Pose {
        Pose::new(WorldTime::from_millis(ms), [0.0, 0.0, 0.0, 1.0], [0.0; 3])
    }

    fn outbox(events: u32) -> Outbox<Event> {
        let mut outbox = Outbox::default();
        for seq in 0..events {
            outbox.push(event(seq));
        }
        outbox
    }

    /// First and count of every portion, poses marked by a `true`.
    fn taken(keeper: &mut Keeper, outbox: &Outbox<Event>, linked: bool, all: bool) -> Vec<(bool, u32, u32)> {
        std::iter::from_fn(|| keeper.take(SESSION, outbox, linked, all))
            .map(|record| (record.kind == POSES, record.first, record.count))
            .collect()
    }

    #[test]
    fn without_a_link_every_event_is_handed_over_once_in_portions() {
        let (mut keeper, mut outbox) = (Keeper::default(), outbox(300));
        assert_eq!(taken(&mut keeper, &outbox, false, false), [(false, 0, 256), (false, 256, 44)]);
        assert_eq!(taken(&mut keeper, &outbox, false, true), []);
        outbox.push(event(300));
        assert_eq!(taken(&mut keeper, &outbox, false, false), [(false, 300, 1)]);
    }

    #[test]
    fn with_a_link_only_what_it_has_not_brought_by_the_next_time_is_handed_over() {
        let (mut keeper, mut outbox) = (Keeper::default(), outbox(3));
        assert_eq!(taken(&mut keeper, &outbox, true, false), []);
        outbox.push(event(3));
        outbox.acknowledge(2);
        assert_eq!(
            taken(&mut keeper, &outbox, true, false),
            [(false, 2, 1)],
            "the fourth has only just happened"
        );
        outbox.acknowledge(4);
        assert_eq!(taken(&mut keeper, &outbox, true, false), []);
    }

    #[test]
    fn poses_go_along_with_events_or_five_seconds_at_a_time() {
        let (mut keeper, outbox) = (Keeper::default(), outbox(1));
        (0..40).for_each(|n| keeper.pose(pose(50 * n)));
        assert_eq!(taken(&mut keeper, &outbox, false, false), [(false, 0, 1), (true, 0, 40)]);
        (40..139).for_each(|n| keeper.pose(pose(50 * n)));
        assert_eq!(taken(&mut keeper, &outbox, false, false), []);
        keeper.pose(pose(50 * 139));
        assert_eq!(taken(&mut keeper, &outbox, false, false), [(true, 2_000, 100)]);
        keeper.pose(pose(9_000));
        assert_eq!(taken(&mut keeper, &outbox, false, true), [(true, 9_000, 1)]);
        keeper.pose(pose(9_050));
        assert_eq!(taken(&mut keeper, &outbox, true, false), [(true, 9_050, 1)], "the link is back");
        (0..5_000).for_each(|n| keeper.pose(pose(50 * n)));
        assert_eq!(
            taken(&mut keeper, &outbox, false, false),
            [(true, 0, 1_024)],
            "what nobody takes is bounded"
        );
    }

    #[test]
    fn a_portion_says_what_it_is_before_its_frame() {
        let (mut keeper, outbox) = (Keeper::default(), outbox(2));
        let record = keeper.take(SESSION, &outbox, false, false).unwrap();
        let bytes = record.to_bytes();
        assert_eq!(
            (bytes[0], &bytes[1..17], &bytes[17..25]),
            (0, SESSION.0.as_bytes().as_slice(), &[0, 0, 0, 0, 2, 0, 0, 0][..])
        );
        let Message::Events(batch) = link::decode(&bytes[25..]).unwrap() else { panic!() };
        assert_eq!((batch.session, batch.events), (SESSION, vec![event(0), event(1)]));
    }

    #[test]
    fn what_is_too_much_for_one_frame_goes_in_several_and_nothing_is_dropped() {
        // As much as no event of ours has: three of them, and no four, fit into a frame.
        let large = |seq| {
            let name = "x".repeat(link::MESSAGE_MAX_BYTES / 4);
            let watcher = session::Watcher { user: session::UserId(Uuid::from_u128(1)), name };
            Event { seq, at: WorldTime::START, kind: EventKind::WatchStarted(watcher) }
        };
        let (mut keeper, mut outbox) = (Keeper::default(), Outbox::default());
        for seq in 0..9 {
            outbox.push(large(seq));
        }
        let (mut next, mut portions) = (0, 0);
        for (_, first, count) in taken(&mut keeper, &outbox, false, false) {
            assert_eq!(first, next);
            (next, portions) = (first + count, portions + 1);
        }
        assert_eq!(next, 9);
        assert!((3..=5).contains(&portions), "{portions}");
    }
}
