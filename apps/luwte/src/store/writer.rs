//! Group commit: everything that waits goes into one transaction, and nobody hears "durable" before its commit.

use super::{
    Database, StoreError,
    events::EventRow,
    journal::{BeatsRow, PosesRow},
};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::{sync::mpsc, task::JoinHandle};

/// Rows to add to the record.
#[derive(Clone, Debug)]
pub enum Append {
    /// Events of one session.
    Events(Vec<EventRow>),
    /// Packets of a strap.
    Beats(BeatsRow),
    /// Poses of one session.
    Poses(PosesRow),
}

type Done = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

struct Job {
    append: Append,
    done: Done,
}

/// How many appends may wait.
const WAITING_MAX: usize = 65_536;
/// How many appends share one commit at most.
const TOGETHER_MAX: usize = 1_024;

#[derive(Clone)]
pub(super) struct Writer {
    jobs: Arc<Mutex<Option<mpsc::Sender<Job>>>>,
    task: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Writer {
    pub(super) fn start(database: Database) -> Self {
        let (jobs, waiting) = mpsc::channel(WAITING_MAX);
        let task = tokio::spawn(run(database, waiting));
        Self { jobs: Arc::new(Mutex::new(Some(jobs))), task: Arc::new(Mutex::new(Some(task))) }
    }

    pub(super) fn append(&self, append: Append, done: Done) {
        let refused = {
            let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
            match jobs.as_ref() {
                None => Some((done, StoreError::Closed)),
                Some(jobs) => match jobs.try_send(Job { append, done }) {
                    Ok(()) => None,
                    Err(mpsc::error::TrySendError::Full(job)) => Some((job.done, StoreError::Full)),
                    Err(mpsc::error::TrySendError::Closed(job)) => Some((job.done, StoreError::Closed)),
                },
            }
        };
        if let Some((done, error)) = refused {
            done(Err(error));
        }
    }

    /// Lets what waits be written, and ends.
    pub(super) async fn end(&self) {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).take();
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task {
            let _ = task.await;
        }
    }
}

async fn run(database: Database, mut waiting: mpsc::Receiver<Job>) {
    let mut jobs = Vec::with_capacity(64);
    while waiting.recv_many(&mut jobs, TOGETHER_MAX).await > 0 {
        metrics::histogram!("luwte_store_commit_appends").record(jobs.len() as f64);
        let (appends, told): (Vec<Append>, Vec<Done>) =
            jobs.drain(..).map(|job| (job.append, job.done)).unzip();
        let together = commit(&database, &appends).await;
        if together.is_err() && appends.len() > 1 {
            // One row that the database refuses must not take its neighbours down.
            for (append, done) in appends.into_iter().zip(told) {
                let alone = commit(&database, &[append]).await;
                report(&alone);
                done(alone);
            }
        } else {
            report(&together);
            told.into_iter().for_each(|done| done(together.clone()));
        }
    }
}

fn report(outcome: &Result<(), StoreError>) {
    if let Err(error) = outcome {
        metrics::counter!("luwte_store_failures_total").increment(1);
        let cause = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
        tracing::error!(%error, cause, "rows could not be written; their senders keep them");
    }
}

async fn commit(database: &Database, appends: &[Append]) -> Result<(), StoreError> {
    let began = std::time::Instant::now();
    let mut transaction = database.begin().await?;
    let mut events: Vec<&EventRow> = Vec::new();
    let mut poses: Vec<&PosesRow> = Vec::new();
    for append in appends {
        match append {
            Append::Events(rows) => events.extend(rows),
            Append::Poses(row) => poses.push(row),
            Append::Beats(row) => super::journal::insert_beats(&mut transaction, row).await?,
        }
    }
    super::events::insert(&mut transaction, &events).await?;
    super::journal::insert_poses(&mut transaction, &poses).await?;
    transaction.commit().await?;
    metrics::histogram!("luwte_store_commit_seconds").record(began.elapsed().as_secs_f64());
    Ok(())
}
