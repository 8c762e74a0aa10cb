//! A client's profile: behaviour, heart and answers joined, session by session, into what a person can look at and question.
//!
//! Everything here is a pure function of the raw record: the same record gives the same bytes, in whatever order its sessions
//! come. The score is not validated (safety rule 12): it opens into its parts, says what was missing, and orders nothing.

mod behaviour;
mod score;
mod trend;
mod works;

pub(crate) use behaviour::walk;
pub use behaviour::{Behaviour, Head, HeadMotion, TURNING_DEG_PER_S, Used};
pub use score::{
    ANSWERS_WEIGHT, Banded, HEART_WEIGHT, Indicated, MOVEMENT_WEIGHT, Part, PartKind, StressScore, WINDOW,
};
pub use trend::{Trend, theil_sen};
pub use works::{BETWEEN_POINTS, OVERALL_POINTS, Said, WITHIN_POINTS, Works};

use serde::{Deserialize, Serialize};
use session::{Event, SessionId};

/// The version of everything in a profile. It goes up with every change of a figure; a golden example compares.
pub const ALGORITHM: &str = "luwte-profile-2";

/// The raw record of one session, as far as its owner let it be kept.
#[derive(Clone, Debug)]
pub struct RawSession {
    /// Which.
    pub id: SessionId,
    /// When it was opened, microseconds since 1970.
    pub opened_us: i64,
    /// What happened.
    pub events: Vec<Event>,
    /// Where the head looked, in order of time; empty where that was not kept.
    pub heads: Vec<Head>,
    /// What the stress indicator gave over all raw packets, in order of time; empty without a strap.
    pub heart: Vec<Indicated>,
}

/// A client's profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Profile {
    /// The version of the algorithm.
    pub algorithm: String,
    /// The sessions in which a world was entered, oldest first.
    pub sessions: Vec<SessionProfile>,
    /// Worlds by how long the client was in them, the longest first.
    pub worlds: Vec<Used>,
    /// Exercises, likewise.
    pub exercises: Vec<Used>,
    /// How the score at the beginning of sessions changed over the treatment.
    pub trend: Option<Trend>,
    /// What worked for this client, the best first.
    pub works: Vec<Works>,
}

/// One session in a profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SessionProfile {
    /// Which.
    pub session: SessionId,
    /// When, microseconds since 1970.
    pub opened_us: i64,
    /// What the client did in it.
    pub behaviour: Behaviour,
    /// Tension before, 0 to 10.
    pub tension_before: Option<u8>,
    /// Tension after, 0 to 10.
    pub tension_after: Option<u8>,
    /// Whether a colleague gave one of them: then neither score nor what works rests on it.
    #[serde(default)]
    pub rated_by_colleague: bool,
    /// The score at its beginning.
    pub begin: StressScore,
    /// The score at its end.
    pub end: StressScore,
}

/// What a client sees of their profile: what worked for them, and what they chose.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OwnWorks {
    /// What worked, the best first.
    pub works: Vec<Works>,
    /// Worlds by how long they were in them.
    pub worlds: Vec<Used>,
    /// Exercises, likewise.
    pub exercises: Vec<Used>,
}

impl OwnWorks {
    /// Of a profile, without the score: it is not validated and helps nobody at home.
    pub fn of(profile: Profile) -> Self {
        Self { works: profile.works, worlds: profile.worlds, exercises: profile.exercises }
    }
}

impl Profile {
    /// The profile that follows from these sessions, in whatever order they come.
    pub fn of(sessions: &[RawSession]) -> Self {
        let mut sessions: Vec<&RawSession> = sessions.iter().collect();
        sessions.sort_by_key(|raw| (raw.opened_us, raw.id));
        sessions.dedup_by_key(|raw| raw.id);
        let sessions: Vec<SessionProfile> = sessions.into_iter().filter_map(one).collect();
        let worlds = behaviour::totals(sessions.iter().map(|session| &session.behaviour.worlds));
        let exercises = behaviour::totals(sessions.iter().map(|session| &session.behaviour.exercises));
        let begins: Vec<(i64, f64)> = sessions
            .iter()
            .filter_map(|session| Some((session.opened_us, session.begin.value.as_ref()?.score)))
            .collect();
        let (trend, works) = (theil_sen(&begins), works::ranked(&sessions));
        Self { algorithm: ALGORITHM.to_owned(), sessions, worlds, exercises, trend, works }
    }
}

fn one(raw: &RawSession) -> Option<SessionProfile> {
    let walked = behaviour::walk(&raw.events, &raw.heads)?;
    let (begin, end) = score::both(&walked, &raw.heads, &raw.heart);
    Some(SessionProfile {
        session: raw.id,
        opened_us: raw.opened_us,
        behaviour: walked.behaviour,
        tension_before: walked.ratings.before.map(|rating| rating.value),
        tension_after: walked.ratings.after.map(|rating| rating.value),
        rated_by_colleague: walked.ratings.by_colleague(),
        begin,
        end,
    })
}

/// To two decimals: what a person reads, and the same in every file.
pub(crate) fn rounded(value: f64) -> f64 {
    // A minus before nothing says nothing.
    libm::round(value * 100.0) / 100.0 + 0.0
}
