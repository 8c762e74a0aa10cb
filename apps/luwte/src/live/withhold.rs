//! What a session recorded before it was known whose it is, taken out where they do not let it be recorded.

use super::door;
use crate::store::{Recorded, Store, StoreError};
use session::{Consent, SessionId};

/// Takes out of a session what its client does not let be recorded.
pub async fn withhold(store: &Store, session: SessionId, recorded: Recorded) -> Result<(), StoreError> {
    if recorded == Recorded::default() {
        return Ok(());
    }
    let mut moments = door::Moments::default();
    let kept = |event: &_| moments.of(door::kept(event, Consent::default(), recorded));
    store.rewrite(session, recorded, kept).await
}
