//! The bodies of signing in: second factors, passkeys, sign-on, locked tablets, one's own login, and clients' codes.

use crate::api::{Role, WallMicros};
use core::fmt;
use serde::{Deserialize, Serialize};
use session::{ClientId, OrganisationId};
use uuid::Uuid;

/// Bodies that hold a secret show nothing when they are printed.
macro_rules! redacted {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), " { … }"))
            }
        }
    )*};
}

redacted!(
    SecondStep,
    SecondFactor,
    NewTotp,
    TotpCode,
    RecoveryCodes,
    NewPassword,
    Proof,
    NewPin,
    Unlock,
    OneTimeLink,
    Reset,
    ClientCode,
    ClientSignIn
);

/// How a login was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// With a password.
    Password,
    /// With a password and a time code.
    Totp,
    /// With a password and a recovery code.
    Recovery,
    /// With a passkey.
    Passkey,
    /// With the institution's own account.
    SignOn,
    /// With a client's code.
    Code,
}

/// The answer (202) to a right password that waits for a second factor.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SecondStep {
    /// To be sent with the second factor, within five minutes.
    pub ticket: String,
}

/// `POST /api/v1/login/second`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SecondFactor {
    /// From [`SecondStep`].
    pub ticket: String,
    /// Six digits of the authenticator app, or a recovery code; blanks and dashes make no difference.
    pub code: String,
}

/// Which ways there are to sign in here (`GET /api/v1/login/ways`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Ways {
    /// Whether passkeys work at the address by which this was asked.
    pub passkeys: bool,
    /// Institutions with an account of their own.
    pub sign_on: Vec<SignOnProvider>,
}

/// An institution's own account to sign in with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignOnProvider {
    /// Its name in the address `/api/v1/login/sign-on/{id}`.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// Everything about one's own login (`GET /api/v1/me/login`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OwnLogin {
    /// Login name.
    pub login: String,
    /// Whether there is a password.
    pub password: bool,
    /// Since when time codes are asked; `None` when they are not.
    pub totp: Option<WallMicros>,
    /// Recovery codes that were not used yet.
    pub recovery_left: u32,
    /// Passkeys.
    pub passkeys: Vec<OwnPasskey>,
    /// Whether passkeys work at the address by which this was asked.
    pub passkeys_work: bool,
    /// Whether there are six digits for shared tablets.
    pub pin: bool,
    /// Accounts of the institution that open this login.
    pub sign_on: Vec<SignOnLink>,
    /// Accounts that can be linked.
    pub sign_on_offered: Vec<SignOnProvider>,
    /// Whether the institution asks a second factor of this role.
    pub two_factors_required: bool,
    /// Where one is signed in, the newest first.
    pub logins: Vec<SignedInAt>,
}

/// One passkey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OwnPasskey {
    /// The passkey.
    pub id: Uuid,
    /// Its name, given by its owner.
    pub name: String,
    /// When it was made.
    pub created: WallMicros,
    /// When it was last used.
    pub used: Option<WallMicros>,
}

/// One account of an institution that opens a login.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignOnLink {
    /// What people call it.
    pub name: String,
    /// Since when.
    pub created: WallMicros,
}

/// One place where somebody is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignedInAt {
    /// The login.
    pub id: Uuid,
    /// Browser and system, in a few words.
    pub device: String,
    /// How.
    pub way: Way,
    /// Whether it is the one that asks.
    pub this_one: bool,
    /// Whether it is on a shared tablet.
    pub shared: bool,
    /// Whether it is locked.
    pub locked: bool,
    /// Since when.
    pub created: WallMicros,
    /// When it was last used.
    pub seen: WallMicros,
}

/// Says who one is once more, where that is needed (`POST …`).
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Proof {
    /// The current password; not needed within ten minutes of signing in with a second factor or a passkey.
    #[serde(default)]
    pub password: Option<String>,
}

