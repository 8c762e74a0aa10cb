//! How clients sign in: a code of which only the hash stands here, and where they are signed in.

use super::{
    Store, StoreError,
    database::{execute, fetch_optional},
    logins::way_word,
};
use core::fmt;
use link::login::Way;
use session::{ClientId, OrganisationId};
use uuid::Uuid;

/// A client who is signed in.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedInClient {
    /// The client.
    pub id: ClientId,
    /// The alias.
    pub alias: String,
    /// The institution.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
}

impl fmt::Debug for SignedInClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedInClient").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A login of a client to be made.
#[derive(Clone, Copy, Debug)]
pub struct ClientLoginToAdd<'a> {
    /// Whose.
    pub client: ClientId,
    /// How it was made.
    pub way: Way,
    /// Browser and system in a few words of ours.
    pub device: &'a str,
    /// Without use it ends after so long, on a device that others use too; 0 on their own.
    pub idle_us: i64,
    /// Until when it lasts.
    pub expires_us: i64,
}

type ClientColumns = (Uuid, String, Uuid, String);

impl Store {
    async fn signed_in(
        &self,
        (id, alias, organisation, organisation_name): ClientColumns,
    ) -> Result<SignedInClient, StoreError> {
        let (alias, organisation) = (self.alias_of(id, alias).await?, OrganisationId(organisation));
        Ok(SignedInClient { id: ClientId(id), alias, organisation, organisation_name })
    }

    /// Gives a client a code in the place of the earlier one, which opens nothing any more; where they are signed in by it, they
    /// are signed out. With `until_us` it is one that somebody gave them: it works once, until then.
    pub async fn set_client_code(
        &self,
        client: ClientId,
        code_hash: &[u8],
        keep: &[u8],
        until_us: Option<i64>,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO client_codes (client, code_hash, created_us, expires_us) VALUES ($1, $2, $3, $4)
             ON CONFLICT (client) DO UPDATE SET code_hash = excluded.code_hash, created_us = excluded.created_us,
                 expires_us = excluded.expires_us",
            client.0,
            code_hash,
            now_us,
            until_us,
        )?;
        execute!(
            &mut transaction,
            "DELETE FROM client_logins WHERE client = $1 AND token_hash <> $2",
            client.0,
            keep
        )?;
        transaction.commit().await
    }

    /// Takes a client's code and passkeys away, and signs them out everywhere.
    pub async fn remove_client_login(&self, client: ClientId) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        for sql in [
            "DELETE FROM client_codes WHERE client = $1",
            "DELETE FROM passkeys WHERE client = $1",
            "DELETE FROM client_logins WHERE client = $1",
        ] {
            execute!(&mut transaction, sql, client.0)?;
        }
        transaction.commit().await
    }

    /// Since when a client has a code.
    pub async fn client_code_since(&self, client: ClientId) -> Result<Option<i64>, StoreError> {
        let row: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT created_us FROM client_codes WHERE client = $1",
            client.0
        )?;
        Ok(row.map(|(since,)| since))
    }

    /// Whose code this is, and whether somebody gave it to them, so that it works once.
    pub async fn client_by_code(
        &self,
        code_hash: &[u8],
        now_us: i64,
    ) -> Result<Option<(SignedInClient, bool)>, StoreError> {
        type Columns = (Uuid, String, Uuid, String, Option<i64>);
        let row: Option<Columns> = fetch_optional!(
            self.database(),
            Columns,
            "SELECT c.id, n.alias, c.organisation, o.name, k.expires_us
             FROM client_codes k JOIN clients c ON c.id = k.client JOIN client_names n ON n.client = c.id
             JOIN organisations o ON o.id = c.organisation
             WHERE k.code_hash = $1 AND (k.expires_us IS NULL OR k.expires_us > $2)",
            code_hash,
            now_us
        )?;
        let Some((id, alias, organisation, name, until)) = row else { return Ok(None) };
        Ok(Some((self.signed_in((id, alias, organisation, name)).await?, until.is_some())))
    }

    /// Puts a code of the client's own in the place of the one that was given; of two that bring it at once, one does.
    pub async fn own_client_code(
        &self,
        client: ClientId,
        given: &[u8],
        own: &[u8],
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let changed = execute!(
            &mut transaction,
            "UPDATE client_codes SET code_hash = $3, created_us = $4, expires_us = NULL
             WHERE client = $1 AND code_hash = $2 AND expires_us > $4",
            client.0,
            given,
            own,
            now_us,
        )?;
        transaction.commit().await?;
        Ok(changed == 1)
    }

    /// A client by id, for whoever comes with a passkey.
    pub async fn client_to_sign_in(&self, id: ClientId) -> Result<Option<SignedInClient>, StoreError> {
        let row: Option<ClientColumns> = fetch_optional!(
            self.database(),
            ClientColumns,
            "SELECT c.id, n.alias, c.organisation, o.name
             FROM clients c JOIN client_names n ON n.client = c.id JOIN organisations o ON o.id = c.organisation
             WHERE c.id = $1",
            id.0
        )?;
        match row {
            Some(row) => Ok(Some(self.signed_in(row).await?)),
            None => Ok(None),
        }
    }

    /// Remembers that a client is signed in, by the hash of the token.
    pub async fn make_client_login(
        &self,
        token_hash: &[u8],
        login: &ClientLoginToAdd<'_>,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(&mut transaction, "DELETE FROM client_logins WHERE expires_us < $1", now_us)?;
        execute!(
            &mut transaction,
            "INSERT INTO client_logins (token_hash, id, client, way, device, created_us, expires_us, idle_us, seen_us)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $6)",
            token_hash,
            Uuid::now_v7(),
            login.client.0,
            way_word(login.way),
            login.device,
            now_us,
            login.expires_us,
            login.idle_us,
        )?;
        transaction.commit().await
    }

    /// Which client this login is, while it lasts. One on a device that others use too lasts while it is used.
    pub async fn client_by_token(
        &self,
        token_hash: &[u8],
        now_us: i64,
    ) -> Result<Option<SignedInClient>, StoreError> {
        let row: Option<ClientColumns> = fetch_optional!(
            self.database(),
            ClientColumns,
            "SELECT c.id, n.alias, c.organisation, o.name
             FROM client_logins l JOIN clients c ON c.id = l.client JOIN client_names n ON n.client = c.id
             JOIN organisations o ON o.id = c.organisation WHERE l.token_hash = $1 AND l.expires_us > $2
               AND (l.idle_us = 0 OR l.seen_us + l.idle_us > $2)",
            token_hash,
            now_us
        )?;
        if row.is_some() {
            let mut transaction = self.database().begin().await?;
            execute!(
                &mut transaction,
                "UPDATE client_logins SET seen_us = $2 WHERE token_hash = $1 AND idle_us > 0 AND seen_us < $2 - 30000000",
                token_hash,
                now_us
            )?;
            transaction.commit().await?;
        }
        match row {
            Some(row) => Ok(Some(self.signed_in(row).await?)),
            None => Ok(None),
        }
    }

    /// Forgets a client's login.
    pub async fn end_client_login(&self, token_hash: &[u8]) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(&mut transaction, "DELETE FROM client_logins WHERE token_hash = $1", token_hash)?;
        transaction.commit().await
    }
}
