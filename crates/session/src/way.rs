//! The ways of using virtual reality, each as data: who may start it, for whom, with whom beside them, and what is counted.

use serde::{Deserialize, Serialize};

/// A way of use. Stored and sent as its [`Way::slug`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// With a colleague who watches along and talks about it afterwards.
    Guided,
    /// In a consult: the client is alone in virtual reality while the practitioner reports.
    Consult,
    /// While waiting for an appointment or for treatment to begin.
    Waiting,
    /// Free use on a ward, in the evening and at weekends.
    Ward,
    /// At home, with a headset on loan.
    HomeLoan,
    /// In work again, or getting there.
    Reintegration,
    /// A colleague's own break; nobody knows whose.
    StaffBreak,
    /// A visitor of a library or a community centre, started by a volunteer; nobody knows whose.
    Visitor,
}

/// What goes with a way of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path {
    /// Who may start it.
    pub starts: Starter,
    /// For whom.
    pub whose: Whose,
    /// With whom beside them.
    pub beside: Beside,
    /// Whether only a plan that names it lets it begin (safety rule 2).
    pub needs_plan: bool,
    /// Whether the time in virtual reality is time that a practitioner had for other work.
    pub saves_time: bool,
}

/// Who may start a session of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Starter {
    /// Who treats the client.
    Carer,
    /// Who treats the client, and for who stays unknown also whoever looks after the place: a champion, a volunteer.
    Host,
}

/// For whom a way is, and by that what comes first: a screening for a client, the self-check for who stays unknown (rule 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A client, after a screening.
    Client,
    /// Somebody who stays unknown, after the self-check.
    Unknown,
    /// Either.
    Either,
}

/// With whom beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Someone is there.
    Someone,
    /// Nobody is: the screening must allow it (rules 10 and 13).
    Nobody,
    /// Whoever starts it says so.
    Said,
}

impl Way {
    /// Every way, in the order in which they are offered.
    pub const ALL: [Way; 8] = [
        Way::Guided,
        Way::Consult,
        Way::Waiting,
        Way::Ward,
        Way::HomeLoan,
        Way::Reintegration,
        Way::StaffBreak,
        Way::Visitor,
    ];

    /// The stable name in storage and in text ids (`way-<slug>`).
    pub const fn slug(self) -> &'static str {
        match self {
            Way::Guided => "guided",
            Way::Consult => "consult",
            Way::Waiting => "waiting",
            Way::Ward => "ward",
            Way::HomeLoan => "home-loan",
            Way::Reintegration => "reintegration",
            Way::StaffBreak => "staff-break",
            Way::Visitor => "visitor",
        }
    }

    /// The way with this name, or `None` when this build does not know it.
    pub fn from_slug(slug: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.slug() == slug)
    }

    /// What goes with it.
    pub fn path(self) -> Path {
        use {Beside::*, Starter::*};
        let path =
            |starts, whose, beside| Path { starts, whose, beside, needs_plan: false, saves_time: false };
        match self {
            Way::Guided => path(Carer, Whose::Either, Someone),
            Way::Consult => Path { saves_time: true, ..path(Carer, Whose::Client, Nobody) },
            Way::Waiting | Way::Ward => path(Host, Whose::Either, Nobody),
            Way::HomeLoan => Path { needs_plan: true, ..path(Carer, Whose::Client, Nobody) },
            Way::Reintegration => path(Carer, Whose::Client, Said),
            Way::StaffBreak | Way::Visitor => path(Host, Whose::Unknown, Nobody),
        }
    }

    /// Whether a client can have a session of it.
    pub fn is_for_clients(self) -> bool {
        self.path().whose != Whose::Unknown
    }

    /// Whether somebody can have one who stays unknown.
    pub fn is_for_unknown(self) -> bool {
        self.path().whose != Whose::Client
    }

    /// Whether the client is alone in it, where `said` is what whoever starts it says.
    pub fn is_alone(self, said: bool) -> bool {
        match self.path().beside {
            Beside::Someone => false,
            Beside::Nobody => true,
            Beside::Said => said,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_is_found_again_by_the_name_that_it_has_in_json() {
        for way in Way::ALL {
            assert_eq!(Way::from_slug(way.slug()), Some(way));
            assert_eq!(serde_json::to_string(&way).unwrap(), format!("\"{}\"", way.slug()));
        }
        assert_eq!(Way::from_slug("train"), None);
    }

    #[test]
    fn every_way_is_for_somebody_and_who_looks_after_a_place_starts_only_for_who_stays_unknown() {
        for way in Way::ALL {
            let Path { starts, whose, .. } = way.path();
            assert!(way.is_for_clients() || way.is_for_unknown(), "{way:?}");
            assert!(starts == Starter::Carer || whose != Whose::Client, "{way:?}");
            assert!(starts == Starter::Host || whose != Whose::Unknown, "{way:?}");
        }
    }

    #[test]
    fn safety_rule_02_only_at_home_asks_a_plan_first() {
        for way in Way::ALL {
            assert_eq!(way.path().needs_plan, way == Way::HomeLoan, "{way:?}");
        }
    }
}
