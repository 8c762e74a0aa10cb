//! A storm over the whole system: links are cut, answers lost, servers killed and started again, clocks jump, and one session
//! is delivered by link and by sealed records all the while. In the end the record is what happened, each once.
//!
//! `LUWTE_STORMS` sets the number of storms (6 without it; `cargo xtask storms` takes 200). A failure names the
//! seed, which `LUWTE_STORM` begins with.

mod cable;
mod client;
mod house;
mod tablet;

use crate::stage::{Folder, PASSWORD, Stage, eventually, witness};
use cable::{Cable, Weather};
use client::Client;
use house::{Ending, House};
use link::{
    Message,
    api::{Pair, Paired},
};
use luwte::{client::Site, store::Store};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use session::{Act, EventKind, OrganisationId};
use std::{collections::BTreeMap, future::Future, time::Duration};
use tablet::Tablet;

const STEPS: usize = 120;
const YEAR_US: i64 = 365 * 86_400_000_000;

/// Nobody in a storm waits long for an answer that may never come.
const PATIENCE: Duration = Duration::from_millis(400);

async fn patient<T>(work: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(PATIENCE, work).await.ok()
}

struct Storm {
    dice: StdRng,
    folder: Folder,
    here: OrganisationId,
    cable: Cable,
    house: Option<House>,
    client: Client,
    tablet: Tablet,
}

impl Storm {
    async fn gather(seed: u64) -> Self {
        let mut dice = StdRng::seed_from_u64(seed);
        let mut stage = Stage::new().await;
        let (_, code) = stage.code(stage.here, "Zeebril").await;
        let here = stage.here;
        stage.end().await;
        stage.store.close().await;
        let folder = std::mem::replace(&mut stage.folder, Folder::new());
        let cable = Cable::lay().await;
        let house = House::start(&folder).await;
        cable.leads_to(Some(house.address));
        let site = Site::new(&format!("http://127.0.0.1:{}", cable.address.port()), None).unwrap();
        let skew_us = dice.random_range(-YEAR_US..YEAR_US);
        let client = Client::new(&site, &code, skew_us).await;
        let login = site.login("noor", PASSWORD).await.unwrap();
        let tablet = Tablet::new(login.clone(), client.session);
        let mut storm = Self { dice, folder, here, cable, house: Some(house), client, tablet };
        storm.pair(&login).await;
        storm
    }

    /// As it begins in real life: the code, the client's word, the link of the tablet.
    async fn pair(&mut self, login: &luwte::client::Login) {
        self.client.connect().await;
        self.client.link.as_mut().unwrap().send(&Message::WantPairingCode).await.unwrap();
        let digits = loop {
            if let Some(Message::PairingCode(code)) = self.client.hear(PATIENCE).await {
                break code.digits;
            }
        };
        let paired: Paired = login
            .post("/api/v1/pair", &Pair { digits, client: None, alone: false, way: None })
            .await
            .unwrap();
        assert_eq!(paired.session, self.client.session);
        self.tablet.connect().await;
        while !matches!(self.client.hear(PATIENCE).await, Some(Message::Command(_))) {}
        self.client.act(Act::AnswerWatch(true)).await;
        while !matches!(self.tablet.hear(PATIENCE).await, Some(Message::Snapshot(_))) {}
    }

    async fn step(&mut self) {
        match self.dice.random_range(0..100) {
            0..40 => {
                for _ in 0..self.dice.random_range(1..4) {
                    let level = self.dice.random_range(0..=100);
                    self.client.act(Act::SetVolume(level)).await;
                }
            }
            40..64 => {
                for _ in 0..self.dice.random_range(1..6) {
                    let rr = self.dice.random_range(600..1_200);
                    self.tablet.beat(rr).await;
                }
            }
            64..72 => self.cable.set(Weather::Cut),
            72..78 => self.cable.set(Weather::AnswersLost),
            78..84 => self.restart(Ending::InOrder).await,
            84..90 => self.restart(Ending::Killed).await,
            90..96 => {
                self.client.link = None;
                self.client.deliver(&mut self.dice).await;
            }
            96..98 => self.tablet.lost_the_strap(),
            _ => self.client.skew_us += self.dice.random_range(-YEAR_US..YEAR_US),
        }
        let soon = Duration::from_millis(self.dice.random_range(1..12));
        self.listen(soon).await;
        if self.dice.random_bool(0.5) {
            self.cable.set(Weather::Fine);
        }
        if self.dice.random_bool(0.4) {
            self.mend().await;
        }
    }

