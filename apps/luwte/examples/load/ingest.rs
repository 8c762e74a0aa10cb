//! P6: how many events a second become durable from 128 producers that each wait for their acknowledgement, and how many
//! of them the sealer brings into the record meanwhile; beside PostgreSQL with arrays and a unique key.

use crate::{
    child::Folder,
    figure::{absent, median, print},
    peer::Postgres,
    plan::Plan,
    record::{ONCE, Record, TIMES, events_of},
};
use luwte::store::{Append, Database, Store, StoreError};
use sqlx::{Connection, PgConnection};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

const PRODUCERS: usize = 128;
/// Events that a producer sends before it waits.
const BATCH: usize = 128;
/// How long a producer waits that was told to come back later.
const AGAIN: Duration = Duration::from_millis(5);

pub async fn measure(plan: &Plan) {
    let plan_runs = (plan.runs, plan.seconds);
    for times in TIMES {
        // On threads of its own, as in a server.
        let told = tokio::task::spawn_blocking(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
            runtime.block_on(ours(times, plan_runs))
        });
        let (acknowledged, sealed) = told.await.unwrap();
        let what = |which: &str| format!("{which} from {PRODUCERS} producers, {times}× data");
        let target = Some("≥ 150,000 events/s");
        print("P6", &what("acknowledged"), target, &format!("{acknowledged:.0} events/s"));
        print("P6", &what("acknowledged and sealed into the record"), None, &format!("{sealed:.0} events/s"));
    }
    match Postgres::start() {
        None => absent("P6", "PostgreSQL, arrays with a unique key", "apt install postgresql"),
        Some(postgres) => {
            let address = postgres.address();
            let told = tokio::task::spawn_blocking(move || {
                let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
                runtime.block_on(peer(&address, plan_runs))
            });
            let what = format!("PostgreSQL, arrays with a unique key, {PRODUCERS} producers");
            print("P6", &what, None, &format!("{:.0} events/s", told.await.unwrap()));
        }
    }
}

async fn ours(times: usize, (runs, seconds): (usize, u64)) -> (f64, f64) {
    let folder = Folder::new();
    let record = Record::on(Store::open(&folder.0.join("luwte.db")).await.unwrap(), PRODUCERS).await;
    record.fill(times * ONCE).await;
    let mut next = (times * ONCE).div_ceil(PRODUCERS);
    let (mut acknowledged, mut sealed) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let (began, until) = (Instant::now(), Instant::now() + Duration::from_secs(seconds));
        let mut producers = Vec::new();
        for session in record.sessions.clone() {
            let (store, mut seq) = (record.store.clone(), next);
            producers.push(tokio::spawn(async move {
                while Instant::now() < until {
                    match store.append_and_wait(Append::Events(events_of(session, seq, BATCH))).await {
                        Ok(()) => seq += BATCH,
                        // More waits to be sealed than it may: whoever sends waits and sends again.
                        Err(StoreError::Full) => tokio::time::sleep(AGAIN).await,
                        Err(error) => panic!("{error}"),
                    }
                }
                seq
            }));
        }
        let (mut many, mut furthest) = (0, next);
        for producer in producers {
            let seq = producer.await.unwrap();
            many += seq - next;
            furthest = furthest.max(seq);
        }
        acknowledged.push(many as f64 / began.elapsed().as_secs_f64());
        record.store.settle_all().await.unwrap();
        sealed.push(many as f64 / began.elapsed().as_secs_f64());
        next = furthest;
    }
    record.store.close().await;
    (median(acknowledged), median(sealed))
}

