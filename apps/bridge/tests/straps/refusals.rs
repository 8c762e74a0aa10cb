//! What goes wrong, in words a person can act on and an exit code for scripts; and what a bridge may not.

use crate::{
    bluez::Bluez,
    stage::{Folder, eventually},
    ward::{Bridge, Ward, run},
};

/// No bus is here: nothing in these runs gets as far as the radio.
const NOWHERE: &str = "unix:path=/nonexistent/bus";

#[tokio::test]
async fn what_cannot_be_enrolled_says_why() {
    let ward = Ward::new().await;
    let server = ward.server();
    let folder = Folder::new();
    for (arguments, exit, says) in [
        (vec!["--server", server.as_str(), "--code", "VERKEERD"], 4, "This code does not work"),
        (vec!["--server", "http://127.0.0.1:9", "--code", "X"], 5, "does not answer"),
        (vec!["--server", "http://luwte.example", "--code", "X"], 2, "only https"),
        (vec!["--server", "luwte.local", "--code", "X"], 2, "is no address"),
        (vec!["--server", server.as_str()], 2, "--code"),
        (vec![], 4, "has not been enrolled"),
        (vec!["status"], 4, "has not been enrolled"),
        (vec!["fly"], 2, "fly"),
    ] {
        let (code, said) = run(&folder, NOWHERE, &arguments).await;
        assert_eq!(code, exit, "{arguments:?}: {said}");
        assert!(said.contains(says), "{arguments:?}: {said}");
    }
}

#[tokio::test]
async fn a_code_works_once_and_the_token_is_shown_nowhere() {
    let ward = Ward::new().await;
    let (_, code) = ward.bridge_code().await;
    let server = ward.server();
    let arguments = ["--server", &server, "--code", &code];
    let (exit, said) = run(&ward.folder, NOWHERE, &arguments).await;
    assert_eq!(exit, 0, "{said}");
    let kept = std::fs::read_to_string(ward.folder.0.join("bridge/bridge.json")).unwrap();
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    let token = kept["token"].as_str().unwrap();
    assert!(token.len() > 40 && !said.contains(token));
    let (exit, said) = run(&ward.folder, NOWHERE, &arguments).await;
    assert_eq!(exit, 4, "{said}");
}

#[tokio::test]
async fn without_bluetooth_it_says_so_and_ends() {
    let Some(alone) = Bluez::bus_alone() else { return };
    let ward = Ward::new().await;
    let (_, code) = ward.bridge_code().await;
    let server = ward.server();
    assert_eq!(run(&ward.folder, NOWHERE, &["--server", &server, "--code", &code]).await.0, 0);
    let (exit, said) = run(&ward.folder, &alone.address(), &[]).await;
    assert_eq!(exit, 3, "{said}");
    assert!(said.contains("BlueZ"), "{said}");
    let Some(empty) = Bluez::without_adapter() else { return };
    let (exit, said) = run(&ward.folder, &empty.address(), &[]).await;
    assert_eq!(exit, 3, "{said}");
    assert!(said.contains("no Bluetooth"), "{said}");
}

#[tokio::test]
async fn a_revoked_bridge_ends_and_holds_no_strap() {
    let Some(mut bluez) = Bluez::start() else { return };
    bluez.wear("C4:12:F5:00:00:01", "H10", &[]);
    let ward = Ward::new().await;
    let (id, code) = ward.bridge_code().await;
    let server = ward.server();
    assert_eq!(run(&ward.folder, NOWHERE, &["--server", &server, "--code", &code]).await.0, 0);
    let mut bridge = Bridge::start(&ward.folder, &bluez.address());
    let (headset, _session) = ward.session("Bril 1").await;
    eventually("the strap is reported", async || ward.strap(id, "C4:12:F5:00:00:01").await.is_some()).await;
    ward.place(ward.strap(id, "C4:12:F5:00:00:01").await.unwrap().strap.id, headset).await;
    eventually("the strap is held", async || bluez.is_held("C4:12:F5:00:00:01")).await;
    assert!(ward.store.revoke_bridge(ward.here, id, 1).await.unwrap());
    let ended = tokio::time::timeout(crate::stage::PATIENCE, bridge.ended()).await.unwrap();
    assert_eq!(ended.code(), Some(4));
    assert!(!bluez.is_held("C4:12:F5:00:00:01"));
    let (_, said) = run(&ward.folder, &bluez.address(), &["status"]).await;
    assert!(said.contains("does not trust this bridge any more"), "{said}");
}
