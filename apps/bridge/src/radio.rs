//! Bluetooth through BlueZ: which heart straps are within reach, and the packets of one that is held.

use btleplug::{
    api::{
        Central, CharPropFlags, Characteristic, Manager as _, Peripheral as _, ScanFilter, ValueNotification,
        WriteType, bleuuid::uuid_from_u16,
    },
    platform::{Adapter, Manager, Peripheral},
};
use dbus::blocking::stdintf::org_freedesktop_dbus::Properties;
use futures_util::{Stream, StreamExt};
use hrv::pmd::{self, Features, Feed, Measurement, Wish};
use link::{PACKET_MAX_BYTES, bridge::STRAP_NAME_MAX};
use std::{pin::Pin, time::Duration};
use tokio::{
    task::JoinHandle,
    time::{Instant, MissedTickBehavior, interval, timeout},
};
use uuid::Uuid;

/// The Heart Rate service, by which straps are found.
const HEART_RATE: Uuid = uuid_from_u16(0x180D);
/// Its measurement characteristic.
const MEASUREMENT: Uuid = uuid_from_u16(0x2A37);
/// Polar's own measurements: where they are asked for, and where they come.
const CONTROL: Uuid = Uuid::from_u128(pmd::CONTROL);
const DATA: Uuid = Uuid::from_u128(pmd::DATA);
/// A sensor answers within this time whether it measures.
const ANSWER_MAX: Duration = Duration::from_secs(5);
/// The battery is asked for again after this time.
const BATTERY_EVERY: Duration = Duration::from_secs(600);
/// A strap that does not let itself be connected in this time is tried again later.
const CONNECT_MAX: Duration = Duration::from_secs(25);
/// A connected strap that sends nothing for this long is let go, and found anew when it advertises.
const SILENT_MAX: Duration = Duration::from_secs(60);

