//! The note of a session: what its record says that belongs in a patient's file, drafted for a clinician to read, change and sign.
//!
//! What was signed is never changed: what is to be added is an addendum, signed as well, that carries on the chain of hashes.

mod facts;
mod told;

pub use facts::{Facts, freed_s};
pub use told::{NOTE_MAX_CHARS, NewNote, Remark, SessionNote, Signed, Unsigned};
