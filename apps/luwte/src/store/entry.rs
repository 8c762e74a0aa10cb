//! What one commit appends to the journal: events, packets and poses of all sessions, in a byte layout of its own.
//!
//! Layout 1: a layout byte (1), then entries one after the other. An entry is a tag byte, the session (16 bytes), its
//! fields, and ends where the next begins; numbers are little endian, texts and bytes have their length before them.

use super::{
    StoreError,
    beats::{self, BeatsRow},
    events::EventRow,
    poses::{self, PosesRow},
    writer::Append,
};
use link::{BeatPacket, Pose};
use session::{EVENT_VERSION, OrganisationId, SessionId, StrapId, WorldTime};
use uuid::Uuid;

/// The layout that this build writes; it reads all up to this one.
const LAYOUT: u8 = 1;
const EVENT: u8 = 1;
const BEATS: u8 = 2;
const POSES: u8 = 3;
/// Stands for an unknown error of the wall clock.
const UNKNOWN: i64 = i64::MIN;

/// One entry of the journal as it goes into the record.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Entry {
    Event(EventEntry),
    Beats(BeatsRow),
    Poses(PosesRow),
}

impl Entry {
    /// Of which session it tells.
    pub(super) fn session(&self) -> Uuid {
        match self {
            Self::Event(event) => event.session,
            Self::Beats(row) => row.session.0,
            Self::Poses(row) => row.session.0,
        }
    }
}

/// An event with its payload as the record keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EventEntry {
    pub session: Uuid,
    pub seq: u32,
    pub at_us: i64,
    pub wall_us: i64,
    pub wall_error_us: Option<i64>,
    pub version: i64,
    pub kind: String,
    pub payload: String,
}

/// The beginning of every row of the journal.
pub(super) fn begin() -> Vec<u8> {
    vec![LAYOUT]
}

/// Adds what is to be appended; on an error nothing of it is added.
pub(super) fn write(to: &mut Vec<u8>, append: &Append) -> Result<(), StoreError> {
    let before = to.len();
    let written = match append {
        Append::Events(rows) => rows.iter().try_for_each(|row| write_event(to, row)),
        Append::Beats(row) => {
            write_beats(to, row);
            Ok(())
        }
        Append::Poses(row) => {
            to.push(POSES);
            to.extend(row.session.0.as_bytes());
            to.extend(row.arrived_us.to_le_bytes());
            write_bytes(to, &poses::to_bytes(&row.poses));
            Ok(())
        }
    };
    if written.is_err() {
        to.truncate(before);
    }
    written
}

fn write_event(to: &mut Vec<u8>, row: &EventRow) -> Result<(), StoreError> {
    let payload = serde_json::to_vec(&row.event.kind)
        .map_err(|_| StoreError::Unreadable { what: "event on its way in" })?;
    to.push(EVENT);
    to.extend(row.session.0.as_bytes());
    to.extend(row.event.seq.to_le_bytes());
    to.extend(micros(row.event.at).to_le_bytes());
    to.extend(row.wall_us.to_le_bytes());
    to.extend(row.wall_error_us.unwrap_or(UNKNOWN).to_le_bytes());
    to.extend(i64::from(EVENT_VERSION).to_le_bytes());
    write_bytes(to, row.event.kind.name().as_bytes());
    write_bytes(to, &payload);
    Ok(())
}

fn write_beats(to: &mut Vec<u8>, row: &BeatsRow) {
    to.push(BEATS);
    to.extend(row.session.0.as_bytes());
    to.extend(row.organisation.0.as_bytes());
    to.extend(row.strap.0.as_bytes());
    to.extend(row.arrived_us.to_le_bytes());
    for number in [row.receiver_epoch, row.first_n, row.next_n] {
        to.extend(number.to_le_bytes());
    }
    write_bytes(to, &beats::to_bytes(&row.packets));
}

/// World time as the database holds it. The link lets no later time in (see `live::bounds`).
fn micros(at: WorldTime) -> i64 {
    i64::try_from(at.0).unwrap_or(i64::MAX)
}

fn write_bytes(to: &mut Vec<u8>, bytes: &[u8]) {
    to.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes());
    to.extend(bytes);
}

/// Reads a row of the journal; where a newer build wrote it, or it is damaged, that is the error.
pub(super) fn read(row: &[u8]) -> Result<Vec<Entry>, StoreError> {
    Ok(split(row)?.into_iter().map(|(entry, _)| entry).collect())
}

/// As [`read`], each entry with the bytes in which it lies there.
pub(super) fn split(row: &[u8]) -> Result<Vec<(Entry, &[u8])>, StoreError> {
    let entries = match row.split_first() {
        // Another build can read it: it stays where it is.
        Some((&found, _)) if found > LAYOUT => {
            return Err(StoreError::Newer { what: "journal", found: found.into(), known: LAYOUT.into() });
        }
        Some((&LAYOUT, rest)) => entries(rest),
        _ => None,
    };
    entries.ok_or(StoreError::Unreadable { what: "row of the journal" })
}

