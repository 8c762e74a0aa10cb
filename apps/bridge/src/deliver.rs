//! One strap's packets on their way to the server: oldest first, over the live link of their session, until it has them.

use crate::{
    clock,
    outbox::{OutboxError, Stretch},
    server::ServerError,
    shared::Shared,
};
use link::{BEAT_PACKETS_MAX, BeatBatch, BeatPacket, Message, Outbox, Problem, StreamId};
use session::{SessionId, StrapId};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::time::{Instant, sleep, timeout};

/// So many packets of a stretch are on their way at once.
const UNDER_WAY: usize = 4 * BEAT_PACKETS_MAX;
/// A link on which nothing is sent for this long is closed.
const IDLE: Duration = Duration::from_secs(60);
/// What was sent and is not acknowledged for this long goes over a new link.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// Another receiver that holds the session's heart for this long is no ghost of our own last link.
const TAKEN_MAX: Duration = Duration::from_secs(10);
/// It is tried again after this long.
const TRY_TAKEN_AFTER: Duration = Duration::from_secs(2);
/// A session that the server refuses is tried again after this long.
const REFUSED_FOR: Duration = Duration::from_secs(60);
/// The longest wait between two tries.
const WAIT_MAX: Duration = Duration::from_secs(15);

/// How a link to a session ended.
#[derive(Debug)]
enum Ended {
    /// Nothing waits for this session now.
    Delivered,
    /// The server does not take this strap into this session.
    Refused,
    /// The link broke.
    Broken,
}

