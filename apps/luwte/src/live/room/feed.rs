//! Packets that a program delivers over HTTP: the desk and the journal of live beats, in any order, answered when durable.

use super::{Inner, Room};
use crate::{
    clock,
    heart::WORLD_TIME_MAX,
    store::{Append, BeatsRow, EventRow, PacketNumbers, StoreError},
};
use link::{
    BeatPacket, Problem,
    ingest::{Fault, Received, RrUnit, SensorPacket},
};
use session::{Event, EventKind, State, StrapId, WorldTime};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// How far ahead of ours a device's clock may be, microseconds.
const AHEAD_MAX_US: i64 = 300_000_000;
/// So long before the beginning a packet may lie, microseconds: clocks differ, and a device tells of what has just been.
const BEFORE_MAX_US: i64 = 60_000_000;

/// So long after its last event a session that ended still takes packets, microseconds: clocks differ.
const AFTER_MAX_US: u64 = 60_000_000;
/// The numbers of a stream lie in so many pieces at most, and those of one delivery: each is a row and is remembered.
const PIECES_MAX: usize = 1_000;
const RUNS_MAX: usize = 256;
/// So many streams of one feeder a session knows at most: a device begins an epoch anew when it starts, not at every packet.
const STREAMS_MAX: usize = 64;

/// The longest recording: two days of a sensor that is worn.
const RECORDING_MAX: WorldTime = WorldTime::from_secs(48 * 3_600);

/// A recording without packets for this long is over, microseconds.
const OVER_US: i64 = 60_000_000;

/// What a room knows of the programs that feed it.
#[derive(Default)]
pub(super) struct Feeding {
    /// Which packets of each of their streams are durable.
    streams: HashMap<(StrapId, u32), PacketNumbers>,
    /// The streams of each feeder.
    of: HashMap<Uuid, HashSet<(StrapId, u32)>>,
    /// Who stands in the access log, since the room was opened.
    logged: HashSet<Uuid>,
    /// Arrival of the newest packet.
    latest: WorldTime,
}

impl Feeding {
    /// Notes when packets arrived.
    pub(super) fn heard<'a>(&mut self, packets: impl IntoIterator<Item = &'a BeatPacket>) {
        self.latest = packets.into_iter().map(|packet| packet.arrived).fold(self.latest, Ord::max);
    }
}

/// Who delivers, and for which device.
#[derive(Clone, Debug)]
pub struct Feeder {
    /// The sender or colleague.
    pub id: Uuid,
    /// The device, in their words.
    pub device: String,
    /// The epoch.
    pub epoch: u32,
    /// The unit of its intervals.
    pub unit: RrUnit,
}

/// Why packets were not taken.
#[derive(Debug)]
pub enum NotFed {
    /// The packet at this place in the delivery has this fault.
    Wrong(usize, Fault),
    /// As the live link would say it.
    Because(Problem),
    /// The store cannot write now.
    Store(StoreError),
}

impl From<StoreError> for NotFed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Feeder {
    /// The strap as this session knows it: another one in each session, so that every session counts from 0.
    fn strap(&self, room: &Room) -> StrapId {
        let mut digest = Sha256::new();
        digest.update(room.session.0.as_bytes());
        digest.update(self.id.as_bytes());
        digest.update(self.device.as_bytes());
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(digest.finalize()).for_each(|(to, from)| *to = from);
        StrapId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }
}

/// The number by which the desk knows a program: never that of a connection, and the same at every request.
fn receiver(strap: StrapId) -> u64 {
    strap.0.as_u64_pair().1 | 1 << 63
}

impl Room {
    /// Whether this feeder stands in the access log for this session, since the room was opened.
    pub fn knows_feeder(&self, id: Uuid) -> bool {
        self.lock().feeding.logged.contains(&id)
    }

    /// It does from now on.
    pub fn feeder_logged(&self, id: Uuid) {
        self.lock().feeding.logged.insert(id);
    }

