//! A thread beside the live path for what looks after the record: reading the journal and packing chunks take milliseconds
//! at a time, and nobody's acknowledgement shall wait for them.

use super::Database;
use std::{future::Future, pin::Pin};
use tokio::{
    sync::{oneshot, watch},
    task::JoinHandle,
};

pub(super) type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// How far it gives way to the live path, where both want the same core.
const GIVES_WAY: i32 = 10;

/// Does all of `work` until it is done, or until whoever would say that it `ended` is gone.
///
/// On PostgreSQL it runs on the runtime that called: its connections belong to the runtime that opened them, and the
/// work is mostly waiting for another machine. So it does where no thread can be had.
pub(super) fn run(database: &Database, work: Vec<Work>, ended: watch::Receiver<bool>) -> Vec<JoinHandle<()>> {
    let runtime = match database {
        Database::Sqlite { .. } => tokio::runtime::Builder::new_current_thread().enable_all().build().ok(),
        Database::Postgres(_) => None,
    };
    let Some(runtime) = runtime else { return work.into_iter().map(tokio::spawn).collect() };
    let (tell, told) = oneshot::channel::<()>();
    // The work goes along by a channel, so that it is still here when the thread cannot be made.
    let (hand, handed) = std::sync::mpsc::channel::<Work>();
    let started = std::thread::Builder::new().name("luwte-record".to_owned()).spawn(move || {
        // Without the right to give way it shares evenly.
        let _ = rustix::process::nice(GIVES_WAY);
        runtime.block_on(async move {
            let mut tasks: Vec<_> = handed.into_iter().map(tokio::spawn).collect();
            let all = async {
                for task in &mut tasks {
                    let _ = task.await;
                }
            };
            tokio::select! {
                () = all => {}
                () = abandoned(ended) => {}
            }
        });
        drop(tell);
    });
    if started.is_err() {
        return work.into_iter().map(tokio::spawn).collect();
    }
    for one in work {
        let _ = hand.send(one);
    }
    vec![tokio::spawn(async move {
        let _ = told.await;
    })]
}

/// Resolves when nobody is left to say that it ended: the process is going down without closing the store.
async fn abandoned(mut ended: watch::Receiver<bool>) {
    if ended.wait_for(|ended| *ended).await.is_ok() {
        std::future::pending::<()>().await;
    }
}
