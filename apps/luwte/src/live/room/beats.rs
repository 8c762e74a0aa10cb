//! Beats in a room: taken from whoever holds the strap, told as the heart now, stored, then acknowledged.

use super::{Inner, NotFed, Room, Seat};
use crate::{
    clock,
    heart::Refused,
    live::outgoing::{Form, Outgoing, Wire},
    store::{Append, BeatsRow, StoreError},
};
use link::{BeatBatch, BeatPacket, Message, Problem, StrapStatus, StreamId};
use session::StrapId;
use std::sync::Arc;

/// So many rows of one stream wait for the store at most; the receiver keeps the others and sends them again.
const UNSTORED_MAX: usize = 4_096;

impl Room {
    /// Takes a batch from a strap's receiver; answers go to its queue.
    pub async fn take_beats(self: &Arc<Self>, seat: Seat, outgoing: &Arc<Outgoing>, batch: BeatBatch) {
        let problem = match self.try_beats(seat, outgoing, &batch).await {
            Ok(()) => return,
            Err(problem) => problem,
        };
        if problem == Problem::StrapTaken {
            let strap = StrapStatus { strap: batch.strap, arriving: true, yours: false };
            outgoing.send(&Message::Strap(strap));
        }
        outgoing.send(&Message::Problem(problem));
    }

    /// Takes what a tablet kept while no server was there; answers when it is durable: the number of the stream's first packet
    /// that is not.
    ///
    /// # Errors
    /// When the session's heart is another's now, or it cannot be taken, or not now.
    pub async fn take_kept(self: &Arc<Self>, seat: Seat, batch: &BeatBatch) -> Result<u32, NotFed> {
        // Nobody reads it: the answer is the watermark.
        let nobody = Arc::new(Outgoing::new(Form::Binary, link::PROTOCOL_VERSION));
        match self.try_beats(seat, &nobody, batch).await {
            Ok(()) | Err(Problem::Gap) => {}
            Err(problem) => return Err(NotFed::Because(problem)),
        }
        let stream = (batch.strap, batch.receiver_epoch);
        let end = batch.first_n.saturating_add(u32::try_from(batch.packets.len()).unwrap_or(u32::MAX));
        if self.lock().desk.watermark(stream.0, stream.1) < end {
            // The store writes in order: when this is through, so is what came before it, or its room knows better.
            self.store.append_and_wait(Append::Events(Vec::new())).await?;
        }
        Ok(self.lock().desk.watermark(stream.0, stream.1))
    }

    async fn try_beats(
        self: &Arc<Self>,
        seat: Seat,
        outgoing: &Arc<Outgoing>,
        batch: &BeatBatch,
    ) -> Result<(), Problem> {
        if batch.session != self.session {
            return Err(Problem::UnknownSession);
        }
        let BeatBatch { strap, receiver_epoch, .. } = *batch;
        let known = self.lock().desk.knows(strap, receiver_epoch);
        if !known {
            let stream = self.store.beat_stream(strap, receiver_epoch).await;
            let stream = stream.map_err(|error| {
                tracing::warn!(session = %self.session, %error, "a strap's stream could not be looked up");
                Problem::StoreUnavailable
            })?;
            let mut inner = self.lock();
            match stream {
                Some((organisation, _)) if organisation != inner.row.organisation => {
                    return Err(Problem::Forbidden);
                }
                Some((_, next_n)) => inner.desk.learn(strap, receiver_epoch, next_n),
                None => {}
            }
        }
        let row = {
            let mut inner = self.lock();
            let stream = StreamId::Beats { strap, receiver_epoch };
            // Before the session was opened nobody knows what the client allows.
            let Some(consent) = inner.consent() else { return Err(Problem::StoreUnavailable) };
            let now_us = clock::monotonic_us();
            let waits =
                inner.unstored.get(&(strap, receiver_epoch)).map_or(0, std::collections::VecDeque::len);
            if waits >= UNSTORED_MAX {
                return Err(Problem::StoreUnavailable);
            }
            let taken = match inner.desk.take(batch, seat, now_us) {
                Ok(taken) => taken,
                Err(Refused::Because(problem)) => return Err(problem),
                Err(Refused::Gap) => {
                    // From where to send again; what came but is not durable yet does no harm a second time.
                    let watermark = inner.desk.watermark(strap, receiver_epoch);
                    outgoing.send(&Message::Ack { stream, watermark: u64::from(watermark) });
                    return Err(Problem::Gap);
                }
            };
            if taken.lease_began {
                outgoing.send(&Message::Strap(StrapStatus { strap, arriving: true, yours: true }));
                inner.tell_strap(strap, true, Some(seat));
            }
            inner.quiet_since_us = now_us;
            inner.feeding.heard(&taken.packets);
            let world_now = inner.clock.world(now_us);
            if let Some(heart) = inner.desk.tell(world_now, now_us, true) {
                inner.tell_heart(heart);
            }
            if taken.packets.is_empty() {
                let watermark = inner.desk.watermark(strap, receiver_epoch);
                outgoing.send(&Message::Ack { stream, watermark: u64::from(watermark) });
                return Ok(());
            }
            let keep = consent.heart.keep;
            let packets: Vec<BeatPacket> = if keep { taken.packets } else { Vec::new() };
            BeatsRow {
                session: self.session,
                organisation: inner.row.organisation,
                arrived_us: inner.arrival(clock::wall_us()),
                strap,
                receiver_epoch,
                first_n: taken.first_n,
                next_n: taken.next_n,
                packets,
            }
        };
        let first = {
            let mut inner = self.lock();
            let waiting = inner.unstored.entry((row.strap, row.receiver_epoch)).or_default();
            waiting.push_back((row.clone(), Arc::clone(outgoing)));
            waiting.len() == 1
        };
        if first {
            self.store_beats(row, Arc::clone(outgoing));
        }
        Ok(())
    }

