//! The one table that says who may do what: role × resource × action, and whether only with a treatment relation. Nothing
//! else decides access.

use link::api::Role;

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A colleague.
    User(Role),
    /// A client, with a login of their own.
    Client,
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
    /// What is asked of logins in the own institution, and who has lost theirs.
    Logins,
    /// How clients sign in.
    ClientLogins,
    /// Clients of the own institution.
    Clients,
    /// Who treats a client.
    Relations,
    /// Screenings of clients, and what clinicians decided about them.
    Screenings,
    /// Plans of clients.
    Plans,
    /// Notes of sessions, their drafts and what colleagues remarked.
    Notes,
    /// Sessions of who stays unknown, started by who looks after the place.
    FreeUse,
    /// Sets of questions of the own institution; no client's.
    QuestionSets,
    /// What clients and those who care for them answered.
    Answers,
    /// What is asked of a client, and when.
    ClientQuestions,
    /// What is asked of every client whom a team treats.
    TeamQuestions,
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
    /// Headsets and rooms as things: where they are, how they stand, lending, cleaning.
    Equipment,
    /// Who has which headset or room when.
    Reservations,
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
    /// Sites and teams of the own institution.
    Places,
    /// Colleagues: names, roles, teams.
    People,
    /// Invitations of those who are to be colleagues.
    Invitations,
    /// Ways to a client without a treatment relation, each with its reason.
    Emergencies,
    /// The access log of the own institution.
    AccessLog,
    /// How often headsets are used, in counts that show nobody.
    Use,
    /// A client's own record.
    OwnRecord,
    /// What clients let be recorded.
    Consents,
    /// What clients asked to be erased, and what forbids erasing.
    Erasures,
    /// How privacy stands in the institution: consents in counts, retention, whether the access log is whole.
    Oversight,
    /// What a client writes for themselves, and shares.
    OwnWords,
    /// A client's own questions to who treats them.
    OwnLetters,
    /// Questions of clients, and answers.
    Letters,
    /// How clients' own places speak.
    Manners,
    /// Whom clients of the institution can reach.
    Contact,
    /// Codes by which anonymous sessions become somebody's.
    Claims,
    /// How the own institution looks on paper.
    HouseStyle,
    /// Supporting products, printed in it.
    Library,
    /// Projects that bring it into care: plans, roles, tasks; counts of use that show nobody.
    Projects,
    /// Studies of the own institution: protocols and counts, no client's.
    Studies,
    /// What was measured in studies, under pseudonyms.
    StudyData,
    /// Clients who take part in studies.
    Enrolments,
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
    /// Judge, and say so.
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

/// On which condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Within the own institution.
    Here,
    /// Where it is somebody's: only with a treatment relation, or with emergency access that still holds.
    Treating,
    /// Only with a treatment relation: what outlasts emergency access is not given by it.
    Related,
    /// Only what is one's own.
    Own,
}

use Action::{Change, Create, Deliver, Drive, Feed, Hold, Pair, Read, Review, Steer, Watch};
use Resource as On;
use When::{Here, Own, Related, Treating};

const PRACTITIONER: Actor = Actor::User(Role::Practitioner);
const CHAMPION: Actor = Actor::User(Role::Champion);
const COORDINATOR: Actor = Actor::User(Role::Coordinator);
const EQUIPMENT_MANAGER: Actor = Actor::User(Role::EquipmentManager);
const MANAGER: Actor = Actor::User(Role::Manager);
const RESEARCHER: Actor = Actor::User(Role::Researcher);
const VOLUNTEER: Actor = Actor::User(Role::Volunteer);
const PRIVACY_OFFICER: Actor = Actor::User(Role::PrivacyOfficer);
const ADMINISTRATOR: Actor = Actor::User(Role::Administrator);

