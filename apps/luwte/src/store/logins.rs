//! Who is signed in where: how they did, how many factors that proved, shared tablets that lock, and devices that are known.

use super::{
    Store, StoreError,
    database::{execute, fetch_all, fetch_optional},
};
use link::{
    login::{LoginPolicy, Way},
    people::Role,
};
use session::{OrganisationId, UserId};
use uuid::Uuid;

/// Wrong digits after which only a full sign-in opens a shared tablet.
pub const PIN_TRIES: u32 = 5;
/// Where nobody chose: minutes without touch after which a shared tablet locks.
const IDLE_MINUTES: u32 = 5;
const MINUTE_US: i64 = 60_000_000;

/// A login to be remembered.
#[derive(Clone, Debug)]
pub struct LoginToAdd {
    /// Whose.
    pub user: UserId,
    /// How it was made.
    pub way: Way,
    /// How many factors that proved.
    pub factors: u32,
    /// Browser and system, in a few words.
    pub device: String,
    /// Without touch it locks after so long, microseconds; 0 for never.
    pub idle_us: i64,
    /// When it ends by itself.
    pub expires_us: i64,
}

/// A login that lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginRow {
    /// The login; `None` for one made by a version that did not number them.
    pub id: Option<Uuid>,
    /// Whose.
    pub user: UserId,
    /// How it was made.
    pub way: Way,
    /// How many factors that proved.
    pub factors: u32,
    /// Browser and system, in a few words.
    pub device: String,
    /// When it was made.
    pub created_us: i64,
    /// When it was last touched, as far as it was written.
    pub seen_us: i64,
    /// Without touch it locks after so long, microseconds; 0 for never.
    pub idle_us: i64,
    /// Whether it was locked.
    pub locked: bool,
    /// Wrong digits since it was last opened.
    pub wrong_pins: u32,
}

/// The stable word of a way in the database.
pub(super) const fn way_word(way: Way) -> &'static str {
    match way {
        Way::Password => "password",
        Way::Totp => "totp",
        Way::Recovery => "recovery",
        Way::Passkey => "passkey",
        Way::SignOn => "sign-on",
        Way::Code => "code",
    }
}

pub(super) fn way_from(word: &str) -> Result<Way, StoreError> {
    [Way::Password, Way::Totp, Way::Recovery, Way::Passkey, Way::SignOn, Way::Code]
        .into_iter()
        .find(|way| way_word(*way) == word)
        .ok_or(StoreError::Unreadable { what: "way to sign in" })
}

type LoginColumns = (Option<Uuid>, Uuid, String, i64, String, i64, i64, i64, Option<i64>, i64);

fn login(columns: LoginColumns) -> Result<LoginRow, StoreError> {
    let (id, user, way, factors, device, created_us, seen_us, idle_us, locked_us, wrong_pins) = columns;
    let count = |many: i64| u32::try_from(many).unwrap_or(u32::MAX);
    Ok(LoginRow {
        id,
        user: UserId(user),
        way: way_from(&way)?,
        factors: count(factors),
        device,
        created_us,
        seen_us: seen_us.max(created_us),
        idle_us,
        locked: locked_us.is_some(),
        wrong_pins: count(wrong_pins),
    })
}

impl Store {
    /// Remembers a login by the hash of its token.
    pub async fn make_login(
        &self,
        token_hash: &[u8],
        login: &LoginToAdd,
        now_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(&mut transaction, "DELETE FROM logins WHERE expires_us < $1", now_us)?;
        execute!(
            &mut transaction,
            "INSERT INTO logins (token_hash, user_id, created_us, expires_us, id, way, factors, device, seen_us, idle_us)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $3, $9)",
            token_hash,
            login.user.0,
            now_us,
            login.expires_us,
            Uuid::now_v7(),
            way_word(login.way),
            i64::from(login.factors),
            &login.device,
            login.idle_us,
        )?;
        transaction.commit().await
    }

