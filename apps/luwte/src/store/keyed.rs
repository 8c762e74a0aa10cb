//! Brings a record from before there were keys up to date: clients and what names them at the start, their sessions one by
//! one beside the live path. Broken off anywhere it goes on where it was.

use super::{
    Database, StoreError,
    beats::beats_place,
    database::{Transaction, execute, fetch_all_within, fetch_optional, fetch_within},
    emergencies::reason_place,
    events::payload_place,
    keys::{Fresh, Keys, Place, Seal, is_sealed, is_sealed_text},
    poses::poses_place,
    reviews::note_place,
    screenings::{answers_place, decision_place},
    sessions::apart_place,
};
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// So many clients in one transaction.
const CLIENTS: i64 = 100;
/// So long between two looks for sessions that an older server left.
const EVERY: Duration = Duration::from_secs(300);

/// Whether this master key is the record's, which it becomes when the record has none; then every client has a key, and no
/// alias, answer or reason of theirs stands unsealed.
pub(super) async fn prepare(database: &Database, keys: &Keys) -> Result<(), StoreError> {
    let Some(mark) = keys.mark() else { return Ok(()) };
    let mut on = database.begin().await?;
    let known: Vec<(Vec<u8>,)> = fetch_all_within!(&mut on, (Vec<u8>,), "SELECT mark FROM master_keys")?;
    match known.as_slice() {
        [] => {
            execute!(
                &mut on,
                "INSERT INTO master_keys (mark, since_us) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                mark,
                crate::clock::wall_us(),
            )?;
        }
        known if known.iter().all(|(known,)| *known != mark) => return Err(StoreError::OtherKey),
        _ => {}
    }
    on.commit().await?;
    while clients(database, keys).await? {}
    keys.learn_clients(database).await
}

/// Gives some clients their keys; whether there may be more.
async fn clients(database: &Database, keys: &Keys) -> Result<bool, StoreError> {
    let mut on = database.begin_at_length().await?;
    let some: Vec<(Uuid, Uuid, String)> = fetch_all_within!(
        &mut on,
        (Uuid, Uuid, String),
        "SELECT client, organisation, alias FROM client_names WHERE alias_hash IS NULL ORDER BY client LIMIT $1",
        CLIENTS
    )?;
    if some.is_empty() {
        return Ok(false);
    }
    let mut fresh = Fresh::default();
    for (client, organisation, alias) in some {
        let seal = keys.client_within(&mut on, client, &mut fresh).await?;
        execute!(
            &mut on,
            "UPDATE client_names SET alias_hash = $1, alias = $2 WHERE client = $3",
            keys.alias_hash(organisation, &alias),
            seal.text(alias_place(client), alias)?,
            client,
        )?;
        of_client(&mut on, client, &seal).await?;
    }
    on.commit().await?;
    keys.learn(fresh);
    Ok(true)
}

pub(super) fn alias_place(client: Uuid) -> Place<'static> {
    Place { column: "client_names.alias", of: client, row: &[] }
}

async fn of_client(on: &mut Transaction, client: Uuid, seal: &Seal) -> Result<(), StoreError> {
    let answers: Vec<(i64, String)> = fetch_all_within!(
        &mut *on,
        (i64, String),
        "SELECT number, answers FROM screenings WHERE client = $1",
        client
    )?;
    for (number, text) in answers.into_iter().filter(|(_, text)| !is_sealed_text(text)) {
        let sealed = seal.text(answers_place(client, &number.to_le_bytes()), text)?;
        let sql = "UPDATE screenings SET answers = $1 WHERE client = $2 AND number = $3";
        execute!(&mut *on, sql, sealed, client, number)?;
    }
    let decisions: Vec<(i64, i64, String)> = fetch_all_within!(
        &mut *on,
        (i64, i64, String),
        "SELECT screening, number, reason FROM screening_decisions WHERE client = $1",
        client
    )?;
    for (screening, number, text) in decisions.into_iter().filter(|(.., text)| !is_sealed_text(text)) {
        let row = [screening.to_le_bytes(), number.to_le_bytes()].concat();
        let sealed = seal.text(decision_place(client, &row), text)?;
        execute!(
            &mut *on,
            "UPDATE screening_decisions SET reason = $1 WHERE client = $2 AND screening = $3 AND number = $4",
            sealed,
            client,
            screening,
            number
        )?;
    }
    let reasons: Vec<(Uuid, String)> = fetch_all_within!(
        &mut *on,
        (Uuid, String),
        "SELECT id, reason FROM emergency_accesses WHERE client = $1",
        client
    )?;
    for (id, text) in reasons.into_iter().filter(|(_, text)| !is_sealed_text(text)) {
        let sealed = seal.text(reason_place(client, id.as_bytes()), text)?;
        execute!(&mut *on, "UPDATE emergency_accesses SET reason = $1 WHERE id = $2", sealed, id)?;
    }
    Ok(())
}

/// Seals what older sessions hold, until nothing is left or `ending` says that the store closes.
pub(super) async fn run(database: Database, keys: Keys, mut ending: watch::Receiver<bool>) {
    if !keys.seals() {
        return;
    }
    loop {
        loop {
            if *ending.borrow() || ending.has_changed().is_err() {
                return;
            }
            match one_session(&database, &keys).await {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    let cause =
                        std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
                    tracing::error!(%error, cause, "a session could not be sealed; it is tried again later");
                    break;
                }
            }
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = ending.wait_for(|ended| *ended) => return,
        }
    }
}

