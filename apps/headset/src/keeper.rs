//! What the page writes down in the headset while the server may not have it: events and poses, in portions.

use link::{EVENTS_MAX, EventBatch, Message, Outbox, POSES_MAX, Pose, PoseBatch};
use session::{Event, SessionId};

/// Poses are written down in portions of this many, five seconds of them, or together with events.
const POSES_PORTION: usize = 100;

/// A portion to seal and write down.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    pub message: Message,
    /// The number of the first event; of poses, when the first was, in milliseconds.
    pub first: u32,
    pub count: u32,
}

impl Record {
    /// As the page takes it: 0 for events or 1 for poses, the session (16 bytes), first and count (4 bytes each, little
    /// endian), then the frame.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let (kind, session) = match &self.message {
            Message::Events(batch) => (0, batch.session),
            Message::Poses(batch) => (1, batch.session),
            _ => return None,
        };
        let mut bytes = vec![kind];
        bytes.extend(session.0.as_bytes());
        bytes.extend(self.first.to_le_bytes());
        bytes.extend(self.count.to_le_bytes());
        bytes.extend(link::encode(&self.message).ok()?);
        Some(bytes)
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
        if let Some((first, events)) = outbox.waiting_from(self.next, room.min(EVENTS_MAX)) {
            self.next = first + events.len() as u64;
            self.along = true;
            let count = events.len();
            return record(Message::Events(EventBatch { session, events }), first, count);
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
        record(Message::Poses(PoseBatch { session, poses }), first, count)
    }
}

fn record(message: Message, first: u64, count: usize) -> Option<Record> {
    Some(Record { message, first: u32::try_from(first).ok()?, count: u32::try_from(count).ok()? })
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
            .map(|record| (matches!(record.message, Message::Poses(_)), record.first, record.count))
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
        let bytes = record.to_bytes().unwrap();
        assert_eq!(
            (bytes[0], &bytes[1..17], &bytes[17..25]),
            (0, SESSION.0.as_bytes().as_slice(), &[0, 0, 0, 0, 2, 0, 0, 0][..])
        );
        assert_eq!(link::decode(&bytes[25..]).unwrap(), record.message);
    }
}
