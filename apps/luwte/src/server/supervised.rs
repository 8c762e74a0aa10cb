//! What a service manager (systemd) and the server tell each other: ports that outlive a restart, readiness, and that it lives.

use std::{
    env,
    net::{SocketAddr, TcpListener},
    os::{
        fd::{BorrowedFd, OwnedFd, RawFd},
        linux::net::SocketAddrExt,
        unix::{ffi::OsStrExt, net},
    },
    time::Duration,
};

/// The first file that is handed over (sd_listen_fds(3)).
const FIRST: RawFd = 3;

/// The listener for this address that the service manager holds for us, with every connection that waits in it: while one
/// process ends and the next begins, nobody is refused.
pub fn handed_over(address: SocketAddr) -> Option<TcpListener> {
    let number = |name: &str| env::var(name).ok()?.parse::<u32>().ok();
    if number("LISTEN_PID")? != std::process::id() {
        return None;
    }
    let count = RawFd::try_from(number("LISTEN_FDS")?).ok()?;
    (FIRST..FIRST.checked_add(count)?).find_map(|fd| listener(fd, address))
}

/// The ports that the service manager holds for us.
pub fn ports_handed_over() -> Vec<u16> {
    let number = |name: &str| env::var(name).ok()?.parse::<u32>().ok();
    if number("LISTEN_PID") != Some(std::process::id()) {
        return Vec::new();
    }
    let count = number("LISTEN_FDS").and_then(|count| RawFd::try_from(count).ok()).unwrap_or(0);
    let port = |fd| {
        // SAFETY: as in `listener`.
        let own: OwnedFd = unsafe { BorrowedFd::borrow_raw(fd) }.try_clone_to_owned().ok()?;
        TcpListener::from(own).local_addr().ok().map(|address| address.port())
    };
    (FIRST..FIRST.saturating_add(count)).filter_map(port).collect()
}

/// A copy of an open listener, when it listens on this port.
fn listener(fd: RawFd, address: SocketAddr) -> Option<TcpListener> {
    // SAFETY: the service manager promised that this file is open, and it is only borrowed to be copied: whoever else
    // looks for a port of theirs finds it as it was.
    let own: OwnedFd = unsafe { BorrowedFd::borrow_raw(fd) }.try_clone_to_owned().ok()?;
    let listener = TcpListener::from(own);
    let is_ours =
        listener.local_addr().is_ok_and(|found| found.port() == address.port() && address.port() != 0);
    (is_ours && listener.set_nonblocking(true).is_ok()).then_some(listener)
}

/// Whoever started us and wants to hear how we are; nobody, where the environment names none.
pub struct Supervisor {
    beating: Option<tokio::task::JoinHandle<()>>,
}

impl Supervisor {
    /// Says that the server is ready, and then, as often as is wanted, that it lives. It is said from the thread that serves:
    /// a server that hangs says nothing, and is started anew.
    pub fn greet() -> Self {
        tell("READY=1");
        let pid = env::var("WATCHDOG_PID").ok().and_then(|pid| pid.parse::<u32>().ok());
        let within = env::var("WATCHDOG_USEC").ok().and_then(|within| within.parse().ok());
        let within = within.filter(|_| pid.is_none_or(|pid| pid == std::process::id()));
        let beating = within.map(|within_us: u64| {
            tokio::spawn(async move {
                let mut beats =
                    tokio::time::interval(Duration::from_micros(within_us / 3).max(Duration::from_millis(1)));
                loop {
                    beats.tick().await;
                    tell("WATCHDOG=1");
                }
            })
        });
        Self { beating }
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        tell("STOPPING=1");
        if let Some(beating) = &self.beating {
            beating.abort();
        }
    }
}

fn tell(word: &str) {
    let Some(place) = env::var_os("NOTIFY_SOCKET") else { return };
    let address = match place.as_bytes().split_first() {
        Some((b'@', name)) => net::SocketAddr::from_abstract_name(name),
        _ => net::SocketAddr::from_pathname(&place),
    };
    let sent =
        address.and_then(|address| net::UnixDatagram::unbound()?.send_to_addr(word.as_bytes(), &address));
    if let Err(error) = sent {
        tracing::debug!(%error, "whoever started the server could not be told");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::fd::AsRawFd;

    #[test]
    fn a_port_that_is_held_for_us_is_found_by_its_number_and_stays_open() {
        let held = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = held.local_addr().unwrap();
        let any = SocketAddr::from(([0, 0, 0, 0], address.port()));
        let first = listener(held.as_raw_fd(), any).unwrap();
        assert_eq!(first.local_addr().unwrap(), address);
        drop(first);
        std::net::TcpStream::connect(address).unwrap();
        let other = SocketAddr::from(([0, 0, 0, 0], address.port().wrapping_add(1)));
        assert!(listener(held.as_raw_fd(), other).is_none());
    }
}