    /// What the record holds of a device's epoch.
    pub async fn received(&self, feeder: &Feeder) -> Result<Received, StoreError> {
        let (strap, epoch) = (feeder.strap(self), feeder.epoch);
        if let Some(numbers) = self.lock().feeding.streams.get(&(strap, epoch)) {
            return Ok(answer(Some(numbers), 0));
        }
        // Asking makes nothing that would have to be remembered.
        Ok(answer(Some(&self.store.beat_numbers(strap, epoch).await?), 0))
    }

    /// Whether this stream is one of those that the feeder may have in this session; it is from now on.
    pub fn takes_stream(&self, feeder: &Feeder) -> bool {
        let stream = (feeder.strap(self), feeder.epoch);
        let mut inner = self.lock();
        let streams = inner.feeding.of.entry(feeder.id).or_default();
        streams.contains(&stream) || (streams.len() < STREAMS_MAX && streams.insert(stream))
    }

    /// Takes packets; answers when they are durable. What was there before changes nothing.
    pub async fn feed(&self, feeder: &Feeder, packets: &[SensorPacket]) -> Result<Received, NotFed> {
        let (strap, epoch) = (feeder.strap(self), feeder.epoch);
        self.learn(strap, epoch).await?;
        let rows = self.hand_in(strap, feeder, packets)?;
        let ranges: Vec<_> = rows.iter().map(|row| row.first_n..row.next_n).collect();
        let mut told = Vec::with_capacity(rows.len());
        for row in rows {
            let (tell, hear) = tokio::sync::oneshot::channel();
            self.store.append(Append::Beats(row), move |outcome| drop(tell.send(outcome)));
            told.push(hear);
        }
        for hear in told {
            hear.await.unwrap_or(Err(StoreError::Closed))?;
        }
        let mut inner = self.lock();
        let numbers = inner.feeding.streams.entry((strap, epoch)).or_default();
        let fresh = ranges.into_iter().flat_map(|range| numbers.take(range)).map(|fresh| fresh.len()).sum();
        Ok(answer(Some(numbers), fresh))
    }

    /// Lets the live values have them; rows for the journal.
    fn hand_in(
        &self,
        strap: StrapId,
        feeder: &Feeder,
        packets: &[SensorPacket],
    ) -> Result<Vec<BeatsRow>, NotFed> {
        let mut inner = self.lock();
        // A session that was never opened has no client who allows it.
        let Some(consent) = inner.consent() else { return Err(NotFed::Because(Problem::UnknownSession)) };
        let (wall_us, now_us) = (clock::wall_us(), clock::monotonic_us());
        // What a client's heart does after the session is nobody's.
        let over = !inner.row.recording && inner.events.iter().any(|event| event.kind == EventKind::Ended);
        let ended = over.then(|| inner.last_told());
        let mut placed = Vec::with_capacity(packets.len());
        for (index, packet) in packets.iter().enumerate() {
            let arrived = inner.arrived(packet.at_ms, wall_us, now_us);
            let arrived = arrived.map_err(|fault| NotFed::Wrong(index, fault))?;
            if ended.is_some_and(|ended| arrived.0 > ended.0.saturating_add(AFTER_MAX_US)) {
                return Err(NotFed::Wrong(index, Fault::Future));
            }
            placed.push((packet.n, BeatPacket::received(arrived, packet.measurement(feeder.unit))));
        }
        // Stable: of two with one number the first counts, as in the record.
        placed.sort_by_key(|(n, _)| *n);
        placed.dedup_by_key(|(n, _)| *n);
        if inner.too_many_pieces(strap, feeder.epoch, &placed) {
            return Err(NotFed::Wrong(0, Fault::Number));
        }
        let lease_began = inner.desk.feed(strap, feeder.epoch, &placed, receiver(strap), now_us);
        if lease_began.map_err(NotFed::Because)? {
            inner.tell_strap(strap, true, None);
        }
        inner.quiet_since_us = now_us;
        inner.feeding.heard(placed.iter().map(|(_, packet)| packet));
        let world_now = inner.clock.world(now_us);
        if let Some(heart) = inner.desk.tell(world_now, now_us, true) {
            inner.tell_heart(heart);
        }
        Ok(inner.rows_of(self, strap, feeder.epoch, placed, consent.heart.keep))
    }

