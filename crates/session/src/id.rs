//! One id type per entity, all UUIDs made where the thing is made.

use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is not one of our ids.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {entity} id: expected a UUID")]
pub struct ParseIdError {
    entity: &'static str,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $entity:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self).map_err(|_| ParseIdError { entity: $entity })
            }
        }
    };
}

id!(
    /// One stay in virtual reality, from putting the headset on to taking it off.
    SessionId, "session"
);
id!(
    /// A headset.
    DeviceId, "device"
);
id!(
    /// A person in care, known to most of the system by this and an alias only.
    ClientId, "client"
);
id!(
    /// A colleague with a login.
    UserId, "user"
);
id!(
    /// An institution.
    OrganisationId, "organisation"
);
id!(
    /// A computer that carries heart straps' packets from the radio to the server.
    BridgeId, "bridge"
);
id!(
    /// A place where an institution works, with its setting.
    SiteId, "site"
);
id!(
    /// Colleagues who treat the same clients.
    TeamId, "team"
);
id!(
    /// A set of questions that is planned for a client or a team.
    ScheduledId, "scheduled set"
);
id!(
    /// A study.
    StudyId, "study"
);
id!(
    /// A treatment relation of a client with a colleague or a team.
    RelationId, "relation"
);
id!(
    /// An invitation of somebody who is to be a colleague.
    InvitationId, "invitation"
);
id!(
    /// A colleague's way to a client without a treatment relation, for a short time and with a reason.
    EmergencyId, "emergency"
);
id!(
    /// One command, so that an answer can name it and a repeat is recognised.
    CommandId, "command"
);
id!(
    /// A heart sensor as one receiver knows it; never the hardware address.
    StrapId, "strap"
);

/// A question put during a session; counted from 1 within that session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct QuestionId(pub u32);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_back_from_what_it_prints() {
        let id = SessionId(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("4821".parse::<ClientId>(), Err(ParseIdError { entity: "client" }));
    }
}
