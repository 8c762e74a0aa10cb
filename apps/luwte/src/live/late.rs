//! What comes late, of sessions held while no server was there: events by the same door as live ones, poses once.

use super::{Hub, Room, hub::OpenError, room::Taken};
use crate::{
    api::Failure,
    clock,
    store::{Append, Headset},
};
use link::{EventBatch, Hello, PoseBatch, Problem};
use std::sync::Arc;

/// The oldest event of a session that a headset still holds: all before it, it has let go of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oldest {
    /// The event with this number.
    Event(u64),
    /// It holds none.
    None,
}

impl Oldest {
    /// As a header tells it: a number, or `none`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "none" { Some(Self::None) } else { text.parse().ok().map(Self::Event) }
    }

    /// Whether what follows this many durable events can no longer come. Who does not say can still bring it.
    pub fn is_beyond(told: Option<Self>, durable: u64) -> bool {
        match told {
            Some(Self::Event(first)) => first > durable,
            Some(Self::None) => durable == 0,
            None => false,
        }
    }
}

impl Hub {
    /// Takes events of a session that began then; how many of its events are durable, from the first on.
    pub async fn deliver(
        &self,
        headset: &Headset,
        hello: &Hello,
        opened_us: i64,
        batch: EventBatch,
        oldest: Option<Oldest>,
    ) -> Result<u64, Failure> {
        let (session, build) = (batch.session, build(&batch));
        let end = batch.events.last().map_or(0, |event| u64::from(event.seq) + 1);
        let hello = Hello { build: build.unwrap_or_else(|| hello.build.clone()), ..hello.clone() };
        let room = self.opened(headset, &hello).await?;
        if room.began_elsewhen(opened_us) {
            self.store().session_began(session, opened_us).await?;
            room.began(opened_us);
        }
        // Only where a gap could be final are they needed once more.
        let beyond = Oldest::is_beyond(oldest, room.durable());
        let events = if beyond { batch.events.clone() } else { Vec::new() };
        match room.take_events(batch) {
            Taken::In(audit) => {
                for row in audit {
                    self.store().audit(&row, clock::wall_us()).await?;
                }
            }
            // What is missing was acknowledged once, and a record that was put back has lost it: it comes no more.
            Taken::Refused(Problem::Gap) if beyond => {
                self.store().set_apart(session, &events, clock::wall_us()).await?;
                tracing::error!(%session, durable = room.durable(), "what came before in this session is lost; the rest is kept beside the record");
                return Err(Failure::Conflict);
            }
            // The headset holds what is missing, and sends from the watermark on.
            Taken::Refused(Problem::Gap) => {}
            Taken::Refused(_) => return Err(Failure::BadInput("record")),
            Taken::Apart(events) => {
                self.store().set_apart(session, &events, clock::wall_us()).await?;
                return Err(Failure::Conflict);
            }
        }
        if room.durable() < end {
            // The store writes in order: when this is through, so is what came before it, or its room knows better.
            self.store().append_and_wait(Append::Events(Vec::new())).await?;
        }
        Ok(room.durable())
    }

    /// Takes poses of a session whose events came before; how many events of it are durable, which is none where those
    /// are still to come.
    pub async fn deliver_poses(
        &self,
        headset: &Headset,
        hello: &Hello,
        batch: PoseBatch,
    ) -> Result<u64, Failure> {
        let room = self.opened(headset, hello).await?;
        room.take_late_poses(batch.poses).await?;
        Ok(room.durable())
    }

    async fn opened(&self, headset: &Headset, hello: &Hello) -> Result<Arc<Room>, Failure> {
        self.open(headset, hello).await.map_err(|error| match error {
            OpenError::NotYours | OpenError::Erased => Failure::Forbidden,
            OpenError::Store(error) => Failure::Store(error),
        })
    }
}

/// The build that opened the session, when this batch tells.
fn build(batch: &EventBatch) -> Option<String> {
    batch.events.iter().find_map(|event| match &event.kind {
        session::EventKind::Opened { build, .. } => Some(build.clone()),
        _ => None,
    })
}
