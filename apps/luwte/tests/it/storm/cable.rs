//! The network between the devices and the server: it can be cut, it can lose answers, and its address stays the same.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// How the network is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weather {
    /// All passes.
    Fine,
    /// What the server answers is lost on its way.
    AnswersLost,
    /// Nothing passes, and whatever was connected is no longer.
    Cut,
}

pub struct Cable {
    pub address: SocketAddr,
    weather: watch::Sender<Weather>,
    server: Arc<Mutex<Option<SocketAddr>>>,
}

impl Cable {
    pub async fn lay() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (weather, now) = watch::channel(Weather::Fine);
        let server = Arc::new(Mutex::new(None));
        let to = Arc::clone(&server);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let at: Option<SocketAddr> = *to.lock().unwrap();
                tokio::spawn(join(near, at, now.clone()));
            }
        });
        Self { address, weather, server }
    }

    pub fn set(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }

    pub fn leads_to(&self, server: Option<SocketAddr>) {
        *self.server.lock().unwrap() = server;
    }
}

/// Both ends go when either does, or when the network is cut.
async fn join(near: TcpStream, at: Option<SocketAddr>, mut weather: watch::Receiver<Weather>) {
    let Some(at) = at.filter(|_| *weather.borrow() != Weather::Cut) else { return };
    let Ok(far) = TcpStream::connect(at).await else { return };
    let _ = (near.set_nodelay(true), far.set_nodelay(true));
    let answers = weather.clone();
    let (near, far) = (near.into_split(), far.into_split());
    tokio::select! {
        () = pass(near.0, far.1, || true) => {}
        () = pass(far.0, near.1, move || *answers.borrow() == Weather::Fine) => {}
        () = breaks(&mut weather) => {}
    }
}

/// A connection that lost bytes is never whole again: it breaks when the network is fine once more.
async fn breaks(weather: &mut watch::Receiver<Weather>) {
    let Ok(now) = weather.wait_for(|weather| *weather != Weather::Fine).await.map(|now| *now) else { return };
    if now == Weather::AnswersLost {
        let _ = weather.wait_for(|weather| *weather != Weather::AnswersLost).await;
    }
}

async fn pass(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, passes: impl Fn() -> bool) {
    let mut buffer = [0; 4_096];
    while let Ok(length) = from.read(&mut buffer).await {
        if length == 0 || (passes() && to.write_all(&buffer[..length]).await.is_err()) {
            return;
        }
    }
}
