//! The outbox by itself: what goes in comes out once, in order, with names that never come twice.

use super::*;
use link::bridge::SessionWindow;
use proptest::prelude::*;
use session::SessionId;
use std::path::PathBuf;

const SECOND: i64 = 1_000_000;
/// When the machine was started, by the server's clock.
const BOOT: i64 = 1_800_000_000 * SECOND;
const STRAP: StrapId = StrapId(Uuid::from_u128(7));
const BRIDGE: BridgeId = BridgeId(Uuid::from_u128(9));

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("luwte-outbox-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn open(&self, bridge: BridgeId) -> Outbox {
        let mut outbox = Outbox::open(&self.0.join("outbox.db"), bridge, BOOT).unwrap();
        outbox.learn(&[work()]).unwrap();
        outbox
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn work() -> StrapWork {
    let address = "C4:12:F5:00:00:01".to_owned();
    StrapWork { id: STRAP, address, name: "H10".into(), headset: Some("Bril 1".into()), sessions: Vec::new() }
}

fn window(id: u128, from_s: i64, to_s: Option<i64>) -> SessionWindow {
    let opened = BOOT + from_s * SECOND;
    let to = to_s.map(|to| BOOT + to * SECOND);
    SessionWindow { session: SessionId(Uuid::from_u128(id)), opened, from: opened, to }
}

fn hear(outbox: &mut Outbox, connection: i64, seconds: std::ops::Range<i64>) {
    for second in seconds {
        outbox.keep(STRAP, connection, second * SECOND, &[16, u8::try_from(second % 200).unwrap()]).unwrap();
    }
}

fn oldest(outbox: &Outbox) -> Option<Stretch> {
    let session = *outbox.sessions(STRAP).unwrap().first()?;
    outbox.oldest(STRAP, session).unwrap()
}

/// Delivers all that waits as a server would take it: (session, epoch, n, second byte).
fn deliver(outbox: &mut Outbox) -> Vec<(u128, u32, u32, u8)> {
    let mut taken = Vec::new();
    while let Some(stretch) = oldest(outbox) {
        let packets = outbox.packets(&stretch, u64::from(stretch.first_n), 50).unwrap();
        assert!(!packets.is_empty());
        for (n, packet) in (stretch.first_n..).zip(&packets) {
            taken.push((stretch.session.0.as_u128(), stretch.epoch, n, packet.bytes[1]));
        }
        let watermark = u64::from(stretch.first_n) + packets.len() as u64;
        outbox.acknowledged(STRAP, stretch.epoch, watermark).unwrap();
    }
    taken
}

#[test]
fn what_was_heard_before_its_session_was_known_gets_its_place_afterwards_and_goes_once() {
    let folder = Folder::new();
    let mut outbox = folder.open(BRIDGE);
    let connection = outbox.connected(STRAP).unwrap();
    hear(&mut outbox, connection, 0..30);
    assert_eq!(outbox.waiting().unwrap().unplaced, 30);
    assert_eq!(outbox.oldest_unplaced().unwrap(), Some(BOOT));
    assert_eq!(outbox.place(STRAP, &[window(1, 10, Some(20))], BOOT).unwrap(), 10);
    let taken = deliver(&mut outbox);
    let beats: Vec<_> = taken.iter().map(|(session, _, n, byte)| (*session, *n, *byte)).collect();
    assert_eq!(beats, (0..10_u8).map(|n| (1, u32::from(n), n + 10)).collect::<Vec<_>>());
    assert_eq!(outbox.waiting().unwrap(), Waiting { to_deliver: 0, unplaced: 20, let_go: 0 });
}

#[test]
fn a_session_that_grows_goes_on_under_the_same_epoch_and_a_reconnect_begins_another() {
    let folder = Folder::new();
    let mut outbox = folder.open(BRIDGE);
    let first = outbox.connected(STRAP).unwrap();
    hear(&mut outbox, first, 0..5);
    outbox.place(STRAP, &[window(1, 0, Some(3))], BOOT).unwrap();
    outbox.place(STRAP, &[window(1, 0, Some(5))], BOOT).unwrap();
    let second = outbox.connected(STRAP).unwrap();
    assert_ne!(first, second);
    hear(&mut outbox, second, 5..8);
    outbox.place(STRAP, &[window(1, 0, None)], BOOT).unwrap();
    let taken = deliver(&mut outbox);
    let (epochs, numbers): (Vec<_>, Vec<_>) = taken.iter().map(|(_, epoch, n, _)| (*epoch, *n)).unzip();
    assert_eq!(numbers, [0, 1, 2, 3, 4, 0, 1, 2]);
    assert!(epochs[..5].iter().all(|epoch| *epoch == epochs[0]));
    assert!(epochs[5..].iter().all(|epoch| *epoch > epochs[0]));
    assert_eq!(i64::from(epochs[0]), BOOT / SECOND, "an epoch is a moment, so that none comes again");
}

#[test]
fn one_connection_over_two_sessions_is_two_stretches() {
    let folder = Folder::new();
    let mut outbox = folder.open(BRIDGE);
    let connection = outbox.connected(STRAP).unwrap();
    hear(&mut outbox, connection, 0..20);
    outbox.place(STRAP, &[window(1, 0, Some(5)), window(2, 12, None)], BOOT).unwrap();
    let taken = deliver(&mut outbox);
    assert_eq!(taken.len(), 13);
    assert_eq!((taken[4].0, taken[4].2, taken[5].0, taken[5].2), (1, 4, 2, 0));
    assert!(taken[5].1 > taken[4].1);
}

#[test]
fn a_restart_loses_nothing_and_repeats_no_name() {
    let folder = Folder::new();
    let mut outbox = folder.open(BRIDGE);
    let connection = outbox.connected(STRAP).unwrap();
    hear(&mut outbox, connection, 0..6);
    outbox.place(STRAP, &[window(1, 0, None)], BOOT).unwrap();
    let before = oldest(&outbox).unwrap();
    outbox.acknowledged(STRAP, before.epoch, 2).unwrap();
    drop(outbox);
    let mut outbox = folder.open(BRIDGE);
    assert_eq!(outbox.straps().unwrap()[0].headset.as_deref(), Some("Bril 1"));
    let after = oldest(&outbox).unwrap();
    assert_eq!((after.epoch, after.first_n), (before.epoch, 2));
    let again = outbox.connected(STRAP).unwrap();
    assert!(again > connection);
    hear(&mut outbox, again, 6..8);
    outbox.place(STRAP, &[window(1, 0, None)], BOOT).unwrap();
    assert_eq!(deliver(&mut outbox).iter().map(|taken| taken.3).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7]);
}