fn entries(rest: &[u8]) -> Option<Vec<(Entry, &[u8])>> {
    let mut reader = Reader(rest);
    let mut entries = Vec::new();
    while let Some((&tag, rest)) = reader.0.split_first() {
        let whole = reader.0;
        reader.0 = rest;
        let session = reader.uuid()?;
        let entry = match tag {
            EVENT => Entry::Event(EventEntry {
                session,
                seq: reader.u32()?,
                at_us: reader.i64()?,
                wall_us: reader.i64()?,
                wall_error_us: Some(reader.i64()?).filter(|error| *error != UNKNOWN),
                version: reader.i64()?,
                kind: reader.text()?,
                payload: reader.text()?,
            }),
            BEATS => Entry::Beats(reader.beats(session)?),
            POSES => {
                let arrived_us = reader.i64()?;
                let poses: Vec<Pose> = poses::from_bytes(reader.bytes()?)?;
                Entry::Poses(PosesRow { session: SessionId(session), arrived_us, poses })
            }
            _ => return None,
        };
        entries.push((entry, whole.get(..whole.len() - reader.0.len())?));
    }
    Some(entries)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*array)
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn i64(&mut self) -> Option<i64> {
        self.array().map(i64::from_le_bytes)
    }

    fn uuid(&mut self) -> Option<Uuid> {
        self.array().map(Uuid::from_bytes)
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.u32()?).ok()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    fn text(&mut self) -> Option<String> {
        std::str::from_utf8(self.bytes()?).ok().map(str::to_owned)
    }

    fn beats(&mut self, session: Uuid) -> Option<BeatsRow> {
        let organisation = OrganisationId(self.uuid()?);
        let strap = StrapId(self.uuid()?);
        let arrived_us = self.i64()?;
        let (receiver_epoch, first_n, next_n) = (self.u32()?, self.u32()?, self.u32()?);
        let packets: Vec<BeatPacket> = beats::from_bytes(self.bytes()?)?;
        let session = SessionId(session);
        Some(BeatsRow { session, organisation, arrived_us, strap, receiver_epoch, first_n, next_n, packets })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use session::{Event, EventKind};

    fn session() -> SessionId {
        SessionId(Uuid::from_u128(7))
    }

    fn appends() -> [Append; 3] {
        let event = Event { seq: 5, at: WorldTime::from_secs(2), kind: EventKind::VolumeSet(31) };
        let event = EventRow { session: session(), event, wall_us: -3, wall_error_us: Some(9) };
        let packets = vec![BeatPacket { arrived: WorldTime::from_secs(1), bytes: vec![0x10, 60, 0, 4] }];
        let beats = BeatsRow {
            session: session(),
            organisation: OrganisationId(Uuid::from_u128(1)),
            arrived_us: 10,
            strap: StrapId(Uuid::from_u128(2)),
            receiver_epoch: 3,
            first_n: 4,
            next_n: 5,
            packets,
        };
        let pose = Pose::new(WorldTime::from_secs(1), [0.0, 0.0, 0.0, 1.0], [0.0; 3]);
        let poses = PosesRow { session: session(), arrived_us: 11, poses: vec![pose] };
        [Append::Events(vec![event]), Append::Beats(beats), Append::Poses(poses)]
    }

    fn row() -> Vec<u8> {
        let mut row = begin();
        appends().iter().for_each(|append| write(&mut row, append).unwrap());
        row
    }

    #[test]
    fn what_is_appended_is_what_is_read() {
        let entries = read(&row()).unwrap();
        let [Entry::Event(event), Entry::Beats(beats), Entry::Poses(poses)] = entries.as_slice() else {
            panic!("{entries:?}")
        };
        assert_eq!((event.seq, event.at_us, event.wall_us, event.wall_error_us), (5, 2_000_000, -3, Some(9)));
        assert_eq!((event.kind.as_str(), event.payload.as_str()), ("volume-set", r#"{"volume-set":31}"#));
        let [_, Append::Beats(told), Append::Poses(shown)] = appends() else { panic!() };
        assert_eq!((beats, poses), (&told, &shown));
    }

    /// A row as layout 1 wrote it; it is read for ever.
    const ROW_1: &[u8] = include_bytes!("../../tests/fixtures/journal-v1.bin");

    #[test]
    fn the_layout_of_version_one_is_read_for_ever() {
        assert_eq!(read(ROW_1).unwrap(), read(&row()).unwrap());
        assert_eq!(ROW_1, row());
    }

    #[test]
    fn a_row_of_a_newer_layout_is_told_apart_from_a_damaged_one() {
        let mut newer = row();
        newer[0] = 2;
        assert!(matches!(read(&newer), Err(StoreError::Newer { what: "journal", found: 2, known: 1 })));
        for damaged in [&[][..], &[0, 1, 2], &[1, 99, 2]] {
            assert!(matches!(read(damaged), Err(StoreError::Unreadable { .. })), "{damaged:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_row_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }

        #[test]
        fn a_damaged_row_is_a_row_or_refused(at in 0_usize..200, with in any::<u8>(), cut in 0_usize..300) {
            let mut row = row();
            let length = row.len();
            row[at % length] = with;
            row.truncate(cut);
            let _ = read(&row);
        }
    }
}
