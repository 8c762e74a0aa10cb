//! The stage of every test: a server on free ports, two institutions, a headset that really runs the sequencer.

use link::{
    EventBatch, Hello, Message, Outbox, StreamId,
    api::{Me, Pair, Paired, Role},
};
use luwte::{
    app::{App, Settings},
    auth::{password, secret},
    client::{HeadsetLogin, Login, Site, Socket},
    clock,
    server::Server,
    store::{AuditRow, SessionRow, Store, UserToAdd, Witness},
};
use session::{
    Act, Consent, DeviceId, Event, EventKind, Input, Language, OrganisationId, Origin, SelfCheckItem,
    Sequencer, SessionId, Subject, Verdict, WorldTime,
};
use std::{
    net::Ipv4Addr,
    path::PathBuf,
    sync::OnceLock,
    time::{Duration, Instant},
};
use tokio::{sync::oneshot, task::JoinHandle};
use uuid::Uuid;

/// Nothing in these tests takes this long unless it never comes.
pub const PATIENCE: Duration = Duration::from_secs(20);
pub const PASSWORD: &str = "een lang wachtwoord";

/// A folder that goes when the test does.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("luwte-test-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A running server.
pub struct Stage {
    pub site: Site,
    pub app: App,
    pub store: Store,
    pub here: OrganisationId,
    address: std::net::SocketAddr,
    end: Option<oneshot::Sender<()>>,
    running: Option<JoinHandle<std::io::Result<()>>>,
    pub folder: Folder,
}

/// What lets a test read the record: a line of the access log that says so.
pub async fn witness(store: &Store, organisation: OrganisationId) -> Witness {
    let row = AuditRow {
        organisation,
        actor: "system",
        actor_id: Uuid::nil(),
        action: "test",
        object: "store",
        object_id: None,
        client: None,
    };
    store.audit(&row, 7).await.unwrap()
}

/// An anonymous session of a headset, not opened yet.
pub fn anonymous(organisation: OrganisationId, headset: DeviceId) -> SessionRow {
    SessionRow {
        id: SessionId(Uuid::now_v7()),
        organisation,
        headset,
        headset_name: "Duinbril".into(),
        subject: Subject::Anonymous,
        opened_us: 1,
        recording: false,
    }
}

/// An anonymous session of a new institution, for tests of the store alone.
pub async fn session_on(store: &Store) -> (OrganisationId, SessionId) {
    let organisation = store.add_organisation("Hier", 1).await.unwrap();
    let headset = store.register_headset(organisation, "Duinbril", 1).await.unwrap();
    let row = anonymous(organisation, headset);
    store.open_session(&witness(store, organisation).await, &row, "build").await.unwrap();
    (organisation, row.id)
}

/// Hashing takes its time on purpose: once for all tests.
fn password_hash() -> String {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| password::hash(PASSWORD).unwrap()).clone()
}

impl Stage {
    pub async fn new() -> Self {
        let folder = Folder::new();
        let store = Store::open(&folder.0.join("luwte.db")).await.unwrap();
        Self::on(store, folder, Settings::default()).await
    }

    pub async fn with(settings: Settings) -> Self {
        let folder = Folder::new();
        let store = Store::open(&folder.0.join("luwte.db")).await.unwrap();
        Self::on(store, folder, settings).await
    }

