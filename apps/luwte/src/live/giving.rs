//! What follows when a session becomes somebody's: who may still watch, what of it may be kept, and what the headset learns of them.

use super::{Room, recheck, withhold};
use crate::{
    app::App,
    heart,
    store::{Recorded, StoreError, Witness},
};
use session::{ClientId, SessionId, Subject};

/// Has a session know whose it has become, whether it goes on or is over. `recorded` is what they let be recorded.
pub(crate) async fn give(
    app: &App,
    session: SessionId,
    client: ClientId,
    recorded: Recorded,
) -> Result<(), StoreError> {
    if let Some(room) = app.hub.room(session) {
        room.give_to(Subject::Client(client));
        room.records(recorded);
        // While it was nobody's, colleagues may have come in who do not treat this client. They go first: what follows can fail.
        recheck(app).await;
    }
    withhold(&app.store, session, recorded).await
}

/// Has the headset of a session know what is known of its client: their pace, what is planned to be asked, their own rest.
pub(crate) async fn learn(room: &Room, read: &Witness) {
    room.learn_pace(read).await;
    room.learn_planned(read).await;
    match heart::own_rest(room.store(), read, &room.row()).await {
        Ok(baseline) => room.compare_with(baseline),
        // Nobody waits outside a session because of its indicator.
        Err(error) => {
            tracing::warn!(session = %room.session(), %error, "the client's own rest could not be read")
        }
    }
}