/// Seals everything that is not sealed yet.
pub(super) async fn all(database: &Database, keys: &Keys) -> Result<(), StoreError> {
    while keys.seals() && one_session(database, keys).await? {}
    Ok(())
}

/// Seals one session that is not; whether there was one.
async fn one_session(database: &Database, keys: &Keys) -> Result<bool, StoreError> {
    let next: Option<(Uuid,)> = fetch_optional!(
        database,
        (Uuid,),
        "SELECT id FROM sessions WHERE sealed_us IS NULL ORDER BY id LIMIT 1"
    )?;
    let Some((session,)) = next else { return Ok(false) };
    // Neither the sealer nor the closer is at work on it meanwhile.
    let mut on = database.begin_sealing().await?;
    on.unbound().await?;
    let mut fresh = Fresh::default();
    let seal = keys.session_within(&mut on, session, &mut fresh).await?;
    events(&mut on, session, &seal).await?;
    streams(&mut on, session, &seal).await?;
    texts(&mut on, session, &seal).await?;
    let now_us = crate::clock::wall_us();
    execute!(&mut on, "UPDATE sessions SET sealed_us = $1 WHERE id = $2", now_us, session)?;
    on.commit().await?;
    keys.learn(fresh);
    Ok(true)
}

async fn events(on: &mut Transaction, session: Uuid, seal: &Seal) -> Result<(), StoreError> {
    let rows: Vec<(i64, String)> = fetch_all_within!(
        &mut *on,
        (i64, String),
        "SELECT seq, payload FROM events WHERE session = $1",
        session
    )?;
    for (seq, payload) in rows.into_iter().filter(|(_, payload)| !is_sealed_text(payload)) {
        let sealed = seal.text(payload_place(session, &seq.to_le_bytes()), payload)?;
        let sql = "UPDATE events SET payload = $1 WHERE session = $2 AND seq = $3";
        execute!(&mut *on, sql, sealed, session, seq)?;
    }
    Ok(())
}

async fn streams(on: &mut Transaction, session: Uuid, seal: &Seal) -> Result<(), StoreError> {
    type Beats = (i64, Uuid, i64, i64, Vec<u8>);
    let rows: Vec<Beats> = fetch_all_within!(
        &mut *on,
        Beats,
        "SELECT arrived_us, strap, receiver_epoch, first_n, packets FROM beats WHERE session = $1",
        session
    )?;
    for (arrived_us, strap, epoch, first, bytes) in rows.into_iter().filter(|row| !is_sealed(&row.4)) {
        let row = super::beats::row_of(strap, epoch, first);
        let sealed = seal.bytes(beats_place(session, &row), bytes)?;
        let sql = "UPDATE beats SET packets = $1 WHERE session = $2 AND arrived_us = $3";
        execute!(&mut *on, sql, sealed, session, arrived_us)?;
    }
    let rows: Vec<(i64, Vec<u8>)> = fetch_all_within!(
        &mut *on,
        (i64, Vec<u8>),
        "SELECT arrived_us, poses FROM poses WHERE session = $1",
        session
    )?;
    for (arrived_us, bytes) in rows.into_iter().filter(|(_, bytes)| !is_sealed(bytes)) {
        let sealed = seal.bytes(poses_place(session), bytes)?;
        let sql = "UPDATE poses SET poses = $1 WHERE session = $2 AND arrived_us = $3";
        execute!(&mut *on, sql, sealed, session, arrived_us)?;
    }
    Ok(())
}

/// What colleagues wrote of it, and what stands beside it.
async fn texts(on: &mut Transaction, session: Uuid, seal: &Seal) -> Result<(), StoreError> {
    let notes: Vec<(i64, String)> = fetch_all_within!(
        &mut *on,
        (i64, String),
        "SELECT through_seq, note FROM adverse_reviews WHERE session = $1",
        session
    )?;
    for (seq, text) in notes.into_iter().filter(|(_, text)| !is_sealed_text(text)) {
        let sealed = seal.text(note_place(session), text)?;
        let sql = "UPDATE adverse_reviews SET note = $1 WHERE session = $2 AND through_seq = $3";
        execute!(&mut *on, sql, sealed, session, seq)?;
    }
    let apart: Vec<(Uuid, String)> = fetch_all_within!(
        &mut *on,
        (Uuid, String),
        "SELECT id, events FROM set_apart WHERE session = $1",
        session
    )?;
    for (id, text) in apart.into_iter().filter(|(_, text)| !is_sealed_text(text)) {
        let sealed = seal.text(apart_place(session), text)?;
        execute!(&mut *on, "UPDATE set_apart SET events = $1 WHERE id = $2", sealed, id)?;
    }
    Ok(())
}

/// How many sessions wait to be sealed.
pub(super) async fn waiting(database: &Database) -> Result<i64, StoreError> {
    let mut on = database.begin().await?;
    let row: Option<(i64,)> =
        fetch_within!(&mut on, (i64,), "SELECT COUNT(*) FROM sessions WHERE sealed_us IS NULL")?;
    Ok(row.map_or(0, |(count,)| count))
}