/// A secret for an authenticator app, that waits to be confirmed (`POST /api/v1/me/totp`).
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewTotp {
    /// `otpauth://…`, for the QR code.
    pub url: String,
    /// The secret in base 32, to type.
    pub secret: String,
}

/// `POST /api/v1/me/totp/confirm`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TotpCode {
    /// The six digits the app shows.
    pub code: String,
}

/// Codes that each open the login once when the authenticator is lost; shown once.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// Ten of them.
    pub codes: Vec<String>,
}

/// `PUT /api/v1/me/password`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewPassword {
    /// The current one; `None` only where there is none yet.
    #[serde(default)]
    pub current: Option<String>,
    /// The new one: at least twelve characters, and not one that everybody guesses.
    pub new: String,
}

/// `PUT /api/v1/me/pin`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewPin {
    /// Six digits.
    pub pin: String,
    /// The current password, as in [`Proof`].
    #[serde(default)]
    pub password: Option<String>,
}

/// `POST /api/v1/me/unlock`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Unlock {
    /// Six digits.
    pub pin: String,
}

/// How a locked login stands (`GET /api/v1/me/lock`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LockState {
    /// Whether it is locked.
    pub locked: bool,
    /// Whose it is.
    pub name: String,
    /// Wrong digits that are still allowed; 0 where there are no digits, or too many were wrong.
    pub pin_tries_left: u32,
    /// Whether a passkey can open it.
    pub passkey: bool,
    /// To be sent back as `x-csrf-token` with every change.
    pub csrf: String,
    /// Seconds without touch after which it locks; 0 for never.
    pub locks_after_s: u32,
}

/// `POST /api/v1/users/{id}/reset`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewReset {
    /// Whether second factor, recovery codes, passkeys and digits go too, because the person has lost them.
    #[serde(default)]
    pub clears_factors: bool,
}

/// A link with which somebody chooses a new password, once.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OneTimeLink {
    /// The code in it.
    pub code: String,
    /// The whole link.
    pub url: String,
    /// Until when it works.
    pub expires: WallMicros,
}

/// `POST /api/v1/login/reset`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reset {
    /// From [`OneTimeLink`].
    pub code: String,
    /// The new password.
    pub password: String,
}

/// What an institution asks of logins (`GET` and `PUT /api/v1/login-policy`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LoginPolicy {
    /// Roles that need two factors. Reading the access log always does.
    pub two_factors: Vec<Role>,
    /// Minutes without touch after which a login on a shared tablet locks, 1 to 60.
    pub shared_idle_minutes: u32,
}

/// A client's code, shown once (`POST /api/v1/clients/{id}/code`, `POST /api/v1/client/code`).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClientCode {
    /// Twelve characters in three groups.
    pub code: String,
}

/// How a client can sign in (`GET /api/v1/clients/{id}/login`), for their practitioner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClientLoginState {
    /// Since when there is a code.
    pub code: Option<WallMicros>,
    /// How many passkeys.
    pub passkeys: u32,
}

/// `POST /api/v1/client/login`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClientSignIn {
    /// The code; blanks, dashes, upper and lower case make no difference.
    pub code: String,
    /// Whether others use the device too: then the login ends after a quarter of an hour without use.
    #[serde(default)]
    pub shared: bool,
}

/// The client who is signed in (`GET /api/v1/client/me`, and the answer to signing in).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClientMe {
    /// The client.
    pub client: ClientId,
    /// The alias.
    pub alias: String,
    /// The institution.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// To be sent back as `x-csrf-token` with every change.
    pub csrf: String,
    /// Passkeys of this client.
    pub passkeys: Vec<OwnPasskey>,
    /// Whether passkeys work at the address by which this was asked.
    pub passkeys_work: bool,
    /// The client's own code from now on, after signing in with the one that was given; shown once.
    #[serde(default)]
    pub own_code: Option<ClientCode>,
}
