//! The server under measurement: a process of its own on this machine, with a database in a temporary folder.

use link::api::Role;
use luwte::{
    app::{App, Settings},
    auth::password,
    client::Site,
    clock,
    server::Server,
    store::{Store, UserToAdd},
    tls,
};
use std::{
    io::{BufRead, BufReader, Read},
    net::Ipv4Addr,
    path::PathBuf,
    process::{Command, Stdio},
};

pub const PASSWORD: &str = "meten is weten";

/// How the sockets are carried.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    Plain,
    Tls,
}

impl Transport {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Tls => "TLS",
        }
    }
}

/// The child, from its parent's side. Ends when it is dropped.
pub struct Child {
    process: std::process::Child,
    folder: PathBuf,
    plain: u16,
    tls: u16,
    ca: String,
}

impl Child {
    pub fn start() -> Self {
        let folder = std::env::temp_dir().join(format!("luwte-load-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut process = Command::new(std::env::current_exe().unwrap())
            .arg("serve")
            .arg(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let ports: Vec<u16> = line.split_whitespace().map(|port| port.parse().unwrap()).collect();
        let [plain, tls] = ports.as_slice() else { panic!("{line}") };
        let ca = std::fs::read_to_string(folder.join("tls/ca.crt")).unwrap();
        Self { process, plain: *plain, tls: *tls, ca, folder }
    }

    pub fn site(&self, transport: Transport) -> Site {
        match transport {
            Transport::Plain => Site::new(&format!("http://127.0.0.1:{}", self.plain), None),
            Transport::Tls => Site::new(&format!("https://127.0.0.1:{}", self.tls), Some(&self.ca)),
        }
        .unwrap()
    }

    /// Processor time so far, user and system.
    pub fn cpu_seconds(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap();
        // Fields 14 and 15, counted after the name in parentheses; in ticks of a hundredth of a second.
        let after_name = stat.rsplit_once(") ").unwrap().1;
        let ticks: u64 =
            after_name.split(' ').skip(11).take(2).map(|field| field.parse::<u64>().unwrap()).sum();
        ticks as f64 / 100.0
    }

    /// Memory of its own (not of files), in bytes.
    pub fn heap_bytes(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
        line.split_whitespace().next().unwrap().parse::<u64>().unwrap() * 1_024
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The child itself: serves until its parent lets go.
pub async fn serve(folder: &str) {
    let folder = PathBuf::from(folder);
    let store = Store::open(&folder.join("luwte.db")).await.unwrap();
    let here = store.add_organisation("Meting", clock::wall_us()).await.unwrap();
    for (login, role) in
        [("noor", Role::Practitioner), ("sam", Role::Practitioner), ("jip", Role::EquipmentManager)]
    {
        // On a thread of its own: the 19 MiB that this thread would keep would hide what rooms take.
        let hashing = std::thread::spawn(|| password::hash(PASSWORD).unwrap());
        let password_hash = hashing.join().unwrap();
        let user = UserToAdd { login: login.into(), name: login.into(), role, password_hash };
        store.add_user(here, &user, clock::wall_us()).await.unwrap();
    }
    let own = tls::own(&folder.join("tls"), &tls::own_names()).unwrap();
    let mut server = Server::new(App::new(store, Settings::default()));
    let plain = server.plain((Ipv4Addr::LOCALHOST, 0).into(), false).unwrap();
    let tls = server
        .tls((Ipv4Addr::LOCALHOST, 0).into(), axum_server::tls_rustls::RustlsConfig::from_config(own.config))
        .unwrap();
    println!("{} {}", plain.port(), tls.port());
    let parent_gone = tokio::task::spawn_blocking(|| {
        let _ = std::io::stdin().read(&mut [0]);
    });
    server.run(async { drop(parent_gone.await) }).await.unwrap();
}
