//! The client's headset in the storm: it holds its session whatever happens to link and server, over the link or by sealed
//! records.

use super::patient;
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use link::{
    EventBatch, Hello, Message, Outbox, Sealed, StreamId,
    api::{Delivered, HeadsetSelf},
};
use luwte::{
    auth::seal::{self, PublicBytes},
    client::{HeadsetLogin, Site, Socket},
};
use rand::{RngExt, rngs::StdRng};
use reqwest::{Method, StatusCode};
use session::{
    Act, Consent, Event, EventKind, Input, Language, Origin, SelfCheckItem, Sequencer, SessionId, Verdict,
    WorldTime,
};
use std::time::Duration;
use tokio::time::timeout;
use uuid::Uuid;

pub struct Client {
    pub session: SessionId,
    pub events: Vec<Event>,
    pub outbox: Outbox<Event>,
    pub link: Option<Socket>,
    sequencer: Sequencer,
    login: HeadsetLogin,
    key: seal::HeadsetKey,
    own: HeadsetSelf,
    site: Site,
    now: WorldTime,
    /// What its clock says wrong, µs; a jump in the middle of a session adds to it.
    pub skew_us: i64,
    opened_us: i64,
}

impl Client {
    pub async fn new(site: &Site, code: &str, skew_us: i64) -> Self {
        let login = site.enrol(code).await.unwrap();
        let key = seal::HeadsetKey::new().unwrap();
        let body = link::api::HeadsetKey { key: BASE64.encode(key.public()) };
        let answer = login.request(Method::PUT, "/api/v1/headset/key").json(&body).send().await.unwrap();
        let own: HeadsetSelf = answer.json().await.unwrap();
        let (sequencer, first) = Sequencer::open(EventKind::Opened {
            build: "storm".into(),
            seed: 7,
            language: Language::Nl,
            consent: Consent::default(),
            rest: WorldTime::START,
        });
        let mut outbox = Outbox::default();
        outbox.push(first.clone());
        let mut client = Self {
            session: SessionId(Uuid::now_v7()),
            events: vec![first],
            outbox,
            link: None,
            sequencer,
            login,
            key,
            own,
            site: site.clone(),
            now: WorldTime::START,
            skew_us,
            opened_us: luwte::clock::wall_us() + skew_us,
        };
        for act in [Act::Begin]
            .into_iter()
            .chain(
                SelfCheckItem::ALL
                    .map(|item| Act::AnswerSelfCheck { item, yes: item.verdict(true) == Verdict::Clear }),
            )
            .chain([Act::RateTension(7), Act::ChooseWorld(catalogue::World::SunsetBeach)])
        {
            client.act(act).await;
        }
        client
    }

    fn clock_us(&self) -> i64 {
        luwte::clock::wall_us() + self.skew_us
    }

    /// Something the client does; told at once where there is a link.
    pub async fn act(&mut self, act: Act) {
        self.now = self.now + WorldTime::from_millis(40);
        let happened = self.sequencer.handle(&Input::Act(Origin::Client, act), self.now).unwrap();
        self.note(happened).await;
    }

    async fn note(&mut self, happened: Vec<Event>) {
        for event in happened {
            self.outbox.push(event.clone());
            self.events.push(event);
        }
        self.tell().await;
    }

    /// Hands what was not sent yet to the link.
    pub async fn tell(&mut self) {
        while let Some(link) = &mut self.link
            && let Some((_, events)) = self.outbox.take(7)
        {
            let batch = EventBatch { session: self.session, events };
            if link.send(&Message::Events(batch)).await.is_err() {
                self.link = None;
            }
        }
    }

    /// Makes the link anew; all that is not acknowledged goes again.
    pub async fn connect(&mut self) {
        self.link = None;
        let Some(Ok(mut link)) = patient(self.login.socket()).await else { return };
        let hello = Hello {
            build: "storm".into(),
            session: self.session,
            wall_clock_us: self.clock_us(),
            world_time: self.now,
        };
        if link.send(&Message::Hello(hello)).await.is_ok() {
            self.link = Some(link);
            self.outbox.rewind();
            self.tell().await;
        }
    }

    /// Hears what comes next, if it comes in time. What is heard is acted on, however long that takes.
    pub async fn hear(&mut self, within: Duration) -> Option<Message> {
        let heard = timeout(within, self.link.as_mut()?.receive()).await.ok()?;
        let Some(message) = heard else {
            self.link = None;
            return None;
        };
        match &message {
            Message::Ack { stream: StreamId::Events(session), watermark } if *session == self.session => {
                self.acknowledged(*watermark);
            }
            Message::Command(command) => {
                let happened = self.sequencer.command(command, self.now).unwrap_or_default();
                self.note(happened).await;
            }
            Message::Ping { sent_us } => {
                let pong = Message::Pong { sent_us: *sent_us, world_time: Some(self.now) };
                if let Some(link) = &mut self.link {
                    let _ = link.send(&pong).await;
                }
            }
            _ => {}
        }
        Some(message)
    }

    fn acknowledged(&mut self, watermark: u64) {
        assert!(watermark <= self.outbox.next_number(), "more is acknowledged than happened");
        self.outbox.acknowledge(watermark);
    }

    /// Delivers what waits as a headset does that had no server: sealed, in portions, some of them twice.
    pub async fn deliver(&mut self, dice: &mut StdRng) {
        // A portion that was delivered before may come again: its answer was lost, and the page was loaded anew.
        let back = u64::from(dice.random_range(0..5_u32));
        let from = self.outbox.watermark().saturating_sub(back);
        let portion = dice.random_range(1..=6);
        let waiting = self.events.get(from as usize..).unwrap_or_default().to_vec();
        for events in waiting.chunks(portion) {
            let Some(watermark) = self.deliver_one(events).await else { return };
            self.acknowledged(watermark);
        }
    }

    async fn deliver_one(&self, events: &[Event]) -> Option<u64> {
        let batch = EventBatch { session: self.session, events: events.to_vec() };
        let frame = link::encode(&Message::Events(batch)).unwrap();
        let (first, count) = (events[0].seq, events.len() as u32);
        let header = |ephemeral: &PublicBytes| {
            Sealed::header(self.own.id, self.session, self.opened_us, first, count, ephemeral)
        };
        let institution: PublicBytes = BASE64.decode(&self.own.seal_to).unwrap().try_into().unwrap();
        let record = self.key.seal(&institution, header, &frame).unwrap();
        let request = self
            .site
            .http()
            .post(format!("{}/api/v1/headsets/deliver", self.site.base()))
            .header("x-luwte-clock", self.clock_us().to_string())
            .body(record);
        let answer = patient(request.send()).await?.ok()?;
        // Refused for now at most: what a headset seals is never wrong.
        let refused = [StatusCode::SERVICE_UNAVAILABLE, StatusCode::INTERNAL_SERVER_ERROR];
        if refused.contains(&answer.status()) {
            return None;
        }
        assert!(answer.status().is_success(), "{}", answer.status());
        let delivered: Delivered = answer.json().await.ok()?;
        assert!(!delivered.quarantined);
        Some(delivered.watermark)
    }
}
