//! The one table that says who may do what: role × resource × action. Nothing else decides access.

use link::api::Role;

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A colleague.
    User(Role),
    /// A headset.
    Headset,
    /// A computer that carries heart straps' packets.
    Bridge,
    /// A program of another wearable.
    Sender,
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
    /// How the installation is: disk, certificate, backups, silent headsets.
    Installation,
    /// The headset itself.
    OwnHeadset,
    /// What a headset kept while no server was there.
    OfflineRecords,
    /// Recordings of sensors alone, without a headset.
    Recordings,
    /// The register of senders.
    Senders,
    /// The register of bridges.
    Bridges,
    /// Which headset a bridge's strap goes with.
    StrapPlaces,
    /// The bridge itself, its straps, and when the headsets that they go with had sessions.
    OwnBridge,
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
    /// Choose, for research, which heart drives what the client sees.
    Drive,
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
    (
        PRACTITIONER,
        Resource::LiveSessions,
        &[Action::Read, Action::Pair, Action::Watch, Action::Steer, Action::Drive],
    ),
    (PRACTITIONER, Resource::Straps, &[Action::Feed]),
    (PRACTITIONER, Resource::Recordings, &[Action::Create]),
    (PRACTITIONER, Resource::Senders, &[Action::Read, Action::Create, Action::Change]),
    (PRACTITIONER, Resource::Headsets, &[Action::Read]),
    (PRACTITIONER, Resource::Bridges, &[Action::Read]),
    (PRACTITIONER, Resource::StrapPlaces, &[Action::Change]),
    (EQUIPMENT_MANAGER, Resource::Login, &[Action::Read]),
    (EQUIPMENT_MANAGER, Resource::Installation, &[Action::Read]),
    (EQUIPMENT_MANAGER, Resource::Headsets, &[Action::Read, Action::Create, Action::Change]),
    // Whoever holds a sender's token delivers into sessions of clients: who sees no client makes none.
    (EQUIPMENT_MANAGER, Resource::Senders, &[Action::Read, Action::Change]),
    (EQUIPMENT_MANAGER, Resource::Bridges, &[Action::Read, Action::Create, Action::Change]),
    (EQUIPMENT_MANAGER, Resource::StrapPlaces, &[Action::Change]),
    (Actor::Headset, Resource::OwnHeadset, &[Action::Read, Action::Change]),
    (Actor::Headset, Resource::LiveSessions, &[Action::Hold]),
    (Actor::Headset, Resource::OfflineRecords, &[Action::Deliver]),
    (Actor::Bridge, Resource::OwnBridge, &[Action::Read]),
    (Actor::Bridge, Resource::Straps, &[Action::Feed]),
    (Actor::Sender, Resource::LiveSessions, &[Action::Read]),
    (Actor::Sender, Resource::Recordings, &[Action::Create]),
    (Actor::Sender, Resource::Straps, &[Action::Feed]),
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
            Resource::Recordings,
        ] {
            for (who, what, _) in TABLE {
                assert!(!(*who == EQUIPMENT_MANAGER && *what == resource), "{resource:?}");
            }
        }
        assert!(!allows(EQUIPMENT_MANAGER, Resource::Senders, Action::Create), "nor by a token of their own");
    }

    #[test]
    fn a_headset_holds_its_session_and_reads_no_record() {
        assert!(allows(Actor::Headset, Resource::LiveSessions, Action::Hold));
        assert!(!allows(Actor::Headset, Resource::Sessions, Action::Read));
        assert!(!allows(Actor::Headset, Resource::LiveSessions, Action::Watch));
    }

    #[test]
    fn a_bridge_brings_beats_and_does_nothing_else() {
        let lines: Vec<_> = TABLE.iter().filter(|(who, ..)| *who == Actor::Bridge).collect();
        assert_eq!(lines.len(), 2);
        assert!(allows(Actor::Bridge, Resource::Straps, Action::Feed));
        assert!(!allows(Actor::Bridge, Resource::LiveSessions, Action::Watch));
        assert!(!allows(Actor::Bridge, Resource::StrapPlaces, Action::Change));
    }

    #[test]
    fn a_sender_delivers_and_reads_only_where_to() {
        let lines: Vec<_> = TABLE.iter().filter(|(who, ..)| *who == Actor::Sender).collect();
        assert_eq!(lines.len(), 3);
        assert!(allows(Actor::Sender, Resource::Straps, Action::Feed));
        assert!(TABLE.iter().all(|(who, what, actions)| *who != Actor::Sender
            || *what == Resource::LiveSessions
            || !actions.contains(&Action::Read)));
        assert!(!allows(Actor::Sender, Resource::LiveSessions, Action::Watch));
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
