//! A PostgreSQL of one test alone: one that may be stopped and frozen and keeps what it has acknowledged, or one that explains itself.

use std::path::PathBuf;
use std::sync::Mutex;

use super::{connect, env, local, said_aloud};

/// Gone, with its data, when dropped.
pub(crate) struct Cluster {
    base: String,
    running: Mutex<local::Running>,
}

impl Cluster {
    /// A new one that keeps what it has acknowledged; `None`, said aloud, where there is no `postgres` binary and `CI` is not set.
    pub(crate) async fn start() -> Option<Self> {
        Self::start_with(&local::DURABLE).await
    }

    /// A new one that tells in its [log](Self::log) how it runs each statement.
    pub(crate) async fn explaining() -> Option<Self> {
        Self::start_with(&local::EXPLAINING).await
    }

    async fn start_with(settings: &[&str]) -> Option<Self> {
        match local::start(settings) {
            Ok((base, running)) => {
                let cluster = Self { base, running: Mutex::new(running) };
                connect(&cluster.url()).await.unwrap_or_else(|why| panic!("{why}"));
                Some(cluster)
            }
            Err(why) if env("CI").is_some() => panic!("CI needs a PostgreSQL that can be stopped, but: {why}"),
            Err(why) => {
                said_aloud(&format!("SKIPPED: no PostgreSQL was stopped, frozen or asked for its plans, since {why}"));
                None
            }
        }
    }

    /// The URL of its one database.
    pub(crate) fn url(&self) -> String {
        format!("{}/postgres", self.base)
    }

    /// The file that it writes about what it does.
    pub(crate) fn log(&self) -> PathBuf {
        self.running.lock().unwrap().log()
    }

    /// An immediate stop, as of a crash, and a new start.
    pub(crate) fn crash(&self) {
        self.running.lock().unwrap().signal("QUIT");
    }

    /// Every process of it stands still.
    pub(crate) fn freeze(&self) {
        self.running.lock().unwrap().signal("STOP");
    }

    /// It goes on.
    pub(crate) fn thaw(&self) {
        self.running.lock().unwrap().signal("CONT");
    }
}
