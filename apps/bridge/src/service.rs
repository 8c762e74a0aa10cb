//! The service: asks the server where beats go, keeps hold of the straps, and delivers, all at once.

use crate::{
    cli::last_cause,
    clock, deliver,
    identity::{Folder, FolderError},
    outbox::{KnownStrap, Outbox, OutboxError},
    radio::{Heard, Nearby, Radio, RadioError},
    server::{Server, ServerError},
    shared::Shared,
    status::{Bluetooth, Measures, ServerStanding, StrapStanding, StrapView, View},
};
use hrv::pmd::Wish;
use link::bridge::{HeardStrap, HeardStraps, STRAPS_MAX};
use session::{ClockMap, StrapId, WorldTime};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};
use tokio::{
    sync::watch,
    task::{JoinHandle, JoinSet},
    time::{Instant, MissedTickBehavior, interval, sleep},
};

/// The server is asked this often.
const ASK_EVERY: Duration = Duration::from_secs(2);
/// A server that does not answer is asked at least this often.
const ASK_WITHIN: Duration = Duration::from_secs(15);
/// The radio is asked what is within reach this often.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// A radio that is not there is looked for this often.
const RADIO_AGAIN: Duration = Duration::from_secs(10);
/// A strap that could not be held is tried again after this long.
const HOLD_AGAIN: Duration = Duration::from_secs(4);
/// Straps are let go within this time when the service ends; every task that holds one holds the shared state.
const RELEASE_WITHIN: Duration = Duration::from_secs(3);

