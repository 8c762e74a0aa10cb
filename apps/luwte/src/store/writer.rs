//! Group commit: everything that waits becomes one row of the journal, and nobody hears "durable" before its commit.

use super::{
    Database, StoreError, aside,
    beats::BeatsRow,
    chunk::close,
    database::fetch_optional,
    entry,
    events::EventRow,
    journal::Appender,
    keyed,
    keys::Keys,
    poses::PosesRow,
    sealer::{self, BYTES_SOON},
    serving,
    waiting::Waiting,
};
use session::SessionId;
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
};

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

impl Append {
    fn sessions(&self) -> impl Iterator<Item = SessionId> {
        let (events, other): (&[EventRow], _) = match self {
            Self::Events(rows) => (rows, None),
            Self::Beats(row) => (&[], Some(row.session)),
            Self::Poses(row) => (&[], Some(row.session)),
        };
        // Events come in batches of one session: each is told once.
        let first = events.first().map(|row| row.session);
        let others = events.windows(2).filter_map(|pair| match pair {
            [one, other] if one.session != other.session => Some(other.session),
            _ => None,
        });
        first.into_iter().chain(others).chain(other)
    }
}

type Done = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

struct Job {
    /// Nothing: whoever asks wants to know whether a row could be made durable.
    append: Option<Append>,
    done: Done,
}

/// Sessions that are known to exist.
type Known = Arc<Mutex<HashSet<SessionId>>>;

/// How many appends may wait.
const WAITING_MAX: usize = 65_536;
/// How many appends share one commit at most.
const TOGETHER_MAX: usize = 1_024;
/// So many bytes share one commit, unless one append alone has more.
const BYTES_MAX: usize = 1 << 20;
/// So many sessions are remembered to exist.
const KNOWN_MAX: usize = 65_536;

#[derive(Clone)]
pub(super) struct Writer {
    jobs: Arc<Mutex<Option<mpsc::Sender<Job>>>>,
    tasks: Arc<Mutex<Vec<JoinHandle<()>>>>,
    known: Known,
    pub(super) waiting: Arc<Waiting>,
}

impl Writer {
    /// `keeps`: whether it also looks after the record, which must have the layout of this build.
    pub(super) fn start(database: Database, keys: Keys, keeps: bool) -> Self {
        let (jobs, arriving) = mpsc::channel(WAITING_MAX);
        let waiting = Arc::new(Waiting::new());
        let (ended, ending) = watch::channel(false);
        let known = Known::default();
        let mut work: Vec<aside::Work> = Vec::new();
        let of_sealer = (database.clone(), keys.clone());
        work.push(Box::pin(sealer::run(of_sealer, Arc::clone(&waiting), ending.clone(), keeps)));
        if keeps {
            work.push(Box::pin(close::run(database.clone(), keys.clone(), ending.clone())));
            work.push(Box::pin(keyed::run(database.clone(), keys, ending.clone())));
        }
        let mut tasks = aside::run(&database, work, ending.clone());
        if keeps {
            tasks.push(tokio::spawn(serving::run(database.clone(), ending)));
        }
        let desk = Desk {
            appender: Appender::new(database.clone(), waiting.writer),
            database,
            waiting: Arc::clone(&waiting),
            known: Arc::clone(&known),
        };
        tasks.push(tokio::spawn(async move {
            desk.run(arriving).await;
            let _ = ended.send(true);
        }));
        Self { jobs: Arc::new(Mutex::new(Some(jobs))), tasks: Arc::new(Mutex::new(tasks)), known, waiting }
    }

