//! Beats on their way: two straps at once, a server that goes and comes back, a strap that is lost, a bridge that is killed.

use crate::{
    bluez::Bluez,
    stage::{Headset, PATIENCE, eventually},
    ward::{Bridge, Ward, run},
};
use session::{DeviceId, SessionId};
use std::time::{Duration, Instant};

const ONE: &str = "C4:12:F5:00:00:01";
const OTHER: &str = "C4:12:F5:00:00:02";

/// A strap, and every interval that somebody listened to.
struct Worn {
    address: &'static str,
    sent: Vec<u16>,
}

impl Worn {
    fn new(address: &'static str) -> Self {
        Self { address, sent: Vec::new() }
    }

    /// Sends this many packets of one interval each, no two alike; waits until somebody listens.
    async fn beat(&mut self, bluez: &mut Bluez, packets: u16) {
        let from = self.sent.len();
        eventually("the bridge listens to the strap", async || {
            let ticks = 700 + u16::try_from(self.sent.len()).unwrap();
            let [low, high] = ticks.to_le_bytes();
            if bluez.beat(self.address, &[0x10, 70, low, high]) {
                self.sent.push(ticks);
            }
            self.sent.len() == from + usize::from(packets)
        })
        .await;
    }
}

/// A ward with a bridge whose two straps go with two headsets that are in sessions.
struct Set {
    ward: Ward,
    bluez: Bluez,
    bridge: Option<Bridge>,
    headsets: Vec<Headset>,
    worn: [Worn; 2],
}

async fn set() -> Option<Set> {
    let mut bluez = Bluez::start()?;
    bluez.wear(ONE, "H10 een", &[]);
    bluez.wear(OTHER, "H10 twee", &[]);
    let ward = Ward::new().await;
    let (id, code) = ward.bridge_code().await;
    let server = ward.server();
    let (exit, said) = run(&ward.folder, &bluez.address(), &["--server", &server, "--code", &code]).await;
    assert_eq!(exit, 0, "{said}");
    assert!(said.contains("Kamer 3"), "{said}");
    let bridge = Bridge::start(&ward.folder, &bluez.address());
    let mut headsets = Vec::new();
    for (name, address) in [("Bril 1", ONE), ("Bril 2", OTHER)] {
        let (headset, session): (DeviceId, Headset) = ward.session(name).await;
        eventually("the strap is reported", async || ward.strap(id, address).await.is_some()).await;
        ward.place(ward.strap(id, address).await.unwrap().strap.id, headset).await;
        headsets.push(session);
    }
    Some(Set { ward, bluez, bridge: Some(bridge), headsets, worn: [Worn::new(ONE), Worn::new(OTHER)] })
}

impl Set {
    async fn both_beat(&mut self, packets: u16) {
        for worn in &mut self.worn {
            worn.beat(&mut self.bluez, packets).await;
        }
    }

    fn sessions(&self) -> Vec<SessionId> {
        self.headsets.iter().map(|headset| headset.session).collect()
    }

    /// Every interval that was sent, of each strap, stands once and in order in the session of its headset.
    async fn all_stands(&self) {
        for (session, worn) in self.sessions().into_iter().zip(&self.worn) {
            let until = Instant::now() + PATIENCE;
            while self.ward.intervals(session).await.0.len() < worn.sent.len() && Instant::now() < until {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            assert_eq!(self.ward.intervals(session).await.0, worn.sent, "{}", self.status().await);
        }
    }

    async fn status(&self) -> serde_json::Value {
        let (exit, said) = run(&self.ward.folder, &self.bluez.address(), &["status", "--json"]).await;
        assert_eq!(exit, 0, "{said}");
        serde_json::from_str(&said).unwrap()
    }
}

#[tokio::test]
async fn two_straps_stream_at_once_while_the_server_goes_and_comes_back() {
    let Some(mut set) = set().await else { return };
    set.both_beat(20).await;
    set.all_stands().await;
    set.ward.stop().await;
    set.both_beat(20).await;
    eventually("the status tells that beats wait", async || {
        let status = set.status().await;
        status["server"]["standing"] == "away" && status["waiting"]["to_deliver"].as_u64() > Some(0)
    })
    .await;
    set.ward.start().await;
    for headset in &mut set.headsets {
        headset.reconnect().await;
    }
    set.both_beat(20).await;
    set.all_stands().await;
    eventually("nothing waits", async || {
        let status = set.status().await;
        status["running"] == true
            && status["waiting"]
                == serde_json::json!({"to_deliver": 0, "unplaced": 0, "let_go": 0, "failing": false})
    })
    .await;
    assert!(set.bridge.take().unwrap().stop().await.success());
    assert!(!set.bluez.is_held(ONE) && !set.bluez.is_held(OTHER), "a strap is let go when the service ends");
    set.all_stands().await;
}

#[tokio::test]
async fn a_strap_that_was_lost_comes_back_as_another_epoch_and_a_killed_bridge_loses_nothing() {
    let Some(mut set) = set().await else { return };
    set.both_beat(10).await;
    set.bluez.lose(ONE);
    set.worn[1].beat(&mut set.bluez, 5).await;
    set.bluez.come_back(ONE);
    set.both_beat(10).await;
    set.all_stands().await;
    let sessions = set.sessions();
    let (_, epochs) = set.ward.intervals(sessions[0]).await;
    assert_eq!(epochs.len(), 2, "{epochs:?}");
    assert_eq!(set.ward.intervals(sessions[1]).await.1.len(), 1);
    // The server is away while the bridge is killed with beats of both straps in its file.
    set.ward.stop().await;
    set.both_beat(10).await;
    // A beat that is on its way from the radio is nobody's yet: what the bridge has must not be lost.
    eventually("the bridge has them all", async || {
        set.status().await["waiting"]["to_deliver"].as_u64() == Some(20)
    })
    .await;
    set.bridge.take().unwrap().kill();
    [ONE, OTHER].iter().for_each(|address| set.bluez.listener_gone(address));
    set.bridge = Some(Bridge::start(&set.ward.folder, &set.bluez.address()));
    set.both_beat(10).await;
    set.ward.start().await;
    for headset in &mut set.headsets {
        headset.reconnect().await;
    }
    set.both_beat(5).await;
    set.all_stands().await;
}