/// The same events by the same group commit, straight into a table with the record's key.
async fn peer(address: &str, (runs, seconds): (usize, u64)) -> f64 {
    const TABLE: &str =
        "CREATE TABLE peer (session UUID NOT NULL, seq BIGINT NOT NULL, at_us BIGINT NOT NULL,
        wall_us BIGINT NOT NULL, wall_error_us BIGINT, kind TEXT NOT NULL, version BIGINT NOT NULL,
        payload TEXT NOT NULL, PRIMARY KEY (session, seq))";
    const INSERT: &str =
        "INSERT INTO peer SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[],
        $5::bigint[], $6::text[], $7::bigint[], $8::text[]) ON CONFLICT DO NOTHING";
    let mut on = PgConnection::connect(address).await.unwrap();
    sqlx::query(TABLE).execute(&mut on).await.unwrap();
    type Batch = (Uuid, usize, oneshot::Sender<()>);
    let (send, mut receive) = mpsc::channel::<Batch>(1_024);
    let writer = tokio::spawn(async move {
        let mut batches = Vec::new();
        while receive.recv_many(&mut batches, 1_024).await > 0 {
            let rows = || {
                batches.iter().flat_map(|(session, seq, _)| (*seq..*seq + BATCH).map(|seq| (*session, seq)))
            };
            let sessions: Vec<Uuid> = rows().map(|(session, _)| session).collect();
            let seqs: Vec<i64> = rows().map(|(_, seq)| seq as i64).collect();
            let errors = vec![Some(900_i64); seqs.len()];
            let kinds = vec!["volume-set".to_owned(); seqs.len()];
            let payloads: Vec<String> =
                seqs.iter().map(|seq| format!("{{\"volume-set\":{}}}", seq % 100)).collect();
            let insert = sqlx::query(INSERT).bind(sessions).bind(&seqs).bind(&seqs).bind(&seqs).bind(errors);
            insert.bind(kinds).bind(vec![1_i64; seqs.len()]).bind(payloads).execute(&mut on).await.unwrap();
            for (_, _, told) in batches.drain(..) {
                let _ = told.send(());
            }
        }
    });
    let mut all = Vec::new();
    for _ in 0..runs {
        let (began, many) = (Instant::now(), Arc::new(AtomicUsize::new(0)));
        let mut producers = Vec::new();
        for _ in 0..PRODUCERS {
            let (send, many, session) = (send.clone(), Arc::clone(&many), Uuid::now_v7());
            producers.push(tokio::spawn(async move {
                let mut seq = 0;
                while began.elapsed() < Duration::from_secs(seconds) {
                    let (tell, told) = oneshot::channel();
                    send.send((session, seq, tell)).await.unwrap();
                    told.await.unwrap();
                    seq += BATCH;
                    many.fetch_add(BATCH, Ordering::Relaxed);
                }
            }));
        }
        for producer in producers {
            producer.await.unwrap();
        }
        all.push(many.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64());
    }
    drop(send);
    writer.await.unwrap();
    median(all)
}

/// The floor under P5: the same bytes at the same pace, appended by a group commit to a bare table that does nothing else.
pub async fn floor(plan: &Plan) {
    const ROW: usize = 96;
    let every = Duration::from_nanos(1_000_000_000 / 10_600 * plan.share as u64);
    let folder = Folder::new();
    let options = Database::sqlite_options(&folder.0.join("floor.db"));
    let mut on = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query("CREATE TABLE floor (entries BLOB NOT NULL)").execute(&mut on).await.unwrap();
    let mut runs = crate::figure::Runs::default();
    for run in 0..=plan.runs {
        let latencies = crate::figure::Latencies::default();
        let (began, mut written, mut commits) = (Instant::now(), 0_u32, 0);
        while began.elapsed() < Duration::from_secs(plan.seconds) {
            let due = u32::try_from(began.elapsed().as_nanos() / every.as_nanos()).unwrap();
            if due == written {
                tokio::time::sleep(Duration::from_micros(20)).await;
                continue;
            }
            let entries = vec![7_u8; ROW * (due - written) as usize];
            sqlx::query("INSERT INTO floor VALUES ($1)").bind(entries).execute(&mut on).await.unwrap();
            for event in written..due {
                latencies.note(began + every * event);
            }
            written = due;
            commits += 1;
            if commits % 1_000 == 0 {
                sqlx::query("DELETE FROM floor").execute(&mut on).await.unwrap();
            }
        }
        if run > 0 {
            runs.add(latencies.run(0.0));
        }
    }
    runs.print("P5", "floor: SQLite alone appends the same bytes at the same pace", [None, None]);
}
