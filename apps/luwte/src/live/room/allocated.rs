//! Which heart a study's draw lets drive a session: known from the pairing on, told to the headset, and to nobody else.

use super::{Inner, Room};
use crate::{clock, store::Witness};
use care::study::What;
use link::Message;
use session::{Feed, Subject};

impl Room {
    /// Reads from the record which arm of a study this session's client is in today. Arms that differ in their heart are
    /// told in every arm, so that the headset's record looks the same to whoever may read it.
    pub async fn learn_allocated(&self, read: &Witness) {
        let row = self.row();
        let Subject::Client(client) = row.subject else { return };
        match self.store.arm_today(read, client, clock::wall_us()).await {
            Ok(Some(What::Sham)) => self.know_allocated(Feed::Seeded(row.id.0.as_u64_pair().1)),
            Ok(Some(What::Vr)) => self.know_allocated(Feed::Own),
            Ok(_) => {}
            // Nobody waits outside a session because of a study; without an allocation the session counts for none.
            Err(error) => {
                tracing::error!(session = %self.session, %error, "the allocation of a study could not be read")
            }
        }
    }

    fn know_allocated(&self, feed: Feed) {
        let mut inner = self.lock();
        inner.allocated = Some(feed);
        inner.tell_allocated();
    }
}

impl Inner {
    /// Tells the headset, when it is known.
    pub(super) fn tell_allocated(&mut self) {
        if let Some(feed) = self.allocated {
            self.slow.relayed(feed);
            self.tell_headset(&Message::Allocated(feed));
        }
    }
}
