//! Sensors that offer Polar Measurement Data: intervals by light, and an electrocardiogram that the bridge reads.

use crate::{
    bluez::Bluez,
    stage::{Headset, PATIENCE, eventually},
    ward::{Bridge, Ward, run},
};
use hrv::{Packet, Source};
use session::BridgeId;
use std::time::Instant;

const STRAP: &str = "A0:9E:1A:00:00:07";
const ECG: u8 = 0;
const PPI: u8 = 3;

struct Set {
    ward: Ward,
    bluez: Bluez,
    headset: Headset,
    id: BridgeId,
    _bridge: Bridge,
}

/// A strap that offers these measurements, held by a bridge that was started so, for a headset in a session.
async fn set(name: &str, offers: &[u8], arguments: &[&str]) -> Option<Set> {
    let mut bluez = Bluez::start()?;
    bluez.wear(STRAP, name, offers);
    let ward = Ward::new().await;
    let (id, code) = ward.bridge_code().await;
    let server = ward.server();
    let (exit, said) = run(&ward.folder, &bluez.address(), &["--server", &server, "--code", &code]).await;
    assert_eq!(exit, 0, "{said}");
    let bridge = Bridge::start_with(&ward.folder, &bluez.address(), arguments);
    let (device, headset) = ward.session("Bril 1").await;
    eventually("the strap is reported", async || ward.strap(id, STRAP).await.is_some()).await;
    ward.place(ward.strap(id, STRAP).await.unwrap().strap.id, device).await;
    Some(Set { ward, bluez, headset, id, _bridge: bridge })
}

impl Set {
    /// Every packet of the session, once so many intervals are in it.
    async fn packets(&self, intervals: usize) -> Vec<Packet> {
        let until = Instant::now() + PATIENCE;
        loop {
            let packets = self.ward.packets(self.headset.session).await;
            let packets: Vec<Packet> = packets.iter().filter_map(|bytes| Packet::parse(bytes).ok()).collect();
            let found: usize = packets.iter().map(|packet| packet.rr_ticks().len()).sum();
            if found >= intervals || Instant::now() > until {
                return packets;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }

    async fn said(&self) -> String {
        run(&self.ward.folder, &self.bluez.address(), &["status"]).await.1
    }
}

#[tokio::test]
async fn an_arm_band_brings_its_intervals_by_light_with_what_it_doubts() {
    let Some(mut set) = set("Verity Sense", &[PPI], &[]).await else { return };
    let mut frame = vec![PPI, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (interval_ms, flags) in [(812_u16, 0b110_u8), (799, 0b111), (806, 0b110)] {
        frame.push(74);
        frame.extend(interval_ms.to_le_bytes());
        frame.extend([9, 0, flags]);
    }
    eventually("the bridge asked for intervals by light", async || set.bluez.measure(STRAP, &frame)).await;
    // Its rate shows that it is there; the same beats once more do not stand twice.
    assert!(set.bluez.beat(STRAP, &[0x06, 74]));
    assert!(set.bluez.beat(STRAP, &[0x16, 74, 0x00, 0x03]));
    assert!(set.bluez.measure(STRAP, &frame));
    let packets = set.packets(6).await;
    let light: Vec<&Packet> = packets.iter().filter(|packet| packet.source() == Source::Light).collect();
    assert_eq!(light.len(), 2, "{}", set.said().await);
    for packet in &light {
        let told: Vec<_> =
            (0..3).map(|index| (packet.rr_ticks()[index], packet.is_doubtful(index))).collect();
        // 812, 799 and 806 ms in 1/1024 s.
        assert_eq!(told, [(831, false), (818, true), (825, false)]);
    }
    let others: Vec<&Packet> = packets.iter().filter(|packet| packet.source() != Source::Light).collect();
    assert!(others.iter().all(|packet| packet.rr_ticks().is_empty()));
    assert_eq!(others.len(), 1);
    eventually("the status says how it measures, and its battery", async || {
        let said = set.said().await;
        said.contains("by light") && said.contains("80")
    })
    .await;
    eventually("the register of the server tells its battery too", async || {
        set.ward.battery(set.id).await == Some(80)
    })
    .await;
}

#[tokio::test]
async fn an_electrocardiogram_is_read_where_it_is_asked_for() {
    let Some(mut set) = set("H10", &[ECG], &["--measure", "ecg"]).await else { return };
    // A made-up lead with a beat every 0.85 s, in frames of 73 values at 130 Hz.
    let frame = |number: u64| {
        let mut bytes = vec![ECG];
        bytes.extend((700_000_000_000_000_000 + ((number + 1) * 73 - 1) * 1_000_000_000 / 130).to_le_bytes());
        bytes.push(0);
        for i in number * 73..(number + 1) * 73 {
            let from_beat = ((i as f64 / 130.0 + 0.4) % 0.85 - 0.4) / 0.011;
            let value = (1_000.0 * (-0.5 * from_beat * from_beat).exp()).round() as i32;
            bytes.extend(&value.to_le_bytes()[..3]);
        }
        bytes
    };
    let mut number = 0;
    eventually("the bridge asked for the electrocardiogram", async || {
        let heard = set.bluez.measure(STRAP, &frame(number));
        number += u64::from(heard);
        number == 30
    })
    .await;
    assert!(set.bluez.beat(STRAP, &[0x16, 70, 0x00, 0x03]), "the Heart Rate service is listened to as well");
    let packets = set.packets(14).await;
    assert!(packets.iter().all(|packet| packet.source() == Source::Ecg), "{}", set.said().await);
    let intervals: Vec<u16> = packets.iter().flat_map(|packet| packet.rr_ticks().to_vec()).collect();
    assert!(intervals.len() >= 14, "{intervals:?}");
    assert!(intervals.iter().all(|ticks| (869..=872).contains(ticks)), "{intervals:?}");
}

#[tokio::test]
async fn without_being_asked_a_chest_strap_stays_with_the_heart_rate_service() {
    let Some(mut set) = set("H10", &[ECG], &[]).await else { return };
    eventually("the bridge listens", async || set.bluez.beat(STRAP, &[0x16, 70, 0x00, 0x03])).await;
    assert!(!set.bluez.measure(STRAP, &[ECG; 13]), "nobody asked for it");
    let packets = set.packets(1).await;
    assert_eq!(packets.len(), 1);
    assert_eq!((packets[0].source(), packets[0].rr_ticks()), (Source::Sensor, [768].as_slice()));
}
