//! The headset's socket: it says hello with its session, then its events and poses come, and commands go to it.

use super::{
    outgoing::Closing,
    peer::{Next, Peer},
    room::{Room, Seat, Taken},
};
use crate::{app::App, clock, store::Headset};
use link::{Hello, Message, PairingCode, Problem};
use std::{sync::Arc, time::Duration};

/// How long a new connection may stay silent.
const HELLO_WITHIN: Duration = Duration::from_secs(10);
/// The longest build name.
const BUILD_MAX: usize = 100;

/// Serves one connection until it ends.
pub async fn serve(app: App, headset: Headset, mut peer: Box<Peer>) {
    // What waits for the store is boxed: a socket's task stays small for the hour that it mostly sleeps.
    let (room, seat) = match Box::pin(join(&app, headset, &mut peer)).await {
        Ok(joined) => joined,
        Err((problem, closing)) => return Box::pin(peer.refuse(problem, closing)).await,
    };
    let counted = super::Counted::new(&app.hub, "headset");
    loop {
        match peer.next().await {
            Next::Gone => break,
            Next::Woken => {}
            Next::Message(Message::Pose(pose), bytes) => room.take_pose(pose, bytes),
            Next::Message(message, _) => Box::pin(take(&app, &room, &mut peer, message)).await,
        }
    }
    room.headset_leaves(seat, clock::monotonic_us());
    tracing::info!(headset = %room.headset(), session = %room.session(), "a headset left");
    drop(counted);
}

/// Hears the hello and takes the headset's place in its room.
async fn join(app: &App, headset: Headset, peer: &mut Peer) -> Result<(Arc<Room>, Seat), (Problem, Closing)> {
    // The seat says which connection of a headset is the newer one, however long the store takes to open the session.
    let seat = app.hub.seat();
    let hello = match peer.first(HELLO_WITHIN).await {
        Some(Message::Hello(hello)) if fits(&hello) => hello,
        _ => return Err((Problem::Malformed, Closing::Protocol)),
    };
    let room = app.hub.open(&headset, &hello).await.map_err(|error| {
        tracing::warn!(headset = %headset.id, session = %hello.session, %error, "a headset could not hold its session");
        (error.problem(), Closing::NotAllowed)
    })?;
    let drift_ms = hello.wall_clock_us.saturating_sub(clock::wall_us()) / 1_000;
    tracing::info!(headset = %headset.id, session = %room.session(), build = hello.build, drift_ms, "a headset joined");
    app.store.headset_heard(headset.id, clock::wall_us());
    if !room.headset_joins(seat, peer.outgoing(), hello.world_time, clock::monotonic_us()) {
        peer.outgoing().close(Closing::Replaced);
    }
    peer.outgoing().send(&Message::Ping { sent_us: clock::monotonic_us() });
    Ok((room, seat))
}

async fn take(app: &App, room: &Arc<Room>, peer: &mut Peer, message: Message) {
    match message {
        Message::Events(batch) => match room.take_events(batch) {
            Taken::In(audit) => {
                for row in audit {
                    // What happened in the headset has happened: a log that cannot be written does not undo it.
                    if let Err(error) = app.store.audit(&row, clock::wall_us()).await {
                        tracing::error!(session = %room.session(), %error, action = row.action, "an access log line is missing");
                    }
                }
            }
            Taken::Refused(problem) => peer.complain(problem),
            Taken::Apart(events) => {
                tracing::error!(session = %room.session(), events = events.len(), "events contradict the record and are kept beside it");
                let kept = app.store.set_apart(room.session(), &events, clock::wall_us()).await;
                peer.complain(if kept.is_ok() { Problem::Conflict } else { Problem::StoreUnavailable });
            }
        },
        Message::Refused { command, refusal } => {
            if let Some(row) = room.take_refusal(command, refusal)
                && let Err(error) = app.store.audit(&row, clock::wall_us()).await
            {
                tracing::error!(session = %room.session(), %error, action = row.action, "an access log line is missing");
            }
        }
        Message::Ping { sent_us } => peer.outgoing().send(&Message::Pong { sent_us, world_time: None }),
        Message::Pong { sent_us, world_time: Some(world) } => {
            room.clock_heard(sent_us, world, clock::monotonic_us());
        }
        Message::Pong { world_time: None, .. } => {}
        Message::WantPairingCode => match app.hub.pairing_code(room) {
            Ok(Some((digits, valid_us))) => {
                let valid_ms = u32::try_from(valid_us / 1_000).unwrap_or(0);
                peer.outgoing().send(&Message::PairingCode(PairingCode { digits, valid_ms }));
            }
            Ok(None) => peer.complain(Problem::TooMuch),
            Err(error) => {
                tracing::error!(%error, "no pairing code could be made");
                peer.complain(Problem::StoreUnavailable);
            }
        },
        _ => peer.complain(Problem::Malformed),
    }
}

fn fits(hello: &Hello) -> bool {
    hello.build.len() <= BUILD_MAX && hello.world_time <= crate::heart::WORLD_TIME_MAX
}