    pub async fn on(store: Store, folder: Folder, settings: Settings) -> Self {
        let here = store.add_organisation("Hier", clock::wall_us()).await.unwrap();
        let there = store.add_organisation("Elders", clock::wall_us()).await.unwrap();
        for (organisation, login, name, role) in [
            // Whoever comes first may invite the others.
            (here, "kaj", "Kaj Voorbeeld", Role::Administrator),
            (there, "verre", "Ans Elders", Role::Administrator),
            (here, "noor", "Noor Voorbeeld", Role::Practitioner),
            (here, "sam", "Sam Voorbeeld", Role::Practitioner),
            (here, "jip", "Jip Voorbeeld", Role::EquipmentManager),
            (here, "lotte", "Lotte Voorbeeld", Role::Coordinator),
            (here, "mink", "Mink Voorbeeld", Role::Manager),
            (here, "fem", "Fem Voorbeeld", Role::PrivacyOfficer),
            (here, "ravi", "Ravi Voorbeeld", Role::Volunteer),
            (here, "ada", "Ada Voorbeeld", Role::Researcher),
            (here, "teun", "Teun Voorbeeld", Role::Champion),
            (there, "vreemd", "Kim Elders", Role::Practitioner),
        ] {
            let user = UserToAdd {
                login: login.into(),
                name: name.into(),
                roles: vec![role],
                password_hash: password_hash(),
            };
            store.add_user(organisation, &user, clock::wall_us()).await.unwrap();
        }
        let app = App::new(store.clone(), settings);
        let mut server = Server::new(app.clone());
        let address = server.plain((Ipv4Addr::LOCALHOST, 0).into(), false).unwrap();
        let site = Site::new(&format!("http://127.0.0.1:{}", address.port()), None).unwrap();
        let mut stage = Self { site, app, store, here, address, end: None, running: None, folder };
        stage.run(server);
        stage
    }

    fn run(&mut self, server: Server) {
        let (end, ended) = oneshot::channel::<()>();
        self.end = Some(end);
        self.running = Some(tokio::spawn(server.run(async move {
            let _ = ended.await;
        })));
    }

    /// Asks the server to end in order and starts it anew on its file, at the same address.
    pub async fn restart(&mut self, settings: Settings) {
        self.end().await;
        self.store = Store::open(&self.folder.0.join("luwte.db")).await.unwrap();
        self.app = App::new(self.store.clone(), settings);
        let mut server = Server::new(self.app.clone());
        server.plain(self.address, false).unwrap();
        self.run(server);
    }

    /// Where the server listens, as `listen_plain` says it.
    pub fn site_address(&self) -> String {
        self.address.to_string()
    }

    pub async fn login(&self, login: &str) -> Login {
        self.site.login(login, PASSWORD).await.unwrap()
    }

    /// Screens a client who has nothing to report, so that sessions may begin.
    pub async fn screen(&self, login: &Login, client: session::ClientId) {
        let items = care::screening::items().map(|item| (item.id.to_owned(), false)).collect();
        let answers = care::screening::Answers { items, ..Default::default() };
        let path = format!("/api/v1/clients/{client}/screenings");
        let _: care::screening::ClientScreening = login.post(&path, &answers).await.unwrap();
    }

    /// A headset of this institution, enrolled by its code.
    pub async fn enrol(&self, organisation: OrganisationId, name: &str) -> HeadsetLogin {
        self.site.enrol(&self.code(organisation, name).await.1).await.unwrap()
    }

    pub async fn code(&self, organisation: OrganisationId, name: &str) -> (DeviceId, String) {
        let headset = self.store.register_headset(organisation, name, clock::wall_us()).await.unwrap();
        let code = secret::enrolment_code().unwrap();
        let now_us = clock::wall_us();
        let hash = secret::enrolment_code_hash(&code);
        self.store.add_enrolment(headset, &hash, now_us, now_us + 600_000_000).await.unwrap();
        (headset, code)
    }

    pub async fn headset(&self) -> Headset {
        Headset::begin(self.enrol(self.here, "Duinbril").await, Consent::default()).await
    }

    /// Pairs, has the client agree, and opens the watcher's link; ends with the snapshot.
    pub async fn watch(&self, headset: &mut Headset, login: &Login) -> (Watcher, link::Snapshot) {
        let digits = headset.pairing_code().await;
        let paired: Paired = login
            .post("/api/v1/pair", &Pair { digits, client: None, alone: false, way: None })
            .await
            .unwrap();
        assert_eq!(paired.session, headset.session);
        let mut watcher = Watcher::open(login, headset.session).await;
        headset.until(|message| matches!(message, Message::Command(_)).then_some(())).await;
        headset.act(Act::AnswerWatch(true)).await;
        let snapshot = watcher
            .until(|message| if let Message::Snapshot(all) = message { Some(*all.clone()) } else { None })
            .await;
        (watcher, snapshot)
    }

