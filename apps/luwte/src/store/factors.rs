//! Second factors: sealed secrets of authenticator apps, recovery codes, six digits for shared tablets, links to accounts of institutions.

use super::{
    Store, StoreError,
    database::{Transaction, execute, fetch_all, fetch_optional},
};
use core::fmt;
use session::UserId;
use uuid::Uuid;

/// The secret of somebody's authenticator app.
#[derive(Clone)]
pub struct SecondFactorRow {
    /// Sealed with the master key.
    pub secret: Vec<u8>,
    /// Since when it is asked; `None` while the app has not shown its first code.
    pub confirmed_us: Option<i64>,
    /// The step of the last code that was accepted.
    pub last_step: i64,
}

impl fmt::Debug for SecondFactorRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecondFactorRow").field("confirmed_us", &self.confirmed_us).finish_non_exhaustive()
    }
}

impl Store {
    /// Keeps a secret that waits to be confirmed; one that is confirmed already stays: false.
    pub async fn begin_second_factor(
        &self,
        user: UserId,
        sealed: &[u8],
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "DELETE FROM second_factors WHERE user_id = $1 AND confirmed_us IS NULL",
            user.0
        )?;
        let added = execute!(
            &mut transaction,
            "INSERT INTO second_factors (user_id, secret, created_us, last_step) VALUES ($1, $2, $3, 0)
             ON CONFLICT (user_id) DO NOTHING",
            user.0,
            sealed,
            now_us,
        )?;
        transaction.commit().await?;
        Ok(added == 1)
    }

    /// The secret of somebody's authenticator app.
    pub async fn second_factor(&self, user: UserId) -> Result<Option<SecondFactorRow>, StoreError> {
        let row: Option<(Vec<u8>, Option<i64>, i64)> = fetch_optional!(
            self.database(),
            (Vec<u8>, Option<i64>, i64),
            "SELECT secret, confirmed_us, last_step FROM second_factors WHERE user_id = $1",
            user.0
        )?;
        Ok(row.map(|(secret, confirmed_us, last_step)| SecondFactorRow { secret, confirmed_us, last_step }))
    }

    /// Takes a step as used; false when it, or a later one, was used before: of two that bring the same code, one is let in.
    pub async fn use_step(&self, user: UserId, step: i64) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let used = execute!(
            &mut transaction,
            "UPDATE second_factors SET last_step = $2 WHERE user_id = $1 AND last_step < $2",
            user.0,
            step
        )?;
        transaction.commit().await?;
        Ok(used == 1)
    }

    /// From now on time codes are asked; these recovery codes go with it. False when another page was first.
    pub async fn confirm_second_factor(
        &self,
        user: UserId,
        step: i64,
        recovery: &[Vec<u8>],
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let confirmed = execute!(
            &mut transaction,
            "UPDATE second_factors SET confirmed_us = $2, last_step = $3 WHERE user_id = $1 AND confirmed_us IS NULL",
            user.0,
            now_us,
            step,
        )?;
        if confirmed != 1 {
            return Ok(false);
        }
        replace_recovery(&mut transaction, user, recovery, now_us).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Time codes are asked no more, and recovery codes open nothing.
    pub async fn remove_second_factor(&self, user: UserId) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(&mut transaction, "DELETE FROM second_factors WHERE user_id = $1", user.0)?;
        execute!(&mut transaction, "DELETE FROM recovery_codes WHERE user_id = $1", user.0)?;
        transaction.commit().await
    }

    /// Puts new recovery codes in the place of all earlier ones.
    pub async fn renew_recovery(
        &self,
        user: UserId,
        recovery: &[Vec<u8>],
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        replace_recovery(&mut transaction, user, recovery, now_us).await?;
        transaction.commit().await
    }

    /// Uses a recovery code; false when it is unknown or was used: of two that bring the same code, one is let in.
    pub async fn use_recovery(
        &self,
        user: UserId,
        code_hash: &[u8],
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let used = execute!(
            &mut transaction,
            "UPDATE recovery_codes SET used_us = $3 WHERE user_id = $1 AND code_hash = $2 AND used_us IS NULL",
            user.0,
            code_hash,
            now_us,
        )?;
        transaction.commit().await?;
        Ok(used == 1)
    }

    /// How many recovery codes were not used yet.
    pub async fn recovery_left(&self, user: UserId) -> Result<u32, StoreError> {
        let row: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT COUNT(*) FROM recovery_codes WHERE user_id = $1 AND used_us IS NULL",
            user.0
        )?;
        Ok(row.and_then(|(count,)| u32::try_from(count).ok()).unwrap_or(0))
    }

    /// The hash of the digits for shared tablets.
    pub async fn pin(&self, user: UserId) -> Result<Option<String>, StoreError> {
        let row: Option<(String,)> = fetch_optional!(
            self.database(),
            (String,),
            "SELECT pin_hash FROM pins WHERE user_id = $1",
            user.0
        )?;
        Ok(row.map(|(hash,)| hash))
    }

    /// Sets the digits for shared tablets, or takes them away.
    pub async fn set_pin(&self, user: UserId, hash: Option<&str>, now_us: i64) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        match hash {
            None => execute!(&mut transaction, "DELETE FROM pins WHERE user_id = $1", user.0)?,
            Some(hash) => execute!(
                &mut transaction,
                "INSERT INTO pins (user_id, pin_hash, created_us) VALUES ($1, $2, $3)
                 ON CONFLICT (user_id) DO UPDATE SET pin_hash = excluded.pin_hash, created_us = excluded.created_us",
                user.0,
                hash,
                now_us,
            )?,
        };
        transaction.commit().await
    }

    /// Links an account of an institution to a login; [`StoreError::Taken`] when it opens another one.
    pub async fn link_sign_on(
        &self,
        issuer: &str,
        subject: &str,
        user: UserId,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "INSERT INTO sign_on_links (issuer, subject, user_id, created_us) VALUES ($1, $2, $3, $4)
             ON CONFLICT (issuer, subject) DO NOTHING",
            issuer,
            subject,
            user.0,
            now_us,
        )?;
        transaction.commit().await?;
        match self.linked_to(issuer, subject).await? {
            Some(linked) if linked == user => Ok(()),
            _ => Err(StoreError::Taken),
        }
    }

    /// Whose login an account of an institution opens.
    pub async fn linked_to(&self, issuer: &str, subject: &str) -> Result<Option<UserId>, StoreError> {
        let row: Option<(Uuid,)> = fetch_optional!(
            self.database(),
            (Uuid,),
            "SELECT user_id FROM sign_on_links WHERE issuer = $1 AND subject = $2",
            issuer,
            subject
        )?;
        Ok(row.map(|(user,)| UserId(user)))
    }

    /// The issuers whose accounts open somebody's login, with since when.
    pub async fn sign_on_links(&self, user: UserId) -> Result<Vec<(String, i64)>, StoreError> {
        let rows: Vec<(String, i64)> = fetch_all!(
            self.database(),
            (String, i64),
            "SELECT issuer, created_us FROM sign_on_links WHERE user_id = $1 ORDER BY created_us, issuer",
            user.0
        )?;
        Ok(rows)
    }

    /// Unlinks every account of an institution from a login.
    pub async fn unlink_sign_on(&self, user: UserId) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(&mut transaction, "DELETE FROM sign_on_links WHERE user_id = $1", user.0)?;
        transaction.commit().await
    }
}

async fn replace_recovery(
    transaction: &mut Transaction,
    user: UserId,
    recovery: &[Vec<u8>],
    now_us: i64,
) -> Result<(), StoreError> {
    execute!(&mut *transaction, "DELETE FROM recovery_codes WHERE user_id = $1", user.0)?;
    for hash in recovery {
        execute!(
            &mut *transaction,
            "INSERT INTO recovery_codes (user_id, code_hash, created_us) VALUES ($1, $2, $3)",
            user.0,
            hash,
            now_us,
        )?;
    }
    Ok(())
}
