//! Whom a list showed: kept once for all lists that showed the same clients, named by a hash that the chain of the access log holds.

use super::{
    Database, StoreError,
    database::{Transaction, fetch_all, fetch_within},
};
use session::ClientId;
use sha2::{Digest, Sha256};
use sqlx::QueryBuilder;
use std::collections::HashMap;
use uuid::Uuid;

/// The layout since which a row of the access log can tell of several clients.
pub(super) const SINCE_LAYOUT: i64 = 13;
/// Clients in one statement: two values each, of the 32,766 that SQLite takes.
const TOGETHER: usize = 8_000;

/// The clients in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    hash: Vec<u8>,
    /// Rising, each once.
    clients: Vec<Uuid>,
}

impl Shown {
    /// These clients; `None` where a list showed nobody.
    pub(super) fn of(clients: impl IntoIterator<Item = ClientId>) -> Option<Self> {
        let mut clients: Vec<Uuid> = clients.into_iter().map(|client| client.0).collect();
        clients.sort_unstable();
        clients.dedup();
        if clients.is_empty() { None } else { Some(Self { hash: hash(&clients), clients }) }
    }

    /// What the row of the access log and the chain hold of them.
    pub(super) fn hash(&self) -> &[u8] {
        &self.hash
    }

    /// Puts them into the record, unless the same are there. Only for who holds the end of the chain: of a list all are there or none.
    pub(super) async fn keep(&self, on: &mut Transaction) -> Result<(), StoreError> {
        let any: Option<(Uuid,)> = fetch_within!(
            &mut *on,
            (Uuid,),
            "SELECT client FROM shown_clients WHERE shown = $1 LIMIT 1",
            self.hash.as_slice()
        )?;
        if any.is_some() {
            return Ok(());
        }
        for clients in self.clients.chunks(TOGETHER) {
            macro_rules! insert {
                ($kind:ty, $on:expr) => {{
                    let mut query = QueryBuilder::<$kind>::new("INSERT INTO shown_clients (shown, client) ");
                    query.push_values(clients, |mut values, client| {
                        values.push_bind(self.hash.as_slice()).push_bind(*client);
                    });
                    query.build().persistent(false).execute($on).await?;
                }};
            }
            match &mut *on {
                Transaction::Sqlite(on) => insert!(sqlx::Sqlite, &mut **on),
                Transaction::Postgres(on) => insert!(sqlx::Postgres, &mut **on),
            }
        }
        Ok(())
    }
}

/// Looks whether lists are as they were shown, each once.
#[derive(Default)]
pub(super) struct Looked(HashMap<Vec<u8>, bool>);

impl Looked {
    /// Whether the record has exactly the clients that this hash was made of.
    pub(super) async fn is_whole(&mut self, database: &Database, shown: &[u8]) -> Result<bool, StoreError> {
        if let Some(is_whole) = self.0.get(shown) {
            return Ok(*is_whole);
        }
        let clients: Vec<(Uuid,)> = fetch_all!(
            database,
            (Uuid,),
            "SELECT client FROM shown_clients WHERE shown = $1 ORDER BY client",
            shown
        )?;
        let clients: Vec<Uuid> = clients.into_iter().map(|(client,)| client).collect();
        let is_whole = hash(&clients) == shown;
        self.0.insert(shown.to_vec(), is_whole);
        Ok(is_whole)
    }
}

fn hash(clients: &[Uuid]) -> Vec<u8> {
    let mut digest = Sha256::new();
    digest.update(b"luwte shown 1\0");
    for client in clients {
        digest.update(client.as_bytes());
    }
    digest.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_clients_are_the_same_list_in_whatever_order_they_stand() {
        let client = |n| ClientId(Uuid::from_u128(n));
        let list = Shown::of([client(2), client(1), client(2)]).unwrap();
        assert_eq!(list.clients, [Uuid::from_u128(1), Uuid::from_u128(2)]);
        assert_eq!(Some(&list), Shown::of([client(1), client(2)]).as_ref());
        assert_ne!(list.hash(), Shown::of([client(1)]).unwrap().hash());
        assert_eq!(Shown::of([]), None);
    }
}