/// Why there is no radio.
#[derive(Debug, thiserror::Error)]
pub enum RadioError {
    /// BlueZ cannot be reached over the system's bus.
    #[error("the system's Bluetooth service (BlueZ) cannot be reached")]
    NoService(#[source] btleplug::Error),
    /// It has no adapter.
    #[error("this machine has no Bluetooth adapter")]
    NoAdapter,
    /// It failed.
    #[error("Bluetooth failed")]
    Failed(#[from] btleplug::Error),
}

/// The adapter, looking for straps.
pub struct Radio {
    adapter: Adapter,
    /// Asks the bus for everything below the adapter, first and for as long as the radio is open. When a bus is told to forget
    /// one strap's signals, dbus-daemon 1.14 forgets the newest such wish instead, whatever strap it was for: without this
    /// older wish for all of them, letting one strap go would silence another.
    everything: JoinHandle<()>,
}

impl Drop for Radio {
    fn drop(&mut self) {
        self.everything.abort();
    }
}

/// A heart strap within reach.
#[derive(Clone, Debug)]
pub struct Nearby {
    /// Its address, in capitals.
    pub address: String,
    /// What it calls itself.
    pub name: String,
    /// How strongly it is received, dBm; known while it advertises.
    pub signal_dbm: Option<i16>,
    peripheral: Peripheral,
}

impl Radio {
    /// The first adapter, looking for heart straps from now on.
    pub async fn open() -> Result<Self, RadioError> {
        let manager = Manager::new().await.map_err(RadioError::NoService)?;
        let adapters = manager.adapters().await.map_err(RadioError::NoService)?;
        let adapter = adapters.into_iter().next().ok_or(RadioError::NoAdapter)?;
        let mut events = adapter.events().await?;
        let everything = tokio::spawn(async move { while events.next().await.is_some() {} });
        let radio = Self { adapter, everything };
        radio.adapter.start_scan(ScanFilter { services: vec![HEART_RATE] }).await?;
        Ok(radio)
    }

    /// The straps within reach.
    pub async fn nearby(&self) -> Result<Vec<Nearby>, RadioError> {
        let mut nearby = Vec::new();
        for peripheral in self.adapter.peripherals().await? {
            // Whatever vanished between the two questions is not within reach.
            let Ok(Some(properties)) = peripheral.properties().await else { continue };
            let heard = properties.rssi.is_some() || peripheral.is_connected().await.unwrap_or(false);
            if !heard || !properties.services.contains(&HEART_RATE) {
                continue;
            }
            let name = properties.local_name.unwrap_or_default();
            let name = name.chars().filter(|c| !c.is_control()).take(STRAP_NAME_MAX).collect();
            let address = peripheral.address().to_string().to_ascii_uppercase();
            nearby.push(Nearby { address, name, signal_dbm: properties.rssi, peripheral });
        }
        nearby.sort_by(|a, b| a.address.cmp(&b.address));
        Ok(nearby)
    }
}

/// A strap that is connected and sends.
pub struct Held {
    peripheral: Peripheral,
    notifications: Notifications,
    measurement: Characteristic,
    feed: Feed,
}

/// What a strap that is held tells.
pub enum Heard {
    /// A packet for the record.
    Packet(Vec<u8>),
    /// How full its battery is, percent.
    Battery(u8),
}

impl Nearby {
    /// Connects and asks for its packets: of the Heart Rate service, and of what else it offers as this wish says.
    pub async fn hold(self, wish: Wish) -> Result<Held, RadioError> {
        let peripheral = self.peripheral;
        match timeout(CONNECT_MAX, subscribe(&peripheral)).await {
            Ok(Ok((notifications, measurement))) => {
                let mut held = Held { peripheral, notifications, measurement, feed: Feed::new() };
                held.ask_for_more(wish).await;
                Ok(held)
            }
            failed => {
                let _ = peripheral.disconnect().await;
                match failed {
                    Ok(Err(error)) => Err(RadioError::Failed(error)),
                    _ => Err(RadioError::Failed(btleplug::Error::TimedOut(CONNECT_MAX))),
                }
            }
        }
    }
}

type Notifications = Pin<Box<dyn Stream<Item = ValueNotification> + Send>>;

async fn subscribe(peripheral: &Peripheral) -> btleplug::Result<(Notifications, Characteristic)> {
    // One that an earlier run left connected is as good as one connected now.
    if !peripheral.is_connected().await? {
        peripheral.connect().await?;
    }
    peripheral.discover_services().await?;
    let measurement = characteristic(peripheral, MEASUREMENT)
        .filter(|found| found.properties.contains(CharPropFlags::NOTIFY))
        .ok_or(btleplug::Error::NoSuchCharacteristic)?;
    // Listening first: what comes right after the asking is heard.
    let notifications = peripheral.notifications().await?;
    peripheral.subscribe(&measurement).await?;
    Ok((notifications, measurement))
}

fn characteristic(peripheral: &Peripheral, uuid: Uuid) -> Option<Characteristic> {
    peripheral.characteristics().into_iter().find(|found| found.uuid == uuid)
}

impl Held {
    /// Which measurement beyond the Heart Rate service tells the intervals.
    pub fn running(&self) -> Option<Measurement> {
        self.feed.running()
    }

    /// Starts what the sensor offers beside the Heart Rate service; without it the service alone tells.
    async fn ask_for_more(&mut self, wish: Wish) {
        match timeout(ANSWER_MAX, self.try_for_more(wish)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "a sensor's own measurements could not be started"),
            Err(_) => tracing::warn!("a sensor did not answer whether it measures more"),
        }
    }

    async fn try_for_more(&mut self, wish: Wish) -> btleplug::Result<()> {
        let (Some(control), Some(data)) =
            (characteristic(&self.peripheral, CONTROL), characteristic(&self.peripheral, DATA))
        else {
            return Ok(());
        };
        let features = self.peripheral.read(&control).await?;
        let Ok(features) = Features::parse(&features) else { return Ok(()) };
        let Some(request) = Feed::start(wish, features) else { return Ok(()) };
        self.peripheral.subscribe(&control).await?;
        self.peripheral.subscribe(&data).await?;
        self.peripheral.write(&control, &request, WriteType::WithResponse).await?;
        while let Some(notification) = self.notifications.next().await {
            if notification.uuid == CONTROL {
                if !self.feed.answered(&notification.value) {
                    tracing::warn!("a sensor refused to measure more; its Heart Rate service tells");
                }
                return Ok(());
            }
        }
        Ok(())
    }

    /// Hands everything on until the strap is lost or silent. Dropping the future leaves the strap to whoever asks next:
    /// call [`Held::release`].
    pub async fn listen(&mut self, mut heard: impl FnMut(Heard)) {
        let mut every_second = interval(Duration::from_secs(1));
        every_second.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut battery = interval(BATTERY_EVERY);
        let device = format!("/org/bluez/{}", self.peripheral.id());
        let mut last = Instant::now();
        loop {
            tokio::select! {
                notification = self.notifications.next() => {
                    let Some(notification) = notification else { return };
                    if self.notified(notification, &mut heard) {
                        last = Instant::now();
                    }
                }
                _ = every_second.tick() => {
                    let connected = self.peripheral.is_connected().await.unwrap_or(false);
                    if !connected || last.elapsed() > SILENT_MAX {
                        return;
                    }
                }
                _ = battery.tick() => {
                    let device = device.clone();
                    let read = tokio::task::spawn_blocking(move || battery_pct(&device)).await;
                    if let Ok(Some(percent)) = read {
                        heard(Heard::Battery(percent));
                    }
                }
            }
        }
    }

    /// Hands a notification on, as packets; whether the measurement that counts goes on by it.
    fn notified(&mut self, notification: ValueNotification, heard: &mut impl FnMut(Heard)) -> bool {
        let bytes = notification.value;
        if notification.uuid == self.measurement.uuid {
            let kept = (1..=PACKET_MAX_BYTES).contains(&bytes.len()) && self.feed.keeps(&bytes);
            if kept {
                heard(Heard::Packet(bytes));
            }
            return kept;
        }
        match notification.uuid {
            DATA => self.feed.frame(&bytes, |packet| heard(Heard::Packet(packet))),
            // A sensor that is put into its charger says that it measures no more.
            CONTROL => drop(self.feed.answered(&bytes)),
            _ => return false,
        }
        true
    }

    /// Lets the strap go.
    pub async fn release(self) {
        if let (Some(end), Some(control)) = (self.feed.end(), characteristic(&self.peripheral, CONTROL)) {
            let _ = timeout(ANSWER_MAX, self.peripheral.write(&control, &end, WriteType::WithResponse)).await;
        }
        let _ = self.peripheral.unsubscribe(&self.measurement).await;
        let _ = self.peripheral.disconnect().await;
    }
}

/// How full the battery of a connected device is, percent; `None` where it does not tell. BlueZ keeps the battery service to itself
/// and tells it as a property of the device.
fn battery_pct(device: &str) -> Option<u8> {
    let bus = dbus::blocking::Connection::new_system().ok()?;
    let told = bus.with_proxy("org.bluez", device, ANSWER_MAX).get("org.bluez.Battery1", "Percentage");
    told.ok().filter(|percent| *percent <= 100)
}
