//! People and access over HTTP: roles, sites, teams, invitations, treatment relations, and who looked at whom.

use crate::api::WallMicros;
use core::fmt;
use serde::{Deserialize, Serialize};
use session::{ClientId, EmergencyId, InvitationId, RelationId, SiteId, TeamId, UserId, Way};
use uuid::Uuid;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// Every one.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// The stable word, in the database, in requests and in the ids of texts.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }

            /// The one with this word.
            pub fn of_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.word() == word)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What somebody may be in an institution; several at once. One table on the server says what each may do.
    Role {
        /// Behandelaar: sees the clients they treat, watches along, takes over.
        Practitioner = "practitioner",
        /// Kartrekker: motivates a team and gathers what it thinks.
        Champion = "champion",
        /// Implementatiecoördinator: runs the roll-out over teams and sites; invites.
        Coordinator = "coordinator",
        /// Beheerder: headsets, no client's data.
        EquipmentManager = "equipment-manager",
        /// Manager: counts, never one person.
        Manager = "manager",
        /// Onderzoeker: studies, pseudonyms.
        Researcher = "researcher",
        /// Vrijwilliger: a visitor's anonymous session.
        Volunteer = "volunteer",
        /// Functionaris gegevensbescherming: who saw what.
        PrivacyOfficer = "privacy-officer",
        /// Functioneel beheerder: invites, roles, sites; sees no client.
        Administrator = "administrator",
    }
}

words! {
    /// Where a site works.
    Setting {
        /// GP practice and primary mental healthcare.
        FirstLine = "eerste-lijn",
        /// Specialised mental healthcare.
        SecondLine = "tweede-lijn",
        /// Highly specialised mental healthcare.
        ThirdLine = "derde-lijn",
        /// Hospital.
        Hospital = "hospital",
        /// Nursing home.
        NursingHome = "nursing-home",
        /// Disability care.
        DisabilityCare = "disability-care",
        /// Workplace and re-integration.
        Work = "work",
        /// Community centre, library.
        Neighbourhood = "neighbourhood",
    }
}

words! {
    /// How a treatment relation ended.
    Ending {
        /// The treatment is over.
        Finished = "finished",
        /// Somebody else treats the client now.
        HandedOver = "handed-over",
        /// The colleague left the institution.
        Left = "left",
    }
}

/// A site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Site {
    /// The site.
    pub id: SiteId,
    /// Its name.
    pub name: String,
    /// Where it works.
    pub setting: Setting,
}

/// `POST /api/v1/sites` and `PUT /api/v1/sites/{id}`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewSite {
    /// Its name, 1 to 60 characters, once in the institution.
    pub name: String,
    /// Where it works.
    pub setting: Setting,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Team {
    /// The team.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// Its site; `None` for a team of the whole institution.
    pub site: Option<SiteId>,
    /// Who is in it now.
    pub members: Vec<UserId>,
}

/// `POST /api/v1/teams` and `PUT /api/v1/teams/{id}`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewTeam {
    /// Its name, 1 to 60 characters, once in the institution.
    pub name: String,
    /// Its site; `None` for a team of the whole institution.
    pub site: Option<SiteId>,
}

/// `POST /api/v1/teams/{id}/members`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewMember {
    /// Who comes into the team.
    pub user: UserId,
}

/// A role that somebody has now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HeldRole {
    /// This giving of the role; it is taken back by it.
    pub id: Uuid,
    /// Which.
    pub role: Role,
    /// Only for this site; `None` for the whole institution.
    pub site: Option<SiteId>,
    /// Only for this team.
    pub team: Option<TeamId>,
}

/// A colleague in the list of people.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Person {
    /// The colleague.
    pub id: UserId,
    /// The name colleagues and clients see.
    pub name: String,
    /// Their roles now.
    pub roles: Vec<HeldRole>,
    /// Their teams now.
    pub teams: Vec<TeamId>,
    /// When they leave, or left; `None` for who stays.
    pub left: Option<WallMicros>,
    /// The name they sign in with; only told to who gives logins.
    pub login: Option<String>,
    /// How many clients they treat themselves, and not only through a team; only told to who arranges leaving.
    pub clients: Option<u32>,
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person").field("id", &self.id).field("roles", &self.roles).finish_non_exhaustive()
    }
}

