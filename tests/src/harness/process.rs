//! The real server in a process of its own, so that it can be killed as a power cut would kill it: this test binary, started again
//! as the server alone.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::actor::Actor;
use super::app::{ADMIN_EMAIL, Db, PASSWORD};
use super::cast::Cast;
use super::template::{self, Database};

/// Set for the server alone: whoever runs ignored tests by hand starts none.
const ALONE: &str = "TEST_SERVER_ALONE";
const SAYS: &str = "LISTENING ";

/// A company whose server can be killed.
pub(crate) struct Mortal {
    cast: std::sync::Arc<Cast>,
    database: Database,
    http: reqwest::Client,
    process: Child,
    base: String,
}

impl Mortal {
    /// A company in which everybody works; `None` where there is no such database here.
    pub(crate) async fn start(db: Db) -> Option<Self> {
        let (database, cast) = template::company(db).await?;
        let (process, base) = spawn(&database.url()).await;
        Some(Self { cast, database, http: reqwest::Client::new(), process, base })
    }

    /// Kills it (SIGKILL) and starts another on the same database.
    pub(crate) async fn kill_and_start(&mut self) {
        self.process.kill().await.expect("a process to kill");
        (self.process, self.base) = spawn(&self.database.url()).await;
    }

    /// Somebody of the cast by name.
    pub(crate) fn actor(&self, name: &str) -> Actor {
        Actor { http: self.http.clone(), base: self.base.clone(), member: self.cast.member(name) }
    }
}

async fn spawn(database_url: &str) -> (Child, String) {
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "harness::process::the_server_alone", "--ignored", "--nocapture"])
        .envs([
            ("BATON_LISTEN", "127.0.0.1:0"),
            ("BATON_DATABASE_URL", database_url),
            ("BATON_DATABASE_CONNECTIONS", "5"),
            ("BATON_MODE", "sandbox"),
            ("BATON_ADMIN_EMAIL", ADMIN_EMAIL),
            ("BATON_ADMIN_PASSWORD", PASSWORD),
            ("BATON_WORKERS", "1"),
            (ALONE, "true"),
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("this binary again");
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    while let Some(line) = lines.next_line().await.expect("the server's words") {
        if let Some(base) = line.split_once(SAYS).map(|(_, base)| base.to_owned()) {
            return (process, base);
        }
    }
    panic!("the server did not start");
}

/// Not a test: what [`spawn`] starts. It serves until it is killed.
#[test]
#[ignore = "the server of another test"]
fn the_server_alone() {
    if super::env(ALONE).is_none() {
        return;
    }
    let config = api::Config::load(None).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    tokio::task::LocalSet::new().block_on(&runtime, async {
        let running = api::serve::start(&config).await.unwrap();
        println!("{SAYS}http://{}", running.address);
        running.server.await.unwrap();
    });
}
