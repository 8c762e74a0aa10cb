//! How far a role reaches: one for the whole institution everywhere, one for a site only at that site. What the table grants
//! holds there and nowhere else; every route that changes something of a place asks here.

use super::{
    Granted, Right,
    table::{self, Action, Actor, Resource, When},
};
use crate::{api::Failure, store::User};
use link::people::{HeldRole, Role};
use session::SiteId;

/// Where something is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the whole institution.
    Institution,
    /// At a site; `None` for what is at none.
    Site(Option<SiteId>),
}

/// Whether a role that somebody has reaches a place.
fn reaches(held: &HeldRole, place: Place) -> bool {
    held.site.is_none_or(|only| place == Place::Site(Some(only)))
}

/// The roles by which somebody may be granted this at all: what concerns the whole institution is not changed by a role for one
/// of its sites.
pub(super) fn roles(user: &User, resource: Resource, action: Action) -> Vec<Role> {
    let wide = table::is_institution_wide(resource, action);
    let counts = |held: &&HeldRole| !wide || reaches(held, Place::Institution);
    let counting: Vec<Role> = user.held.iter().filter(counts).map(|held| held.role).collect();
    user.roles().into_iter().filter(|role| counting.contains(role)).collect()
}

/// Refuses where none of somebody's roles that grant this reaches there. What the table grants only of one's own also reaches
/// what is at no site.
pub fn may(
    user: &User,
    (resource, action): (Resource, Action),
    place: Place,
    is_own: bool,
) -> Result<(), Failure> {
    let may = user.held.iter().any(|held| match table::condition(Actor::User(held.role), resource, action) {
        None => false,
        Some(When::Own) => is_own && (reaches(held, place) || place == Place::Site(None)),
        Some(_) => reaches(held, place),
    });
    if may { Ok(()) } else { Err(Failure::Forbidden) }
}

/// Whether somebody may give, or take back, a role there: one of the roles that they have says so. A coordinator of one site
/// does so at that site.
pub fn may_give(user: &User, role: Role, site: Option<SiteId>) -> Result<(), Failure> {
    let gives = |held: &HeldRole| table::gives(held.role).contains(&role);
    let may = user.held.iter().any(|held| gives(held) && reaches(held, Place::Site(site)));
    if may { Ok(()) } else { Err(Failure::Forbidden) }
}

impl<R: Right> Granted<R> {
    /// Refuses where none of the roles by which the table grants this reaches there.
    pub fn reaches(&self, place: Place, is_own: bool) -> Result<(), Failure> {
        may(&self.user, (R::RESOURCE, R::ACTION), place, is_own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use session::{OrganisationId, UserId};
    use uuid::Uuid;

    const HERE: SiteId = SiteId(Uuid::from_u128(1));
    const THERE: SiteId = SiteId(Uuid::from_u128(2));

    fn with(roles: &[(Role, Option<SiteId>)]) -> User {
        let held = roles.iter().map(|(role, site)| HeldRole {
            id: Uuid::nil(),
            role: *role,
            site: *site,
            team: None,
        });
        User {
            id: UserId(Uuid::nil()),
            organisation: OrganisationId(Uuid::nil()),
            organisation_name: "Duinrand".into(),
            name: "Kaj".into(),
            role: None,
            held: held.collect(),
        }
    }

    #[test]
    fn a_role_for_one_site_changes_nothing_of_the_whole_institution() {
        let (bound, free) = (
            with(&[(Role::Coordinator, Some(HERE))]),
            with(&[(Role::Coordinator, Some(HERE)), (Role::Coordinator, None)]),
        );
        for what in [(Resource::HouseStyle, Action::Change), (Resource::Contact, Action::Change)] {
            assert!(roles(&bound, what.0, what.1).is_empty(), "{what:?}");
            assert_eq!(roles(&free, what.0, what.1), [Role::Coordinator]);
            assert!(may(&bound, what, Place::Institution, false).is_err());
        }
        assert_eq!(roles(&bound, Resource::HouseStyle, Action::Read), [Role::Coordinator], "but sees it");
    }

    #[test]
    fn a_role_for_one_site_reaches_that_site_and_no_other() {
        let bound = with(&[(Role::Coordinator, Some(HERE))]);
        let plans = (Resource::TeamQuestions, Action::Change);
        assert!(may(&bound, plans, Place::Site(Some(HERE)), false).is_ok());
        assert!(may(&bound, plans, Place::Site(Some(THERE)), false).is_err());
        assert!(may(&bound, plans, Place::Site(None), false).is_err());
        assert!(may_give(&bound, Role::Practitioner, Some(HERE)).is_ok());
        assert!(may_give(&bound, Role::Practitioner, None).is_err());
    }

    #[test]
    fn of_two_roles_the_one_that_reaches_counts() {
        let both = with(&[(Role::Practitioner, Some(HERE)), (Role::Coordinator, None)]);
        let plans = (Resource::TeamQuestions, Action::Change);
        assert!(may(&both, plans, Place::Site(Some(THERE)), false).is_ok(), "as coordinator");
        let one = with(&[(Role::Practitioner, Some(HERE))]);
        assert!(may(&one, plans, Place::Site(Some(HERE)), false).is_err(), "not of a team of others");
        assert!(may(&one, plans, Place::Site(Some(HERE)), true).is_ok());
        assert!(may(&one, plans, Place::Site(None), true).is_ok(), "of a team at no site");
        assert!(may(&one, plans, Place::Site(Some(THERE)), true).is_err(), "of a team at another site");
    }
}
