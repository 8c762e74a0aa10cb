//! Does the name lead here, and does the server answer?

use super::Finding;
use crate::{
    config::{Config, host_of},
    tls::lan_addresses,
};
use std::{
    net::{IpAddr, SocketAddr, ToSocketAddrs},
    time::Duration,
};

const WHAT: &str = "Name";
const RUNNING: &str = "Server";

pub(super) fn examine(config: &Config) -> Finding {
    let Some(url) = &config.public_url else {
        let addresses: Vec<_> = lan_addresses().iter().map(ToString::to_string).collect();
        let says = format!("`public_url` is not set; this machine is {}", addresses.join(", "));
        let advice =
            "Set `public_url` to one lasting name: what a headset keeps for offline use is bound to it.";
        return Finding::soon(WHAT, says, advice);
    };
    let Some(host) = host_of(url) else {
        return Finding::bad(WHAT, format!("{url} names no host"), "Set `public_url` to https://NAME.");
    };
    match (host.as_str(), 0).to_socket_addrs() {
        Ok(found) => judge(&host, &found.map(|address| address.ip()).collect::<Vec<_>>(), &lan_addresses()),
        Err(_) => unknown(&host, config.local_name()),
    }
}

/// A name that this machine cannot look up. Names under `.local` are told by the server itself, to who asks the network.
fn unknown(host: &str, local_name: Option<&str>) -> Finding {
    let told = local_name.is_some_and(|name| host.eq_ignore_ascii_case(&format!("{name}.local")));
    if told {
        let says = format!("the server tells its own network that {host} leads here, while it runs");
        return Finding::good(WHAT, says);
    }
    let advice = if host.to_ascii_lowercase().ends_with(".local") {
        "Set `local_name` to the part before `.local`, or `public_url` to a name that DNS knows."
    } else {
        "Ask who looks after DNS for a record that leads here, or use luwte.local."
    };
    Finding::bad(WHAT, format!("{host} is not known to this machine"), advice)
}

fn judge(host: &str, found: &[IpAddr], own: &[IpAddr]) -> Finding {
    if found.iter().any(|address| own.contains(address) || address.is_loopback()) {
        return Finding::good(WHAT, format!("{host} leads here"));
    }
    let found: Vec<_> = found.iter().map(ToString::to_string).collect();
    let advice = "Fine behind a proxy. Otherwise let the name lead to this machine.";
    Finding::soon(WHAT, format!("{host} leads to {}", found.join(", ")), advice)
}

/// Whether a server answers on this machine.
pub(crate) async fn running(plain: SocketAddr) -> Finding {
    // The address is a plain one; the library wants to know who would do TLS all the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().timeout(Duration::from_secs(5)).no_proxy().build();
    let Ok(client) = client else {
        return Finding::bad(RUNNING, "it could not be asked", "Run this command on the server itself.");
    };
    let answer = client.get(format!("http://{plain}/ready")).send().await;
    match answer.map(|answer| answer.status().as_u16()) {
        Ok(200) => Finding::good(RUNNING, format!("it runs and can store (http://{plain})")),
        Ok(status) => Finding::bad(
            RUNNING,
            format!("it runs at http://{plain} and answers {status}"),
            "It cannot store. Look at Disk and Record above, and at its log.",
        ),
        Err(_) => Finding::soon(
            RUNNING,
            format!("nothing answers at http://{plain}"),
            "Start it (luwte serve), or give its `listen_plain` in the configuration.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Health;

    #[test]
    fn a_name_that_the_server_tells_itself_needs_no_dns() {
        assert_eq!(unknown("luwte.local", Some("luwte")).health, Health::Good);
        assert_eq!(unknown("zorghuis.local", Some("luwte")).health, Health::Bad);
        assert_eq!(unknown("luwte.local", None).health, Health::Bad);
        assert_eq!(unknown("luwte.example", Some("luwte")).health, Health::Bad);
    }

    #[test]
    fn a_name_leads_here_or_elsewhere() {
        let own: Vec<IpAddr> = vec!["10.0.0.4".parse().unwrap()];
        let health = |found: &str| judge("luwte.example", &[found.parse().unwrap()], &own).health;
        assert_eq!(health("10.0.0.4"), Health::Good);
        assert_eq!(health("127.0.0.1"), Health::Good);
        assert_eq!(health("192.0.2.7"), Health::Soon);
    }
}
