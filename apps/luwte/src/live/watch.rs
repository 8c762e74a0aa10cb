//! The socket of a colleague who watches along: presence until the client agrees, then a snapshot and all that follows.

use super::{
    outgoing::{Closing, Outgoing},
    peer::{Next, Peer},
    room::{Admission, Relay, Room, Seat},
};
use crate::{
    api::Failure,
    app::App,
    auth::{
        audit_row, may_still,
        table::{Action, Resource},
    },
    clock,
    store::User,
};
use link::{Message, Problem};
use session::{Act, Feed, Refusal, SessionId};
use std::{sync::Arc, time::Duration};
use tokio::time::Instant;

/// Whether a colleague may still watch along is asked again after this long.
const ASK_AGAIN: Duration = Duration::from_secs(5);

/// Serves one connection until it ends.
pub async fn serve(app: App, user: Arc<User>, login: Vec<u8>, session: SessionId, mut peer: Box<Peer>) {
    let Some(room) = app.hub.room_of(user.organisation, session) else {
        return Box::pin(peer.refuse(Problem::UnknownSession, Closing::NotAllowed)).await;
    };
    if may_still(&app, &user, Resource::LiveSessions, Action::Watch, room.row().subject).await.is_err() {
        return Box::pin(peer.refuse(Problem::Forbidden, Closing::NotAllowed)).await;
    }
    let seat = app.hub.seat();
    let admission = room.watcher_joins(seat, &user, peer.outgoing());
    if admission == Admission::Stranger {
        return Box::pin(peer.refuse(Problem::Forbidden, Closing::NotAllowed)).await;
    }
    if admission == Admission::Agreed {
        peer.outgoing().wake();
    }
    let counted = super::Counted::new(&app.hub, "watcher");
    let watched = watch(&app, &user, &login, &room, seat, &mut peer).await;
    drop(peer);
    room.receiver_leaves(seat);
    room.watcher_leaves(seat, clock::monotonic_us());
    if watched {
        let row = audit_row(&user, "watch-end", "session", Some(session.0), room.client());
        if let Err(error) = Box::pin(app.store.audit(&row, clock::wall_us())).await {
            tracing::error!(%session, %error, "the end of watching is missing in the access log");
        }
    }
    drop(counted);
}

/// Returns whether the colleague had been let in.
async fn watch(
    app: &App,
    user: &Arc<User>,
    login: &[u8],
    room: &Arc<Room>,
    seat: Seat,
    peer: &mut Peer,
) -> bool {
    let mut watched = false;
    let mut asked = Instant::now();
    loop {
        let next = peer.next().await;
        // The room wakes this task every few seconds, however little is said.
        if asked.elapsed() >= ASK_AGAIN && !matches!(next, Next::Gone) {
            asked = Instant::now();
            if !Box::pin(still(app, user, login, room)).await {
                send_away(peer.outgoing());
                continue;
            }
        }
        match next {
            Next::Gone => return watched,
            Next::Woken => {
                if room.admission(seat) == Admission::Agreed && !watched {
                    watched = Box::pin(let_in(app, user, room, seat, peer.outgoing())).await;
                }
            }
            // A locked tablet goes on showing what it showed; steering by it lapses until its owner is back.
            Next::Message(Message::Command(command), _) if is_locked(app, login, &command.act) => {
                peer.complain(Problem::Forbidden);
            }
            // What waits for the store is boxed: a socket's task stays small for the hour that it mostly sleeps.
            Next::Message(message, _) => {
                Box::pin(take(app, (user, login), room, seat, peer, watched, message)).await
            }
        }
    }
}

/// Whether a colleague may still watch along: the login goes on, the table grants it, and whose session it is they treat.
/// Where that cannot be found out now, it is left to the next time.
async fn still(app: &App, user: &User, login: &[u8], room: &Room) -> bool {
    match app.store.user_by_token(login, clock::wall_us()).await {
        Ok(Some(_)) => {}
        Ok(None) => return false,
        Err(_) => return true,
    }
    let may = may_still(app, user, Resource::LiveSessions, Action::Watch, room.row().subject).await;
    !may.is_err_and(|refused| !matches!(refused, Failure::Store(_)))
}

