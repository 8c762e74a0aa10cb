//! What is planned to be asked of a session's client: known from the pairing on, and told to the headset.

use super::{Inner, Room};
use crate::{app::App, clock, questions, store::Witness};
use link::Message;
use session::{ClientId, PlannedSets, Subject};

/// Tells the headsets of a client's sessions that go on what is planned now.
pub(crate) async fn plan_again(app: &App, read: &Witness, client: ClientId) {
    for room in app.hub.live() {
        if room.row().subject == Subject::Client(client) {
            room.learn_planned(read).await;
        }
    }
}

impl Room {
    /// Reads from the record what is planned for this session's client, and tells the headset, now and whenever it joins.
    pub async fn learn_planned(&self, read: &Witness) {
        let row = self.row();
        let Subject::Client(client) = row.subject else { return };
        let found =
            questions::for_headset(&self.store, read, row.organisation, client, clock::wall_us()).await;
        match found {
            Ok(planned) => self.know_planned(planned),
            // Nobody waits outside a session because of a question.
            Err(error) => {
                tracing::warn!(session = %self.session, %error, "what is planned for the client could not be read")
            }
        }
    }

    fn know_planned(&self, planned: PlannedSets) {
        let mut inner = self.lock();
        let nothing_new = inner.sets.is_none() && planned == PlannedSets::default();
        if !nothing_new {
            inner.sets = Some(planned);
            inner.tell_planned();
        }
    }
}

impl Inner {
    /// Tells the headset what is planned, when it is known.
    pub(super) fn tell_planned(&self) {
        if let Some(planned) = &self.sets {
            self.tell_headset(&Message::Planned(planned.clone()));
        }
    }
}
