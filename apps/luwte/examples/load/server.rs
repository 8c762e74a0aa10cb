//! The server under load: a fresh institution with as many headsets as there will be rooms, and its process.
use crate::Outcome;
use link::api::Role;
use luwte::{
    auth::{password, secret},
    client::Site,
    clock,
    store::{Store, UserToAdd},
};
use std::{
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use uuid::Uuid;

/// Two colleagues: one watcher of every room each.
pub const COLLEAGUES: [&str; 2] = ["noor", "sam"];
pub const PASSWORD: &str = "een lang wachtwoord";

const STARTS_WITHIN: Duration = Duration::from_secs(30);
/// The kernel counts processor time in hundredths of a second, on every Linux there is.
const TICKS_PER_S: f64 = 100.0;

/// A running server, ended and cleaned up when dropped.
pub struct Running {
    pub site: Site,
    /// A code for each headset.
    pub enrolments: Vec<String>,
    process: Child,
    folder: PathBuf,
}

impl Running {
    /// Founds the institution and starts `luwte serve` on free ports.
    pub async fn start(headsets: usize, secure: bool) -> Outcome<Self> {
        let folder = std::env::temp_dir().join(format!("luwte-load-{}", Uuid::now_v7()));
        fs::create_dir_all(&folder)?;
        let enrolments = found(&folder.join("luwte.db"), headsets).await?;
        let (plain, https) = (free_address()?, free_address()?);
        let process = Command::new(binary()?)
            .args(["serve", "--data-dir"])
            .arg(&folder)
            .args(["--listen", &https.to_string(), "--listen-plain", &plain.to_string()])
            .env("LUWTE_LOG", "error")
            .env_remove("LUWTE_WEB_DIR")
            .stdout(Stdio::null())
            .spawn()?;
        let until = Instant::now() + STARTS_WITHIN;
        while TcpStream::connect(plain).is_err() {
            if Instant::now() > until {
                return Err("the server does not listen".into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let site = if secure {
            let ca = fs::read_to_string(folder.join("tls/ca.crt"))?;
            Site::new(&format!("https://localhost:{}", https.port()), Some(&ca))?
        } else {
            Site::new(&format!("http://{plain}"), None)?
        };
        Ok(Self { site, enrolments, process, folder })
    }

    /// Memory that the server's process holds, KiB.
    pub fn resident_kib(&self) -> Outcome<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }

    /// Processor time of the server so far, its own and the kernel's for it, seconds.
    pub fn processor_s(&self) -> Outcome<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        // Fields 14 and 15 of proc(5); the name in field 2 may hold spaces, so count from its closing bracket.
        let after_name = stat.rsplit_once(')').ok_or("no name in stat")?.1;
        let ticks: Vec<f64> =
            after_name.split_whitespace().skip(11).take(2).map(str::parse).collect::<Result<_, _>>()?;
        Ok(ticks.iter().sum::<f64>() / TICKS_PER_S)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

async fn found(database: &std::path::Path, headsets: usize) -> Outcome<Vec<String>> {
    let store = Store::open(database).await?;
    let now_us = clock::wall_us();
    let here = store.add_organisation("Last", now_us).await?;
    let password_hash = password::hash(PASSWORD)?;
    for login in COLLEAGUES {
        let user = UserToAdd {
            login: login.into(),
            name: login.into(),
            role: Role::Practitioner,
            password_hash: password_hash.clone(),
        };
        store.add_user(here, &user, now_us).await?;
    }
    let mut enrolments = Vec::with_capacity(headsets);
    for place in 0..headsets {
        let headset = store.register_headset(here, &format!("Bril {place}"), now_us).await?;
        let code = secret::enrolment_code()?;
        let hash = secret::enrolment_code_hash(&code);
        store.add_enrolment(headset, &hash, now_us, now_us + 3_600_000_000).await?;
        enrolments.push(code);
    }
    Ok(enrolments)
}

/// The `luwte` beside this program: examples lie one folder below the binaries of their profile.
fn binary() -> Outcome<PathBuf> {
    let own = std::env::current_exe()?;
    let folder = own.parent().and_then(|examples| examples.parent()).ok_or("no target folder")?;
    let binary = folder.join("luwte");
    if !binary.is_file() {
        return Err(format!("{} is not built", binary.display()).into());
    }
    Ok(binary)
}

fn free_address() -> Outcome<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}