/// A line of the table.
pub type Line = (Actor, Resource, When, &'static [Action]);

/// The table. What does not stand here is refused.
pub const TABLE: &[Line] = &[
    (PRACTITIONER, On::Login, Own, &[Read, Change]),
    (PRACTITIONER, On::HouseStyle, Here, &[Read]),
    (PRACTITIONER, On::Library, Here, &[Read]),
    (PRACTITIONER, On::Clients, Treating, &[Read, Create]),
    (PRACTITIONER, On::ClientLogins, Treating, &[Read]),
    (PRACTITIONER, On::ClientLogins, Related, &[Change]),
    (PRACTITIONER, On::Relations, Treating, &[Read]),
    (PRACTITIONER, On::Relations, Related, &[Create, Change]),
    (PRACTITIONER, On::Emergencies, Here, &[Create]),
    (PRACTITIONER, On::Screenings, Treating, &[Read, Create, Review]),
    (PRACTITIONER, On::Plans, Treating, &[Read]),
    (PRACTITIONER, On::Plans, Related, &[Create]),
    (PRACTITIONER, On::Notes, Treating, &[Read, Create, Review]),
    (PRACTITIONER, On::FreeUse, Here, &[Create]),
    (PRACTITIONER, On::Consents, Treating, &[Read]),
    (PRACTITIONER, On::Erasures, Treating, &[Read]),
    // What cannot be undone is not given by emergency access.
    (PRACTITIONER, On::Erasures, Related, &[Review]),
    (PRACTITIONER, On::QuestionSets, Here, &[Read, Change]),
    (PRACTITIONER, On::Answers, Treating, &[Read, Create]),
    (PRACTITIONER, On::ClientQuestions, Related, &[Change]),
    // Of a team that one is in.
    (PRACTITIONER, On::TeamQuestions, Own, &[Read, Change]),
    (PRACTITIONER, On::Sessions, Treating, &[Read]),
    (PRACTITIONER, On::AdverseEvents, Treating, &[Review]),
    (PRACTITIONER, On::LiveSessions, Treating, &[Read, Pair, Watch, Steer, Drive]),
    (PRACTITIONER, On::Straps, Treating, &[Feed]),
    (PRACTITIONER, On::Recordings, Treating, &[Create]),
    (PRACTITIONER, On::Senders, Related, &[Read, Create, Change]),
    (PRACTITIONER, On::Headsets, Here, &[Read]),
    (PRACTITIONER, On::Bridges, Here, &[Read]),
    (PRACTITIONER, On::StrapPlaces, Here, &[Change]),
    (PRACTITIONER, On::Places, Here, &[Read]),
    (PRACTITIONER, On::People, Here, &[Read]),
    (PRACTITIONER, On::Equipment, Here, &[Read, Create]),
    (PRACTITIONER, On::Reservations, Here, &[Read, Create]),
    (PRACTITIONER, On::Reservations, Own, &[Change]),
    (PRACTITIONER, On::Letters, Treating, &[Read, Create]),
    (PRACTITIONER, On::Manners, Treating, &[Read, Change]),
    (PRACTITIONER, On::Claims, Treating, &[Create]),
    (PRACTITIONER, On::Enrolments, Treating, &[Read]),
    (PRACTITIONER, On::Enrolments, Related, &[Create, Change]),
    (CHAMPION, On::Login, Own, &[Read, Change]),
    (CHAMPION, On::HouseStyle, Here, &[Read]),
    (CHAMPION, On::Library, Here, &[Read]),
    (CHAMPION, On::Headsets, Here, &[Read]),
    (CHAMPION, On::FreeUse, Here, &[Create]),
    (CHAMPION, On::Places, Here, &[Read]),
    (CHAMPION, On::People, Here, &[Read]),
    (CHAMPION, On::Equipment, Here, &[Read, Create]),
    (CHAMPION, On::Reservations, Here, &[Read, Create]),
    (CHAMPION, On::Reservations, Own, &[Change]),
    (COORDINATOR, On::Login, Own, &[Read, Change]),
    (COORDINATOR, On::HouseStyle, Here, &[Read, Change]),
    (COORDINATOR, On::Library, Here, &[Read]),
    (COORDINATOR, On::Headsets, Here, &[Read]),
    (COORDINATOR, On::Places, Here, &[Read, Create, Change]),
    (COORDINATOR, On::People, Here, &[Read, Change]),
    (COORDINATOR, On::Invitations, Here, &[Read, Create, Change]),
    (COORDINATOR, On::Equipment, Here, &[Read, Create, Change]),
    (COORDINATOR, On::Reservations, Here, &[Read, Create, Change]),
    (COORDINATOR, On::QuestionSets, Here, &[Read, Change]),
    (COORDINATOR, On::TeamQuestions, Here, &[Read, Change]),
    (COORDINATOR, On::Use, Here, &[Read]),
    (COORDINATOR, On::Contact, Here, &[Read, Change]),
    (EQUIPMENT_MANAGER, On::Login, Own, &[Read, Change]),
    (EQUIPMENT_MANAGER, On::HouseStyle, Here, &[Read]),
    (EQUIPMENT_MANAGER, On::Library, Here, &[Read]),
    (EQUIPMENT_MANAGER, On::Installation, Here, &[Read]),
    (EQUIPMENT_MANAGER, On::Headsets, Here, &[Read, Create, Change]),
    (EQUIPMENT_MANAGER, On::Equipment, Here, &[Read, Create, Change]),
    (EQUIPMENT_MANAGER, On::Reservations, Here, &[Read, Create, Change]),
    (EQUIPMENT_MANAGER, On::Places, Here, &[Read]),
    // Whoever holds a sender's token delivers into sessions of clients: who sees no client makes none.
    (EQUIPMENT_MANAGER, On::Senders, Here, &[Read, Change]),
    (EQUIPMENT_MANAGER, On::Bridges, Here, &[Read, Create, Change]),
    (EQUIPMENT_MANAGER, On::StrapPlaces, Here, &[Change]),
    (MANAGER, On::Login, Own, &[Read, Change]),
    (MANAGER, On::HouseStyle, Here, &[Read]),
    (MANAGER, On::Library, Here, &[Read]),
    (MANAGER, On::Use, Here, &[Read]),
    (RESEARCHER, On::Login, Own, &[Read, Change]),
    (RESEARCHER, On::HouseStyle, Here, &[Read]),
    (RESEARCHER, On::Library, Here, &[Read]),
    (RESEARCHER, On::QuestionSets, Here, &[Read]),
    (RESEARCHER, On::Studies, Here, &[Read, Create, Change]),
    (RESEARCHER, On::StudyData, Here, &[Read]),
    (VOLUNTEER, On::Login, Own, &[Read, Change]),
    (VOLUNTEER, On::HouseStyle, Here, &[Read]),
    (VOLUNTEER, On::Library, Here, &[Read]),
    (VOLUNTEER, On::Headsets, Here, &[Read]),
    (VOLUNTEER, On::FreeUse, Here, &[Create]),
    (VOLUNTEER, On::Equipment, Here, &[Read, Create]),
    (VOLUNTEER, On::Reservations, Here, &[Read, Create]),
    (VOLUNTEER, On::Reservations, Own, &[Change]),
    (PRIVACY_OFFICER, On::Login, Own, &[Read, Change]),
    (PRIVACY_OFFICER, On::HouseStyle, Here, &[Read]),
    (PRIVACY_OFFICER, On::Library, Here, &[Read]),
    (PRIVACY_OFFICER, On::AccessLog, Here, &[Read]),
    (PRIVACY_OFFICER, On::Emergencies, Here, &[Read, Review]),
    (PRIVACY_OFFICER, On::Erasures, Here, &[Read, Create, Change, Review]),
    (PRIVACY_OFFICER, On::Oversight, Here, &[Read, Review]),
    (PRIVACY_OFFICER, On::Places, Here, &[Read]),
    (PRIVACY_OFFICER, On::People, Here, &[Read]),
    (ADMINISTRATOR, On::Login, Own, &[Read, Change]),
    (ADMINISTRATOR, On::HouseStyle, Here, &[Read, Change]),
    (ADMINISTRATOR, On::Library, Here, &[Read]),
    (ADMINISTRATOR, On::Logins, Here, &[Read, Change]),
    (ADMINISTRATOR, On::Installation, Here, &[Read]),
    (ADMINISTRATOR, On::Places, Here, &[Read, Create, Change]),
    (ADMINISTRATOR, On::People, Here, &[Read, Change]),
    (ADMINISTRATOR, On::Invitations, Here, &[Read, Create, Change]),
    (ADMINISTRATOR, On::QuestionSets, Here, &[Read, Change]),
    (ADMINISTRATOR, On::Use, Here, &[Read]),
    (ADMINISTRATOR, On::Contact, Here, &[Read, Change]),
    // Everybody of the house may own a task and sees the plan it is in; who coordinates changes all of it.
    (PRACTITIONER, On::Projects, Here, &[Read]),
    (PRACTITIONER, On::Projects, Own, &[Change]),
    (CHAMPION, On::Projects, Here, &[Read]),
    (CHAMPION, On::Projects, Own, &[Change]),
    (COORDINATOR, On::Projects, Here, &[Read, Create, Change]),
    (EQUIPMENT_MANAGER, On::Projects, Here, &[Read]),
    (EQUIPMENT_MANAGER, On::Projects, Own, &[Change]),
    (MANAGER, On::Projects, Here, &[Read]),
    (MANAGER, On::Projects, Own, &[Change]),
    (RESEARCHER, On::Projects, Here, &[Read]),
    (RESEARCHER, On::Projects, Own, &[Change]),
    (VOLUNTEER, On::Projects, Here, &[Read]),
    (VOLUNTEER, On::Projects, Own, &[Change]),
    (PRIVACY_OFFICER, On::Projects, Here, &[Read]),
    (PRIVACY_OFFICER, On::Projects, Own, &[Change]),
    (ADMINISTRATOR, On::Projects, Here, &[Read]),
    (ADMINISTRATOR, On::Projects, Own, &[Change]),
    (Actor::Client, On::Login, Own, &[Read, Change]),
    (Actor::Client, On::OwnRecord, Own, &[Read]),
    (Actor::Client, On::Consents, Own, &[Read, Change]),
    (Actor::Client, On::Erasures, Own, &[Read, Create]),
    (Actor::Client, On::OwnWords, Own, &[Read, Create, Change]),
    (Actor::Client, On::OwnLetters, Own, &[Read, Create]),
    (Actor::Headset, On::OwnHeadset, Own, &[Read, Change]),
    (Actor::Headset, On::LiveSessions, Own, &[Hold]),
    (Actor::Headset, On::OfflineRecords, Own, &[Deliver]),
    (Actor::Bridge, On::OwnBridge, Own, &[Read]),
    (Actor::Bridge, On::Straps, Own, &[Feed]),
    (Actor::Sender, On::LiveSessions, Own, &[Read]),
    (Actor::Sender, On::Recordings, Own, &[Create]),
    (Actor::Sender, On::Straps, Own, &[Feed]),
];

/// What is one thing for the whole institution: a role for one of its sites does not change it. What is at a site is asked of
/// [`super::reach`].
pub const INSTITUTION_WIDE: &[(Resource, Action)] =
    &[(On::HouseStyle, Change), (On::Contact, Change), (On::Logins, Change)];

/// Whether it concerns the whole institution.
pub fn is_institution_wide(resource: Resource, action: Action) -> bool {
    INSTITUTION_WIDE.contains(&(resource, action))
}

/// On which condition the table allows it; `None` where it does not.
pub fn condition(actor: Actor, resource: Resource, action: Action) -> Option<When> {
    let line = TABLE
        .iter()
        .find(|(who, what, _, actions)| *who == actor && *what == resource && actions.contains(&action));
    line.map(|(_, _, when, _)| *when)
}

/// Whether the table allows it, on some condition.
pub fn allows(actor: Actor, resource: Resource, action: Action) -> bool {
    condition(actor, resource, action).is_some()
}

/// The first of these roles by which the table allows it, with its condition. A role that asks no treatment relation goes
/// first.
pub fn by_role(roles: &[Role], resource: Resource, action: Action) -> Option<(Role, When)> {
    let allowed = |role: &Role| condition(Actor::User(*role), resource, action).map(|when| (*role, when));
    let mut all = roles.iter().filter_map(allowed);
    let first = all.next()?;
    let asks_relation = |when: When| matches!(when, Treating | Related);
    if asks_relation(first.1) {
        Some(all.find(|(_, when)| !asks_relation(*when)).unwrap_or(first))
    } else {
        Some(first)
    }
}

/// Which roles somebody with this role may give to others; nobody gives one to themselves.
pub const fn gives(role: Role) -> &'static [Role] {
    match role {
        Role::Administrator => Role::ALL,
        Role::Coordinator => &[Role::Practitioner, Role::Champion, Role::EquipmentManager, Role::Volunteer],
        _ => &[],
    }
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
            for (who, what, ..) in TABLE {
                assert!(!(*who == EQUIPMENT_MANAGER && *what == resource), "{resource:?}");
            }
        }
        assert!(!allows(EQUIPMENT_MANAGER, Resource::Senders, Action::Create), "nor by a token of their own");
    }

    #[test]
    fn only_who_treats_sees_a_client_and_only_with_a_treatment_relation() {
        let of_clients = [
            On::Clients,
            On::Relations,
            On::Answers,
            On::Sessions,
            On::AdverseEvents,
            On::LiveSessions,
            On::Straps,
        ];
        for role in Role::ALL {
            for resource in of_clients.into_iter().chain([On::Recordings]) {
                let lines =
                    TABLE.iter().filter(|(who, what, ..)| *who == Actor::User(*role) && *what == resource);
                let when: Vec<_> = lines.map(|(_, _, when, _)| *when).collect();
                let expected: &[When] = match (role, resource) {
                    (Role::Practitioner, On::Relations) => &[When::Treating, When::Related],
                    (Role::Practitioner, _) => &[When::Treating],
                    _ => &[],
                };
                assert_eq!(when, expected, "{role:?} {resource:?}");
            }
        }
    }

    #[test]
    fn what_outlasts_emergency_access_asks_a_treatment_relation() {
        for (resource, action) in [
            (On::Relations, Create),
            (On::Relations, Change),
            (On::ClientLogins, Change),
            (On::ClientQuestions, Change),
            (On::Senders, Create),
            (On::Enrolments, Create),
            (On::Enrolments, Change),
        ] {
            let when = condition(Actor::User(Role::Practitioner), resource, action);
            assert_eq!(when, Some(When::Related), "{resource:?} {action:?}");
        }
    }

    #[test]
    fn who_gives_roles_or_reads_the_log_sees_no_client() {
        for (role, resource) in [
            (Role::Administrator, On::Clients),
            (Role::Administrator, On::AccessLog),
            (Role::Manager, On::People),
            (Role::PrivacyOfficer, On::Sessions),
            (Role::Coordinator, On::AccessLog),
        ] {
            assert!(!allows(Actor::User(role), resource, Action::Read), "{role:?} {resource:?}");
        }
        assert!(!gives(Role::Coordinator).contains(&Role::Administrator));
        assert!(!gives(Role::Coordinator).contains(&Role::PrivacyOfficer));
        assert!(gives(Role::Practitioner).is_empty());
    }

    #[test]
    fn who_does_research_sees_pseudonyms_and_no_client() {
        for resource in
            [On::Clients, On::Sessions, On::Answers, On::Enrolments, On::Relations, On::LiveSessions]
        {
            for (who, what, ..) in TABLE {
                assert!(!(*who == RESEARCHER && *what == resource), "{resource:?}");
            }
        }
        let others = TABLE.iter().filter(|(_, what, ..)| *what == On::StudyData);
        assert!(others.clone().all(|(who, ..)| *who == RESEARCHER) && others.count() == 1);
    }

    #[test]
    fn of_two_roles_the_one_that_grants_counts() {
        let both = [Role::Practitioner, Role::EquipmentManager];
        assert_eq!(by_role(&both, On::Clients, Read), Some((Role::Practitioner, When::Treating)));
        assert_eq!(by_role(&both, On::Headsets, Create), Some((Role::EquipmentManager, When::Here)));
        assert_eq!(by_role(&both, On::Senders, Read), Some((Role::EquipmentManager, When::Here)));
        assert_eq!(by_role(&both, On::AccessLog, Read), None);
    }

    #[test]
    fn everybody_sees_their_own_login() {
        for role in Role::ALL {
            assert!(allows(Actor::User(*role), On::Login, Read), "{role:?}");
        }
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
        assert!(TABLE.iter().all(|(who, what, _, actions)| *who != Actor::Sender
            || *what == Resource::LiveSessions
            || !actions.contains(&Action::Read)));
        assert!(!allows(Actor::Sender, Resource::LiveSessions, Action::Watch));
    }

    #[test]
    fn no_line_stands_twice() {
        for (index, (who, what, _, actions)) in TABLE.iter().enumerate() {
            let again = TABLE.iter().skip(index + 1).any(|(other, resource, _, others)| {
                other == who && resource == what && others.iter().any(|action| actions.contains(action))
            });
            assert!(!again, "{who:?} {what:?}");
        }
    }
}
