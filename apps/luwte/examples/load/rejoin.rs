//! P11: the server ends and another takes its place; how long until everybody who was there is there again.
//!
//! The port stays open between the two, as a service manager holds it: nobody is refused, who comes early waits in it.

use crate::{
    child::{Child, Transport},
    figure::{median, print},
    plan::Plan,
    room::{Rig, Staff},
};
use link::{Hello, Message};
use luwte::client::{HeadsetLogin, Login, Socket};
use session::{Consent, SessionId, WorldTime};
use std::time::{Duration, Instant};

const ROOMS: usize = 500;
const WATCHERS: usize = 2;
/// So many connections are made at a time: those of real devices are as many as they are, and each waits its turn.
const AT_A_TIME: usize = 64;

/// Who comes back, and as whom.
enum Guest {
    Headset { login: HeadsetLogin, session: SessionId },
    Watcher { login: Login, session: SessionId },
}

pub async fn measure(plan: &Plan) {
    for transport in Transport::BOTH {
        let (mut whole, mut away, mut refused) = (Vec::new(), Vec::new(), 0);
        let mut child = Child::held();
        let site = child.site(transport);
        let staff = Staff::of(&site).await;
        let rigs = Rig::several(&site, &staff, plan.rooms(ROOMS), WATCHERS, Consent::default()).await;
        let guests: Vec<Guest> = rigs.iter().flat_map(|rig| guests(rig, &staff)).collect();
        drop(rigs);
        // Every device has been here before, as all have that are there when a server restarts.
        let (mut sockets, _) = rejoin(&guests).await;
        for _ in 0..plan.runs {
            // The old server tells everybody that it leaves; then the next one begins on the same port.
            away.push(child.restart());
            drop(sockets);
            let began = Instant::now();
            let (back, turned_away) = rejoin(&guests).await;
            whole.push(began.elapsed().as_secs_f64());
            refused += turned_away;
            sockets = back;
        }
        let name = transport.name();
        let what = format!("{} authenticated sockets back after a restart, {name}", guests.len());
        print("P11", &what, Some("≤ 0.25 s"), &format!("{:.3} s", median(whole)));
        print(
            "P11",
            &format!("from the old server's end to the new one's listening, {name}"),
            None,
            &format!("{:.3} s", median(away)),
        );
        print("P11", &format!("connections refused meanwhile, {name}"), Some("none"), &refused.to_string());
    }
}

fn guests(rig: &Rig, staff: &Staff) -> Vec<Guest> {
    let headset = Guest::Headset { login: rig.login.on_its_own(), session: rig.session };
    let colleagues = staff.colleagues.iter().take(WATCHERS);
    let watchers = colleagues.map(|login| Guest::Watcher { login: login.on_its_own(), session: rig.session });
    core::iter::once(headset).chain(watchers).collect()
}

/// Headsets first, then those who watch them: before its headset a session cannot be watched.
async fn rejoin(guests: &[Guest]) -> (Vec<Socket>, usize) {
    let (headsets, watchers): (Vec<_>, Vec<_>) =
        guests.iter().partition(|guest| matches!(guest, Guest::Headset { .. }));
    let (mut back, mut refused) = (Vec::new(), 0);
    for wave in [headsets, watchers] {
        use futures_util::StreamExt;
        let mut coming = futures_util::stream::iter(wave.into_iter().map(join)).buffer_unordered(AT_A_TIME);
        while let Some((socket, turned_away)) = coming.next().await {
            back.push(socket);
            refused += turned_away;
        }
    }
    (back, refused)
}

/// One guest is back when the server has said so: to a headset what is durable, to a colleague the snapshot.
async fn join(guest: &Guest) -> (Socket, usize) {
    let mut refused = 0;
    let mut socket = loop {
        let opened = match guest {
            Guest::Headset { login, .. } => login.socket().await,
            Guest::Watcher { login, session } => login.socket(&format!("/api/v1/live/watch/{session}")).await,
        };
        match opened {
            Ok(socket) => break socket,
            Err(_) if refused < 100 => refused += 1,
            Err(error) => panic!("{error}"),
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    };
    if let Guest::Headset { session, .. } = guest {
        let hello = Hello {
            build: "load".into(),
            session: *session,
            wall_clock_us: luwte::clock::wall_us(),
            world_time: WorldTime::from_secs(1),
        };
        socket.send(&Message::Hello(hello)).await.unwrap();
    }
    loop {
        match socket.receive().await.expect("the server lets everybody back in") {
            Message::Ack { .. } if matches!(guest, Guest::Headset { .. }) => return (socket, refused),
            Message::Snapshot(_) => return (socket, refused),
            _ => {}
        }
    }
}
