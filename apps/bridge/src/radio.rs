//! Bluetooth through BlueZ: which heart straps are within reach, and the packets of one that is held.

use btleplug::{
    api::{
        Central, CharPropFlags, Characteristic, Manager as _, Peripheral as _, ScanFilter, ValueNotification,
        bleuuid::uuid_from_u16,
    },
    platform::{Adapter, Manager, Peripheral},
};
use futures_util::{Stream, StreamExt};
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
    notifications:
        std::pin::Pin<Box<dyn futures_util::Stream<Item = btleplug::api::ValueNotification> + Send>>,
    measurement: Characteristic,
}

impl Nearby {
    /// Connects and asks for its packets.
    pub async fn hold(self) -> Result<Held, RadioError> {
        let peripheral = self.peripheral;
        match timeout(CONNECT_MAX, subscribe(&peripheral)).await {
            Ok(Ok((notifications, measurement))) => Ok(Held { peripheral, notifications, measurement }),
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
    let measurement = peripheral
        .characteristics()
        .into_iter()
        .find(|found| found.uuid == MEASUREMENT && found.properties.contains(CharPropFlags::NOTIFY))
        .ok_or(btleplug::Error::NoSuchCharacteristic)?;
    // Listening first: what comes right after the asking is heard.
    let notifications = peripheral.notifications().await?;
    peripheral.subscribe(&measurement).await?;
    Ok((notifications, measurement))
}

impl Held {
    /// Hands every packet on until the strap is lost or silent. Dropping the future leaves the strap to whoever asks next:
    /// call [`Held::release`].
    pub async fn listen(&mut self, mut packet: impl FnMut(Vec<u8>)) {
        let mut every_second = interval(Duration::from_secs(1));
        every_second.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut heard = Instant::now();
        loop {
            tokio::select! {
                notification = self.notifications.next() => {
                    let Some(notification) = notification else { return };
                    let bytes = notification.value;
                    if notification.uuid == self.measurement.uuid && (1..=PACKET_MAX_BYTES).contains(&bytes.len()) {
                        heard = Instant::now();
                        packet(bytes);
                    }
                }
                _ = every_second.tick() => {
                    let connected = self.peripheral.is_connected().await.unwrap_or(false);
                    if !connected || heard.elapsed() > SILENT_MAX {
                        return;
                    }
                }
            }
        }
    }

    /// Lets the strap go.
    pub async fn release(self) {
        let _ = self.peripheral.unsubscribe(&self.measurement).await;
        let _ = self.peripheral.disconnect().await;
    }
}
