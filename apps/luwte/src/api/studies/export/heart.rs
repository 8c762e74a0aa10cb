//! Every interval of the heart as it came, with what became of it: raw data with artefact flags.

use super::table::{CODE, Cell, Table, number, words};
use crate::{api::files::classified, store::StoredBeats};
use hrv::BeatClass;

/// The name of the table.
pub(super) const NAME: &str = "rr";

/// The intervals of these sessions: the pseudonym, the number of the session, its beats.
pub(super) fn table(sessions: &[(String, usize, Vec<StoredBeats>)]) -> Table {
    let mut rows = Vec::new();
    for (code, session, stored) in sessions {
        for beat in classified(stored) {
            let flag = |yes: bool| Cell::Number(f64::from(u8::from(yes)));
            rows.push(vec![
                code.as_str().into(),
                (*session as f64).into(),
                (beat.beat.at_us as f64 / 1e6).into(),
                f64::from(beat.beat.rr_ticks).into(),
                beat.beat.rr_ms().into(),
                class(beat.class).into(),
                flag(beat.beat.successive),
                beat.beat.contact.map(|contact| f64::from(u8::from(contact))).into(),
            ]);
        }
    }
    Table {
        name: NAME,
        columns: vec![
            CODE,
            number(
                "session",
                "",
                "Nummer van de sessie van deze deelnemer, vanaf 0",
                "Number of the session of this participant, from 0",
            ),
            number("seconds", "s", "Tijd sinds het begin van de sessie", "Time since the session began"),
            number(
                "rr_ticks",
                "1/1024 s",
                "Interval zoals de borstband het zond",
                "Interval as the strap sent it",
            ),
            number("rr_ms", "ms", "Hetzelfde interval in milliseconden", "The same interval in milliseconds"),
            words(
                "class",
                "normal, ectopic, missed, extra, long-short, noise",
                "Soort slag; alles behalve normal is een artefact",
                "Class of the beat; all but normal are artefacts",
            ),
            number(
                "successive",
                "0, 1",
                "Of de slag direct op de vorige volgt",
                "Whether the beat directly follows the one before",
            ),
            number(
                "contact",
                "0, 1",
                "Of de borstband huid voelde; leeg als hij dat niet kan weten",
                "Whether the strap felt skin; empty where it cannot tell",
            ),
        ],
        rows,
    }
}

fn class(class: BeatClass) -> &'static str {
    match class {
        BeatClass::Normal => "normal",
        BeatClass::Ectopic => "ectopic",
        BeatClass::Missed => "missed",
        BeatClass::Extra => "extra",
        BeatClass::LongShort => "long-short",
        BeatClass::Noise => "noise",
    }
}
