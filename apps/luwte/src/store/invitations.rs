//! Invitations of those who are to be colleagues: a code that works once, kept only as its hash.

use super::{
    Store, StoreError, UserToAdd, Witness,
    database::{execute, fetch_all, fetch_optional, fetch_within},
    people::{add_user, give_role},
};
use link::people::{Invitation, Invited, NewInvitation, NewRole, Role};
use session::{InvitationId, OrganisationId, SiteId, TeamId, UserId};
use std::collections::HashMap;
use uuid::Uuid;

fn role(word: &str) -> Result<Role, StoreError> {
    Role::of_word(word).ok_or(StoreError::Unreadable { what: "role" })
}

impl Store {
    /// Remembers an invitation by the hash of its code.
    pub async fn add_invitation(
        &self,
        _written: &Witness,
        by: (OrganisationId, UserId),
        new: &NewInvitation,
        code_hash: &[u8],
        times_us: (i64, i64),
    ) -> Result<InvitationId, StoreError> {
        let id = Uuid::now_v7();
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO invitations (id, organisation, code_hash, name, site, team, invited_by, created_us, expires_us)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            by.0.0,
            code_hash,
            &new.name,
            new.site.map(|site| site.0),
            new.team.map(|team| team.0),
            by.1.0,
            times_us.0,
            times_us.1,
        )?;
        let mut roles = new.roles.clone();
        roles.sort_unstable();
        roles.dedup();
        for role in roles {
            execute!(
                &mut transaction,
                "INSERT INTO invitation_roles (invitation, role) VALUES ($1, $2)",
                id,
                role.word()
            )?;
        }
        transaction.commit().await?;
        Ok(InvitationId(id))
    }

    /// Invitations that still work, the newest first.
    pub async fn invitations(
        &self,
        organisation: OrganisationId,
        now_us: i64,
    ) -> Result<Vec<Invitation>, StoreError> {
        type Columns = (Uuid, String, Option<Uuid>, Option<Uuid>, String, i64);
        let rows: Vec<Columns> = fetch_all!(
            self.database(),
            Columns,
            "SELECT i.id, i.name, i.site, i.team, n.name, i.expires_us FROM invitations i
             JOIN user_names n ON n.user_id = i.invited_by
             WHERE i.organisation = $1 AND i.used_us IS NULL AND i.withdrawn_us IS NULL AND i.expires_us > $2
             ORDER BY i.created_us DESC, i.id DESC",
            organisation.0,
            now_us,
        )?;
        let given: Vec<(Uuid, String)> = fetch_all!(
            self.database(),
            (Uuid, String),
            "SELECT r.invitation, r.role FROM invitation_roles r JOIN invitations i ON i.id = r.invitation
             WHERE i.organisation = $1 AND i.used_us IS NULL",
            organisation.0,
        )?;
        let mut roles: HashMap<Uuid, Vec<Role>> = HashMap::new();
        for (invitation, word) in given {
            roles.entry(invitation).or_default().push(role(&word)?);
        }
        let invitation = |(id, name, site, team, invited_by, expires): Columns| {
            let mut roles = roles.remove(&id).unwrap_or_default();
            roles.sort_unstable();
            let (site, team) = (site.map(SiteId), team.map(TeamId));
            Invitation { id: InvitationId(id), name, roles, site, team, invited_by, expires }
        };
        Ok(rows.into_iter().map(invitation).collect())
    }

    /// Lets an invitation work no longer. Whether it did.
    pub async fn withdraw_invitation(
        &self,
        _written: &Witness,
        organisation: OrganisationId,
        id: InvitationId,
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let withdrawn = execute!(
            &mut transaction,
            "UPDATE invitations SET withdrawn_us = $1
             WHERE id = $2 AND organisation = $3 AND used_us IS NULL AND withdrawn_us IS NULL",
            now_us,
            id.0,
            organisation.0,
        )?;
        transaction.commit().await?;
        Ok(withdrawn > 0)
    }

    /// What the invitation with this code is, while it works.
    pub async fn invited(
        &self,
        code_hash: &[u8],
        now_us: i64,
    ) -> Result<Option<(OrganisationId, InvitationId, Invited)>, StoreError> {
        let row: Option<(Uuid, Uuid, String, String)> = fetch_optional!(
            self.database(),
            (Uuid, Uuid, String, String),
            "SELECT i.id, o.id, i.name, o.name FROM invitations i JOIN organisations o ON o.id = i.organisation
             WHERE i.code_hash = $1 AND i.used_us IS NULL AND i.withdrawn_us IS NULL AND i.expires_us > $2",
            code_hash,
            now_us,
        )?;
        let Some((id, organisation, name, organisation_name)) = row else { return Ok(None) };
        let words: Vec<(String,)> = fetch_all!(
            self.database(),
            (String,),
            "SELECT role FROM invitation_roles WHERE invitation = $1",
            id
        )?;
        let mut roles = words.iter().map(|(word,)| role(word)).collect::<Result<Vec<_>, _>>()?;
        roles.sort_unstable();
        let invited = Invited { name, organisation_name, roles };
        Ok(Some((OrganisationId(organisation), InvitationId(id), invited)))
    }

    /// Makes a colleague of the invited, once; `None` where the code no longer works. [`StoreError::Taken`] when the login
    /// name exists: the code then still works.
    pub async fn accept_invitation(
        &self,
        _written: &Witness,
        code_hash: &[u8],
        user: &UserToAdd,
        now_us: i64,
    ) -> Result<Option<UserId>, StoreError> {
        let mut transaction = self.database().begin().await?;
        let used = execute!(
            &mut transaction,
            "UPDATE invitations SET used_us = $1
             WHERE code_hash = $2 AND used_us IS NULL AND withdrawn_us IS NULL AND expires_us > $1",
            now_us,
            code_hash,
        )?;
        if used == 0 {
            return Ok(None);
        }
        type Columns = (Uuid, Option<Uuid>, Option<Uuid>);
        let row: Option<Columns> = fetch_within!(
            &mut transaction,
            Columns,
            "SELECT organisation, site, team FROM invitations WHERE code_hash = $1",
            code_hash,
        )?;
        let Some((organisation, site, team)) = row else { return Ok(None) };
        let id = add_user(&mut transaction, OrganisationId(organisation), user, now_us).await?;
        for role in &user.roles {
            let role = NewRole { role: *role, site: site.map(SiteId), team: None };
            give_role(&mut transaction, id, &role, now_us).await?;
        }
        if let Some(team) = team {
            execute!(
                &mut transaction,
                "INSERT INTO team_members (id, team, user_id, since_us) VALUES ($1, $2, $3, $4)",
                Uuid::now_v7(),
                team,
                id.0,
                now_us,
            )?;
        }
        execute!(
            &mut transaction,
            "UPDATE invitations SET user_id = $1 WHERE code_hash = $2",
            id.0,
            code_hash
        )?;
        transaction.commit().await?;
        Ok(Some(id))
    }
}
