//! The server's name in its own network: `luwte.local` by mDNS (RFC 6762), for headsets and tablets without a DNS of ours.

use crate::tls::lan_addresses;
use mdns_sd::{ServiceDaemon, ServiceInfo};

/// Why the name is not told.
#[derive(Debug, thiserror::Error)]
pub enum AnnounceError {
    /// The network refused.
    #[error("the name could not be told in the network")]
    Network(#[from] mdns_sd::Error),
    /// A name that cannot be one.
    #[error("`{0}` cannot be a name in the network: letters, digits and dashes, at most 63")]
    Name(String),
}

/// A name that is being told; it is taken back when this goes.
pub struct Announced {
    daemon: ServiceDaemon,
    full_name: String,
}

/// Tells the network that `name`.local is this machine, on every address it has or gets, and that Luwte listens there.
pub fn announce(name: &str, port: u16) -> Result<Announced, AnnounceError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if name.is_empty() || name.len() > 63 || !name.chars().all(plain) {
        return Err(AnnounceError::Name(name.to_owned()));
    }
    let daemon = ServiceDaemon::new()?;
    let host = format!("{name}.local.");
    let addresses = lan_addresses();
    let service =
        ServiceInfo::new("_https._tcp.local.", name, &host, &*addresses, port, &[("path", "/")][..])?;
    let service = service.enable_addr_auto();
    let full_name = service.get_fullname().to_owned();
    daemon.register(service)?;
    Ok(Announced { daemon, full_name })
}

impl Drop for Announced {
    fn drop(&mut self) {
        // A farewell is a courtesy: a network that does not hear it forgets the name by itself.
        if let Ok(done) = self.daemon.unregister(&self.full_name) {
            let _ = done.recv_timeout(std::time::Duration::from_millis(200));
        }
        let _ = self.daemon.shutdown();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mdns_sd::HostnameResolutionEvent;
    use std::time::Duration;

    #[test]
    fn a_name_is_found_in_the_network() {
        if lan_addresses().is_empty() {
            eprintln!("SKIPPED: this machine has no network in which a name could be told");
            return;
        }
        let name = format!("luwte-{}", &uuid::Uuid::new_v4().simple().to_string()[..12]);
        let _announced = announce(&name, 8443).unwrap();
        let asking = ServiceDaemon::new().unwrap();
        let answers = asking.resolve_hostname(&format!("{name}.local."), Some(20_000)).unwrap();
        // Answers come per network: the one within this machine, and those it is in.
        let ours = lan_addresses();
        let is_ours = |address: std::net::IpAddr| address.is_loopback() || ours.contains(&address);
        let next = || answers.recv_timeout(Duration::from_secs(20)).ok();
        let answered = std::iter::from_fn(next).any(|event| match event {
            HostnameResolutionEvent::AddressesFound(_, found) => {
                found.iter().any(|address| is_ours(address.to_ip_addr()))
            }
            _ => false,
        });
        assert!(answered, "nobody answered for the name");
        let _ = asking.shutdown();
    }

    #[test]
    fn what_cannot_be_a_name_is_refused() {
        for name in ["", "a.b", "luwte local", &"x".repeat(64)] {
            assert!(matches!(announce(name, 1), Err(AnnounceError::Name(_))), "{name}");
        }
    }
}
