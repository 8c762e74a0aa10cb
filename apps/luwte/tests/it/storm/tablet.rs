//! The practitioner's tablet in the storm: it holds a strap and keeps its packets until they are acknowledged.

use super::patient;
use link::{BeatBatch, BeatPacket, Message, Outbox, StreamId};
use luwte::client::{Login, Socket};
use session::{SessionId, StrapId, WorldTime};
use std::{collections::BTreeMap, time::Duration};
use tokio::time::timeout;
use uuid::Uuid;

pub struct Tablet {
    pub link: Option<Socket>,
    /// By the receiver's epoch: what waits, and all that ever came.
    pub streams: BTreeMap<u32, (Outbox<BeatPacket>, Vec<BeatPacket>)>,
    pub strap: StrapId,
    login: Login,
    session: SessionId,
    epoch: u32,
    let_in: bool,
    now: WorldTime,
}

impl Tablet {
    pub fn new(login: Login, session: SessionId) -> Self {
        let strap = StrapId(Uuid::now_v7());
        let streams = BTreeMap::from([(0, Default::default())]);
        Self { link: None, streams, strap, login, session, epoch: 0, let_in: false, now: WorldTime::START }
    }

    pub async fn connect(&mut self) {
        self.link = None;
        self.let_in = false;
        let path = format!("/api/v1/live/watch/{}", self.session);
        self.link = patient(self.login.socket(&path)).await.and_then(Result::ok);
    }

    /// The strap came back after it was away: a new epoch.
    pub fn lost_the_strap(&mut self) {
        self.epoch += 1;
        self.streams.insert(self.epoch, Default::default());
    }

    /// A heart beats.
    pub async fn beat(&mut self, rr_1024: u16) {
        self.now = self.now + WorldTime::from_millis(u64::from(rr_1024) * 1_000 / 1_024);
        let [low, high] = rr_1024.to_le_bytes();
        let packet = BeatPacket::received(self.now, vec![0x10, 60, low, high]);
        let (outbox, all) = self.streams.get_mut(&self.epoch).unwrap();
        outbox.push(packet.clone());
        all.push(packet);
        self.tell().await;
    }

    /// Hands what was not sent yet to the link.
    pub async fn tell(&mut self) {
        let (session, strap) = (self.session, self.strap);
        for (epoch, (outbox, _)) in &mut self.streams {
            while self.let_in
                && let Some(link) = &mut self.link
                && let Some((first, packets)) = outbox.take(5)
            {
                let batch =
                    BeatBatch { session, strap, receiver_epoch: *epoch, first_n: first as u32, packets };
                if link.send(&Message::Beats(batch)).await.is_err() {
                    self.link = None;
                }
            }
        }
    }

    pub async fn hear(&mut self, within: Duration) -> Option<Message> {
        let heard = timeout(within, self.link.as_mut()?.receive()).await.ok()?;
        let Some(message) = heard else {
            self.link = None;
            return None;
        };
        match &message {
            Message::Snapshot(_) => {
                self.let_in = true;
                self.streams.values_mut().for_each(|(outbox, _)| outbox.rewind());
                self.tell().await;
            }
            Message::Ack { stream: StreamId::Beats { strap, receiver_epoch }, watermark }
                if *strap == self.strap =>
            {
                let (outbox, _) = self.streams.get_mut(receiver_epoch).unwrap();
                assert!(*watermark <= outbox.next_number(), "more is acknowledged than came");
                outbox.acknowledge(*watermark);
            }
            // What was refused for now goes again.
            Message::Problem(_) => self.streams.values_mut().for_each(|(outbox, _)| outbox.rewind()),
            _ => {}
        }
        Some(message)
    }

    pub fn waiting(&self) -> usize {
        self.streams.values().map(|(outbox, _)| outbox.waiting()).sum()
    }
}
