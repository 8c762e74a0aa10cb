//! What clients let be recorded, take with them and have erased; what colleagues decide about that.

pub(super) mod consents;
pub(super) mod erasures;
pub(super) mod export;
pub(super) mod holds;
mod information;
pub(super) mod oversight;
