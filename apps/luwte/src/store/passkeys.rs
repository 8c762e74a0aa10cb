//! Passkeys of colleagues and of clients. What stands here opens nothing: the secret half never leaves the authenticator.

use super::{
    Store, StoreError,
    database::{execute, fetch_all, fetch_optional},
};
use link::login::OwnPasskey;
use session::{ClientId, UserId};
use uuid::Uuid;

/// Whose a passkey is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A colleague's.
    User(UserId),
    /// A client's.
    Client(ClientId),
}

impl Owner {
    /// Its id, in whichever table.
    pub const fn id(self) -> Uuid {
        match self {
            Self::User(UserId(id)) | Self::Client(ClientId(id)) => id,
        }
    }

    const fn columns(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::User(user) => (Some(user.0), None),
            Self::Client(client) => (None, Some(client.0)),
        }
    }
}

/// A passkey as it is checked.
#[derive(Clone, Debug)]
pub struct PasskeyRow {
    /// The passkey.
    pub id: Uuid,
    /// Whose.
    pub owner: Owner,
    /// Public key, counter and flags, as JSON.
    pub credential: String,
}

impl Store {
    /// Keeps a passkey; [`StoreError::Taken`] when it is known.
    pub async fn add_passkey(
        &self,
        owner: Owner,
        credential_id: &[u8],
        credential: &str,
        name: &str,
        now_us: i64,
    ) -> Result<Uuid, StoreError> {
        let (id, (user, client)) = (Uuid::now_v7(), owner.columns());
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO passkeys (id, user_id, client, credential_id, credential, name, created_us)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id,
            user,
            client,
            credential_id,
            credential,
            name,
            now_us,
        )?;
        transaction.commit().await?;
        Ok(id)
    }

    /// The passkey with this id of the authenticator.
    pub async fn passkey(&self, credential_id: &[u8]) -> Result<Option<PasskeyRow>, StoreError> {
        type Row = (Uuid, Option<Uuid>, Option<Uuid>, String);
        let row: Option<Row> = fetch_optional!(
            self.database(),
            Row,
            "SELECT id, user_id, client, credential FROM passkeys WHERE credential_id = $1",
            credential_id
        )?;
        let Some((id, user, client, credential)) = row else { return Ok(None) };
        let owner = match (user, client) {
            (Some(user), None) => Owner::User(UserId(user)),
            (None, Some(client)) => Owner::Client(ClientId(client)),
            _ => return Err(StoreError::Unreadable { what: "passkey's owner" }),
        };
        Ok(Some(PasskeyRow { id, owner, credential }))
    }

    /// The ids that somebody's authenticators gave.
    pub async fn passkey_credentials(&self, owner: Owner) -> Result<Vec<Vec<u8>>, StoreError> {
        let (user, client) = owner.columns();
        let rows: Vec<(Vec<u8>,)> = fetch_all!(
            self.database(),
            (Vec<u8>,),
            "SELECT credential_id FROM passkeys WHERE user_id = $1 OR client = $2 ORDER BY created_us, id",
            user,
            client
        )?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    /// Somebody's passkeys, the oldest first.
    pub async fn passkeys_of(&self, owner: Owner) -> Result<Vec<OwnPasskey>, StoreError> {
        let (user, client) = owner.columns();
        type Row = (Uuid, String, i64, Option<i64>);
        let rows: Vec<Row> = fetch_all!(
            self.database(),
            Row,
            "SELECT id, name, created_us, used_us FROM passkeys WHERE user_id = $1 OR client = $2
             ORDER BY created_us, id",
            user,
            client
        )?;
        let passkey = |(id, name, created, used): Row| OwnPasskey { id, name, created, used };
        Ok(rows.into_iter().map(passkey).collect())
    }

    /// Writes down that a passkey was used, with its new counter; false when another use was faster: then it must be
    /// checked anew.
    pub async fn use_passkey(
        &self,
        passkey: &PasskeyRow,
        credential: &str,
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let used = execute!(
            &mut transaction,
            "UPDATE passkeys SET credential = $3, used_us = $4 WHERE id = $1 AND credential = $2",
            passkey.id,
            &passkey.credential,
            credential,
            now_us,
        )?;
        transaction.commit().await?;
        Ok(used == 1)
    }

    /// Forgets one of somebody's passkeys; false when there is none.
    pub async fn remove_passkey(&self, owner: Owner, id: Uuid) -> Result<bool, StoreError> {
        let (user, client) = owner.columns();
        let mut transaction = self.database().begin().await?;
        let removed = execute!(
            &mut transaction,
            "DELETE FROM passkeys WHERE id = $1 AND (user_id = $2 OR client = $3)",
            id,
            user,
            client
        )?;
        transaction.commit().await?;
        Ok(removed == 1)
    }
}