/// Whether the login is locked. What a person does touches the tablet; renewing, which the page does by itself, does not.
fn is_locked(app: &App, login: &[u8], act: &Act) -> bool {
    let now_us = clock::wall_us();
    match act {
        Act::Renew => app.ways.tablets.is_locked(login, now_us),
        _ => !app.ways.tablets.touched(login, now_us),
    }
}

async fn take(
    app: &App,
    (user, login): (&Arc<User>, &[u8]),
    room: &Arc<Room>,
    seat: Seat,
    peer: &mut Peer,
    watched: bool,
    message: Message,
) {
    match message {
        Message::Command(command) => {
            if let Relay::AfterAudit(command) = room.take_command(seat, user, command) {
                if !still(app, user, login, room).await {
                    room.refuse_command(seat, command.id, Refusal::NotWatching);
                    send_away(peer.outgoing());
                    return;
                }
                if let Act::SetFeed(feed) = command.act
                    && !has_heart(app, user, feed).await
                {
                    room.refuse_command(seat, command.id, Refusal::OutOfRange);
                    return;
                }
                let (action, object) = match command.act {
                    Act::SetFeed(_) => ("set", "feed"),
                    _ => ("steer-start", "session"),
                };
                let row = audit_row(user, action, object, Some(room.session().0), room.client());
                match app.store.audit(&row, clock::wall_us()).await {
                    Ok(_) => room.send_command(seat, user, *command),
                    Err(error) => {
                        tracing::error!(session = %room.session(), %error, "neither a take-over nor another heart without the access log");
                        peer.complain(Problem::StoreUnavailable);
                    }
                }
            }
        }
        Message::Beats(batch) if watched => {
            let outgoing = Arc::clone(peer.outgoing());
            room.take_beats(seat, &outgoing, batch).await;
        }
        Message::Beats(_) => peer.complain(Problem::Forbidden),
        Message::Ping { sent_us } => {
            let world_time = room.world_now(clock::monotonic_us());
            peer.outgoing().send(&Message::Pong { sent_us, world_time });
        }
        Message::Pong { .. } => {}
        _ => peer.complain(Problem::Malformed),
    }
}

fn send_away(outgoing: &Outgoing) {
    outgoing.send(&Message::Problem(Problem::Forbidden));
    outgoing.close(Closing::NotAllowed);
}

/// The access log first, then the snapshot.
async fn let_in(app: &App, user: &User, room: &Arc<Room>, seat: Seat, outgoing: &Outgoing) -> bool {
    // The client may have been named since the colleague came.
    if may_still(app, user, Resource::LiveSessions, Action::Watch, room.row().subject).await.is_err() {
        send_away(outgoing);
        return false;
    }
    let row = audit_row(user, "watch-start", "session", Some(room.session().0), room.client());
    if let Err(error) = app.store.audit(&row, clock::wall_us()).await {
        tracing::error!(session = %room.session(), %error, "no watching without the access log");
        outgoing.send(&Message::Problem(Problem::StoreUnavailable));
        outgoing.close(Closing::NotAllowed);
        return false;
    }
    room.admit(seat);
    true
}

/// Whether there is such a heart; a recorded one only of somebody whom the colleague treats, or of nobody.
async fn has_heart(app: &App, user: &User, feed: Feed) -> bool {
    let Feed::Recorded(recorded) = feed else { return true };
    let ours = match app.store.session(recorded).await {
        Ok(found) => found.filter(|found| found.organisation == user.organisation),
        Err(error) => {
            tracing::error!(%error, "whether a recorded heart is ours could not be read");
            None
        }
    };
    let Some(ours) = ours else { return false };
    may_still(app, user, Resource::Sessions, Action::Read, ours.subject).await.is_ok()
}

/// Sends away whoever watches along and may no longer: a treatment relation ended, a role was taken back, somebody left.
pub(crate) async fn recheck(app: &App) {
    for room in app.hub.live() {
        let subject = room.row().subject;
        for user in room.watching() {
            let may = may_still(app, &user, Resource::LiveSessions, Action::Watch, subject).await;
            // Where that cannot be found out now, the next act finds it out.
            if may.is_err_and(|refused| !matches!(refused, Failure::Store(_))) {
                room.send_away(user.id);
            }
        }
    }
}
