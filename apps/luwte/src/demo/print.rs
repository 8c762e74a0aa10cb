//! What `luwte demo` prints: addresses, a code for the headset's camera, and logins; or one line of JSON for programs.

use super::institution::Institution;
use crate::tls;
use fast_qr::QRBuilder;
use serde_json::json;
use std::{net::SocketAddr, path::Path};

/// The page from which devices install the demo's certificate.
pub(super) struct Installing {
    /// Where it is, the best address first.
    pub addresses: Vec<String>,
    /// What the certificate's fingerprint must be.
    pub fingerprint: String,
}

pub(super) fn all(
    as_json: bool,
    institution: &Institution,
    enrolments: &[String],
    plain: SocketAddr,
    https: SocketAddr,
    installing: Option<&Installing>,
    folder: &Path,
) {
    let lan = tls::lan_addresses();
    let in_url = |address: &std::net::IpAddr| match address {
        std::net::IpAddr::V4(v4) => v4.to_string(),
        std::net::IpAddr::V6(v6) => format!("[{v6}]"),
    };
    let plain_url = format!("http://localhost:{}", plain.port());
    let https_local = format!("https://localhost:{}", https.port());
    let https_lan: Vec<_> =
        lan.iter().map(|address| format!("https://{}:{}", in_url(address), https.port())).collect();
    let best = https_lan.first().unwrap_or(&https_local);
    let ca = folder.join("tls/ca.crt");
    // One code for a headset in the network, one for a headset by cable or for a try on this screen.
    let bases = [best.as_str(), plain_url.as_str()];
    let enrol: Vec<_> = enrolments
        .iter()
        .zip(bases.iter().cycle())
        .map(|(code, base)| format!("{base}/vr#enrol={code}"))
        .collect();
    if as_json {
        let logins: Vec<_> = institution
            .logins()
            .iter()
            .map(|login| json!({"login": login.login, "password": login.password, "role": login.role, "roles": login.roles}))
            .collect();
        println!(
            "{}",
            json!({
                "http": plain_url, "https": https_local, "logins": logins, "enrol": enrol, "ca": ca,
                "install": installing.map(|installing| &installing.addresses),
            })
        );
        return;
    }
    println!("\nLuwte, with a made-up institution. Everybody in it is invented.\n");
    println!("  Dashboard   {plain_url}/");
    println!("  Companion   {plain_url}/companion");
    println!("  Headset     {plain_url}/vr   (on this screen, or in a headset by cable)\n");
    for url in &https_lan {
        println!("  In your network   {url}");
    }
    if let Some(Installing { addresses, fingerprint }) = installing {
        println!("\n  First, on each headset, tablet or computer: install the certificate from");
        addresses.iter().for_each(|address| println!("    {address}"));
        println!("  Its fingerprint (SHA-256) must be\n    {fingerprint}");
    }
    println!("\n  Sign in with:");
    for login in institution.logins() {
        println!("    {:<6} {}   {}", login.login, login.password, login.roles.join(", "));
    }
    let [for_headset, for_screen] = enrol.as_slice() else { return };
    println!("\n  Enrol this screen as a headset (once, within the hour):\n    {for_screen}");
    println!(
        "\n  Enrol a headset: open this address in it, or let its camera read the code:\n    {for_headset}\n"
    );
    if let Ok(code) = QRBuilder::new(for_headset.as_str()).build() {
        println!("{}", code.to_str());
    }
    println!("  Data and certificate: {}. Ctrl-C ends the demo; the data stays.\n", folder.display());
}
