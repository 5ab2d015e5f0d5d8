//! The real server, in this process, on a free port, in a thread of its own.

use std::net::SocketAddr;
use std::thread::JoinHandle;

use actix_web::web::Data;
use api::Config;
use app::Ctx;
use tokio::sync::oneshot;
use tokio::task::LocalSet;

use super::app::{ADMIN_EMAIL, PASSWORD};

/// The settings of every test: sandbox mode, one worker.
pub(super) const fn settings(database_url: &str) -> [(&str, &str); 7] {
    [
        ("BATON_LISTEN", "127.0.0.1:0"),
        ("BATON_DATABASE_URL", database_url),
        ("BATON_DATABASE_CONNECTIONS", "5"),
        ("BATON_MODE", "sandbox"),
        ("BATON_ADMIN_EMAIL", ADMIN_EMAIL),
        ("BATON_ADMIN_PASSWORD", PASSWORD),
        ("BATON_WORKERS", "1"),
    ]
}

/// A server that listens as long as this value lives.
pub(crate) struct Server {
    address: SocketAddr,
    ctx: Data<Ctx>,
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts on `database_url`; `settings` may change anything.
    pub(crate) async fn start(database_url: &str, settings: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::of(&self::settings(database_url)).expect("settings that the server takes");
        settings(&mut config);
        let (ready, started) = oneshot::channel();
        let (end, ended) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            LocalSet::new().block_on(&runtime, serve(config, ready, ended));
        });
        let (address, ctx) =
            started.await.expect("an answer of the server's thread").unwrap_or_else(|error| panic!("the server did not start: {error}"));
        Self { address, ctx, end: Some(end), thread: Some(thread) }
    }

    /// `http://127.0.0.1:port`.
    pub(crate) fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How often each of its threads has asked its database and waited.
    pub(crate) fn round_trips(&self) -> Vec<u64> {
        self.ctx.store.round_trips()
    }

    /// Ends it, and comes back when nothing of it is left.
    pub(crate) async fn stop(&mut self) {
        self.end.take();
        if let Some(thread) = self.thread.take() {
            tokio::task::spawn_blocking(|| thread.join()).await.expect("a thread to wait in").expect("an end without panic");
        }
    }
}

async fn serve(config: Config, ready: oneshot::Sender<Result<(SocketAddr, Data<Ctx>), String>>, ended: oneshot::Receiver<()>) {
    let running = match api::serve::start(&config).await {
        Ok(running) => running,
        Err(error) => return drop(ready.send(Err(error.to_string()))),
    };
    let handle = running.server.handle();
    let serving = tokio::task::spawn_local(running.server);
    drop(ready.send(Ok((running.address, running.ctx.clone()))));
    // The sender is dropped, by stop() or with the server's owner.
    drop(ended.await);
    running.stopping.cancel();
    handle.stop(false).await;
    drop(serving.await);
    // Until its connections are closed, a SQLite file lacks what still stands in its log: a copy of it would too.
    drop(running.ctx.store.close().await);
}
