//! How it is with the bridge: what the service writes down of itself, and how a person reads it.

mod strap;

pub use strap::{Measures, StrapStanding, StrapView};

use crate::{identity::Identity, outbox::Waiting};
use serde::{Deserialize, Serialize};
use session::StrapId;
use texts::{Texts, Value};

/// What is written down is the service's word for so long, µs: then it no longer runs.
const FRESH_US: i64 = 15_000_000;
/// A held strap that sent nothing for so long is silent, µs.
const SILENT_US: i64 = 10_000_000;

/// How it is with everything. It holds no heart data and no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// When this was written, µs since 1970.
    pub at: i64,
    /// This program's version.
    pub version: String,
    /// The bridge's name.
    pub bridge: String,
    /// The institution's name.
    pub institution: String,
    /// The server.
    pub server: ServerView,
    /// The radio.
    pub bluetooth: Bluetooth,
    /// The straps within reach, and those that belong here.
    pub straps: Vec<StrapView>,
    /// Packets that wait.
    pub waiting: WaitingView,
}

/// How it is with the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerView {
    /// Its address.
    pub address: String,
    /// In one word.
    pub standing: ServerStanding,
    /// When it last answered, µs since 1970.
    pub answered: Option<i64>,
    /// When it last had packets for good, µs since 1970.
    pub delivered: Option<i64>,
}

/// How it is with the server, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ServerStanding {
    /// Not asked yet.
    Unknown,
    /// It answers.
    Reached,
    /// It does not answer.
    Away,
    /// Its certificate is not the one that was trusted.
    Untrusted,
    /// It does not trust this bridge any more.
    Revoked,
    /// It answers with an error.
    Failing,
}

/// How it is with the radio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bluetooth {
    /// Not asked yet.
    Unknown,
    /// It looks for straps.
    On,
    /// There is no adapter.
    NoAdapter,
    /// There is no Bluetooth service on this system.
    NoService,
    /// It failed.
    Failed,
}

/// Packets that wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingView {
    /// Of a session that is known, not yet at the server.
    pub to_deliver: u64,
    /// Of which no session is known.
    pub unplaced: u64,
    /// Let go because another receiver brought the heart.
    pub let_go: u64,
    /// That could not be written down.
    pub failing: bool,
}

impl From<Waiting> for WaitingView {
    fn from(waiting: Waiting) -> Self {
        let Waiting { to_deliver, unplaced, let_go } = waiting;
        Self { to_deliver, unplaced, let_go, failing: false }
    }
}

impl View {
    /// Of a service that has just begun.
    pub fn new(identity: &Identity) -> Self {
        Self {
            at: 0,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            bridge: identity.name.clone(),
            institution: identity.organisation_name.clone(),
            server: ServerView {
                address: identity.server.clone(),
                standing: ServerStanding::Unknown,
                answered: None,
                delivered: None,
            },
            bluetooth: Bluetooth::Unknown,
            straps: Vec::new(),
            waiting: WaitingView::default(),
        }
    }

    /// How a strap's intervals are found in this connection.
    pub fn measures(&mut self, strap: StrapId, measures: Measures) {
        if let Some(view) = self.straps.iter_mut().find(|view| view.id == Some(strap)) {
            view.measures = measures;
        }
    }

    /// A strap told how full its battery is, percent.
    pub fn battery(&mut self, strap: StrapId, percent: u8) {
        if let Some(view) = self.straps.iter_mut().find(|view| view.id == Some(strap)) {
            view.battery_pct = Some(percent);
        }
    }

    /// A strap sent a packet.
    pub fn heard(&mut self, strap: StrapId, wall_us: i64) {
        if let Some(view) = self.straps.iter_mut().find(|view| view.id == Some(strap)) {
            view.heard = Some(wall_us);
            view.standing = StrapStanding::Receiving;
        }
    }

    /// The server has packets for good.
    pub fn delivered(&mut self, wall_us: i64) {
        self.server.delivered = Some(wall_us);
    }

    /// As it is written down at this moment.
    pub fn at(mut self, wall_us: i64) -> Self {
        self.at = wall_us;
        for strap in &mut self.straps {
            let silent = strap.heard.is_none_or(|heard| wall_us.saturating_sub(heard) > SILENT_US);
            if strap.standing == StrapStanding::Receiving && silent {
                strap.standing = StrapStanding::Silent;
            }
        }
        self
    }

    /// Whether the service that wrote this still runs.
    pub fn is_running(&self, wall_us: i64) -> bool {
        (0..FRESH_US).contains(&wall_us.saturating_sub(self.at))
    }

    /// As a person reads it.
    pub fn said(&self, texts: &Texts, wall_us: i64) -> String {
        let mut lines = vec![texts.with(
            "bridge-status-who",
            &[("bridge", self.bridge.as_str().into()), ("institution", self.institution.as_str().into())],
        )];
        if !self.is_running(wall_us) {
            lines.push(texts.with("bridge-status-stopped", &[("ago", ago(texts, wall_us, self.at).into())]));
        }
        lines.push(self.server_said(texts, wall_us));
        lines.push(texts.get(match self.bluetooth {
            Bluetooth::Unknown => "bridge-bluetooth-unknown",
            Bluetooth::On => "bridge-bluetooth-on",
            Bluetooth::NoAdapter => "bridge-bluetooth-no-adapter",
            Bluetooth::NoService => "bridge-bluetooth-no-service",
            Bluetooth::Failed => "bridge-bluetooth-failed",
        }));
        lines.push(String::new());
        if self.straps.is_empty() {
            lines.push(texts.get("bridge-straps-none"));
        }
        let widest = |text: fn(&StrapView) -> &str| {
            self.straps.iter().map(|strap| text(strap).chars().count()).max().unwrap_or(0)
        };
        let (names, addresses) = (widest(|strap| &strap.name), widest(|strap| &strap.address));
        for strap in &self.straps {
            let said = strap.said(texts, wall_us);
            lines.push(format!("  {:names$}  {:addresses$}  {said}", strap.name, strap.address));
        }
        lines.push(String::new());
        lines.extend(self.waiting.said(texts));
        lines.join("\n")
    }

