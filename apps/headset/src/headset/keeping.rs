//! What the page asks to write a session down in the headset, and what it tells of it.

use super::Headset;
use panels::Keeping;
use session::Phase;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Headset {
    /// The next portion to seal and write down, laid out as `keeper::Record` says; ask until there is none.
    pub fn take_record(&mut self, all: bool) -> Option<Vec<u8>> {
        Some(self.journey.take_record(all)?.to_bytes())
    }

    /// How many events of this session the server is known to have, from the first on.
    pub fn acknowledged(&self) -> f64 {
        self.journey.watermark() as f64
    }

    /// Whether this is the session here, by its id in 32 hexadecimal digits.
    pub fn holds(&self, session: &str) -> bool {
        self.journey.session.0.simple().to_string() == session
    }

    /// Whether it is over.
    pub fn over(&self) -> bool {
        self.journey.state().phase == Phase::Done
    }

    /// When this session opened by the page's monotonic clock, in milliseconds; before its first picture nothing.
    pub fn opened_ms(&self) -> Option<f64> {
        self.opened_ms
    }

    /// What becomes of the record, in a word, and of how many sessions; another word is as good as none.
    pub fn keeping(&mut self, word: &str, sessions: u32) {
        let linked = self.journey.linked();
        let keeping = match word {
            "here" => Keeping::Here,
            "waiting" => Keeping::Waiting(sessions),
            "foreign" => Keeping::Foreign(sessions),
            "delivered" => Keeping::Delivered(sessions),
            "unenrolled" => Keeping::Unenrolled,
            "revoked" => Keeping::Revoked(sessions),
            "full" => Keeping::Nothing { full: true, linked },
            "unusable" => Keeping::Nothing { full: false, linked },
            "in-part" => Keeping::InPart,
            "elsewhere" => Keeping::Elsewhere,
            _ => Keeping::Quiet,
        };
        self.dirty |= core::mem::replace(&mut self.journey.keeping, keeping) != keeping;
    }
}
