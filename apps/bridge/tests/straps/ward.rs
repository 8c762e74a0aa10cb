//! A ward: a server that can be stopped and started, headsets with sessions, and luwte-bridge as a process.

use crate::stage::{Folder, Headset, PATIENCE, witness};
use hrv::Packet;
use luwte::{
    app::{App, Settings},
    auth::secret,
    client::Site,
    clock,
    server::Server,
    store::{PlacedStrap, Store},
};
use session::{BridgeId, Consent, DeviceId, OrganisationId, SessionId, StrapId};
use std::{
    net::{Ipv4Addr, SocketAddr},
    process::{Child, Command, ExitStatus, Output, Stdio},
};
use tokio::{sync::oneshot, task::JoinHandle};

/// A server.
pub struct Ward {
    pub folder: Folder,
    pub here: OrganisationId,
    pub store: Store,
    app: App,
    address: SocketAddr,
    running: Option<(oneshot::Sender<()>, JoinHandle<std::io::Result<()>>)>,
}

impl Ward {
    pub async fn new() -> Self {
        let folder = Folder::new();
        let store = Store::open(&folder.0.join("luwte.db")).await.unwrap();
        let here = store.add_organisation("Hier", clock::wall_us()).await.unwrap();
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let app = App::new(store.clone(), Settings::default());
        let mut ward = Self { folder, here, store, app, address, running: None };
        ward.serve();
        ward
    }

    fn serve(&mut self) {
        let mut server = Server::new(self.app.clone());
        self.address = server.plain(self.address, false).unwrap();
        let (end, ended) = oneshot::channel::<()>();
        let running = tokio::spawn(server.run(async move {
            let _ = ended.await;
        }));
        self.running = Some((end, running));
    }

    pub fn server(&self) -> String {
        format!("http://{}", self.address)
    }

    pub async fn stop(&mut self) {
        let (end, running) = self.running.take().unwrap();
        end.send(()).unwrap();
        tokio::time::timeout(PATIENCE, running).await.unwrap().unwrap().unwrap();
    }

    /// At the same address, on the same record.
    pub async fn start(&mut self) {
        self.store = Store::open(&self.folder.0.join("luwte.db")).await.unwrap();
        self.app = App::new(self.store.clone(), Settings::default());
        self.serve();
    }

    /// A headset in a session.
    pub async fn session(&self, name: &str) -> (DeviceId, Headset) {
        let headset = self.store.register_headset(self.here, name, clock::wall_us()).await.unwrap();
        let code = secret::enrolment_code().unwrap();
        let now_us = clock::wall_us();
        let hash = secret::enrolment_code_hash(&code);
        self.store.add_enrolment(headset, &hash, now_us, now_us + 600_000_000).await.unwrap();
        let login = Site::new(&self.server(), None).unwrap().enrol(&code).await.unwrap();
        let mut session = Headset::begin(login, Consent::default()).await;
        session.all_durable().await;
        (headset, session)
    }

    /// How full the battery of the bridge's first strap is, as the server was told.
    pub async fn battery(&self, bridge: BridgeId) -> Option<u8> {
        let straps = self.store.bridge_straps(bridge).await.unwrap();
        self.app.batteries.of(straps.first()?.strap.id)
    }

    /// A code for a new bridge.
    pub async fn bridge_code(&self) -> (BridgeId, String) {
        let code = secret::enrolment_code().unwrap();
        let now_us = clock::wall_us();
        let hash = secret::enrolment_code_hash(&code);
        let id =
            self.store.add_bridge(self.here, "Kamer 3", &hash, now_us, now_us + 600_000_000).await.unwrap();
        (id, code)
    }

    /// The strap as the bridge reported it.
    pub async fn strap(&self, bridge: BridgeId, address: &str) -> Option<PlacedStrap> {
        let straps = self.store.bridge_straps(bridge).await.unwrap();
        straps.into_iter().find(|placed| placed.strap.address == address)
    }

    pub async fn place(&self, strap: StrapId, headset: DeviceId) {
        assert!(self.store.place_strap(self.here, strap, Some(headset), clock::wall_us()).await.unwrap());
    }

    /// Every packet in the record of a session in its order.
    pub async fn packets(&self, session: SessionId) -> Vec<Vec<u8>> {
        let read = witness(&self.store, self.here).await;
        let runs = self.store.beats(&read, session).await.unwrap();
        runs.into_iter().flat_map(|run| run.packets).map(|packet| packet.bytes).collect()
    }

    /// Every interval in the record of a session in its order, and the epochs they came in.
    pub async fn intervals(&self, session: SessionId) -> (Vec<u16>, Vec<u32>) {
        let read = witness(&self.store, self.here).await;
        let (mut intervals, mut epochs) = (Vec::new(), Vec::new());
        for run in self.store.beats(&read, session).await.unwrap() {
            epochs.push(run.receiver_epoch);
            for packet in run.packets {
                intervals.extend(Packet::parse(&packet.bytes).unwrap().rr_ticks());
            }
        }
        epochs.dedup();
        (intervals, epochs)
    }
}

/// The program, with its own data folder and this bus.
pub fn command(folder: &Folder, bus: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_luwte-bridge"));
    command.args(arguments).arg("--data").arg(folder.0.join("bridge")).args(["--language", "en"]);
    command.env("DBUS_SYSTEM_BUS_ADDRESS", bus).env_remove("LUWTE_BRIDGE_CODE").stdin(Stdio::null());
    command
}

/// Runs it to its end, beside the reactor: exit code, and all it says.
pub async fn run(folder: &Folder, bus: &str, arguments: &[&str]) -> (i32, String) {
    let mut command = command(folder, bus, arguments);
    let Output { status, stdout, stderr } =
        tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    (status.code().unwrap(), said)
}

/// The service.
pub struct Bridge(Child);

impl Bridge {
    pub fn start(folder: &Folder, bus: &str) -> Self {
        Self::start_with(folder, bus, &[])
    }

    pub fn start_with(folder: &Folder, bus: &str, arguments: &[&str]) -> Self {
        Self(command(folder, bus, arguments).spawn().unwrap())
    }

    /// As systemd stops it.
    pub async fn stop(mut self) -> ExitStatus {
        let pid = rustix::process::Pid::from_child(&self.0);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        self.ended().await
    }

    /// As a power cut ends it.
    pub fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    pub async fn ended(&mut self) -> ExitStatus {
        loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                return status;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