    /// A session stands in the record no more.
    pub(super) fn forgets(&self, session: SessionId) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(&session);
    }

    /// A session stands in the record: nobody has to look it up before its first acknowledgement.
    pub(super) fn knows(&self, session: SessionId) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN_MAX {
            known.clear();
        }
        known.insert(session);
    }

    pub(super) fn append(&self, append: Append, done: Done) {
        self.hand_in(Some(append), done);
    }

    /// Makes a row durable that says nothing, to find out whether that can be done now.
    pub(super) async fn probe(&self) -> Result<(), StoreError> {
        let (tell, told) = tokio::sync::oneshot::channel();
        self.hand_in(
            None,
            Box::new(move |outcome| {
                let _ = tell.send(outcome);
            }),
        );
        told.await.unwrap_or(Err(StoreError::Closed))
    }

    fn hand_in(&self, append: Option<Append>, done: Done) {
        let refused = {
            let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
            match jobs.as_ref() {
                None => Some((done, StoreError::Closed)),
                Some(_) if !self.waiting.has_room() => Some((done, StoreError::Full)),
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

    /// Lets what waits be written and sealed, and ends.
    pub(super) async fn end(&self) {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).take();
        let tasks = std::mem::take(&mut *self.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        for task in tasks {
            let _ = task.await;
        }
    }
}

/// Where appends become rows.
struct Desk {
    database: Database,
    appender: Appender,
    waiting: Arc<Waiting>,
    known: Known,
}

impl Desk {
    async fn run(mut self, mut arriving: mpsc::Receiver<Job>) {
        let mut jobs = Vec::with_capacity(64);
        while arriving.recv_many(&mut jobs, TOGETHER_MAX).await > 0 {
            metrics::histogram!("luwte_store_commit_appends").record(jobs.len() as f64);
            let mut left = jobs.drain(..);
            let mut together = Together::default();
            while let Some(Job { append, done }) = left.next() {
                let fits = match &append {
                    None => {
                        together.probe = true;
                        Ok(())
                    }
                    Some(append) => match self.known(append).await {
                        Ok(()) => entry::write(&mut together.entries, append),
                        Err(error) => Err(error),
                    },
                };
                match fits {
                    Ok(()) => {
                        together.sessions.extend(append.iter().flat_map(Append::sessions));
                        together.told.push(done);
                    }
                    // What cannot be written must not take its neighbours down.
                    Err(error) => {
                        report(&error);
                        done(Err(error));
                    }
                }
                if together.entries.len() >= BYTES_MAX || left.len() == 0 {
                    self.commit(std::mem::take(&mut together)).await;
                }
            }
        }
    }

    /// Whether the record knows the sessions: what it does not could never be sealed.
    async fn known(&mut self, append: &Append) -> Result<(), StoreError> {
        for session in append.sessions() {
            let known =
                |known: &Known| known.lock().unwrap_or_else(PoisonError::into_inner).contains(&session);
            if known(&self.known) {
                continue;
            }
            let found: Option<(i64,)> = fetch_optional!(
                &self.database,
                (i64,),
                "SELECT CAST(1 AS BIGINT) FROM sessions WHERE id = $1",
                session.0,
            )?;
            found.ok_or(StoreError::UnknownSession)?;
            self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(session);
        }
        Ok(())
    }

    async fn commit(&mut self, Together { entries, sessions, told, probe }: Together) {
        let began = std::time::Instant::now();
        let bytes = entries.len();
        let outcome = if bytes <= entry::begin().len() && !probe {
            Ok(())
        } else {
            self.appender.append(entries, self.waiting.through()).await.map(|n| {
                let waiting = self.waiting.append(n, bytes, sessions.into_iter());
                self.waiting.appended.notify_one();
                if waiting >= BYTES_SOON {
                    self.waiting.wanted.notify_one();
                }
            })
        };
        metrics::histogram!("luwte_store_commit_seconds").record(began.elapsed().as_secs_f64());
        if let Err(error) = &outcome {
            report(error);
        }
        told.into_iter().for_each(|done| done(outcome.clone()));
    }
}

/// What shares one commit.
struct Together {
    entries: Vec<u8>,
    sessions: HashSet<SessionId>,
    told: Vec<Done>,
    probe: bool,
}

impl Default for Together {
    fn default() -> Self {
        Self { entries: entry::begin(), sessions: HashSet::new(), told: Vec::new(), probe: false }
    }
}

fn report(error: &StoreError) {
    metrics::counter!("luwte_store_failures_total").increment(1);
    let cause = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    tracing::error!(%error, cause, "rows could not be written; their senders keep them");
}
