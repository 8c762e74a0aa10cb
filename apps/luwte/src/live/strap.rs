//! The socket of a strap's receiver: beats come in, acknowledgements and world time go back.

use super::{
    outgoing::Closing,
    peer::{Next, Peer},
};
use crate::{app::App, auth::audit_row, clock, store::User};
use link::{Message, Problem};
use session::SessionId;
use std::sync::Arc;

/// Serves one connection until it ends.
pub async fn serve(app: App, user: User, session: SessionId, mut peer: Box<Peer>) {
    let Some(room) = app.hub.room_of(user.organisation, session) else {
        return peer.refuse(Problem::UnknownSession, Closing::NotAllowed).await;
    };
    let row = audit_row(&user, "strap-start", "session", Some(session.0), room.client());
    if let Err(error) = Box::pin(app.store.audit(&row, clock::wall_us())).await {
        tracing::error!(%session, %error, "no strap without the access log");
        return peer.refuse(Problem::StoreUnavailable, Closing::NotAllowed).await;
    }
    let seat = app.hub.seat();
    let outgoing = Arc::clone(peer.outgoing());
    let _counted = super::Counted::new(&app.hub, "strap");
    loop {
        match peer.next().await {
            Next::Gone => break,
            Next::Woken => {}
            Next::Message(Message::Beats(batch), _) => {
                Box::pin(room.take_beats(seat, &outgoing, batch)).await
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
