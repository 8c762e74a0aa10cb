//! By which names and addresses this machine may be reached in its own network.

use std::{
    collections::BTreeSet,
    fs,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

/// Every name and address by which this machine may be reached in its own network.
pub fn own_names() -> Vec<String> {
    let mut names = BTreeSet::from(["localhost".to_owned()]);
    if let Ok(host) = fs::read_to_string("/proc/sys/kernel/hostname") {
        let host = host.trim().to_lowercase();
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
        if !host.is_empty() && host.chars().all(plain) {
            names.insert(format!("{host}.local"));
            names.insert(host);
        }
    }
    names.extend([Ipv4Addr::LOCALHOST.to_string(), Ipv6Addr::LOCALHOST.to_string()]);
    names.extend(lan_addresses().iter().map(IpAddr::to_string));
    names.into_iter().collect()
}

/// The addresses of this machine's network interfaces, loopback and link-local ones left out.
pub fn lan_addresses() -> Vec<IpAddr> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let usable = |address: &IpAddr| match address {
        IpAddr::V4(v4) => !v4.is_link_local(),
        IpAddr::V6(v6) => !v6.is_unicast_link_local(),
    };
    let addresses: BTreeSet<_> = interfaces
        .iter()
        .filter(|one| !one.is_loopback())
        .map(if_addrs::Interface::ip)
        .filter(usable)
        .collect();
    addresses.into_iter().collect()
}
