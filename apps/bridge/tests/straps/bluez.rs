//! A private system bus with python-dbusmock's BlueZ on it, and the straps that the tests wear.

use dbus::{
    Path,
    arg::{AppendAll, ReadAll},
    blocking::{Connection, Proxy},
    channel::Channel,
};
use std::{
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use uuid::Uuid;

const PATIENCE: Duration = Duration::from_secs(20);
const STRAPS: &str = "org.luwte.Straps";

/// The bus and what is on it; all of it ends with this.
pub struct Bluez {
    folder: PathBuf,
    daemon: Child,
    mock: Option<Child>,
    bus: Option<Connection>,
}

/// Python as Debian's packages have it, whatever else is on the path.
const PYTHON: &str = "/usr/bin/python3";

impl Bluez {
    /// A bus with an adapter; `None`, and a word why, where the packages are not installed.
    pub fn start() -> Option<Self> {
        let mut bluez = Self::without_adapter()?;
        let _path: (String,) = bluez.ask("org.bluez.Mock", "AddAdapter", ("hci0", "pi"));
        Some(bluez)
    }

    /// A bus with BlueZ and no adapter.
    pub fn without_adapter() -> Option<Self> {
        let mut bluez = Self::bus_alone()?;
        let template = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/straps/bluez.py");
        let mut mock = Command::new(PYTHON);
        mock.args(["-m", "dbusmock", "--system", "--template", template]);
        mock.env("DBUS_SYSTEM_BUS_ADDRESS", bluez.address()).stdin(Stdio::null()).stdout(Stdio::null());
        bluez.mock = Some(mock.spawn().unwrap());
        let until = Instant::now() + PATIENCE;
        let bus = loop {
            assert!(Instant::now() < until, "the made-up BlueZ did not come up");
            std::thread::sleep(Duration::from_millis(50));
            let Ok(mut channel) = Channel::open_private(&bluez.address()) else { continue };
            channel.register().unwrap();
            let bus = Connection::from(channel);
            let proxy = Proxy::new("org.freedesktop.DBus", "/", PATIENCE, &bus);
            let owned: Result<(bool,), _> =
                proxy.method_call("org.freedesktop.DBus", "NameHasOwner", ("org.bluez",));
            if owned.is_ok_and(|(owned,)| owned) {
                break bus;
            }
        };
        bluez.bus = Some(bus);
        Some(bluez)
    }

    /// A bus on which no Bluetooth service is.
    pub fn bus_alone() -> Option<Self> {
        let runs = |program: &str, arguments: &[&str]| {
            let quiet =
                Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
            quiet.is_ok_and(|status| status.success())
        };
        if !runs("dbus-daemon", &["--version"]) || !runs(PYTHON, &["-c", "import dbusmock"]) {
            eprintln!("skipped: Debian's packages dbus and python3-dbusmock are not installed");
            return None;
        }
        let folder = std::env::temp_dir().join(format!("luwte-bluez-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut daemon = Command::new("dbus-daemon");
        daemon.args(["--session", "--nofork", "--nopidfile"]);
        daemon.arg(format!("--address=unix:path={}", folder.join("bus").display()));
        let daemon = daemon.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let until = Instant::now() + PATIENCE;
        while !folder.join("bus").exists() {
            assert!(Instant::now() < until, "the private bus did not come up");
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(Self { folder, daemon, mock: None, bus: None })
    }

    /// For `DBUS_SYSTEM_BUS_ADDRESS`.
    pub fn address(&self) -> String {
        format!("unix:path={}", self.folder.join("bus").display())
    }

    /// Somebody puts a strap on, within reach.
    pub fn wear(&mut self, address: &str, name: &str, measurements: &[u8]) {
        let () = self.ask(STRAPS, "AddStrap", (address, name, measurements.to_vec()));
    }

    /// The strap sends a packet; whether anybody listened.
    pub fn beat(&mut self, address: &str, packet: &[u8]) -> bool {
        let (heard,): (bool,) = self.ask(STRAPS, "Beat", (address, packet.to_vec()));
        heard
    }

    /// The strap sends a frame of Polar Measurement Data; whether anybody asked for that measurement and listened.
    pub fn measure(&mut self, address: &str, frame: &[u8]) -> bool {
        let (heard,): (bool,) = self.ask(STRAPS, "Measure", (address, frame.to_vec()));
        heard
    }

    /// The strap goes out of reach.
    pub fn lose(&mut self, address: &str) {
        let () = self.ask(STRAPS, "Lose", (address,));
    }

    /// Whoever listened to the strap is gone from the bus.
    pub fn listener_gone(&mut self, address: &str) {
        let () = self.ask(STRAPS, "ListenerGone", (address,));
    }

    /// The strap is within reach again.
    pub fn come_back(&mut self, address: &str) {
        let () = self.ask(STRAPS, "Return", (address,));
    }

    /// Whether anybody is connected to the strap.
    pub fn is_held(&mut self, address: &str) -> bool {
        use dbus::blocking::stdintf::org_freedesktop_dbus::Properties;
        let path = format!("/org/bluez/hci0/dev_{}", address.replace(':', "_"));
        let proxy = Proxy::new("org.bluez", path, PATIENCE, self.bus.as_ref().unwrap());
        proxy.get("org.bluez.Device1", "Connected").unwrap()
    }

    fn ask<A: AppendAll, R: ReadAll + 'static>(&mut self, interface: &str, method: &str, arguments: A) -> R {
        let proxy = Proxy::new("org.bluez", Path::from("/"), PATIENCE, self.bus.as_ref().unwrap());
        proxy.method_call(interface, method, arguments).unwrap()
    }
}

impl Drop for Bluez {
    fn drop(&mut self) {
        for child in self.mock.iter_mut().chain([&mut self.daemon]) {
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
