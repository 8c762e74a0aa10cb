//! `luwte replay`: a recording as a live heart strap, over the same public interface that any other program has.

use super::{Failed, block_on, user::ask_password};
use crate::{client, demo::recording};
use clap::Args;
use link::{BeatBatch, BeatPacket, Message, Outbox, Problem, StreamId, api::SessionSummary};
use session::{ClockMap, SessionId, StrapId};
use std::{path::PathBuf, time::Duration};
use tokio::time::{Instant, sleep_until};
use uuid::Uuid;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The recording: one RR interval in milliseconds per line, or CSV with `timestamp,rr,since_start`
    file: PathBuf,
    /// The server
    #[arg(long, value_name = "ADDRESS", default_value = "http://localhost:8080")]
    server: String,
    /// Login name; the password comes from LUWTE_PASSWORD or is asked for
    #[arg(long, value_name = "LOGIN")]
    user: String,
    /// The session; without it the newest that goes on now
    #[arg(long, value_name = "ID")]
    session: Option<SessionId>,
    /// How many times as fast as it was recorded, 0.1 to 100
    #[arg(long, default_value_t = 1.0, value_parser = speed)]
    speed: f64,
    /// The certificate of the server's own authority (PEM), as it offers at /ca.crt
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
}

fn speed(text: &str) -> Result<f64, String> {
    let speed: f64 = text.parse().map_err(|_| "expected a number".to_owned())?;
    if (0.1..=100.0).contains(&speed) { Ok(speed) } else { Err("expected 0.1 to 100".to_owned()) }
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let recording = recording::read(&arguments.file).map_err(Failed::asked)?;
    let ca =
        match &arguments.ca {
            None => None,
            Some(path) => Some(std::fs::read_to_string(path).map_err(|error| {
                Failed::asked_words(format!("{}: cannot be read: {error}", path.display()))
            })?),
        };
    let site = client::Site::new(&arguments.server, ca.as_deref()).map_err(Failed::asked)?;
    let password = match std::env::var("LUWTE_PASSWORD") {
        Ok(password) => password,
        Err(_) => ask_password()?,
    };
    block_on(async {
        let login = site.login(&arguments.user, &password).await.map_err(Failed::ran)?;
        let session = match arguments.session {
            Some(session) => session,
            None => newest_live(&login).await?,
        };
        println!("Sending {} packets to session {session}. Ctrl-C ends it.", recording.len());
        let mut replay = Replay::new(recording, arguments.speed, session);
        tokio::select! {
            outcome = replay.run(&login) => outcome,
            _ = tokio::signal::ctrl_c() => {
                println!("Ended; {} packets were stored.", replay.stored);
                Ok(())
            }
        }
    })?
}

async fn newest_live(login: &client::Login) -> Result<SessionId, Failed> {
    let sessions: Vec<SessionSummary> = login.get("/api/v1/sessions?live=true").await.map_err(Failed::ran)?;
    let newest = sessions.into_iter().max_by_key(|session| session.opened);
    newest
        .map(|session| session.id)
        .ok_or_else(|| Failed::ran_words("no session goes on now: start one in a headset first"))
}

/// A strap that plays a recording.
struct Replay {
    /// When each packet is due after the start, and its bytes.
    recording: Vec<(Duration, Vec<u8>)>,
    session: SessionId,
    strap: StrapId,
    next: usize,
    outbox: Outbox<BeatPacket>,
    clock: ClockMap,
    began: Instant,
    stored: u64,
}

const RECEIVER_EPOCH: u32 = 0;
const TOGETHER_MAX: usize = 64;

impl Replay {
    fn new(recording: Vec<recording::Due>, speed: f64, session: SessionId) -> Self {
        let due = |packet: recording::Due| (packet.after.div_f64(speed), packet.bytes);
        Self {
            recording: recording.into_iter().map(due).collect(),
            session,
            strap: StrapId(Uuid::now_v7()),
            next: 0,
            outbox: Outbox::default(),
            clock: ClockMap::default(),
            began: Instant::now(),
            stored: 0,
        }
    }

