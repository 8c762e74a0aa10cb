//! The one table that says who may do what: role × resource × action. Nothing else decides access.

use link::api::Role;

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A colleague.
    User(Role),
    /// A headset.
    Headset,
}

/// On what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// The own login.
    Login,
    /// Clients of the own institution.
    Clients,
    /// The record of sessions of the own institution.
    Sessions,
    /// What went wrong in sessions of the own institution.
    AdverseEvents,
    /// Sessions that go on now, in the own institution.
    LiveSessions,
    /// Heart straps of sessions that go on now.
    Straps,
    /// The register of headsets.
    Headsets,
    /// The headset itself.
    OwnHeadset,
    /// What a headset kept while no server was there.
    OfflineRecords,
}

/// What.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See.
    Read,
    /// Add.
    Create,
    /// Change.
    Change,
    /// Deliver late.
    Deliver,
    /// Judge, as a clinician, and say so.
    Review,
    /// Ask, by the code in the headset, to watch along.
    Pair,
    /// Watch along, once the client agreed.
    Watch,
    /// Take over, once the client agreed.
    Steer,
    /// Deliver what a sensor says.
    Feed,
    /// Be the headset of a session.
    Hold,
}

const PRACTITIONER: Actor = Actor::User(Role::Practitioner);
const EQUIPMENT_MANAGER: Actor = Actor::User(Role::EquipmentManager);

/// The table. What does not stand here is refused.
pub const TABLE: &[(Actor, Resource, &[Action])] = &[
    (PRACTITIONER, Resource::Login, &[Action::Read]),
    (PRACTITIONER, Resource::Clients, &[Action::Read, Action::Create]),
    (PRACTITIONER, Resource::Sessions, &[Action::Read]),
    (PRACTITIONER, Resource::AdverseEvents, &[Action::Review]),
    (PRACTITIONER, Resource::LiveSessions, &[Action::Pair, Action::Watch, Action::Steer]),
    (PRACTITIONER, Resource::Straps, &[Action::Feed]),
    (PRACTITIONER, Resource::Headsets, &[Action::Read]),
    (EQUIPMENT_MANAGER, Resource::Login, &[Action::Read]),
    (EQUIPMENT_MANAGER, Resource::Headsets, &[Action::Read, Action::Create, Action::Change]),
    (Actor::Headset, Resource::OwnHeadset, &[Action::Read, Action::Change]),
    (Actor::Headset, Resource::LiveSessions, &[Action::Hold]),
    (Actor::Headset, Resource::OfflineRecords, &[Action::Deliver]),
];

/// Whether the table allows it.
pub fn allows(actor: Actor, resource: Resource, action: Action) -> bool {
    TABLE.iter().any(|(who, what, actions)| *who == actor && *what == resource && actions.contains(&action))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_looks_after_headsets_sees_no_client() {
        for resource in [
            Resource::Clients,
            Resource::Sessions,
            Resource::AdverseEvents,
            Resource::LiveSessions,
            Resource::Straps,
        ] {
            for (who, what, _) in TABLE {
                assert!(!(*who == EQUIPMENT_MANAGER && *what == resource), "{resource:?}");
            }
        }
    }

    #[test]
    fn a_headset_holds_its_session_and_reads_no_record() {
        assert!(allows(Actor::Headset, Resource::LiveSessions, Action::Hold));
        assert!(!allows(Actor::Headset, Resource::Sessions, Action::Read));
        assert!(!allows(Actor::Headset, Resource::LiveSessions, Action::Watch));
    }

    #[test]
    fn no_line_stands_twice() {
        for (index, (who, what, _)) in TABLE.iter().enumerate() {
            let again =
                TABLE.iter().skip(index + 1).any(|(other, resource, _)| other == who && resource == what);
            assert!(!again, "{who:?} {what:?}");
        }
    }
}