#[test]
fn the_servers_clock_puts_a_run_right_that_began_in_1970() {
    let folder = Folder::new();
    let mut outbox = Outbox::open(&folder.0.join("outbox.db"), BRIDGE, 0).unwrap();
    outbox.learn(&[work()]).unwrap();
    let connection = outbox.connected(STRAP).unwrap();
    hear(&mut outbox, connection, 0..5);
    assert_eq!(outbox.place(STRAP, &[window(1, 0, None)], BOOT).unwrap(), 0);
    outbox.clock(BOOT, true).unwrap();
    outbox.clock(77, false).unwrap();
    assert_eq!(outbox.place(STRAP, &[window(1, 0, None)], BOOT).unwrap(), 5);
}

#[test]
fn what_waits_is_not_for_another_institution() {
    let folder = Folder::new();
    let mut outbox = folder.open(BRIDGE);
    let connection = outbox.connected(STRAP).unwrap();
    hear(&mut outbox, connection, 0..5);
    drop(outbox);
    let outbox = Outbox::open(&folder.0.join("outbox.db"), BridgeId(Uuid::from_u128(10)), BOOT).unwrap();
    assert_eq!(outbox.waiting().unwrap(), Waiting::default());
    assert!(outbox.straps().unwrap().is_empty());
}