    /// Sends until all is stored; makes a lost connection anew.
    async fn run(&mut self, login: &client::Login) -> Result<(), Failed> {
        let address = format!("/api/v1/live/strap/{}", self.session);
        let mut waits = 0_u32;
        self.began = Instant::now();
        loop {
            match login.socket(&address).await {
                Ok(socket) => {
                    self.outbox.rewind();
                    if self.speak(socket).await? {
                        println!("Done: {} packets were stored.", self.stored);
                        return Ok(());
                    }
                    waits = 0;
                    println!("The connection was lost; trying again.");
                }
                Err(error) if waits >= 8 => return Err(Failed::ran(error)),
                Err(_) => waits += 1,
            }
            tokio::time::sleep(Duration::from_millis(500 << waits.min(5))).await;
        }
    }

    /// One connection; `true` when all is stored.
    async fn speak(&mut self, mut socket: client::Socket) -> Result<bool, Failed> {
        let mut every_second = tokio::time::interval(Duration::from_secs(1));
        loop {
            if self.next == self.recording.len() && self.outbox.waiting() == 0 {
                socket.close().await;
                return Ok(true);
            }
            let due = self.recording.get(self.next).map(|(after, _)| self.began + *after);
            tokio::select! {
                message = socket.receive() => match message {
                    None => return Ok(false),
                    Some(message) => self.hear(message)?,
                },
                _ = every_second.tick() => {
                    let ping = Message::Ping { sent_us: crate::clock::monotonic_us() };
                    if socket.send(&ping).await.is_err() {
                        return Ok(false);
                    }
                }
                () = until(due), if due.is_some() => self.take_due(),
            }
            // Without world time a packet's arrival would be meaningless: the first answer to a ping comes in milliseconds.
            if self.clock.error_us().is_some() {
                while let Some((first, packets)) = self.outbox.take(TOGETHER_MAX) {
                    let batch = BeatBatch {
                        session: self.session,
                        strap: self.strap,
                        receiver_epoch: RECEIVER_EPOCH,
                        first_n: u32::try_from(first).unwrap_or(u32::MAX),
                        packets,
                    };
                    if socket.send(&Message::Beats(batch)).await.is_err() {
                        return Ok(false);
                    }
                }
            }
        }
    }

    fn take_due(&mut self) {
        let Some(now) = self.clock.world_time(crate::clock::monotonic_us()) else {
            // The recording waits for world time.
            self.began += Duration::from_millis(20);
            return;
        };
        if let Some((_, bytes)) = self.recording.get(self.next) {
            self.outbox.push(BeatPacket::received(now, bytes.clone()));
            self.next += 1;
        }
    }

    fn hear(&mut self, message: Message) -> Result<(), Failed> {
        match message {
            Message::Pong { sent_us, world_time: Some(world) } => {
                self.clock.observe(sent_us, world, crate::clock::monotonic_us());
            }
            Message::Ack { stream: StreamId::Beats { strap, .. }, watermark } if strap == self.strap => {
                self.outbox.acknowledge(watermark);
                self.stored = watermark;
            }
            Message::Problem(Problem::Gap) => self.outbox.rewind(),
            Message::Problem(
                problem @ (Problem::UnknownSession
                | Problem::Forbidden
                | Problem::StrapTaken
                | Problem::Version),
            ) => {
                return Err(Failed::ran_words(said(problem)));
            }
            _ => {}
        }
        Ok(())
    }
}

fn said(problem: Problem) -> &'static str {
    match problem {
        Problem::UnknownSession => "this session does not go on now, or is not your institution's",
        Problem::Forbidden => "your role may not send beats to this session",
        Problem::StrapTaken => "another strap is connected to this session",
        _ => "the server speaks another version of the live link",
    }
}

async fn until(due: Option<Instant>) {
    if let Some(due) = due {
        sleep_until(due).await;
    }
}
