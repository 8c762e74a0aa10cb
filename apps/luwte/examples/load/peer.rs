//! What else is measured in the same minutes: relays that check and store nothing, and a private PostgreSQL.

use crate::{
    child::{Folder, Process},
    mqtt::Mqtt,
    room::{Line, Voice},
};
use luwte::client::Site;
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A relay that is no product of ours.
pub struct Peer {
    pub name: &'static str,
    pub process: Process,
    port: u16,
    mqtt: bool,
    _folder: Folder,
}

pub const NODE: &str = "Node ws, storing nothing, plain";
pub const MOSQUITTO: &str = "Mosquitto, storing nothing, plain";
pub const FLOOR: &str = "the floor: one epoll, storing nothing, plain";

impl Peer {
    /// The floor under every relay, a process of this program.
    pub fn floor() -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("floor");
        Self::printing_its_port(FLOOR, command)
    }

    /// Node's `ws`, when `npm ci` put it into this folder.
    pub fn node(folder: Option<&Path>) -> Option<Self> {
        let folder = folder.filter(|folder| folder.join("node_modules/ws/package.json").exists())?;
        let mut command = Command::new("node");
        command.arg(folder.join("relay.mjs"));
        Some(Self::printing_its_port(NODE, command))
    }

    fn printing_its_port(name: &'static str, command: Command) -> Self {
        let mut process = Process::start(command);
        let port = process.line().parse().unwrap();
        Self { name, process, port, mqtt: false, _folder: Folder::new() }
    }

    /// Mosquitto from Debian's package, with a configuration of its own on a free port.
    pub fn mosquitto() -> Option<Self> {
        let program = ["/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto"];
        let program = program.into_iter().find(|program| Path::new(program).exists())?;
        let folder = Folder::new();
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let config = folder.0.join("mosquitto.conf");
        let text =
            format!("listener {port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\nlog_type none\n");
        std::fs::write(&config, text).unwrap();
        let mut command = Command::new(program);
        command.arg("-c").arg(&config).stderr(Stdio::null());
        let process = Process::start(command);
        let until = std::time::Instant::now() + std::time::Duration::from_secs(5);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(std::time::Instant::now() < until, "Mosquitto does not listen");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        Some(Self { name: MOSQUITTO, process, port, mqtt: true, _folder: folder })
    }

    /// So many rooms of one headset and two watchers.
    pub async fn lines(&self, from: usize, rooms: usize) -> Vec<Line> {
        let mut lines = Vec::with_capacity(rooms);
        let site = Site::new(&format!("http://127.0.0.1:{}", self.port), None).unwrap();
        for room in from..from + rooms {
            let mut voices = Vec::new();
            for role in ["watch", "watch", "headset"] {
                let path = format!("/room/{room}/{role}");
                voices.push(match self.mqtt {
                    true => {
                        Voice::Mqtt(Mqtt::connect(self.port, &format!("room/{room}"), role == "watch").await)
                    }
                    false => Voice::Link(site.socket(&path, "").await.unwrap()),
                });
            }
            let headset = voices.pop().unwrap();
            lines.push(Line { headset, watchers: voices });
        }
        lines
    }
}

/// A private PostgreSQL that syncs every commit to the disk.
pub struct Postgres {
    folder: Folder,
    bin: PathBuf,
}

impl Postgres {
    /// Starts the newest that is installed.
    pub fn start() -> Option<Self> {
        let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
        let found = versions.filter_map(|entry| Some(entry.ok()?.path().join("bin")));
        let bin = found.filter(|bin| bin.join("initdb").exists()).max()?;
        let postgres = Self { folder: Folder::new(), bin };
        if is_root() {
            let owned = Command::new("chown").arg("postgres").arg(&postgres.folder.0).status().unwrap();
            assert!(owned.success(), "PostgreSQL does not run as root, and there is no user `postgres`");
        }
        let data = postgres.data();
        let mut make = postgres.command("initdb");
        make.args(["--auth=trust", "--username=luwte", "-D"]).arg(&data);
        assert!(make.stdout(Stdio::null()).status().unwrap().success());
        let options = format!("-k {} -c listen_addresses=''", postgres.folder.0.display());
        let mut start = postgres.command("pg_ctl");
        start.args(["-w", "-o", &options, "-l", "/dev/null", "start", "-D"]).arg(&data);
        assert!(start.stdout(Stdio::null()).status().unwrap().success());
        Some(postgres)
    }

    pub fn address(&self) -> String {
        format!("postgres://luwte@localhost/postgres?host={}", self.folder.0.display())
    }

    fn data(&self) -> PathBuf {
        self.folder.0.join("data")
    }

    /// As an ordinary user: PostgreSQL refuses to run as root.
    fn command(&self, program: &str) -> Command {
        let path = self.bin.join(program);
        if !is_root() {
            return Command::new(path);
        }
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(path);
        command.current_dir(&self.folder.0);
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut stop = self.command("pg_ctl");
        let _ = stop.args(["-m", "immediate", "stop", "-D"]).arg(self.data()).stdout(Stdio::null()).status();
    }
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}