    /// Asks the server to end in order, and waits.
    pub async fn end(&mut self) {
        self.end.take().unwrap().send(()).unwrap();
        tokio::time::timeout(PATIENCE, self.running.take().unwrap()).await.unwrap().unwrap().unwrap();
    }
}

/// A headset that runs a session.
pub struct Headset {
    pub login: HeadsetLogin,
    pub socket: Socket,
    pub session: SessionId,
    pub sequencer: Sequencer,
    pub events: Vec<Event>,
    pub outbox: Outbox<Event>,
    pub watermark: u64,
    began: Instant,
    skipped: WorldTime,
}

impl Headset {
    pub async fn begin(login: HeadsetLogin, consent: Consent) -> Self {
        let (sequencer, first) = Sequencer::open(EventKind::Opened {
            build: "test".into(),
            seed: 7,
            language: Language::Nl,
            consent,
            rest: WorldTime::START,
        });
        let session = SessionId(Uuid::now_v7());
        let socket = login.socket().await.unwrap();
        let mut outbox = Outbox::default();
        outbox.push(first.clone());
        let mut headset = Self {
            login,
            socket,
            session,
            sequencer,
            events: vec![first],
            outbox,
            watermark: 0,
            began: Instant::now(),
            skipped: WorldTime::START,
        };
        headset.hello().await;
        headset.deliver().await;
        headset
    }

    pub fn now(&self) -> WorldTime {
        self.skipped + WorldTime(u64::try_from(self.began.elapsed().as_micros()).unwrap())
    }

    /// Lets world time pass in which nothing happens.
    pub fn skip(&mut self, seconds: u64) {
        self.skipped = self.skipped + WorldTime::from_secs(seconds);
    }

    async fn hello(&mut self) {
        let hello = Hello {
            build: "test".into(),
            session: self.session,
            wall_clock_us: clock::wall_us(),
            world_time: self.now(),
        };
        self.socket.send(&Message::Hello(hello)).await.unwrap();
    }

    /// Makes the connection anew, as after a break, and sends again what was not acknowledged.
    pub async fn reconnect(&mut self) {
        self.socket.close().await;
        self.socket = self.login.socket().await.unwrap();
        self.hello().await;
        self.outbox.rewind();
        self.deliver().await;
    }

    pub async fn act(&mut self, act: Act) {
        let events = self.sequencer.handle(&Input::Act(Origin::Client, act), self.now()).unwrap();
        self.happened(events).await;
    }

    /// What the headset hears from elsewhere than a person.
    pub async fn input(&mut self, input: &Input) {
        let events = self.sequencer.handle(input, self.now()).unwrap();
        self.happened(events).await;
    }

    async fn happened(&mut self, events: Vec<Event>) {
        for event in events {
            self.outbox.push(event.clone());
            self.events.push(event);
        }
        self.deliver().await;
    }

    pub async fn deliver(&mut self) {
        while let Some((_, events)) = self.outbox.take(100) {
            let batch = EventBatch { session: self.session, events };
            self.socket.send(&Message::Events(batch)).await.unwrap();
        }
    }

    /// From the welcome into the world.
    pub async fn enter_world(&mut self) {
        self.act(Act::Begin).await;
        for item in SelfCheckItem::ALL {
            self.act(Act::AnswerSelfCheck { item, yes: item.verdict(true) == Verdict::Clear }).await;
        }
        self.act(Act::RateTension(7)).await;
        self.act(Act::ChooseWorld(catalogue::World::SunsetBeach)).await;
    }