/// `POST /api/v1/people/{id}/roles`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewRole {
    /// Which.
    pub role: Role,
    /// Only for this site.
    #[serde(default)]
    pub site: Option<SiteId>,
    /// Only for this team.
    #[serde(default)]
    pub team: Option<TeamId>,
}

/// `POST /api/v1/people/{id}/leave`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Leaving {
    /// When; `None` for now.
    #[serde(default)]
    pub until: Option<WallMicros>,
    /// Who treats their clients from now on; needed where they treat any.
    #[serde(default)]
    pub hand_over: Option<Carer>,
    /// Who has their roles and tasks in projects from now on; needed where they have any.
    #[serde(default)]
    pub tasks_to: Option<UserId>,
}

/// Who treats a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Carer {
    /// A colleague.
    User(UserId),
    /// A team: everybody who is in it.
    Team(TeamId),
}

/// What leaving did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Left {
    /// How many clients were handed over.
    pub handed_over: u32,
    /// How many logins were cut.
    pub logins_cut: u32,
}

/// A treatment relation of a client.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Relation {
    /// The relation.
    pub id: RelationId,
    /// Who treats.
    pub carer: Carer,
    /// Their name.
    pub name: String,
    /// Since when.
    pub since: WallMicros,
    /// Until when; `None` while it goes on.
    pub until: Option<WallMicros>,
    /// How it ended.
    pub ended: Option<Ending>,
}

impl fmt::Debug for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Relation").field("id", &self.id).field("until", &self.until).finish_non_exhaustive()
    }
}

/// `POST /api/v1/clients/{id}/relations`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewRelation {
    /// Who treats the client from now on, too.
    pub carer: Carer,
}

/// `POST /api/v1/clients/{id}/relations/{relation}/end`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EndRelation {
    /// How it ends.
    pub how: Ending,
}

/// `POST /api/v1/invitations`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewInvitation {
    /// The name colleagues and clients will see, 1 to 80 characters.
    pub name: String,
    /// Their roles, at least one.
    pub roles: Vec<Role>,
    /// Only for this site.
    #[serde(default)]
    pub site: Option<SiteId>,
    /// The team they come into.
    #[serde(default)]
    pub team: Option<TeamId>,
}

impl fmt::Debug for NewInvitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewInvitation").field("roles", &self.roles).finish_non_exhaustive()
    }
}

/// The answer to an invitation: told once; only its hash is kept.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct InvitationCode {
    /// The invitation.
    pub id: InvitationId,
    /// The code.
    pub code: String,
    /// The address with the code in it, for the invited to open.
    pub url: String,
    /// Until when it works.
    pub expires: WallMicros,
}

impl fmt::Debug for InvitationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvitationCode").field("id", &self.id).finish_non_exhaustive()
    }
}

/// An invitation that is open.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// The invitation.
    pub id: InvitationId,
    /// Who is invited.
    pub name: String,
    /// With these roles.
    pub roles: Vec<Role>,
    /// Only for this site.
    pub site: Option<SiteId>,
    /// Into this team.
    pub team: Option<TeamId>,
    /// Who invited.
    pub invited_by: String,
    /// Until when it works.
    pub expires: WallMicros,
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invitation").field("id", &self.id).field("roles", &self.roles).finish_non_exhaustive()
    }
}

/// `POST /api/v1/invitations/look`: whoever has the code sees what it is.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LookInvitation {
    /// The code.
    pub code: String,
}

impl fmt::Debug for LookInvitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LookInvitation { … }")
    }
}

/// What an invitation is, for the invited.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Invited {
    /// Their name, as the inviter wrote it.
    pub name: String,
    /// The institution's name.
    pub organisation_name: String,
    /// Their roles.
    pub roles: Vec<Role>,
}

impl fmt::Debug for Invited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invited").field("roles", &self.roles).finish_non_exhaustive()
    }
}

/// `POST /api/v1/invitations/accept`: the answer signs in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AcceptInvitation {
    /// The code.
    pub code: String,
    /// The name they will sign in with, 1 to 80 characters, once in the installation.
    pub login: String,
    /// Their password, at least 12 characters.
    pub password: String,
}

impl fmt::Debug for AcceptInvitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AcceptInvitation { … }")
    }
}

/// `POST /api/v1/emergencies`: a way to a client whom one does not treat.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewEmergency {
    /// The client's alias, exactly.
    pub alias: String,
    /// Why, 10 to 1,000 characters. The privacy officer reads it.
    pub reason: String,
}

