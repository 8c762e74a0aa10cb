//! A room under measurement: an enrolled headset with its session open, and colleagues who watch it with consent.

use crate::{child::PASSWORD, mqtt::Mqtt};
use link::{
    EventBatch, Hello, Message, Pose,
    api::{EnrolmentCode, NewHeadset, Pair, Paired},
};
use luwte::client::{HeadsetLogin, Login, Site, Socket};
use session::{Act, Consent, Event, EventKind, Input, Language, Origin, Sequencer, SessionId, WorldTime};
use uuid::Uuid;

/// Who is signed in, once for a whole measurement: checking a password takes memory of its own.
pub struct Staff {
    pub jip: Login,
    pub colleagues: Vec<Login>,
}

impl Staff {
    pub async fn of(site: &Site) -> Self {
        let mut colleagues = Vec::new();
        for login in ["noor", "sam"] {
            colleagues.push(site.login(login, PASSWORD).await.unwrap());
        }
        Self { jip: site.login("jip", PASSWORD).await.unwrap(), colleagues }
    }
}

/// One end of a relay.
pub enum Voice {
    Link(Socket),
    Mqtt(Mqtt),
}

impl Voice {
    pub async fn send(&mut self, pose: Pose) {
        let bytes = link::encode(&Message::Pose(pose)).unwrap();
        match self {
            Self::Link(socket) => socket.send_bytes(bytes).await.expect("the headset is cut off"),
            Self::Mqtt(client) => client.publish(&bytes).await,
        }
    }

    /// The next pose; what else comes is passed over.
    pub async fn receive(&mut self) -> Pose {
        loop {
            let message = match self {
                Self::Link(socket) => socket.receive().await.expect("the watcher is cut off"),
                Self::Mqtt(client) => link::decode(&client.receive().await).unwrap(),
            };
            if let Message::Pose(pose) = message {
                return pose;
            }
        }
    }
}

/// A headset and those who watch it, by whatever relay.
pub struct Line {
    pub headset: Voice,
    pub watchers: Vec<Voice>,
}

/// So many rooms are made at a time.
const WORKERS: usize = 8;

/// One room.
pub struct Rig {
    pub login: HeadsetLogin,
    pub headset: Socket,
    pub watchers: Vec<Socket>,
    pub session: SessionId,
    pub next_seq: u32,
}

impl Rig {
    /// Its sockets, for a relay's measurement.
    pub fn line(self) -> Line {
        let watchers = self.watchers.into_iter().map(Voice::Link).collect();
        Line { headset: Voice::Link(self.headset), watchers }
    }

    /// So many rooms, each watched by each of these colleagues.
    pub async fn several(
        site: &Site,
        staff: &Staff,
        rooms: usize,
        watchers: usize,
        consent: Consent,
    ) -> Vec<Self> {
        // Several at a time, so that the first have not fallen silent when the last are there.
        let mut making = Vec::new();
        for worker in 0..WORKERS {
            let (site, jip) = (site.clone(), staff.jip.clone());
            let colleagues: Vec<Login> = staff.colleagues.iter().take(watchers).cloned().collect();
            making.push(tokio::task::spawn_local(async move {
                let mut made = Vec::new();
                for place in (worker..rooms).step_by(WORKERS) {
                    made.push(Self::one(&site, &jip, &colleagues, place, consent).await);
                }
                made
            }));
        }
        let mut all = Vec::with_capacity(rooms);
        for made in making {
            all.extend(made.await.unwrap());
        }
        all
    }

    async fn one(site: &Site, jip: &Login, colleagues: &[Login], place: usize, consent: Consent) -> Self {
        Self::open(Self::enrol(site, jip, place).await, colleagues, consent).await
    }

    /// A new headset.
    pub async fn enrol(site: &Site, jip: &Login, place: usize) -> HeadsetLogin {
        let name = NewHeadset { name: format!("Bril {place}") };
        let code: EnrolmentCode = jip.post("/api/v1/headsets", &name).await.unwrap();
        site.enrol(&code.code).await.unwrap()
    }

    /// A new session of a headset, watched by these colleagues.
    pub async fn open(login: HeadsetLogin, colleagues: &[Login], consent: Consent) -> Self {
        let mut headset = login.socket().await.unwrap();
        let session = SessionId(Uuid::now_v7());
        let hello = Hello {
            build: "load".into(),
            session,
            wall_clock_us: luwte::clock::wall_us(),
            world_time: WorldTime::START,
        };
        headset.send(&Message::Hello(hello)).await.unwrap();
        let (mut sequencer, first) = Sequencer::open(EventKind::Opened {
            build: "load".into(),
            seed: 1,
            language: Language::Nl,
            consent,
            rest: WorldTime::START,
        });
        tell(&mut headset, session, vec![first]).await;
        let mut watchers = Vec::new();
        for colleague in colleagues {
            headset.send(&Message::WantPairingCode).await.unwrap();
            let digits = next(&mut headset, |message| match message {
                Message::PairingCode(code) => Some(code.digits),
                _ => None,
            })
            .await;
            let _: Paired = colleague
                .post("/api/v1/pair", &Pair { digits, client: None, alone: false, way: None })
                .await
                .unwrap();
            let asked = next(&mut headset, |message| match message {
                Message::Command(command) => Some(command),
                _ => None,
            })
            .await;
            let mut watcher = colleague.socket(&format!("/api/v1/live/watch/{session}")).await.unwrap();
            let mut events = sequencer.command(&asked, WorldTime::START).unwrap();
            let yes = Input::Act(Origin::Client, Act::AnswerWatch(true));
            events.extend(sequencer.handle(&yes, WorldTime::START).unwrap());
            tell(&mut headset, session, events).await;
            next(&mut watcher, |message| matches!(message, Message::Snapshot(_)).then_some(())).await;
            watchers.push(watcher);
        }
        Self { login, headset, watchers, session, next_seq: sequencer.next_seq() }
    }
}

async fn tell(headset: &mut Socket, session: SessionId, events: Vec<Event>) {
    headset.send(&Message::Events(EventBatch { session, events })).await.unwrap();
}

async fn next<T>(socket: &mut Socket, mut pick: impl FnMut(Message) -> Option<T>) -> T {
    loop {
        let message = socket.receive().await.expect("the link holds");
        if let Message::Problem(problem) = &message {
            panic!("{problem:?}");
        }
        if let Some(found) = pick(message) {
            return found;
        }
    }
}