    /// Receives, doing what a headset does, until `pick` finds what it looks for.
    pub async fn until<T>(&mut self, mut pick: impl FnMut(&Message) -> Option<T>) -> T {
        let looking = async {
            loop {
                let message = self.socket.receive().await.expect("the headset's link is over");
                self.hear(&message).await;
                if let Some(found) = pick(&message) {
                    return found;
                }
            }
        };
        tokio::time::timeout(PATIENCE, looking).await.expect("the headset waited in vain")
    }

    async fn hear(&mut self, message: &Message) {
        match message {
            Message::Command(command) => {
                let at = self.now();
                match self.sequencer.command(command, at) {
                    Ok(events) => self.happened(events).await,
                    Err(refusal) => {
                        let refused = Message::Refused { command: command.id, refusal };
                        self.socket.send(&refused).await.unwrap();
                    }
                }
            }
            Message::Ping { sent_us } => {
                let pong = Message::Pong { sent_us: *sent_us, world_time: Some(self.now()) };
                self.socket.send(&pong).await.unwrap();
            }
            Message::Planned(planned) => {
                let at = self.now();
                let events = self.sequencer.handle(&Input::Planned(planned.clone()), at).unwrap();
                self.happened(events).await;
            }
            Message::Allocated(feed) => {
                let at = self.now();
                let events = self.sequencer.handle(&Input::Allocated(*feed), at).unwrap();
                self.happened(events).await;
            }
            Message::Ack { stream: StreamId::Events(session), watermark } if *session == self.session => {
                self.watermark = *watermark;
                self.outbox.acknowledge(*watermark);
            }
            _ => {}
        }
    }

    /// Waits until everything that happened is durable.
    pub async fn all_durable(&mut self) {
        let wanted = self.events.len() as u64;
        while self.watermark < wanted {
            self.until(|message| matches!(message, Message::Ack { .. }).then_some(())).await;
        }
    }

    pub async fn pairing_code(&mut self) -> String {
        self.socket.send(&Message::WantPairingCode).await.unwrap();
        self.until(
            |message| if let Message::PairingCode(code) = message { Some(code.digits.clone()) } else { None },
        )
        .await
    }
}

/// A colleague's link.
pub struct Watcher {
    pub socket: Socket,
    pub me: Me,
}

impl Watcher {
    pub async fn open(login: &Login, session: SessionId) -> Self {
        let socket = login.socket(&format!("/api/v1/live/watch/{session}")).await.unwrap();
        Self { socket, me: login.me().clone() }
    }

    pub async fn until<T>(&mut self, pick: impl FnMut(&Message) -> Option<T>) -> T {
        until(&mut self.socket, pick).await
    }

    pub async fn command(&mut self, act: Act) -> session::CommandId {
        let id = session::CommandId(Uuid::now_v7());
        // Whoever lies about who they are is overruled by the server.
        let command = session::Command { id, origin: Origin::Client, act };
        self.socket.send(&Message::Command(command)).await.unwrap();
        id
    }
}

pub async fn until<T>(socket: &mut Socket, mut pick: impl FnMut(&Message) -> Option<T>) -> T {
    let looking = async {
        loop {
            let message = socket.receive().await.expect("the link is over");
            if let Some(found) = pick(&message) {
                return found;
            }
        }
    };
    tokio::time::timeout(PATIENCE, looking).await.expect("waited in vain")
}

/// The events in a message.
pub fn events(message: &Message) -> Option<Vec<EventKind>> {
    let Message::Events(batch) = message else { return None };
    Some(batch.events.iter().map(|event| event.kind.clone()).collect())
}

/// Whether a message holds an event like this.
pub fn has_event(message: &Message, like: impl Fn(&EventKind) -> bool) -> Option<()> {
    events(message)?.iter().any(like).then_some(())
}

/// Waits until `done` holds; for what happens beside the sockets.
pub async fn eventually(what: &str, mut done: impl AsyncFnMut() -> bool) {
    let until = Instant::now() + PATIENCE;
    while !done().await {
        assert!(Instant::now() < until, "never: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