/// Why delivering stopped.
#[derive(Debug, thiserror::Error)]
enum DeliverError {
    #[error(transparent)]
    Server(#[from] ServerError),
    #[error(transparent)]
    Outbox(#[from] OutboxError),
}

/// Delivers a strap's packets for as long as the service runs.
pub async fn deliver(shared: Arc<Shared>, strap: StrapId) {
    let mut news = shared.news();
    let mut refused: HashMap<SessionId, Instant> = HashMap::new();
    let mut wait = Duration::from_millis(500);
    loop {
        refused.retain(|_, until| *until > Instant::now());
        let sessions = shared.outbox().sessions(strap);
        let next = sessions.unwrap_or_else(|error| {
            tracing::error!(%error, "what waits cannot be read");
            Vec::new()
        });
        let Some(session) = next.into_iter().find(|session| !refused.contains_key(session)) else {
            let _ = timeout(WAIT_MAX, news.changed()).await;
            continue;
        };
        match feed(&shared, strap, session).await {
            Ok(Ended::Delivered) => wait = Duration::from_millis(500),
            Ok(Ended::Refused) => {
                tracing::warn!(%strap, %session, "the server does not take this strap into this session; it waits");
                refused.insert(session, Instant::now() + REFUSED_FOR);
            }
            Ok(Ended::Broken) => {
                sleep(wait).await;
                wait = (wait * 2).min(WAIT_MAX);
            }
            Err(error) => {
                tracing::debug!(%strap, %error, "beats could not be delivered; they wait");
                sleep(wait).await;
                wait = (wait * 2).min(WAIT_MAX);
            }
        }
    }
}

/// What is on its way: a stretch, its packets, and from which number on they still lie in the file alone.
struct UnderWay {
    stretch: Stretch,
    packets: Outbox<BeatPacket>,
    /// The server awaits an earlier packet than we have.
    behind: bool,
}

impl UnderWay {
    fn number(&self, index: u64) -> u64 {
        u64::from(self.stretch.first_n) + index
    }
}

/// Another receiver holds the session's heart.
#[derive(Clone, Copy, Debug)]
struct Taken {
    since: Instant,
    refused: Instant,
    /// Whether nothing is sent just now.
    waits: bool,
}

/// Feeds one session over one link until nothing waits for it.
async fn feed(shared: &Shared, strap: StrapId, session: SessionId) -> Result<Ended, DeliverError> {
    let mut link = shared.server.link(&shared.identity, session).await?;
    let mut news = shared.news();
    let mut under_way: Option<UnderWay> = None;
    let (mut sent, mut answered) = (Instant::now(), Instant::now());
    let mut taken: Option<Taken> = None;
    let ended = loop {
        news.mark_unchanged();
        fill(shared, strap, session, &mut under_way)?;
        if let Some(way) = &mut under_way
            && taken.is_none_or(|taken| !taken.waits)
        {
            while let Some((first, packets)) = way.packets.take(BEAT_PACKETS_MAX) {
                if way.packets.watermark() == first {
                    answered = Instant::now();
                }
                sent = Instant::now();
                let first_n = u32::try_from(way.number(first)).unwrap_or(u32::MAX);
                let receiver_epoch = way.stretch.epoch;
                let batch = BeatBatch { session, strap, receiver_epoch, first_n, packets };
                if !link.send(&Message::Beats(batch)).await {
                    return Ok(Ended::Broken);
                }
            }
        }
        let waits = under_way.as_ref().is_some_and(|way| way.packets.waiting() > 0);
        if !waits && sent.elapsed() > IDLE {
            break Ended::Delivered;
        }
        if waits && taken.is_none() && answered.elapsed() > ANSWER_WITHIN {
            break Ended::Broken;
        }
        let message = tokio::select! {
            message = link.receive() => match message {
                Some(message) => message,
                None => return Ok(if waits { Ended::Broken } else { Ended::Delivered }),
            },
            _ = news.changed() => continue,
            () = sleep(Duration::from_secs(1)) => {
                again_if_taken(shared, &mut under_way, &mut taken)?;
                continue;
            }
        };
        match message {
            Message::Ack { stream: StreamId::Beats { strap: of, receiver_epoch }, watermark }
                if of == strap =>
            {
                answered = Instant::now();
                taken = None;
                acknowledged(shared, &mut under_way, strap, receiver_epoch, watermark)?;
            }
            Message::Problem(Problem::StrapTaken) => {
                let since = taken.map_or_else(Instant::now, |taken| taken.since);
                taken = Some(Taken { since, refused: Instant::now(), waits: true });
            }
            Message::Problem(Problem::Gap) => gap(shared, &mut under_way)?,
            Message::Problem(Problem::StoreUnavailable) => {
                sleep(Duration::from_secs(1)).await;
                under_way.iter_mut().for_each(|way| way.packets.rewind());
            }
            Message::Problem(Problem::Forbidden | Problem::UnknownSession) => break Ended::Refused,
            Message::Problem(problem) => {
                tracing::error!(%strap, %session, ?problem, "the server does not understand what we send");
                break Ended::Refused;
            }
            Message::Leaving => break Ended::Broken,
            _ => {}
        }
    };
    link.close().await;
    Ok(ended)
}

/// Takes up what waits in the file: more of the stretch under way, or the next one once that is through.
fn fill(
    shared: &Shared,
    strap: StrapId,
    session: SessionId,
    under_way: &mut Option<UnderWay>,
) -> Result<(), OutboxError> {
    let outbox = shared.outbox();
    loop {
        if let Some(way) = under_way {
            let room = UNDER_WAY.saturating_sub(way.packets.waiting());
            let from_n = way.number(way.packets.next_number());
            for packet in outbox.packets(&way.stretch, from_n, room)? {
                way.packets.push(packet);
            }
            if way.packets.waiting() > 0 {
                return Ok(());
            }
        }
        let next = outbox.oldest(strap, session)?;
        let begins = |stretch| UnderWay { stretch, packets: Outbox::default(), behind: false };
        *under_way = next.map(begins);
        if under_way.is_none() {
            return Ok(());
        }
    }
}

fn acknowledged(
    shared: &Shared,
    under_way: &mut Option<UnderWay>,
    strap: StrapId,
    epoch: u32,
    watermark: u64,
) -> Result<(), OutboxError> {
    shared.outbox().acknowledged(strap, epoch, watermark)?;
    if let Some(way) = under_way.as_mut().filter(|way| way.stretch.epoch == epoch) {
        let first = u64::from(way.stretch.first_n);
        way.behind = watermark < way.number(way.packets.watermark());
        way.packets.acknowledge(watermark.saturating_sub(first));
    }
    shared.view().delivered(clock::wall_us());
    Ok(())
}

/// The server awaits an earlier packet than came: it goes again, or, where we no longer have it, the rest under a new epoch.
fn gap(shared: &Shared, under_way: &mut Option<UnderWay>) -> Result<(), OutboxError> {
    let Some(way) = under_way else { return Ok(()) };
    if way.behind {
        tracing::warn!(strap = %way.stretch.strap, "the server lacks what it had acknowledged; the rest follows under a new epoch");
        shared.outbox().begin_anew(&way.stretch, clock::wall_us())?;
        *under_way = None;
    } else {
        way.packets.rewind();
    }
    Ok(())
}

/// Tries again while another receiver holds the session's heart; after a while ours is let go, so that no beat stands twice.
fn again_if_taken(
    shared: &Shared,
    under_way: &mut Option<UnderWay>,
    taken: &mut Option<Taken>,
) -> Result<(), OutboxError> {
    let (Some(by_other), Some(way)) = (taken.as_mut(), under_way.as_mut()) else { return Ok(()) };
    if by_other.since.elapsed() > TAKEN_MAX {
        let packets = shared.outbox().let_go(&way.stretch)?;
        tracing::info!(strap = %way.stretch.strap, packets, "another receiver brings this session's heart; ours is let go");
        *under_way = None;
        *taken = None;
    } else if by_other.waits && by_other.refused.elapsed() > TRY_TAKEN_AFTER {
        by_other.waits = false;
        way.packets.rewind();
    }
    Ok(())
}
