//! The servers under measurement: each a process of its own on this machine, in a temporary folder, gone when it is dropped.

use crate::heap;
use link::api::Role;
use luwte::{
    app::{App, Settings},
    auth::password,
    client::Site,
    clock,
    server::{Server, bind, handed_over},
    store::{Database, Store, UserToAdd},
};
use std::{
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, TcpListener},
    os::fd::AsRawFd,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

pub const PASSWORD: &str = "meten is weten";

/// How the sockets are carried.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    Plain,
    Tls,
}

impl Transport {
    pub const BOTH: [Self; 2] = [Self::Plain, Self::Tls];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Tls => "TLS",
        }
    }
}

/// A folder that goes when it is dropped.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("luwte-load-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Another process, from its parent's side.
pub struct Process {
    child: std::process::Child,
    output: BufReader<std::process::ChildStdout>,
}

impl Process {
    /// Starts it; it ends when its input does.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, output }
    }

    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// Processor time so far, user and system.
    pub fn cpu_seconds(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        // Fields 14 and 15, counted after the name in parentheses; in ticks of a hundredth of a second.
        let after_name = stat.rsplit_once(") ").unwrap().1;
        let ticks: u64 =
            after_name.split(' ').skip(11).take(2).map(|field| field.parse::<u64>().unwrap()).sum();
        ticks as f64 / 100.0
    }

    /// Memory of its own (not of files) that is in use, in bytes.
    pub fn resident_bytes(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
        line.split_whitespace().next().unwrap().parse::<u64>().unwrap() * 1_024
    }

    /// What it says it holds on its heap, in bytes; only our own servers can say.
    pub fn heap_bytes(&mut self) -> u64 {
        writeln!(self.child.stdin.as_mut().unwrap(), "heap").unwrap();
        self.line().parse().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Our own server.
pub struct Child {
    pub process: Process,
    plain: u16,
    tls: u16,
    ca: String,
    folder: Folder,
    /// Its ports, where they are held open for whoever serves next.
    held: Option<[TcpListener; 2]>,
}

impl Child {
    /// On SQLite in a folder of its own.
    pub fn start() -> Self {
        Self::on(None)
    }

    /// As [`Child::start`], with so many times the data already in the record.
    pub fn filled(times: usize) -> Self {
        Self::filled_by("fill", times)
    }

    /// As [`Child::filled`], with clients and their sessions.
    pub fn with_a_year(times: usize) -> Self {
        Self::filled_by("fill-year", times)
    }

    fn filled_by(how: &str, times: usize) -> Self {
        let folder = Folder::new();
        let mut fill = Command::new(std::env::current_exe().unwrap());
        let filled = fill.arg(how).arg(&folder.0).arg(times.to_string()).status().unwrap();
        assert!(filled.success(), "the record could not be filled");
        Self::in_folder(folder, None)
    }

    /// On this PostgreSQL.
    pub fn on(postgres: Option<&str>) -> Self {
        Self::in_folder(Folder::new(), postgres)
    }

    fn in_folder(folder: Folder, postgres: Option<&str>) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("serve").arg(&folder.0).args(postgres);
        let mut process = Process::start(command);
        let line = process.line();
        let ports: Vec<u16> = line.split_whitespace().map(|port| port.parse().unwrap()).collect();
        let [plain, tls] = ports.as_slice() else { panic!("{line}") };
        let ca = std::fs::read_to_string(folder.0.join("tls/ca.crt")).unwrap();
        Self { process, plain: *plain, tls: *tls, ca, folder, held: None }
    }

    /// On ports that stay open when it ends, as a service manager holds them.
    pub fn held() -> Self {
        let folder = Folder::new();
        let held = [0, 0].map(|port| bind((Ipv4Addr::LOCALHOST, port).into()).unwrap());
        for listener in &held {
            rustix::io::fcntl_setfd(listener, rustix::io::FdFlags::empty()).unwrap();
        }
        let [plain, tls] = held.each_ref().map(|listener| listener.local_addr().unwrap().port());
        let mut process = Process::start(on_held(&folder, &held));
        process.line();
        let ca = std::fs::read_to_string(folder.0.join("tls/ca.crt")).unwrap();
        Self { process, plain, tls, ca, folder, held: Some(held) }
    }

    /// Lets it end in order and another take its place; the seconds from its end until the other one listens.
    pub fn restart(&mut self) -> f64 {
        let held = self.held.as_ref().expect("only a server on held ports");
        drop(self.process.child.stdin.take());
        self.process.child.wait().unwrap();
        let ended = Instant::now();
        self.process = Process::start(on_held(&self.folder, held));
        self.process.line();
        ended.elapsed().as_secs_f64()
    }

    /// What its record takes on the disk, with everything beside it, in bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes_of("luwte.")
    }

    /// The files whose names begin like this, and their logs, in bytes.
    pub fn bytes_of(&self, name: &str) -> u64 {
        let entries = std::fs::read_dir(&self.folder.0).unwrap().map_while(Result::ok);
        let like = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(name));
        like.map(|entry| entry.metadata().map_or(0, |file| file.len())).sum()
    }

    pub fn site(&self, transport: Transport) -> Site {
        match transport {
            Transport::Plain => Site::new(&format!("http://127.0.0.1:{}", self.plain), None),
            Transport::Tls => Site::new(&format!("https://127.0.0.1:{}", self.tls), Some(&self.ca)),
        }
        .unwrap()
    }
}

