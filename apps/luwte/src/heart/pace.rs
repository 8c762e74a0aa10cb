//! A client's own pace: the newest that was found, or that a colleague chose, in their sessions.

use crate::store::{SessionRow, Store, StoreError, Witness};
use session::{EventKind, PaceSource, SearchOutcome, Subject};

/// The own pace of this session's client by their earlier sessions, thousandths of a breath per minute.
pub async fn own_pace(
    store: &Store,
    read: &Witness,
    session: &SessionRow,
) -> Result<Option<u16>, StoreError> {
    let Subject::Client(client) = session.subject else { return Ok(None) };
    let told = store.paces_before(read, session.organisation, client, session.opened_us).await?;
    Ok(told.iter().find_map(named))
}

/// The pace that an event names; none where it only repeats an earlier one.
fn named(kind: &EventKind) -> Option<u16> {
    match kind {
        EventKind::PaceFound(search) => match search.outcome {
            SearchOutcome::Found { pace_milli_bpm, .. } => Some(pace_milli_bpm),
            SearchOutcome::Unknown(_) => None,
        },
        EventKind::OwnPaceSet { pace_milli_bpm, source: PaceSource::Colleague } => Some(*pace_milli_bpm),
        _ => None,
    }
}