    /// Hands the first of what waits of a stream to the store; the next goes when it is durable. Were one lost between two
    /// others, the record would take the stream to begin after it.
    fn store_beats(self: &Arc<Self>, row: BeatsRow, outgoing: Arc<Outgoing>) {
        let room = Arc::clone(self);
        let again = row.clone();
        let runtime = tokio::runtime::Handle::try_current();
        self.store.append(Append::Beats(row), move |outcome| match (outcome, runtime) {
            (Ok(()), _) => {
                let (watermark, next) = room.lock().stored(&again);
                let stream = StreamId::Beats { strap: again.strap, receiver_epoch: again.receiver_epoch };
                outgoing.send(&Message::Ack { stream, watermark: u64::from(watermark) });
                if let Some((row, outgoing)) = next {
                    room.store_beats(row, outgoing);
                }
            }
            (Err(StoreError::Closed), _) | (_, Err(_)) => {}
            // What the record will never take waits for nothing.
            (Err(error @ (StoreError::UnknownSession | StoreError::Unreadable { .. })), _) => {
                tracing::error!(session = %room.session, %error, "beats could not be stored and are let go");
                room.lock().unstored.remove(&(again.strap, again.receiver_epoch));
                outgoing.send(&Message::Problem(Problem::StoreUnavailable));
            }
            (Err(_), Ok(runtime)) => {
                // They are in the live series already, so the receiver's own repeat would be taken for known.
                outgoing.send(&Message::Problem(Problem::StoreUnavailable));
                drop(runtime.spawn(async move {
                    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
                    room.store_beats(again, outgoing);
                }));
            }
        });
    }

    /// A strap's receiver is gone.
    pub fn receiver_leaves(&self, seat: Seat) {
        let mut inner = self.lock();
        if let Some(strap) = inner.desk.release(seat) {
            inner.tell_strap(strap, false, None);
        }
    }
}

impl Inner {
    /// A row is durable: the stream's watermark, and what waits behind it.
    fn stored(&mut self, row: &BeatsRow) -> (u32, Option<(BeatsRow, Arc<Outgoing>)>) {
        let stream = (row.strap, row.receiver_epoch);
        let watermark = self.desk.durable(row.strap, row.receiver_epoch, row.first_n, row.next_n);
        let Some(waiting) = self.unstored.get_mut(&stream) else { return (watermark, None) };
        waiting.pop_front();
        let next = waiting.front().cloned();
        if next.is_none() {
            self.unstored.remove(&stream);
        }
        (watermark, next)
    }

    /// Tells watchers how it is with the strap, except the one who just heard it.
    pub(super) fn tell_strap(&self, strap: StrapId, arriving: bool, except: Option<Seat>) {
        let message = Message::Strap(StrapStatus { strap, arriving, yours: false });
        let wire = Wire::new(&message);
        let others =
            self.watchers.iter().filter(|watching| watching.admitted && Some(watching.seat) != except);
        others.for_each(|watching| watching.outgoing.push(&wire));
    }
}