#[test]
fn what_nobody_claims_goes_after_three_days_and_not_before_the_server_was_asked() {
    let folder = Folder::new();
    let mut outbox = folder.open(BRIDGE);
    let connection = outbox.connected(STRAP).unwrap();
    hear(&mut outbox, connection, 0..5);
    let day = 86_400 * SECOND;
    assert_eq!(outbox.let_go_unclaimed(BOOT + 10 * day).unwrap(), 0);
    assert_eq!(outbox.let_go_unclaimed(BOOT + 12 * day).unwrap(), 0);
    assert_eq!(outbox.let_go_unclaimed(BOOT + 13 * day + SECOND).unwrap(), 5);
    hear(&mut outbox, connection, 5..9);
    assert_eq!(outbox.let_go_unclaimed(BOOT + 40 * day).unwrap(), 4, "older than the server takes");
}

#[test]
fn a_server_that_went_back_to_a_backup_gets_the_rest_under_a_new_epoch() {
    let folder = Folder::new();
    let mut outbox = folder.open(BRIDGE);
    let connection = outbox.connected(STRAP).unwrap();
    hear(&mut outbox, connection, 0..9);
    outbox.place(STRAP, &[window(1, 0, None)], BOOT).unwrap();
    let stretch = oldest(&outbox).unwrap();
    outbox.acknowledged(STRAP, stretch.epoch, 4).unwrap();
    outbox.begin_anew(&stretch, BOOT).unwrap();
    hear(&mut outbox, connection, 9..10);
    outbox.place(STRAP, &[window(1, 0, None)], BOOT).unwrap();
    let taken = deliver(&mut outbox);
    assert_eq!(
        taken.iter().map(|taken| (taken.2, taken.3)).collect::<Vec<_>>(),
        [(0, 4), (1, 5), (2, 6), (3, 7), (4, 8), (0, 9)]
    );
    assert!(taken[0].1 > stretch.epoch && taken[5].1 > taken[0].1);
}

#[test]
fn a_heart_that_another_receiver_brought_is_let_go_and_counted() {
    let folder = Folder::new();
    let mut outbox = folder.open(BRIDGE);
    let connection = outbox.connected(STRAP).unwrap();
    hear(&mut outbox, connection, 0..6);
    outbox.place(STRAP, &[window(1, 0, Some(4)), window(2, 4, None)], BOOT).unwrap();
    let stretch = oldest(&outbox).unwrap();
    assert_eq!(outbox.let_go(&stretch).unwrap(), 4);
    assert_eq!(outbox.waiting().unwrap(), Waiting { to_deliver: 2, unplaced: 0, let_go: 4 });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    /// Whatever order hearing, placing, reconnecting, restarting and delivering come in, every packet of a session is
    /// delivered exactly once, in order, and no name is given to two packets.
    #[test]
    fn every_beat_is_delivered_once_under_a_name_of_its_own(script in prop::collection::vec(0..6_u8, 1..60)) {
        let folder = Folder::new();
        let mut outbox = folder.open(BRIDGE);
        let mut connection = outbox.connected(STRAP).unwrap();
        let (mut second, mut taken) = (0_i64, Vec::new());
        for what in script {
            match what {
                0 | 1 => { hear(&mut outbox, connection, second..second + 3); second += 3; }
                2 => { outbox.place(STRAP, &[window(1, 0, Some(second / 2)), window(2, second / 2, None)], BOOT).unwrap(); }
                3 => connection = outbox.connected(STRAP).unwrap(),
                4 => { drop(outbox); outbox = folder.open(BRIDGE); connection = outbox.connected(STRAP).unwrap(); }
                _ => taken.extend(deliver(&mut outbox)),
            }
        }
        outbox.place(STRAP, &[window(3, 0, None)], BOOT).unwrap();
        taken.extend(deliver(&mut outbox));
        let mut beats: Vec<_> = taken.iter().map(|taken| taken.3).collect();
        beats.sort_unstable();
        prop_assert_eq!(beats, (0..second).map(|n| u8::try_from(n % 200).unwrap()).collect::<Vec<_>>());
        let mut names: Vec<_> = taken.iter().map(|taken| (taken.1, taken.2)).collect();
        names.sort_unstable();
        names.dedup();
        prop_assert_eq!(names.len(), taken.len());
    }
}
