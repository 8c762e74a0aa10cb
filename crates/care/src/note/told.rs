//! Notes as they travel between server and pages.

use core::fmt;
use serde::{Deserialize, Serialize};
use session::{ClientId, Language, SessionId};

/// The longest note, addendum or remark, in characters.
pub const NOTE_MAX_CHARS: usize = 4_000;

/// `GET /api/v1/sessions/{id}/note`: the note of a session, or its draft.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SessionNote {
    /// The draft: as a colleague kept it, else made of the record. Empty once the note is signed.
    pub draft: String,
    /// In which language the draft is.
    pub language: Language,
    /// Who kept the draft, and when; `None` for one made of the record.
    pub kept: Option<Remark>,
    /// Whether the session is over: before that nothing is signed.
    pub over: bool,
    /// The note and then its addenda, in the order in which they were signed; empty until then.
    pub signed: Vec<Signed>,
    /// What colleagues noted at this session, the oldest first.
    pub remarks: Vec<Remark>,
}

/// A note or an addendum as it was signed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Signed {
    /// 1 for the note, from 2 on for addenda.
    pub number: u32,
    /// When, microseconds since 1970.
    pub at_us: i64,
    /// Who.
    pub by_name: String,
    /// In which role.
    pub role: String,
    /// In which language.
    pub language: Language,
    /// What they signed.
    pub text: String,
    /// SHA-256 of the text, the signature and what was signed before, in hexadecimal digits.
    pub hash: String,
    /// Whether the hash still fits what is stored.
    pub intact: bool,
}

/// Something that a colleague noted at a session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Remark {
    /// When, microseconds since 1970.
    pub at_us: i64,
    /// Who.
    pub by_name: String,
    /// Whether a clinician must look at it: until then the client is not alone in virtual reality (rule 10).
    pub adverse: bool,
    /// What.
    pub text: String,
}

/// `PUT …/note` keeps a draft, `POST …/note/sign` signs it, `POST …/note/addenda` adds to it.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// The text; 1 to 4,000 characters.
    pub text: String,
    /// In which language it is.
    pub language: Language,
}

/// A session that is over and whose note nobody signed yet (`GET /api/v1/notes/unsigned`).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Unsigned {
    /// The session.
    pub session: SessionId,
    /// Whose.
    pub client: ClientId,
    /// Their alias.
    pub alias: String,
    /// When it began, microseconds since 1970.
    pub opened_us: i64,
}

macro_rules! says_nothing {
    ($($name:ident)*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), " { … }"))
            }
        }
    )*};
}
says_nothing!(SessionNote Signed Remark NewNote Unsigned);
