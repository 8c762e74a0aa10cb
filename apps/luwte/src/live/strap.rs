//! The socket of a strap's receiver: beats come in, acknowledgements and world time go back.

use super::{
    Room,
    hub::OpenError,
    outgoing::Closing,
    peer::{Next, Peer},
};
use crate::{app::App, auth::bridge::Feeder, clock, store::StoreError};
use link::{Message, Problem};
use session::{SessionId, StrapId};
use std::{sync::Arc, time::Duration};
use tokio::time::Instant;

/// What a bridge may is looked up again after this long.
const ASK_AGAIN: Duration = Duration::from_secs(5);

/// Serves one connection until it ends.
pub async fn serve(app: App, feeder: Feeder, session: SessionId, mut peer: Box<Peer>) {
    let (room, straps) = match Box::pin(join(&app, &feeder, session)).await {
        Ok(joined) => joined,
        Err(problem) => return peer.refuse(problem, Closing::NotAllowed).await,
    };
    let mut allowed = Allowed { straps, asked: Instant::now() };
    let seat = app.hub.seat();
    let outgoing = Arc::clone(peer.outgoing());
    app.hub.receiver_joins(&outgoing);
    let _counted = super::Counted::new(&app.hub, "strap");
    loop {
        match peer.next().await {
            Next::Gone => break,
            Next::Woken => {}
            Next::Message(Message::Beats(batch), _) => {
                match Box::pin(allowed.has(&app, &feeder, &room, batch.strap)).await {
                    Ok(true) => Box::pin(room.take_beats(seat, &outgoing, batch)).await,
                    Ok(false) => {
                        outgoing.send(&Message::Problem(Problem::Forbidden));
                        outgoing.close(Closing::NotAllowed);
                    }
                    Err(error) => {
                        tracing::warn!(%session, %error, "what a bridge may could not be looked up");
                        outgoing.send(&Message::Problem(Problem::StoreUnavailable));
                    }
                }
            }
            // However little it says, it answers when it is asked for a sign of life.
            Next::Message(Message::Ping { .. } | Message::Pong { .. }, _)
                if !Box::pin(allowed.still(&app, &feeder, &room)).await =>
            {
                outgoing.send(&Message::Problem(Problem::Forbidden));
                outgoing.close(Closing::NotAllowed);
            }
            Next::Message(Message::Ping { sent_us }, _) => {
                let world_time = room.world_now(clock::monotonic_us());
                outgoing.send(&Message::Pong { sent_us, world_time });
            }
            Next::Message(Message::Pong { .. }, _) => {}
            Next::Message(..) => peer.complain(Problem::Malformed),
        }
    }
    room.receiver_leaves(seat);
}

/// The room of the session, after the line in the access log, and the straps that may be fed into it. A bridge also feeds
/// sessions that are over: what it kept while no server was there.
async fn join(
    app: &App,
    feeder: &Feeder,
    session: SessionId,
) -> Result<(Arc<Room>, Option<Vec<StrapId>>), Problem> {
    let organisation = feeder.organisation();
    let row = match app.hub.room_of(organisation, session) {
        Some(room) => Some(room.row()),
        None if matches!(feeder, Feeder::Bridge(_)) => {
            let row = app.store.session(session).await.map_err(|error| OpenError::from(error).problem())?;
            row.filter(|row| row.organisation == organisation)
        }
        None => None,
    };
    let row = row.ok_or(Problem::UnknownSession)?;
    let straps = feeder.straps(app, &row, i64::MAX).await;
    let straps = straps.map_err(|error| OpenError::from(error).problem())?;
    if straps.as_ref().is_some_and(Vec::is_empty) {
        return Err(Problem::Forbidden);
    }
    let client = if let session::Subject::Client(client) = row.subject { Some(client) } else { None };
    let room = app.hub.reopen(row, &feeder.audit_row(session, client)).await.map_err(|error| {
        tracing::error!(%session, %error, "no strap without the access log and the session");
        error.problem()
    })?;
    // A strap that came to the headset after a session was over has nothing of it.
    let straps = match straps {
        None => None,
        Some(_) => {
            let straps = feeder.straps(app, &room.row(), room.over_us()).await;
            straps.map_err(|error| OpenError::from(error).problem())?
        }
    };
    if straps.as_ref().is_some_and(Vec::is_empty) {
        return Err(Problem::Forbidden);
    }
    Ok((room, straps))
}

/// The straps that may be fed, as of a moment ago; `None` for any.
struct Allowed {
    straps: Option<Vec<StrapId>>,
    asked: Instant,
}

impl Allowed {
    async fn has(
        &mut self,
        app: &App,
        feeder: &Feeder,
        room: &Room,
        strap: StrapId,
    ) -> Result<bool, StoreError> {
        self.look(app, feeder, room).await?;
        Ok(self.straps.as_ref().is_none_or(|straps| straps.contains(&strap)))
    }

    /// Whether it may feed any strap. Where that cannot be found out now, it is left to the next time.
    async fn still(&mut self, app: &App, feeder: &Feeder, room: &Room) -> bool {
        let looked = self.look(app, feeder, room).await;
        looked.is_err() || self.straps.as_ref().is_none_or(|straps| !straps.is_empty())
    }

    async fn look(&mut self, app: &App, feeder: &Feeder, room: &Room) -> Result<(), StoreError> {
        if self.asked.elapsed() >= ASK_AGAIN {
            self.straps = feeder.straps(app, &room.row(), room.over_us()).await?;
            self.asked = Instant::now();
        }
        Ok(())
    }
}
