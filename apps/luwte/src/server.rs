//! The running server: listeners, routes, and an orderly end.

mod supervised;

pub use supervised::{Supervisor, handed_over, ports_handed_over};

use crate::{
    api,
    app::{App, Door},
    pages, web,
};
use axum::{Extension, Router, middleware, routing::get};
use axum_server::{
    Handle,
    accept::NoDelayAcceptor,
    tls_rustls::{RustlsAcceptor, RustlsConfig},
};
use std::{
    io,
    net::{SocketAddr, TcpListener},
    time::Duration,
};
use tokio::{net::TcpSocket, task::JoinSet};

/// How long open requests may take to end when the server goes down.
const GRACE: Duration = Duration::from_secs(5);

/// A server that is being put together.
pub struct Server {
    app: App,
    handles: Vec<Handle<SocketAddr>>,
    listeners: JoinSet<io::Result<()>>,
}

/// Every route.
pub fn router(app: &App) -> Router {
    api::router(app)
        .route("/ca.crt", get(web::certificate))
        .route("/install", get(pages::install))
        .route("/status", get(pages::status))
        .fallback(web::file)
        .layer(middleware::from_fn(web::secure))
        .with_state(app.clone())
}

impl Server {
    /// Nothing listens yet.
    pub fn new(app: App) -> Self {
        Self { app, handles: Vec::new(), listeners: JoinSet::new() }
    }

    /// Listens without TLS; `https` says that a proxy before it speaks HTTPS. Returns the address.
    pub fn plain(&mut self, address: SocketAddr, https: bool) -> io::Result<SocketAddr> {
        self.plain_on(bind(address)?, https)
    }

    /// As [`Server::plain`], on a port that is taken already.
    pub fn plain_on(&mut self, listener: TcpListener, https: bool) -> io::Result<SocketAddr> {
        let bound = listener.local_addr()?;
        let handle = Handle::new();
        self.handles.push(handle.clone());
        let server = axum_server::from_tcp(listener)?.acceptor(NoDelayAcceptor::new()).handle(handle);
        let service = self.service(Door { https });
        self.listeners.spawn(server.serve(service));
        Ok(bound)
    }

    /// Listens with TLS. Returns the address.
    pub fn tls(&mut self, address: SocketAddr, config: RustlsConfig) -> io::Result<SocketAddr> {
        self.tls_on(bind(address)?, config)
    }

    /// As [`Server::tls`], on a port that is taken already.
    pub fn tls_on(&mut self, listener: TcpListener, config: RustlsConfig) -> io::Result<SocketAddr> {
        let bound = listener.local_addr()?;
        let handle = Handle::new();
        self.handles.push(handle.clone());
        let acceptor = RustlsAcceptor::new(config).acceptor(NoDelayAcceptor::new());
        let server = axum_server::from_tcp(listener)?.acceptor(acceptor).handle(handle);
        let service = self.service(Door { https: true });
        self.listeners.spawn(server.serve(service));
        Ok(bound)
    }

    /// Listens without TLS for devices that do not know the certificate yet: nothing but the page from which they install
    /// it. Returns the address.
    pub fn install(&mut self, listener: TcpListener) -> io::Result<SocketAddr> {
        let bound = listener.local_addr()?;
        let handle = Handle::new();
        self.handles.push(handle.clone());
        let server = axum_server::from_tcp(listener)?.handle(handle);
        self.listeners.spawn(server.serve(pages::router(&self.app).into_make_service()));
        Ok(bound)
    }

    fn service(
        &self,
        door: Door,
    ) -> axum::extract::connect_info::IntoMakeServiceWithConnectInfo<Router, SocketAddr> {
        router(&self.app).layer(Extension(door)).into_make_service_with_connect_info::<SocketAddr>()
    }

    /// Serves until `until` resolves, then ends in order: sockets are told, requests finish, the record is closed.
    pub async fn run(mut self, until: impl Future<Output = ()>) -> io::Result<()> {
        tokio::pin!(until);
        let outcome = tokio::select! {
            () = &mut until => Ok(()),
            Some(ended) = self.listeners.join_next() => ended.unwrap_or_else(|error| Err(io::Error::other(error))),
        };
        tracing::info!("the server goes down in order");
        self.app.hub.leave();
        for handle in &self.handles {
            handle.graceful_shutdown(Some(GRACE));
        }
        while self.listeners.join_next().await.is_some() {}
        self.app.hub.left().await;
        self.app.store.close().await;
        outcome
    }
}

/// Takes a port. So many may wait in it that after a restart nobody is sent away.
pub fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    const WAITING_MAX: u32 = 4_096;
    let taken = || {
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(WAITING_MAX)?.into_std()
    };
    taken().map_err(|error| io::Error::new(error.kind(), format!("cannot listen on {address}: {error}")))
}

/// Resolves when the operating system asks the process to end.
pub async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        },
        Err(_) => drop(interrupted.await),
    }
}
