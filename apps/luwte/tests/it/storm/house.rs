//! A server on a thread of its own, which can be asked to end or simply be killed, and starts again on what it left.

use crate::stage::Folder;
use luwte::{
    app::{App, Settings},
    server::Server,
    store::Store,
};
use std::{
    net::{Ipv4Addr, SocketAddr},
    thread::JoinHandle,
};
use tokio::sync::oneshot;

pub struct House {
    pub address: SocketAddr,
    ends: oneshot::Sender<Ending>,
    thread: JoinHandle<()>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// As at a shutdown: what is under way is brought to an end.
    InOrder,
    /// As at a crash: nothing is done any more.
    Killed,
}

impl House {
    pub async fn start(folder: &Folder) -> Self {
        let file = folder.0.join("luwte.db");
        let (tell, told) = oneshot::channel();
        let (ends, ending) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let store = Store::open(&file).await.unwrap();
                let mut server = Server::new(App::new(store.clone(), Settings::default()));
                let _ = tell.send(server.plain((Ipv4Addr::LOCALHOST, 0).into(), false).unwrap());
                let (end, ended) = oneshot::channel::<()>();
                let running = tokio::spawn(server.run(async move {
                    let _ = ended.await;
                }));
                if ending.await == Ok(Ending::InOrder) {
                    let _ = end.send(());
                    running.await.unwrap().unwrap();
                    store.close().await;
                }
            });
            runtime.shutdown_background();
        });
        Self { address: told.await.unwrap(), ends, thread }
    }

    pub async fn end(self, how: Ending) {
        let _ = self.ends.send(how);
        tokio::task::spawn_blocking(move || self.thread.join()).await.unwrap().unwrap();
    }
}