    /// Learns from the record which packets of a stream are there, when it is first spoken of.
    async fn learn(&self, strap: StrapId, epoch: u32) -> Result<(), StoreError> {
        if self.lock().feeding.streams.contains_key(&(strap, epoch)) {
            return Ok(());
        }
        let numbers = self.store.beat_numbers(strap, epoch).await?;
        self.lock().feeding.streams.entry((strap, epoch)).or_insert(numbers);
        Ok(())
    }

    /// Opens a recording, which no headset tells of: its first event, durable.
    pub async fn open_recording(&self, opened: EventKind) -> Result<(), StoreError> {
        self.tell_recording(|inner| (!inner.opened).then_some((WorldTime::START, opened))).await
    }

    /// Whether it is known when the newest packet of a recording arrived: not so after a restart of the server.
    pub fn knows_latest(&self) -> bool {
        self.lock().feeding.latest > WorldTime::START
    }

    /// Learns from the record when the packets of a recording arrived.
    pub fn learn_latest(&self, latest: WorldTime) {
        let mut inner = self.lock();
        inner.feeding.latest = inner.feeding.latest.max(latest);
    }

    /// Ends a recording where its newest packet is; packets that come later are taken all the same, and it ends anew.
    pub async fn end_recording(&self) -> Result<(), StoreError> {
        self.tell_recording(|inner| {
            let ended = inner.events.iter().any(|event| event.kind == EventKind::Ended);
            let (last, latest) = (inner.last_told(), inner.feeding.latest);
            (!ended || latest > last).then_some((latest.max(last), EventKind::Ended))
        })
        .await
    }

    /// Whether a recording has packets beyond its last event, and no more have come for a while.
    pub fn wants_end(&self, monotonic_us: i64) -> bool {
        let inner = self.lock();
        let quiet = || monotonic_us.saturating_sub(inner.quiet_since_us) >= OVER_US;
        inner.row.recording && inner.opened && inner.feeding.latest > inner.last_told() && quiet()
    }

    async fn tell_recording(
        &self,
        event: impl FnOnce(&Inner) -> Option<(WorldTime, EventKind)>,
    ) -> Result<(), StoreError> {
        let _alone = self.recording.lock().await;
        let row = {
            let mut inner = self.lock();
            let Some((at, kind)) = event(&inner) else { return Ok(()) };
            let event = Event { seq: u32::try_from(inner.events.len()).unwrap_or(u32::MAX), at, kind };
            inner.state.apply(event.at, &event.kind);
            inner.opened |= matches!(event.kind, EventKind::Opened { .. });
            inner.events.push(event.clone());
            let at_us = i64::try_from(at.0).unwrap_or(i64::MAX);
            let wall_us = inner.row.opened_us.saturating_add(at_us);
            EventRow { session: self.session, event, wall_us, wall_error_us: None }
        };
        let seq = row.event.seq;
        let stored = self.store.append_and_wait(Append::Events(vec![row])).await;
        let mut inner = self.lock();
        match stored {
            Ok(()) => inner.durable = inner.durable.max(u64::from(seq) + 1),
            // It did not happen then; whoever asked asks again.
            Err(_) if inner.events.last().is_some_and(|last| last.seq == seq) => {
                inner.events.pop();
                inner.state = State::fold(&inner.events);
                inner.opened = !inner.events.is_empty();
            }
            Err(_) => {}
        }
        stored
    }

    /// A recording without packets begins then, microseconds since 1970.
    pub fn begins(&self, opened_us: i64) {
        self.lock().row.opened_us = opened_us;
    }