    /// The login with this token, while it lasts.
    pub async fn login_by_token(
        &self,
        token_hash: &[u8],
        now_us: i64,
    ) -> Result<Option<LoginRow>, StoreError> {
        let row: Option<LoginColumns> = fetch_optional!(
            self.database(),
            LoginColumns,
            "SELECT id, user_id, way, factors, device, created_us, seen_us, idle_us, locked_us, wrong_pins
             FROM logins WHERE token_hash = $1 AND expires_us > $2",
            token_hash,
            now_us,
        )?;
        row.map(login).transpose()
    }

    /// Where somebody is signed in, the newest first, each with the hash of its token.
    pub async fn logins_of(&self, user: UserId, now_us: i64) -> Result<Vec<(Vec<u8>, LoginRow)>, StoreError> {
        type Row = (Vec<u8>, Option<Uuid>, String, i64, String, i64, i64, i64, Option<i64>, i64);
        let rows: Vec<Row> = fetch_all!(
            self.database(),
            Row,
            "SELECT token_hash, id, way, factors, device, created_us, seen_us, idle_us, locked_us, wrong_pins
             FROM logins WHERE user_id = $1 AND expires_us > $2 ORDER BY created_us DESC, token_hash",
            user.0,
            now_us,
        )?;
        let with = |(hash, id, way, factors, device, created, seen, idle, locked, wrong): Row| {
            let row = (id, user.0, way, factors, device, created, seen, idle, locked, wrong);
            login(row).map(|login| (hash, login))
        };
        rows.into_iter().map(with).collect()
    }