impl fmt::Debug for NewEmergency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewEmergency { … }")
    }
}

/// That way: to whom, and until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EmergencyOpened {
    /// This access.
    pub id: EmergencyId,
    /// The client.
    pub client: ClientId,
    /// Until when.
    pub until: WallMicros,
}

/// An emergency access, as the privacy officer sees it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Emergency {
    /// This access.
    pub id: EmergencyId,
    /// The client's alias.
    pub alias: String,
    /// The client.
    pub client: ClientId,
    /// Who.
    pub by: UserId,
    /// Their name.
    pub by_name: String,
    /// Why.
    pub reason: String,
    /// When it began.
    pub began: WallMicros,
    /// Until when it holds, or held.
    pub until: WallMicros,
    /// What the privacy officer found of it; `None` while nobody has judged it.
    pub judgement: Option<String>,
}

impl fmt::Debug for Emergency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emergency").field("id", &self.id).field("until", &self.until).finish_non_exhaustive()
    }
}

/// `POST /api/v1/emergencies/{id}/judge`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct JudgeEmergency {
    /// What the privacy officer found, 1 to 1,000 characters.
    pub judgement: String,
}

impl fmt::Debug for JudgeEmergency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JudgeEmergency { … }")
    }
}

/// A line of the access log, as the privacy officer and the client read it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AccessLine {
    /// Its number in the log; the way to ask for older ones.
    pub n: i64,
    /// When.
    pub at: WallMicros,
    /// In which role, or `headset`, `bridge`, `sender`, `client`, `system`.
    pub actor: String,
    /// Who, by the name they have; `None` for the system and for what has no name any more.
    pub name: Option<String>,
    /// What was done.
    pub action: String,
    /// To what kind of thing.
    pub object: String,
    /// The client's alias, when it is about somebody.
    pub alias: Option<String>,
    /// Whether it was emergency access: without a treatment relation.
    pub emergency: bool,
    /// How many clients it showed at once, when it is a list; 0 for what is about one, about nobody, and in a client's own view.
    #[serde(default)]
    pub shown: u32,
}

impl fmt::Debug for AccessLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessLine").field("n", &self.n).field("action", &self.action).finish_non_exhaustive()
    }
}

/// How often headsets are used, per team; nobody can be recognised in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TeamUse {
    /// The team's name.
    pub team: String,
    /// Its site's name.
    pub site: Option<String>,
    /// How many colleagues are in it.
    pub colleagues: u32,
    /// How many clients had a session in the last 90 days; `None` where it is fewer than five.
    pub clients: Option<u32>,
    /// How many sessions those were; `None` where the clients are fewer than five.
    pub sessions: Option<u32>,
}

/// How often a way of use was used in the last 90 days; nobody can be recognised in it (`GET /api/v1/use/ways`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WayUse {
    /// The way.
    pub way: Way,
    /// Sessions in which a world was entered; `None` where they, or the clients, are fewer than five.
    pub sessions: Option<u32>,
    /// Different clients; `None` where they are fewer than five, or nobody knows whose the sessions are.
    pub clients: Option<u32>,
    /// Minutes that practitioners had for other work; only of the ways that count them.
    pub minutes_freed: Option<u32>,
}

/// `POST /api/v1/headsets/{id}/begin`: the session that waits in this headset is of this way, for who stays unknown.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BeginWay {
    /// The way.
    pub way: Way,
}

/// `POST /api/v1/clients/{id}/close` and `…/reopen`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Closing {
    /// Why; 1 to 1,000 characters.
    pub reason: String,
}

impl fmt::Debug for Closing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Closing { … }")
    }
}

/// A client whose care is closed (`GET /api/v1/closed-clients`).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClosedClient {
    /// The client.
    pub id: ClientId,
    /// The alias.
    pub alias: String,
    /// Since when; the time for which the record is kept begins here.
    pub closed: WallMicros,
    /// Why.
    pub reason: String,
}

impl fmt::Debug for ClosedClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClosedClient").field("id", &self.id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_comes_back_and_is_the_word_in_json() {
        for role in Role::ALL {
            assert_eq!(Role::of_word(role.word()), Some(*role));
            assert_eq!(serde_json::to_string(role).unwrap(), format!("\"{}\"", role.word()));
        }
        for setting in Setting::ALL {
            assert_eq!(Setting::of_word(setting.word()), Some(*setting));
        }
        assert_eq!(Role::of_word("director"), None);
    }
}