    fn server_said(&self, texts: &Texts, wall_us: i64) -> String {
        let id = match self.server.standing {
            ServerStanding::Unknown => "bridge-server-unknown",
            ServerStanding::Reached => "bridge-server-reached",
            ServerStanding::Away => "bridge-server-away",
            ServerStanding::Untrusted => "bridge-server-untrusted",
            ServerStanding::Revoked => "bridge-server-revoked",
            ServerStanding::Failing => "bridge-server-failing",
        };
        let last = match self.server.answered {
            Some(answered) => ago(texts, wall_us, answered),
            None => texts.get("bridge-never"),
        };
        texts.with(id, &[("server", self.server.address.as_str().into()), ("ago", last.into())])
    }
}

impl WaitingView {
    fn said(&self, texts: &Texts) -> Vec<String> {
        let count = |id: &str, count: u64| texts.with(id, &[("count", Value::from(count as f64))]);
        let mut lines = Vec::new();
        if self.failing {
            lines.push(texts.get("bridge-waiting-failing"));
        }
        match (self.to_deliver, self.unplaced) {
            (0, 0) => lines.push(texts.get("bridge-waiting-none")),
            (to_deliver, unplaced) => {
                if to_deliver > 0 {
                    lines.push(count("bridge-waiting-to-deliver", to_deliver));
                }
                if unplaced > 0 {
                    lines.push(count("bridge-waiting-unplaced", unplaced));
                }
            }
        }
        if self.let_go > 0 {
            lines.push(count("bridge-waiting-let-go", self.let_go));
        }
        lines
    }
}

/// How long ago, in the largest unit that fits.
fn ago(texts: &Texts, now_us: i64, then_us: i64) -> String {
    let seconds = now_us.saturating_sub(then_us).max(0) / 1_000_000;
    let (id, count) = match seconds {
        0..90 => ("bridge-ago-seconds", seconds),
        90..5_400 => ("bridge-ago-minutes", seconds / 60),
        5_400..172_800 => ("bridge-ago-hours", seconds / 3_600),
        _ => ("bridge-ago-days", seconds / 86_400),
    };
    texts.with(id, &[("count", Value::from(count as f64))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use texts::Language;

    const NOW: i64 = 1_800_000_000_000_000;

    fn view() -> View {
        let strap = |name: &str, standing, headset: Option<&str>, heard| StrapView {
            id: None,
            address: "C4:12:F5:00:00:01".into(),
            name: name.into(),
            headset: headset.map(str::to_owned),
            signal_dbm: Some(-60),
            standing,
            heard,
            measures: if headset.is_some() { Measures::Light } else { Measures::Itself },
            battery_pct: headset.map(|_| 80),
        };
        View {
            at: NOW,
            version: "0".into(),
            bridge: "Kamer 3".into(),
            institution: "Hier".into(),
            server: ServerView {
                address: "https://luwte.local".into(),
                standing: ServerStanding::Away,
                answered: Some(NOW - 7_200_000_000),
                delivered: None,
            },
            bluetooth: Bluetooth::On,
            straps: vec![
                strap("H10 1", StrapStanding::Receiving, Some("Bril 1"), Some(NOW)),
                strap("Horloge", StrapStanding::NotPlaced, None, None),
            ],
            waiting: WaitingView { to_deliver: 12, unplaced: 3_600, let_go: 0, failing: false },
        }
    }

    #[test]
    fn a_person_reads_what_is_seen_and_what_waits_in_dutch_and_english() {
        for (language, says) in [
            (
                Language::Nl,
                ["Kamer 3", "2 uur geleden", "Bril 1", "sterk", "door licht", "batterij 80%", "12", "3600"],
            ),
            (
                Language::En,
                ["Kamer 3", "2 hours ago", "Bril 1", "strong", "by light", "battery 80%", "12", "3600"],
            ),
        ] {
            let said = view().said(&Texts::new(language), NOW);
            for words in says {
                assert!(said.contains(words), "{words}: {said}");
            }
            assert!(!said.contains('⟦') && !said.contains('{'), "{said}");
        }
    }

    #[test]
    fn what_a_service_wrote_that_no_longer_runs_is_told_as_such() {
        assert!(view().is_running(NOW + 5_000_000));
        assert!(!view().is_running(NOW + 60_000_000));
        let said = view().said(&Texts::new(Language::En), NOW + 600_000_000);
        assert!(said.contains("10 minutes ago"), "{said}");
    }

    #[test]
    fn a_strap_that_stopped_sending_is_silent() {
        let later = view().at(NOW + 11_000_000);
        assert_eq!(later.straps[0].standing, StrapStanding::Silent);
        assert_eq!(view().at(NOW + 2_000_000).straps[0].standing, StrapStanding::Receiving);
    }
}