    /// World time of a recording runs with the wall clock, microseconds since 1970.
    pub fn runs_with_the_wall_clock(&self, wall_us: i64, monotonic_us: i64) {
        let mut inner = self.lock();
        let since_us = u64::try_from(wall_us.saturating_sub(inner.row.opened_us)).unwrap_or(0);
        inner.clock.hello = Some((monotonic_us, WorldTime(since_us)));
    }
}

impl Inner {
    fn last_told(&self) -> WorldTime {
        self.events.last().map_or(WorldTime::START, |event| event.at)
    }

    /// Whether these would leave the numbers of a stream in more pieces than are kept. What fills gaps is always taken.
    fn too_many_pieces(&self, strap: StrapId, epoch: u32, packets: &[(u32, BeatPacket)]) -> bool {
        let runs = packets.chunk_by(|(n, _), (next, _)| n.checked_add(1) == Some(*next));
        let runs = runs.filter_map(|run| Some(run.first()?.0..run.last()?.0.saturating_add(1)));
        let runs: Vec<_> = runs.collect();
        let known = self.feeding.streams.get(&(strap, epoch));
        let before = known.map_or(0, PacketNumbers::pieces);
        if runs.len() > RUNS_MAX {
            return true;
        }
        if before + runs.len() <= PIECES_MAX {
            return false;
        }
        let mut after = known.cloned().unwrap_or_default();
        for run in runs {
            after.take(run);
        }
        after.pieces() > before.max(PIECES_MAX)
    }

    /// World time of a moment of the device's clock.
    fn arrived(&self, at_ms: i64, wall_us: i64, monotonic_us: i64) -> Result<WorldTime, Fault> {
        let at_us = at_ms.checked_mul(1_000).ok_or(Fault::Future)?;
        if at_us > wall_us.saturating_add(AHEAD_MAX_US) {
            return Err(Fault::Future);
        }
        let began_us = match self.clock.world(monotonic_us) {
            Some(world) if !self.row.recording => {
                wall_us.saturating_sub(i64::try_from(world.0).unwrap_or(i64::MAX))
            }
            _ => self.row.opened_us,
        };
        let since_us = at_us.saturating_sub(began_us);
        if since_us < -BEFORE_MAX_US {
            return Err(Fault::BeforeBegin);
        }
        let world = WorldTime(u64::try_from(since_us).unwrap_or(0));
        let most = if self.row.recording { RECORDING_MAX } else { WORLD_TIME_MAX };
        if world > most { Err(Fault::Future) } else { Ok(world) }
    }

    /// One row for each run of numbers. Without consent the numbers move and nothing is kept.
    fn rows_of(
        &mut self,
        room: &Room,
        strap: StrapId,
        receiver_epoch: u32,
        packets: Vec<(u32, BeatPacket)>,
        keep: bool,
    ) -> Vec<BeatsRow> {
        let mut rows: Vec<BeatsRow> = Vec::new();
        for (n, packet) in packets {
            let packets = if keep { vec![packet] } else { Vec::new() };
            match rows.last_mut() {
                Some(row) if row.next_n == n => {
                    row.next_n = n.saturating_add(1);
                    row.packets.extend(packets);
                }
                _ => rows.push(BeatsRow {
                    session: room.session,
                    organisation: self.row.organisation,
                    arrived_us: self.arrival(clock::wall_us()),
                    strap,
                    receiver_epoch,
                    first_n: n,
                    next_n: n.saturating_add(1),
                    packets,
                }),
            }
        }
        rows
    }
}

fn answer(numbers: Option<&PacketNumbers>, fresh: usize) -> Received {
    let missing = numbers.map(PacketNumbers::missing).unwrap_or_default();
    Received {
        watermark: numbers.map_or(0, PacketNumbers::whole_until),
        missing: missing.into_iter().map(|range| [range.start, range.end]).collect(),
        fresh: u32::try_from(fresh).unwrap_or(u32::MAX),
        now_ms: clock::wall_us() / 1_000,
    }
}