    /// The server goes, and comes back at once or later.
    async fn restart(&mut self, how: Ending) {
        if let Some(house) = self.house.take() {
            self.cable.leads_to(None);
            house.end(how).await;
        }
        if self.dice.random_bool(0.6) {
            self.open_house().await;
        }
    }

    async fn open_house(&mut self) {
        if self.house.is_none() {
            let house = House::start(&self.folder).await;
            self.cable.leads_to(Some(house.address));
            self.house = Some(house);
        }
    }

    async fn mend(&mut self) {
        if self.dice.random_bool(0.7) {
            self.open_house().await;
        }
        if self.client.link.is_none() {
            self.client.connect().await;
        }
        if self.tablet.link.is_none() {
            self.tablet.connect().await;
        }
    }

    /// Both hear what has come by now, and what comes within so long after it.
    async fn listen(&mut self, soon: Duration) {
        while self.client.hear(soon).await.is_some() {}
        while self.tablet.hear(soon).await.is_some() {}
    }

    /// The storm is over: whatever waits is delivered, and the record is held against what happened.
    async fn clear_up(mut self) {
        self.cable.set(Weather::Fine);
        self.open_house().await;
        eventually("all is acknowledged", async || {
            if self.client.link.is_none() {
                self.client.connect().await;
            }
            if self.tablet.link.is_none() {
                self.tablet.connect().await;
            }
            self.listen(Duration::from_millis(100)).await;
            // A receiver tries again what was refused for now.
            self.tablet.tell().await;
            self.client.outbox.waiting() == 0 && self.tablet.waiting() == 0
        })
        .await;
        self.house.take().unwrap().end(Ending::InOrder).await;
        let record = Store::open(&self.folder.0.join("luwte.db")).await.unwrap();
        let read = witness(&record, self.here).await;
        let stored = record.events(&read, self.client.session).await.unwrap();
        let stored: Vec<_> = stored.into_iter().map(|stored| stored.event).collect();
        assert_eq!(stored, self.client.events, "each event once, in order");
        let mut beats: BTreeMap<u32, Vec<_>> = BTreeMap::new();
        let mut rows = record.beats(&read, self.client.session).await.unwrap();
        rows.sort_by_key(|row| (row.receiver_epoch, row.first_n));
        for row in rows {
            assert_eq!(row.strap, self.tablet.strap);
            let stream = beats.entry(row.receiver_epoch).or_default();
            assert_eq!(stream.len(), row.first_n as usize, "no packet twice, none missing");
            stream.extend(row.packets);
        }
        for (epoch, (_, all)) in &self.tablet.streams {
            assert_eq!(beats.get(epoch).map_or(&[][..], Vec::as_slice), all, "epoch {epoch}");
        }
        assert!(stored.iter().filter(|event| matches!(event.kind, EventKind::VolumeSet(_))).count() > 10);
        record.close().await;
    }
}

fn storms() -> u64 {
    of_the_environment("LUWTE_STORMS").unwrap_or(6)
}

fn first() -> u64 {
    of_the_environment("LUWTE_STORM").unwrap_or(0)
}

fn of_the_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[tokio::test]
async fn after_any_storm_the_record_is_what_happened() {
    for seed in first()..first() + storms() {
        println!("storm {seed}");
        let mut storm = Storm::gather(seed).await;
        for _ in 0..STEPS {
            storm.step().await;
        }
        storm.clear_up().await;
    }
}
