//! Passwords, and the links with which somebody chooses a new one: hashes only.

use super::{
    Store, StoreError,
    database::{Transaction, execute, fetch_optional, fetch_within},
};
use core::fmt;
use session::{OrganisationId, UserId};
use uuid::Uuid;

/// How somebody signs in with a password.
#[derive(Clone)]
pub struct OwnLoginRow {
    /// Login name.
    pub login: String,
    /// PHC string; empty where there is none.
    pub password_hash: String,
}

impl fmt::Debug for OwnLoginRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnLoginRow { … }")
    }
}

/// A one-time link to be made.
#[derive(Clone, Copy, Debug)]
pub struct ResetToAdd<'a> {
    /// Hash of its code.
    pub code_hash: &'a [u8],
    /// For whom.
    pub user: UserId,
    /// In which institution they must be.
    pub organisation: OrganisationId,
    /// Who made it; `None` from the command line.
    pub made_by: Option<UserId>,
    /// Whether other ways to sign in go too.
    pub clears_factors: bool,
    /// Until when it works.
    pub expires_us: i64,
}

impl Store {
    /// The login name, the hash of the password (empty where there is none), and the name people see.
    pub async fn own_login(&self, user: UserId) -> Result<Option<OwnLoginRow>, StoreError> {
        let row: Option<(String, String)> = fetch_optional!(
            self.database(),
            (String, String),
            "SELECT login, password_hash FROM users WHERE id = $1",
            user.0
        )?;
        Ok(row.map(|(login, password_hash)| OwnLoginRow { login, password_hash }))
    }

    /// Sets a password and signs out everywhere but in one place; links that wait for a password, and devices that the former
    /// one made known, open nothing any more.
    pub async fn set_password(&self, user: UserId, hash: &str, keep: &[u8]) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(&mut transaction, "UPDATE users SET password_hash = $2 WHERE id = $1", user.0, hash)?;
        execute!(
            &mut transaction,
            "DELETE FROM logins WHERE user_id = $1 AND token_hash <> $2",
            user.0,
            keep
        )?;
        execute!(&mut transaction, "DELETE FROM resets WHERE user_id = $1 AND used_us IS NULL", user.0)?;
        execute!(&mut transaction, "DELETE FROM known_devices WHERE user_id = $1", user.0)?;
        transaction.commit().await
    }

    /// Makes a link with which somebody of the institution chooses a new password, once; earlier ones stop working. False when
    /// there is no such person.
    pub async fn add_reset(&self, reset: &ResetToAdd<'_>, now_us: i64) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "DELETE FROM resets WHERE user_id IN (SELECT id FROM users WHERE id = $1 AND organisation = $2)",
            reset.user.0,
            reset.organisation.0,
        )?;
        let made = execute!(
            &mut transaction,
            "INSERT INTO resets (code_hash, user_id, made_by, clears_factors, created_us, expires_us)
             SELECT $1, id, $4, $5, $6, $7 FROM users
             WHERE id = $2 AND organisation = $3 AND (left_us IS NULL OR left_us > $6)",
            reset.code_hash,
            reset.user.0,
            reset.organisation.0,
            reset.made_by.map(|by| by.0),
            i64::from(reset.clears_factors),
            now_us,
            reset.expires_us,
        )?;
        transaction.commit().await?;
        Ok(made == 1)
    }

    /// Whose link this is, while it works: the person's login name, for the check of the new password.
    pub async fn reset_of(
        &self,
        code_hash: &[u8],
        now_us: i64,
    ) -> Result<Option<(UserId, String)>, StoreError> {
        let row: Option<(Uuid, String)> = fetch_optional!(
            self.database(),
            (Uuid, String),
            "SELECT u.id, u.login FROM resets r JOIN users u ON u.id = r.user_id
             WHERE r.code_hash = $1 AND r.used_us IS NULL AND r.expires_us > $2
               AND (u.left_us IS NULL OR u.left_us > $2)",
            code_hash,
            now_us,
        )?;
        Ok(row.map(|(id, login)| (UserId(id), login)))
    }

    /// Uses a link for an account of the institution instead of a password: links it, signs out everywhere, and takes away other
    /// ways, the password too, where the link says so. `None` when the link does not work (any more);
    /// [`StoreError::Taken`], with the link as it was, when the account opens another login.
    pub async fn use_reset_by_sign_on(
        &self,
        code_hash: &[u8],
        (issuer, subject): (&str, &str),
        now_us: i64,
    ) -> Result<Option<UserId>, StoreError> {
        let mut transaction = self.database().begin().await?;
        let Some((user, clears)) = take_reset(&mut transaction, code_hash, now_us).await? else {
            return Ok(None);
        };
        if clears {
            execute!(&mut transaction, "UPDATE users SET password_hash = '' WHERE id = $1", user)?;
        }
        execute!(
            &mut transaction,
            "INSERT INTO sign_on_links (issuer, subject, user_id, created_us) VALUES ($1, $2, $3, $4)
             ON CONFLICT (issuer, subject) DO NOTHING",
            issuer,
            subject,
            user,
            now_us,
        )?;
        let linked: Option<(Uuid,)> = fetch_within!(
            &mut transaction,
            (Uuid,),
            "SELECT user_id FROM sign_on_links WHERE issuer = $1 AND subject = $2",
            issuer,
            subject
        )?;
        if linked != Some((user,)) {
            return Err(StoreError::Taken);
        }
        transaction.commit().await?;
        Ok(Some(UserId(user)))
    }

    /// Uses a link: sets the password, signs out everywhere, and takes away other ways where the link says so. `None` when
    /// it does not work (any more).
    pub async fn use_reset(
        &self,
        code_hash: &[u8],
        password_hash: &str,
        now_us: i64,
    ) -> Result<Option<UserId>, StoreError> {
        let mut transaction = self.database().begin().await?;
        let Some((user, _)) = take_reset(&mut transaction, code_hash, now_us).await? else { return Ok(None) };
        execute!(&mut transaction, "UPDATE users SET password_hash = $2 WHERE id = $1", user, password_hash)?;
        transaction.commit().await?;
        Ok(Some(UserId(user)))
    }
}

/// Uses a link up: whose it is, and whether it takes other ways away, which is done here, as is signing out everywhere.
async fn take_reset(
    transaction: &mut Transaction,
    code_hash: &[u8],
    now_us: i64,
) -> Result<Option<(Uuid, bool)>, StoreError> {
    let used = execute!(
        &mut *transaction,
        "UPDATE resets SET used_us = $2 WHERE code_hash = $1 AND used_us IS NULL AND expires_us > $2",
        code_hash,
        now_us,
    )?;
    let row: Option<(Uuid, i64)> = fetch_within!(
        &mut *transaction,
        (Uuid, i64),
        "SELECT user_id, clears_factors FROM resets WHERE code_hash = $1",
        code_hash
    )?;
    let Some((user, clears)) = row.filter(|_| used == 1) else { return Ok(None) };
    execute!(&mut *transaction, "DELETE FROM logins WHERE user_id = $1", user)?;
    execute!(&mut *transaction, "DELETE FROM known_devices WHERE user_id = $1", user)?;
    if clears == 1 {
        for sql in [
            "DELETE FROM second_factors WHERE user_id = $1",
            "DELETE FROM recovery_codes WHERE user_id = $1",
            "DELETE FROM passkeys WHERE user_id = $1",
            "DELETE FROM pins WHERE user_id = $1",
            "DELETE FROM sign_on_links WHERE user_id = $1",
        ] {
            execute!(&mut *transaction, sql, user)?;
        }
    }
    Ok(Some((user, clears == 1)))
}