/// Why the service ended.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The data folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The outbox.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    /// There is no Bluetooth here, and nothing waits.
    #[error(transparent)]
    Radio(#[from] RadioError),
    /// The server, for good.
    #[error(transparent)]
    Server(#[from] ServerError),
}

/// Runs until `ended`, or until the server does not trust this bridge any more. Sensors that can do more than the Heart Rate
/// service are asked for it as the wish says.
pub async fn serve(folder: Folder, wish: Wish, ended: impl Future<Output = ()>) -> Result<(), ServiceError> {
    let _held = folder.hold()?;
    let identity = folder.identity()?;
    let server = Server::new(&identity.server, identity.ca.as_deref())?;
    let outbox = Outbox::open(&folder.outbox(), identity.id, clock::wall_us() - clock::steady_us())?;
    let waiting = outbox.waiting()?;
    if let Err(error @ (RadioError::NoAdapter | RadioError::NoService(_))) = Radio::open().await
        && waiting.to_deliver + waiting.unplaced == 0
    {
        return Err(error.into());
    }
    tracing::info!(bridge = identity.name, server = identity.server, "the bridge begins");
    let view = View::new(&identity);
    let shared = Arc::new(Shared::new(identity, server, outbox, view));
    let mut tasks = JoinSet::new();
    tasks.spawn(hold_straps(Arc::clone(&shared), wish));
    tasks.spawn(tell(Arc::clone(&shared), folder.clone()));
    let outcome = tokio::select! {
        error = ask(Arc::clone(&shared)) => Err(error),
        () = ended => Ok(()),
    };
    // Straps are let go when their tasks end; what they sent is in the file.
    tasks.shutdown().await;
    let until = Instant::now() + RELEASE_WITHIN;
    while Arc::strong_count(&shared) > 1 && Instant::now() < until {
        sleep(Duration::from_millis(20)).await;
    }
    write_status(&shared, &folder);
    outcome
}

/// Asks the server again and again; ends when it does not trust this bridge any more.
async fn ask(shared: Arc<Shared>) -> ServiceError {
    let mut server_clock = ClockMap::default();
    let mut deliverers: HashMap<StrapId, Deliverer> = HashMap::new();
    let mut wait = ASK_EVERY;
    loop {
        let asked = Instant::now();
        let standing = match ask_once(&shared, &mut server_clock).await {
            Ok(()) => ServerStanding::Reached,
            Err(ServiceError::Server(error)) => match error {
                ServerError::Revoked => {
                    shared.view().server.standing = ServerStanding::Revoked;
                    return ServiceError::Server(error);
                }
                ServerError::Untrusted(_) => ServerStanding::Untrusted,
                ServerError::Away(_) => ServerStanding::Away,
                _ => ServerStanding::Failing,
            },
            Err(error) => {
                tracing::error!(%error, "what the server said could not be written down");
                ServerStanding::Reached
            }
        };
        said(&shared, standing);
        // Whatever waits is delivered, also of straps that go with no headset any more.
        for known in shared.outbox().straps().unwrap_or_default() {
            deliverers.entry(known.id).or_insert_with(|| Deliverer::start(&shared, known.id));
        }
        wait = if standing == ServerStanding::Reached { ASK_EVERY } else { (wait * 2).min(ASK_WITHIN) };
        sleep(wait.saturating_sub(asked.elapsed()).max(Duration::from_millis(200))).await;
    }
}

/// Notes how it is with the server, and says it once when it changes.
fn said(shared: &Shared, standing: ServerStanding) {
    let mut view = shared.view();
    if standing == ServerStanding::Reached {
        view.server.answered = Some(clock::wall_us());
    }
    let before = std::mem::replace(&mut view.server.standing, standing);
    if before != standing {
        let server = &shared.identity.server;
        match standing {
            ServerStanding::Reached => tracing::info!(server, "the server is there"),
            other => tracing::warn!(server, standing = ?other, "the server is not there; beats wait here"),
        }
    }
}

async fn ask_once(shared: &Shared, server_clock: &mut ClockMap) -> Result<(), ServiceError> {
    let now_us = clock::wall_us();
    shared.outbox().clock(now_us - clock::steady_us(), false)?;
    let since = shared.outbox().oldest_unplaced()?.unwrap_or(now_us).min(now_us);
    let straps = {
        let view = shared.view();
        let heard = view.straps.iter().filter(|strap| strap.standing != StrapStanding::OutOfReach);
        let heard = heard.map(|strap| HeardStrap {
            address: strap.address.clone(),
            name: strap.name.clone(),
            battery_pct: strap.battery_pct,
        });
        heard.take(STRAPS_MAX).collect()
    };
    let sent_us = clock::steady_us();
    let work = shared.server.work(&shared.identity, &HeardStraps { straps, since }).await?;
    let received_us = clock::steady_us();
    server_clock.observe(sent_us, WorldTime(u64::try_from(work.now).unwrap_or(0)), received_us);
    if let Some(server_us) = server_clock.world_time(received_us) {
        let server_us = i64::try_from(server_us.0).unwrap_or(i64::MAX);
        shared.outbox().clock(server_us.saturating_sub(received_us), true)?;
    }
    shared.learn(work.straps)?;
    shared.outbox().let_go_unclaimed(work.now)?;
    Ok(())
}

/// A task that ends with what holds it.
struct Deliverer(JoinHandle<()>);

impl Deliverer {
    fn start(shared: &Arc<Shared>, strap: StrapId) -> Self {
        Self(tokio::spawn(deliver::deliver(Arc::clone(shared), strap)))
    }
}

impl Drop for Deliverer {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Keeps hold of every strap that goes with a headset and is within reach.
async fn hold_straps(shared: Arc<Shared>, wish: Wish) {
    loop {
        let radio = match Radio::open().await {
            Ok(radio) => radio,
            Err(error) => {
                let bluetooth = match error {
                    RadioError::NoAdapter => Bluetooth::NoAdapter,
                    RadioError::NoService(_) => Bluetooth::NoService,
                    RadioError::Failed(_) => Bluetooth::Failed,
                };
                if std::mem::replace(&mut shared.view().bluetooth, bluetooth) != bluetooth {
                    let cause = last_cause(&error).unwrap_or_default();
                    tracing::error!(%error, cause, "no Bluetooth; it is looked for again");
                }
                sleep(RADIO_AGAIN).await;
                continue;
            }
        };
        shared.view().bluetooth = Bluetooth::On;
        let error = look(&shared, &radio, wish).await;
        let cause = last_cause(&error).unwrap_or_default();
        tracing::warn!(%error, cause, "Bluetooth failed; it is opened again");
        shared.view().bluetooth = Bluetooth::Failed;
        sleep(HOLD_AGAIN).await;
    }
}

/// Looks around again and again; ends with the radio's error.
async fn look(shared: &Arc<Shared>, radio: &Radio, wish: Wish) -> RadioError {
    let mut held: HashMap<StrapId, Hold> = HashMap::new();
    let mut ticks = interval(LOOK_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let nearby = match radio.nearby().await {
            Ok(nearby) => nearby,
            Err(error) => return error,
        };
        let known = shared.outbox().straps().unwrap_or_else(|error| {
            tracing::error!(%error, "which straps belong here cannot be read");
            Vec::new()
        });
        held.retain(|_, hold| !hold.task.is_finished());
        let placed: HashSet<_> =
            known.iter().filter(|known| known.headset.is_some()).map(|known| known.id).collect();
        for (strap, hold) in &held {
            if !placed.contains(strap) {
                hold.release.send_replace(true);
            }
        }
        for strap in known.iter().filter(|known| known.headset.is_some()) {
            let within_reach = nearby.iter().find(|nearby| nearby.address == strap.address);
            if let Some(nearby) = within_reach
                && !held.contains_key(&strap.id)
            {
                held.insert(strap.id, Hold::start(shared, strap.id, nearby.clone(), wish));
            }
        }
        see(shared, &known, &nearby, &held);
    }
}

/// A strap that a task keeps hold of; it is let go with this.
struct Hold {
    task: JoinHandle<()>,
    release: watch::Sender<bool>,
}

impl Hold {
    fn start(shared: &Arc<Shared>, strap: StrapId, nearby: Nearby, wish: Wish) -> Self {
        let (release, released) = watch::channel(false);
        Self { task: tokio::spawn(hold(Arc::clone(shared), strap, nearby, wish, released)), release }
    }
}

async fn hold(
    shared: Arc<Shared>,
    strap: StrapId,
    nearby: Nearby,
    wish: Wish,
    mut released: watch::Receiver<bool>,
) {
    let address = nearby.address.clone();
    let mut held = match nearby.hold(wish).await {
        Ok(held) => held,
        Err(error) => {
            let cause = last_cause(&error).unwrap_or_default();
            tracing::warn!(address, %error, cause, "a strap could not be held; it is tried again");
            return sleep(HOLD_AGAIN).await;
        }
    };
    let connection = shared.outbox().connected(strap);
    let connection = match connection {
        Ok(connection) => connection,
        Err(error) => {
            tracing::error!(%error, "the connection to a strap could not be written down");
            held.release().await;
            return sleep(HOLD_AGAIN).await;
        }
    };
    let measures = Measures::of(held.running());
    tracing::info!(address, connection, ?measures, "a strap is held");
    shared.view().measures(strap, measures);
    let listening = held.listen(|heard| match heard {
        Heard::Packet(bytes) => shared.heard(strap, connection, bytes),
        Heard::Battery(percent) => shared.view().battery(strap, percent),
    });
    tokio::select! {
        () = listening => tracing::info!(address, connection, "a strap was lost"),
        // A closed channel means that the radio is being opened anew: the strap is let go as well.
        _ = released.wait_for(|released| *released) => tracing::info!(address, "a strap is let go"),
    }
    held.release().await;
}

/// Notes how it is with every strap.
fn see(shared: &Shared, known: &[KnownStrap], nearby: &[Nearby], held: &HashMap<StrapId, Hold>) {
    let mut view = shared.view();
    let before = std::mem::take(&mut view.straps);
    let last = |address: &str| before.iter().find(|strap| strap.address == address);
    for strap in known {
        let near = nearby.iter().find(|nearby| nearby.address == strap.address);
        let receiving = last(&strap.address).is_some_and(|strap| strap.standing == StrapStanding::Receiving);
        let standing = match (&strap.headset, near, held.contains_key(&strap.id)) {
            (None, None, _) => continue,
            (None, Some(_), _) => StrapStanding::NotPlaced,
            (Some(_), _, true) if receiving => StrapStanding::Receiving,
            (Some(_), _, true) => StrapStanding::Connecting,
            (Some(_), Some(_), false) => StrapStanding::Connecting,
            (Some(_), None, false) => StrapStanding::OutOfReach,
        };
        view.straps.push(StrapView {
            id: Some(strap.id),
            address: strap.address.clone(),
            name: near.map_or_else(|| strap.name.clone(), |near| near.name.clone()),
            headset: strap.headset.clone(),
            signal_dbm: near.and_then(|near| near.signal_dbm),
            standing,
            heard: last(&strap.address).and_then(|strap| strap.heard),
            measures: last(&strap.address).map(|strap| strap.measures).unwrap_or_default(),
            battery_pct: last(&strap.address).and_then(|strap| strap.battery_pct),
        });
    }
    for near in nearby.iter().filter(|near| known.iter().all(|known| known.address != near.address)) {
        view.straps.push(StrapView {
            id: None,
            address: near.address.clone(),
            name: near.name.clone(),
            headset: None,
            signal_dbm: near.signal_dbm,
            standing: StrapStanding::NotPlaced,
            heard: None,
            measures: Measures::default(),
            battery_pct: None,
        });
    }
}

/// Writes down how it is, for `luwte-bridge status`.
async fn tell(shared: Arc<Shared>, folder: Folder) {
    let mut ticks = interval(LOOK_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        write_status(&shared, &folder);
    }
}

fn write_status(shared: &Shared, folder: &Folder) {
    let waiting = shared.outbox().waiting();
    let failing = waiting.is_err() || shared.is_behind();
    let mut view = shared.view().clone().at(clock::wall_us());
    view.waiting = waiting.map(Into::into).unwrap_or_default();
    view.waiting.failing = failing;
    let text = serde_json::to_vec(&view).unwrap_or_default();
    if let Err(error) = folder.keep_status(&text) {
        tracing::debug!(%error, "the status could not be written");
    }
}
