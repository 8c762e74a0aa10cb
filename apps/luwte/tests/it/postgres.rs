//! A PostgreSQL server of the test's own: in a temporary folder, on a socket there, gone with the test.

use crate::stage::Folder;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A private server.
pub struct Postgres {
    folder: Folder,
    bin: PathBuf,
    options: &'static str,
    environment: Vec<(&'static str, PathBuf)>,
}

/// A disk that refuses to sync while a file says so: a library before the C library's own, under a PostgreSQL that syncs.
pub struct DyingDisk(Folder);

impl DyingDisk {
    /// Builds it; without a C compiler the test says so and passes unproven.
    pub fn new() -> Option<Self> {
        let disk = Self(Folder::new());
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/dying_disk.c");
        let built =
            Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(disk.library()).arg(source).status();
        if built.is_ok_and(|status| status.success()) {
            // The user `postgres` reads it.
            fs::set_permissions(&disk.0.0, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
            return Some(disk);
        }
        eprintln!("SKIPPED: no C compiler (apt install gcc)");
        assert!(std::env::var_os("CI").is_none(), "CI must have a C compiler");
        None
    }

    /// From now on nothing can be synced, or everything can again.
    pub fn breaks(&self, broken: bool) {
        if broken { fs::write(self.mark(), "").unwrap() } else { fs::remove_file(self.mark()).unwrap() }
    }

    fn library(&self) -> PathBuf {
        self.0.0.join("dying_disk.so")
    }

    fn mark(&self) -> PathBuf {
        self.0.0.join("broken")
    }
}

impl Postgres {
    /// Starts one; says loudly when this machine has none, and lets the test pass unproven.
    pub fn start() -> Option<Self> {
        Self::start_on(None)
    }

    /// Starts one on a disk that can refuse to sync.
    pub fn start_on(disk: Option<&DyingDisk>) -> Option<Self> {
        let Some(bin) = binaries() else {
            eprintln!("SKIPPED: no PostgreSQL in /usr/lib/postgresql (apt install postgresql)");
            assert!(std::env::var_os("CI").is_none(), "CI must have PostgreSQL");
            return None;
        };
        let (options, environment) = match disk {
            None => ("-c fsync=off", Vec::new()),
            Some(disk) => {
                ("-c fsync=on", vec![("LD_PRELOAD", disk.library()), ("LUWTE_DISK_BROKEN", disk.mark())])
            }
        };
        let postgres = Self { folder: Folder::new(), bin, options, environment };
        let data = postgres.data();
        fs::create_dir_all(&data).unwrap();
        if is_root() {
            let status =
                Command::new("chown").args(["-R", "postgres"]).arg(&postgres.folder.0).status().unwrap();
            assert!(status.success(), "PostgreSQL does not run as root, and there is no user `postgres`");
        }
        postgres.run(
            "initdb",
            &["--auth=trust", "--username=luwte", "--encoding=UTF8", "--no-sync", "-D"],
            &data,
        );
        postgres.start_again();
        Some(postgres)
    }

    /// Starts it, or again after [`Postgres::die`].
    pub fn start_again(&self) {
        let options = format!("-k {} -c listen_addresses='' {}", self.folder.0.display(), self.options);
        self.run("pg_ctl", &["-w", "-o", &options, "-l", "/dev/null", "start", "-D"], &self.data());
    }

    /// Ends at once, in the middle of whatever it does.
    pub fn die(&self) {
        self.run("pg_ctl", &["-w", "-m", "immediate", "stop", "-D"], &self.data());
    }

    /// Starts it again, whatever is left of it.
    pub fn revive(&self) {
        let mut stop = self.command("pg_ctl");
        stop.args(["-w", "-m", "immediate", "stop", "-D"]).arg(self.data());
        // It may have ended itself already.
        let _ = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
        self.start_again();
    }

    /// Its socket.
    pub fn socket(&self) -> PathBuf {
        self.folder.0.join(".s.PGSQL.5432")
    }

    /// The address of its database.
    pub fn address(&self) -> String {
        format!("postgres://luwte@localhost/postgres?host={}", self.folder.0.display())
    }

    fn data(&self) -> PathBuf {
        self.folder.0.join("data")
    }

    fn run(&self, program: &str, arguments: &[&str], data: &Path) {
        let status = self.command(program).args(arguments).arg(data).stdout(Stdio::null()).status().unwrap();
        assert!(status.success(), "{program} failed");
    }

    /// As an ordinary user: PostgreSQL refuses to run as root.
    fn command(&self, program: &str) -> Command {
        let path = self.bin.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(path);
            command.current_dir(&self.folder.0);
            command
        } else {
            Command::new(path)
        };
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ = self
            .command("pg_ctl")
            .args(["-m", "immediate", "stop", "-D"])
            .arg(self.data())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

/// The newest version that is installed.
fn binaries() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let found = versions.filter_map(|entry| Some(entry.ok()?.path().join("bin")));
    found.filter(|bin| bin.join("initdb").exists()).max()
}
