//! Whether a protocol can be carried out: everything that is wrong with it, each with its place.

use super::{Design, Protocol, What, courses};
use crate::{Words, questions::is_id};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The longest study, in days: five years.
const DAYS_MAX: u16 = 1_830;
/// The most lists of one draw: with more of them each stays nearly empty, and its blocks open.
const CELLS_MAX: usize = 16;
/// The longest name.
const TITLE_MAX_CHARS: usize = 80;
/// The longest text.
const TEXT_MAX_CHARS: usize = 4_000;

/// Something that is wrong, at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = ProtocolWrong))]
pub struct Wrong {
    /// Where, as a JSON pointer (RFC 6901): `/arms/1/title/en`.
    pub place: String,
    /// What.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = ProtocolFault))]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// An id is empty or holds something else than small letters, digits and hyphens.
    #[error("an id consists of small letters, digits and hyphens, at most 40")]
    Id,
    /// An id or a length stands twice.
    #[error("this stands twice")]
    Twice,
    /// A text is empty.
    #[error("a text is empty")]
    Empty,
    /// A text is too long.
    #[error("a text is too long")]
    TooLong,
    /// The number of arms does not fit the design.
    #[error("the design asks another number of arms")]
    Arms,
    /// A number of days is 0 or more than five years.
    #[error("days are between 1 and 1830")]
    Days,
    /// A block is no whole multiple of what is drawn.
    #[error("each block is a multiple of the number of arms or orders, at most 60")]
    Blocks,
    /// Nothing is measured, or too much.
    #[error("there are 1 to 20 measures")]
    Measures,
    /// A stratum has fewer than two answers, or all together make too many lists.
    #[error("a stratum has two or more parts, and all strata together at most 16 lists")]
    Strata,
    /// Nobody is wanted.
    #[error("at least two people are wanted")]
    Target,
    /// A sham heart without blinding is none.
    #[error("a study with a sham arm is blinded")]
    Open,
    /// What is logged by hand cannot be hidden from who logs it.
    #[error("a study with an arm that is logged by hand cannot be blinded")]
    Blind,
}

/// Everything that is wrong with a protocol; empty where it can be carried out.
pub fn check(protocol: &Protocol) -> Vec<Wrong> {
    let mut found = Found(Vec::new());
    found.words("/title", &protocol.title, TITLE_MAX_CHARS);
    for (place, words) in
        [("/about", &protocol.about), ("/who", &protocol.who), ("/consent", &protocol.consent)]
    {
        found.words(place, words, TEXT_MAX_CHARS);
    }
    let mut ids = BTreeSet::new();
    for (n, arm) in protocol.arms.iter().enumerate() {
        let place = format!("/arms/{n}");
        found.id(&place, &arm.id, &mut ids);
        found.words(&format!("{place}/title"), &arm.title, TITLE_MAX_CHARS);
        found.words(&format!("{place}/about"), &arm.about, TEXT_MAX_CHARS);
    }
    design(protocol, &mut found);
    found.when(!(1..=20).contains(&protocol.measures.len()), "/measures", Fault::Measures);
    let mut ids = BTreeSet::new();
    for (n, measure) in protocol.measures.iter().enumerate() {
        let place = format!("/measures/{n}");
        found.id(&place, &measure.id, &mut ids);
        found.words(&format!("{place}/title"), &measure.title, TITLE_MAX_CHARS);
    }
    strata(protocol, &mut found);
    found.when(protocol.target < 2, "/target", Fault::Target);
    found.when(protocol.has_sham() && !protocol.blinded, "/blinded", Fault::Open);
    let seen = protocol.arms.iter().any(|arm| matches!(arm.what, What::Logged | What::Usual));
    found.when(protocol.blinded && seen, "/blinded", Fault::Blind);
    found.0
}

fn design(protocol: &Protocol, found: &mut Found) {
    let arms = protocol.arms.len();
    let day = |days: u16| (1..=DAYS_MAX).contains(&days);
    let (days, fits) = match &protocol.design {
        Design::OneArm { days } => (*days, arms == 1),
        Design::Parallel { days, .. } => (*days, (2..=6).contains(&arms)),
        Design::Crossover { days, washout_days, .. } => {
            found.when(*washout_days > DAYS_MAX, "/design/washout_days", Fault::Days);
            (*days, arms == 2)
        }
        Design::MultipleBaseline { baseline_days, days, .. } => {
            let each: BTreeSet<_> = baseline_days.iter().collect();
            found.when(each.len() != baseline_days.len(), "/design/baseline_days", Fault::Twice);
            let right =
                (2..=10).contains(&baseline_days.len()) && baseline_days.iter().all(|days| day(*days));
            found.when(!right, "/design/baseline_days", Fault::Days);
            (*days, arms == 1)
        }
    };
    found.when(!fits, "/arms", Fault::Arms);
    found.when(!day(days), "/design/days", Fault::Days);
    if !matches!(protocol.design, Design::OneArm { .. }) {
        let (blocks, drawn) = (protocol.design.blocks(), courses(protocol).len());
        let fits = |block: &u8| {
            let block = usize::from(*block);
            block >= drawn && block <= 60 && block.checked_rem(drawn) == Some(0)
        };
        found.when(
            blocks.is_empty() || blocks.len() > 8 || !blocks.iter().all(fits),
            "/design/blocks",
            Fault::Blocks,
        );
    }
}

fn strata(protocol: &Protocol, found: &mut Found) {
    let mut ids = BTreeSet::new();
    let mut cells: usize = 1;
    for (n, stratum) in protocol.strata.iter().enumerate() {
        let place = format!("/strata/{n}");
        found.id(&place, &stratum.id, &mut ids);
        found.words(&format!("{place}/title"), &stratum.title, TITLE_MAX_CHARS);
        found.when(stratum.parts.len() < 2, &format!("{place}/parts"), Fault::Strata);
        cells = cells.saturating_mul(stratum.parts.len().max(1));
        let mut parts = BTreeSet::new();
        for (m, part) in stratum.parts.iter().enumerate() {
            let place = format!("{place}/parts/{m}");
            found.id(&place, &part.id, &mut parts);
            found.words(&format!("{place}/title"), &part.title, TITLE_MAX_CHARS);
        }
    }
    found.when(cells > CELLS_MAX, "/strata", Fault::Strata);
}

struct Found(Vec<Wrong>);

impl Found {
    fn when(&mut self, is_wrong: bool, place: &str, fault: Fault) {
        if is_wrong {
            self.0.push(Wrong { place: place.to_owned(), fault });
        }
    }

    fn id<'a>(&mut self, place: &str, id: &'a str, known: &mut BTreeSet<&'a str>) {
        let place = format!("{place}/id");
        self.when(!is_id(id), &place, Fault::Id);
        self.when(!known.insert(id), &place, Fault::Twice);
    }

    fn words(&mut self, place: &str, words: &Words, chars_max: usize) {
        for (language, text) in [("nl", &words.nl), ("en", &words.en)] {
            let place = format!("{place}/{language}");
            self.when(text.trim().is_empty(), &place, Fault::Empty);
            self.when(text.chars().count() > chars_max, &place, Fault::TooLong);
        }
    }
}
