//! Another master key: what it wraps is wrapped anew, and nothing else is touched.

use super::{
    Store, StoreError,
    database::{execute, fetch_all_within},
    keyed::alias_place,
    keys::Fresh,
};
use crate::auth::master::{MasterKey, Purpose};
use uuid::Uuid;

/// How many keys and secrets were wrapped anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rotated {
    /// Keys of clients.
    pub clients: u64,
    /// Keys of sessions that are nobody's.
    pub sessions: u64,
    /// Secrets of authenticator apps.
    pub time_codes: u64,
}

impl Store {
    /// Puts `next` in the place of the master key, whole or not at all; this store opens nothing of it any more. Nobody may
    /// serve the record meanwhile.
    pub async fn rotate(&self, next: &MasterKey) -> Result<Rotated, StoreError> {
        self.settle_all().await?;
        let mut on = self.database().begin_sealing().await?;
        on.unbound().await?;
        let mut rotated = Rotated::default();
        let clients: Vec<(Uuid, Vec<u8>)> =
            fetch_all_within!(&mut on, (Uuid, Vec<u8>), "SELECT client, wrapped FROM client_keys")?;
        for (client, wrapped) in clients {
            let wrapped = self.keys.rewrapped(next, Purpose::ClientKeys, client, &wrapped)?;
            execute!(&mut on, "UPDATE client_keys SET wrapped = $1 WHERE client = $2", wrapped, client)?;
            rotated.clients += 1;
        }
        let sessions: Vec<(Uuid, Vec<u8>)> = fetch_all_within!(
            &mut on,
            (Uuid, Vec<u8>),
            "SELECT session, wrapped FROM session_keys WHERE client IS NULL"
        )?;
        for (session, wrapped) in sessions {
            let wrapped = self.keys.rewrapped(next, Purpose::SessionKeys, session, &wrapped)?;
            execute!(&mut on, "UPDATE session_keys SET wrapped = $1 WHERE session = $2", wrapped, session)?;
            rotated.sessions += 1;
        }
        let codes: Vec<(Uuid, Vec<u8>)> =
            fetch_all_within!(&mut on, (Uuid, Vec<u8>), "SELECT user_id, secret FROM second_factors")?;
        for (user, secret) in codes {
            let secret = self.keys.rewrapped(next, Purpose::TimeCodes, user, &secret)?;
            execute!(&mut on, "UPDATE second_factors SET secret = $1 WHERE user_id = $2", secret, user)?;
            rotated.time_codes += 1;
        }
        let draws: Vec<(Uuid, Vec<u8>)> =
            fetch_all_within!(&mut on, (Uuid, Vec<u8>), "SELECT id, draw FROM studies")?;
        for (study, draw) in draws {
            let draw = self.keys.rewrapped(next, Purpose::Draws, study, &draw)?;
            execute!(&mut on, "UPDATE studies SET draw = $1 WHERE id = $2", draw, study)?;
        }
        let names: Vec<(Uuid, Uuid, String)> = fetch_all_within!(
            &mut on,
            (Uuid, Uuid, String),
            "SELECT client, organisation, alias FROM client_names"
        )?;
        let (after, mut fresh) = (super::Keys::of(next.clone()), Fresh::default());
        for (client, organisation, stored) in names {
            // Its wrapping is the new one already.
            let seal = after.client_within(&mut on, client, &mut fresh).await?;
            let alias = seal.open_text(alias_place(client), stored)?;
            let hash = after.alias_hash(organisation, &alias);
            execute!(&mut on, "UPDATE client_names SET alias_hash = $1 WHERE client = $2", hash, client)?;
        }
        execute!(&mut on, "DELETE FROM master_keys")?;
        execute!(
            &mut on,
            "INSERT INTO master_keys (mark, since_us) VALUES ($1, $2)",
            next.mark().to_vec(),
            crate::clock::wall_us(),
        )?;
        on.commit().await?;
        Ok(rotated)
    }
}