/// A server that is handed its ports as sd_listen_fds(3) says: as files 3 and 4.
fn on_held(folder: &Folder, held: &[TcpListener; 2]) -> Command {
    let [plain, tls] = held.each_ref().map(|listener| listener.local_addr().unwrap().port().to_string());
    let mut command = Command::new("bash");
    let [first, second] = held.each_ref().map(|listener| listener.as_raw_fd());
    let handed = format!(
        "exec 113<&{first} 114<&{second}; exec 3<&113 4<&114 113<&- 114<&-; LISTEN_PID=$$ LISTEN_FDS=2 exec \"$0\" \"$@\""
    );
    command.arg("-c").arg(handed).arg(std::env::current_exe().unwrap());
    command.arg("serve-held").arg(&folder.0).args([plain, tls]);
    command
}

/// The child itself, on ports that were handed over; a record that is there is served on.
pub async fn serve_held(folder: &Path, ports: [u16; 2]) {
    let at = |port| (Ipv4Addr::LOCALHOST, port).into();
    let [plain, tls] = ports.map(|port| handed_over(at(port)).expect("the port is handed over"));
    let store = Store::open(&folder.join("luwte.db")).await.unwrap();
    serve_on(folder, store, plain, tls).await;
}

/// The child itself: serves until its parent lets go.
pub async fn serve(folder: &Path, postgres: Option<&str>) {
    let store = match postgres {
        None => Store::open(&folder.join("luwte.db")).await.unwrap(),
        Some(address) => Store::on(Database::postgres(address).await.unwrap()).await.unwrap(),
    };
    let [plain, tls] = [0, 0].map(|port| bind((Ipv4Addr::LOCALHOST, port).into()).unwrap());
    serve_on(folder, store, plain, tls).await;
}

pub async fn staff(store: &Store) {
    let here = store.add_organisation("Meting", clock::wall_us()).await.unwrap();
    for (login, role) in
        [("noor", Role::Practitioner), ("sam", Role::Practitioner), ("jip", Role::EquipmentManager)]
    {
        // On a thread of its own: the 19 MiB that this thread would keep would hide what rooms take.
        let hashing = std::thread::spawn(|| password::hash(PASSWORD).unwrap());
        let password_hash = hashing.join().unwrap();
        let user = UserToAdd { login: login.into(), name: login.into(), roles: vec![role], password_hash };
        store.add_user(here, &user, clock::wall_us()).await.unwrap();
    }
}

async fn serve_on(folder: &Path, store: Store, plain: TcpListener, tls: TcpListener) {
    if store.organisations().await.unwrap().is_empty() {
        staff(&store).await;
    }
    let own = luwte::tls::own(&folder.join("tls"), &luwte::tls::own_names()).unwrap();
    let mut server = Server::new(App::new(store, Settings::default()));
    let plain = server.plain_on(plain, false).unwrap();
    let tls = server.tls_on(tls, axum_server::tls_rustls::RustlsConfig::from_config(own.config)).unwrap();
    println!("{} {}", plain.port(), tls.port());
    let parent_gone = tokio::task::spawn_blocking(|| {
        for _asked in std::io::stdin().lines().map_while(Result::ok) {
            println!("{}", heap::held_bytes());
        }
    });
    server.run(async { drop(parent_gone.await) }).await.unwrap();
}