    /// Writes down that a login was touched.
    pub async fn touch_login(&self, token_hash: &[u8], now_us: i64) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "UPDATE logins SET seen_us = $2 WHERE token_hash = $1",
            token_hash,
            now_us
        )?;
        transaction.commit().await
    }

    /// Locks a login that can lock.
    pub async fn lock_login(&self, token_hash: &[u8], now_us: i64) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "UPDATE logins SET locked_us = $2 WHERE token_hash = $1 AND idle_us > 0 AND locked_us IS NULL",
            token_hash,
            now_us,
        )?;
        transaction.commit().await
    }

    /// Opens a locked login.
    pub async fn open_login(&self, token_hash: &[u8], now_us: i64) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "UPDATE logins SET locked_us = NULL, wrong_pins = 0, seen_us = $2 WHERE token_hash = $1",
            token_hash,
            now_us,
        )?;
        transaction.commit().await
    }

    /// Counts a try of the digits, before it is looked at; false when there are none left. However many try at once, no more
    /// than [`PIN_TRIES`] get through.
    pub async fn count_pin_try(&self, token_hash: &[u8]) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let counted = execute!(
            &mut transaction,
            "UPDATE logins SET wrong_pins = wrong_pins + 1 WHERE token_hash = $1 AND wrong_pins < $2",
            token_hash,
            i64::from(PIN_TRIES),
        )?;
        transaction.commit().await?;
        Ok(counted == 1)
    }

    /// Raises a login to what was proved since.
    pub async fn raise_login(&self, token_hash: &[u8], way: Way, factors: u32) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(
            &mut transaction,
            "UPDATE logins SET way = $2, factors = $3 WHERE token_hash = $1 AND factors < $3",
            token_hash,
            way_word(way),
            i64::from(factors),
        )?;
        transaction.commit().await
    }

    /// Signs somebody out in one place; false when there is no such login of theirs.
    pub async fn remove_login_of(&self, user: UserId, id: Uuid) -> Result<bool, StoreError> {
        let mut transaction = self.database().begin().await?;
        let removed =
            execute!(&mut transaction, "DELETE FROM logins WHERE user_id = $1 AND id = $2", user.0, id)?;
        transaction.commit().await?;
        Ok(removed > 0)
    }

    /// Signs somebody out everywhere but in one place.
    pub async fn remove_other_logins(&self, user: UserId, keep: &[u8]) -> Result<u64, StoreError> {
        let mut transaction = self.database().begin().await?;
        let removed = execute!(
            &mut transaction,
            "DELETE FROM logins WHERE user_id = $1 AND token_hash <> $2",
            user.0,
            keep
        )?;
        transaction.commit().await?;
        Ok(removed)
    }

    /// Remembers that somebody signed in on a device.
    pub async fn know_device(
        &self,
        token_hash: &[u8],
        user: UserId,
        now_us: i64,
        expires_us: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(&mut transaction, "DELETE FROM known_devices WHERE expires_us < $1", now_us)?;
        execute!(
            &mut transaction,
            "INSERT INTO known_devices (token_hash, user_id, created_us, expires_us) VALUES ($1, $2, $3, $4)",
            token_hash,
            user.0,
            now_us,
            expires_us,
        )?;
        transaction.commit().await
    }

    /// Whether whoever has this login name signed in before on the device with this token.
    pub async fn is_known_device(
        &self,
        token_hash: &[u8],
        login: &str,
        now_us: i64,
    ) -> Result<bool, StoreError> {
        let row: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT k.created_us FROM known_devices k JOIN users u ON u.id = k.user_id
             WHERE k.token_hash = $1 AND u.login = $2 AND k.expires_us > $3",
            token_hash,
            login,
            now_us,
        )?;
        Ok(row.is_some())
    }

    /// What an institution asks of logins.
    pub async fn login_policy(&self, organisation: OrganisationId) -> Result<LoginPolicy, StoreError> {
        let rows: Vec<(String,)> = fetch_all!(
            self.database(),
            (String,),
            "SELECT role FROM login_policies WHERE organisation = $1 AND two_factors = 1",
            organisation.0
        )?;
        let idle: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT idle_us FROM login_rules WHERE organisation = $1",
            organisation.0
        )?;
        let named = |role: &&Role| rows.iter().any(|(word,)| word == role.word());
        let minutes = idle.and_then(|(idle_us,)| u32::try_from(idle_us / MINUTE_US).ok());
        Ok(LoginPolicy {
            two_factors: Role::ALL.iter().filter(named).copied().collect(),
            shared_idle_minutes: minutes.unwrap_or(IDLE_MINUTES),
        })
    }

    /// Sets what an institution asks of logins.
    pub async fn set_login_policy(
        &self,
        organisation: OrganisationId,
        policy: &LoginPolicy,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database().begin().await?;
        execute!(&mut transaction, "DELETE FROM login_policies WHERE organisation = $1", organisation.0)?;
        for role in Role::ALL.iter().filter(|role| policy.two_factors.contains(role)) {
            execute!(
                &mut transaction,
                "INSERT INTO login_policies (organisation, role, two_factors) VALUES ($1, $2, 1)",
                organisation.0,
                role.word(),
            )?;
        }
        execute!(
            &mut transaction,
            "INSERT INTO login_rules (organisation, idle_us) VALUES ($1, $2)
             ON CONFLICT (organisation) DO UPDATE SET idle_us = excluded.idle_us",
            organisation.0,
            i64::from(policy.shared_idle_minutes) * MINUTE_US,
        )?;
        transaction.commit().await
    }

    /// Whether the institution asks two factors of somebody, in any of their roles.
    pub async fn needs_two_factors(&self, user: UserId, now_us: i64) -> Result<bool, StoreError> {
        let row: Option<(i64,)> = fetch_optional!(
            self.database(),
            (i64,),
            "SELECT COUNT(*) FROM users u JOIN user_roles r ON r.user_id = u.id
             JOIN login_policies p ON p.organisation = u.organisation AND p.role = r.role AND p.two_factors = 1
             WHERE u.id = $1 AND r.since_us <= $2 AND (r.until_us IS NULL OR r.until_us > $2)",
            user.0,
            now_us,
        )?;
        Ok(row.is_some_and(|(count,)| count > 0))
    }
}
