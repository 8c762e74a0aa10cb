//! Screening as it travels between server and pages: the checklist, and where one client stands.

use super::{Answers, Because, Hindrance, Outcome, RULES, Standing, indications, items};
use crate::Words;
use core::fmt;
use serde::{Deserialize, Serialize};

/// `GET /api/v1/screening`: what a screening asks, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Checklist {
    /// The version of the rules.
    pub rules: u16,
    /// The reasons to offer it.
    pub indications: Vec<Offered>,
    /// What is answered by yes or no, in this order.
    pub items: Vec<Asked>,
}

/// A reason to offer it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Offered {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Words,
    /// What is known of it, and what not.
    pub known: Words,
    /// Whether it starts with someone beside the client (safety rule 13).
    pub supervised: bool,
}

/// Something to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Asked {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Words,
    /// Why it is asked.
    pub why: Words,
    /// What a yes leads to.
    pub outcome: Outcome,
}

/// `GET /api/v1/clients/{id}/screening`: where a client stands, and how that came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClientScreening {
    /// Where they stand now.
    pub standing: Standing,
    /// Why no session may begin with someone beside them; `None` where it may.
    pub supervised: Option<Hindrance>,
    /// Why no session may begin alone; `None` where it may.
    pub alone: Option<Hindrance>,
    /// Sessions that they had with someone beside them.
    pub supervised_sessions: u32,
    /// Every screening, the newest first.
    pub screenings: Vec<Screened>,
}

/// A screening, as colleagues see it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Screened {
    /// Its number among the client's own, from 1.
    pub number: u32,
    /// When, microseconds since 1970.
    pub at_us: i64,
    /// Who asked.
    pub by_name: String,
    /// What it led to by the rules of its time.
    pub outcome: Outcome,
    /// What led there by the present rules.
    pub because: Vec<Because>,
    /// What was answered.
    pub answers: Answers,
    /// What clinicians decided about it, the newest first.
    pub decisions: Vec<Decided>,
}

/// A decision, as colleagues see it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Decided {
    /// When, microseconds since 1970.
    pub at_us: i64,
    /// Who decided.
    pub by_name: String,
    /// Whether the client may do it alone; else only with someone beside them.
    pub alone: bool,
    /// Why.
    pub reason: String,
}

impl Checklist {
    /// What is asked by the present rules.
    pub fn present() -> Self {
        let offered = indications().iter().map(|indication| Offered {
            id: indication.id.to_owned(),
            title: (&indication.title).into(),
            known: (&indication.known).into(),
            supervised: indication.supervised,
        });
        let asked = items().map(|item| Asked {
            id: item.id.to_owned(),
            title: item.title.into(),
            why: item.why.into(),
            outcome: item.effect.outcome,
        });
        Self { rules: RULES, indications: offered.collect(), items: asked.collect() }
    }
}

impl fmt::Debug for Screened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Screened").field("number", &self.number).finish_non_exhaustive()
    }
}

impl fmt::Debug for Decided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decided").field("at_us", &self.at_us).finish_non_exhaustive()
    }
}
