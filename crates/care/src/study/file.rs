//! A protocol as a file: how another institution joins, with a draw and pseudonyms of its own.

use super::Protocol;
use serde::{Deserialize, Serialize};

/// What every such file says of itself.
pub const FILE_FORM: &str = "luwte-study-1";

/// A protocol on its way to another institution. It holds no draw, no pseudonym and nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProtocolFile {
    /// [`FILE_FORM`].
    pub form: String,
    /// Under what every institution that takes part files its data.
    pub study: session::StudyId,
    /// Who leads it.
    pub institution: String,
    /// The version of the protocol.
    pub version: u32,
    /// The protocol.
    pub protocol: Protocol,
}
