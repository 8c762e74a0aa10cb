//! How it is with one strap: whether it is held, how its intervals are found, its battery and how strongly it is received.

use super::ago;
use hrv::pmd::Measurement;
use serde::{Deserialize, Serialize};
use session::StrapId;
use texts::Texts;

/// How it is with a strap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrapView {
    /// The strap, once the server knows it.
    pub id: Option<StrapId>,
    /// Its Bluetooth address.
    pub address: String,
    /// What it calls itself.
    pub name: String,
    /// The headset it goes with.
    pub headset: Option<String>,
    /// How strongly it is received, dBm.
    pub signal_dbm: Option<i16>,
    /// In one word.
    pub standing: StrapStanding,
    /// When its last packet came, µs since 1970.
    pub heard: Option<i64>,
    /// How its intervals are found.
    #[serde(default)]
    pub measures: Measures,
    /// How full its battery is, percent, where it tells that.
    #[serde(default)]
    pub battery_pct: Option<u8>,
}

/// How a strap's intervals are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measures {
    /// By itself, as the Heart Rate service tells them.
    #[default]
    Itself,
    /// By light.
    Light,
    /// Here, in its electrocardiogram.
    Ecg,
}

impl Measures {
    /// As the measurement that runs says.
    pub fn of(running: Option<Measurement>) -> Self {
        match running {
            None => Self::Itself,
            Some(Measurement::Ppi) => Self::Light,
            Some(Measurement::Ecg) => Self::Ecg,
        }
    }
}

/// How it is with a strap, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StrapStanding {
    /// Within reach, and goes with no headset.
    NotPlaced,
    /// Goes with a headset, and is not within reach.
    OutOfReach,
    /// Is being connected.
    Connecting,
    /// Its packets come.
    Receiving,
    /// Connected, and nothing comes.
    Silent,
}

impl StrapView {
    pub(super) fn said(&self, texts: &Texts, wall_us: i64) -> String {
        let headset = self.headset.clone().unwrap_or_default();
        let last = match self.heard {
            Some(heard) => ago(texts, wall_us, heard),
            None => texts.get("bridge-never"),
        };
        let id = match self.standing {
            StrapStanding::NotPlaced => "bridge-strap-not-placed",
            StrapStanding::OutOfReach => "bridge-strap-out-of-reach",
            StrapStanding::Connecting => "bridge-strap-connecting",
            StrapStanding::Receiving => "bridge-strap-receiving",
            StrapStanding::Silent => "bridge-strap-silent",
        };
        let said = texts.with(id, &[("headset", headset.into()), ("ago", last.into())]);
        let said = match self.measures {
            Measures::Itself => said,
            Measures::Light => format!("{said} {}", texts.get("bridge-measures-light")),
            Measures::Ecg => format!("{said} {}", texts.get("bridge-measures-ecg")),
        };
        let said = match self.battery_pct {
            None => said,
            Some(percent) => {
                let battery = texts.with("bridge-battery", &[("percent", f64::from(percent).into())]);
                format!("{said} {battery}")
            }
        };
        match self.signal_dbm {
            None => said,
            Some(dbm) => {
                let strength = match dbm {
                    -65.. => "bridge-signal-strong",
                    -80..-65 => "bridge-signal-fair",
                    _ => "bridge-signal-weak",
                };
                format!("{said} {}", texts.get(strength))
            }
        }
    }
}
