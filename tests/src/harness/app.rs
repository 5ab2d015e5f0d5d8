//! One server on one database of its own, and the people who work with it.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Datelike, SecondsFormat, TimeDelta, Timelike, Utc};
use serde_json::json;

use super::actor::Actor;
use super::cast::{Cast, Member};
use super::postgres::Cluster;
use super::process::Process;
use super::server::Server;
use super::template::{self, Database};

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Db {
    Sqlite,
    Postgres,
}

pub(crate) const ADMIN_EMAIL: &str = "admin@baton.test";
pub(crate) const PASSWORD: &str = "correct horse battery staple 7";
/// When every test begins: a Tuesday, at noon in Moscow.
pub(crate) const BEGINNING: &str = "2026-03-03T09:00:00Z";

/// The server under test. Gone, with its database, when dropped.
pub(crate) struct TestApp {
    pub(crate) db: Db,
    cast: Arc<Cast>,
    http: reqwest::Client,
    serving: Serving,
    database: Database,
    last_slot: Mutex<DateTime<Utc>>,
}

/// Where the server runs.
enum Serving {
    Here(Server),
    Apart(Process),
}

/// A second server on the database of a [`TestApp`].
pub(crate) struct Sibling {
    http: reqwest::Client,
    server: Server,
}

impl Sibling {
    /// `http://127.0.0.1:port`.
    pub(crate) fn base(&self) -> String {
        self.server.base()
    }

    /// `whom`, asking here.
    pub(crate) fn asked_by(&self, whom: &Actor) -> Actor {
        Actor { http: self.http.clone(), base: self.server.base(), member: whom.member.clone() }
    }
}

/// So many days.
pub(crate) fn days(days: i64) -> TimeDelta {
    TimeDelta::days(days)
}

/// So many hours.
pub(crate) fn hours(hours: i64) -> TimeDelta {
    TimeDelta::hours(hours)
}

impl TestApp {
    /// A company in which everybody works and nothing has happened; `None` where there is no such database here.
    pub(crate) async fn start(db: Db) -> Option<Self> {
        let (database, cast) = template::company(db).await?;
        let serving = Serving::Here(Server::start(&database.url(), |_| {}).await);
        Some(Self { db, cast, http: reqwest::Client::new(), serving, database, last_slot: Mutex::default() })
    }

    /// The same, with the program in a process of its own.
    pub(crate) async fn apart(db: Db) -> Option<Self> {
        Self::apart_with(db, &[]).await
    }

    /// The same, with settings of its own.
    pub(crate) async fn apart_with(db: Db, settings: &[(&str, &str)]) -> Option<Self> {
        let (database, cast) = template::company(db).await?;
        Some(Self::of_process(db, database, cast, settings).await)
    }

    /// The same, with its SQLite file in this folder.
    pub(crate) async fn apart_in(folder: tempfile::TempDir) -> Self {
        let (database, cast) = template::company_in(folder).await;
        Self::of_process(Db::Sqlite, database, cast, &[]).await
    }

    async fn of_process(db: Db, database: Database, cast: Arc<Cast>, settings: &[(&str, &str)]) -> Self {
        let serving = Serving::Apart(Process::start(&database.url(), settings).await);
        Self { db, cast, http: reqwest::Client::new(), serving, database, last_slot: Mutex::default() }
    }

    /// A company on a PostgreSQL of its own, which may be stopped and frozen.
    pub(crate) async fn on_cluster() -> Option<Self> {
        Some(Self::on(Cluster::start().await?).await)
    }

    /// The same, on one that tells in its log how it runs each statement.
    pub(crate) async fn explained() -> Option<Self> {
        Some(Self::on(Cluster::explaining().await?).await)
    }

    async fn on(cluster: Cluster) -> Self {
        let database = Database::Cluster(cluster);
        let serving = Serving::Here(Server::start(&database.url(), |_| {}).await);
        let mut app =
            Self { db: Db::Postgres, cast: Arc::default(), http: reqwest::Client::new(), serving, database, last_slot: Mutex::default() };
        app.cast = Arc::new(Cast::hire(&app.as_stranger()).await);
        app
    }

    /// The PostgreSQL of [`Self::on_cluster`].
    pub(crate) fn cluster(&self) -> &Cluster {
        match &self.database {
            Database::Cluster(cluster) => cluster,
            Database::Sqlite(_) | Database::Postgres(_) => panic!("this test has no PostgreSQL of its own"),
        }
    }

    /// How often each thread of the server has asked its database and waited.
    pub(crate) fn round_trips(&self) -> Vec<u64> {
        match &self.serving {
            Serving::Here(server) => server.round_trips(),
            Serving::Apart(_) => panic!("another process counts for itself"),
        }
    }

    /// The process of [`Self::apart`].
    pub(crate) fn process(&self) -> &Process {
        match &self.serving {
            Serving::Apart(process) => process,
            Serving::Here(_) => panic!("the server of this test has no process of its own"),
        }
    }

    /// A company of which only the administrator exists.
    pub(crate) async fn empty(db: Db) -> Option<Self> {
        Self::empty_with(db, |_| {}).await
    }

    /// The same, with settings of its own.
    pub(crate) async fn empty_with(db: Db, settings: impl FnOnce(&mut api::Config)) -> Option<Self> {
        let mut app = Self::bare(db, settings).await?;
        app.cast = Arc::new(Cast::only_admin(&app.as_stranger()).await);
        Some(app)
    }

    /// A server at which nobody has logged in.
    pub(crate) async fn bare(db: Db, settings: impl FnOnce(&mut api::Config)) -> Option<Self> {
        let database = template::nothing(db).await?;
        let serving = Serving::Here(Server::start(&database.url(), settings).await);
        Some(Self { db, cast: Arc::default(), http: reqwest::Client::new(), serving, database, last_slot: Mutex::default() })
    }

    /// The same, with the program in a process of its own and settings over those of the tests.
    pub(crate) async fn bare_apart(db: Db, settings: &[(&str, &str)]) -> Option<Self> {
        let database = template::nothing(db).await?;
        Some(Self::of_process(db, database, Arc::default(), settings).await)
    }

    /// `http://127.0.0.1:port`.
    pub(crate) fn base(&self) -> String {
        match &self.serving {
            Serving::Here(server) => server.base(),
            Serving::Apart(process) => process.base(),
        }
    }

    /// The URL of its database.
    pub(crate) fn database_url(&self) -> String {
        self.database.url()
    }

    /// Stops the server and starts another on the same database.
    pub(crate) async fn restart(&mut self) {
        if let Serving::Here(server) = &mut self.serving {
            server.stop().await;
        }
        self.serving = Serving::Here(Server::start(&self.database.url(), |_| {}).await);
    }

    /// Somebody of the cast by name.
    pub(crate) fn actor(&self, name: &str) -> Actor {
        self.acting(self.cast.member(name))
    }

    /// Somebody with this token.
    pub(crate) fn acting(&self, member: Member) -> Actor {
        Actor { http: self.http.clone(), base: self.base(), member }
    }

    /// Whoever bears this token or key.
    pub(crate) fn bearing(&self, token: &str) -> Actor {
        self.acting(Member { name: "a bearer".to_owned(), id: String::new(), token: Some(token.to_owned()) })
    }

    /// Another server on the same database: what an instance does, the other hears of.
    pub(crate) async fn sibling(&self) -> Sibling {
        self.sibling_with(|_| {}).await
    }

    /// The same, with settings of its own.
    pub(crate) async fn sibling_with(&self, settings: impl FnOnce(&mut api::Config)) -> Sibling {
        Sibling { http: self.http.clone(), server: Server::start(&self.database.url(), settings).await }
    }

    /// Nobody in particular.
    pub(crate) fn as_stranger(&self) -> Actor {
        self.acting(Member::stranger())
    }

    /// Where the clock stands.
    pub(crate) async fn now(&self) -> DateTime<Utc> {
        let clock = self.as_admin().get("/v1/sandbox/clock").expect(200).await;
        clock.text("now_at").parse().unwrap()
    }

    /// Moves the clock on; what falls due on the way is done.
    pub(crate) async fn advance(&self, by: TimeDelta) -> DateTime<Utc> {
        let clock = self.as_admin().post("/v1/sandbox/clock/advance", json!({"seconds": by.num_seconds()})).expect(200).await;
        clock.text("now_at").parse().unwrap()
    }

    /// Moves the clock to an instant.
    pub(crate) async fn advance_to(&self, at: DateTime<Utc>) {
        self.as_admin().post("/v1/sandbox/clock/advance", json!({"to": stamp(at)})).expect(200).await;
    }
}

impl TestApp {
    /// A meeting hour of a business day, tomorrow or later, that no earlier call of this has given away.
    pub(crate) async fn next_slot(&self) -> DateTime<Utc> {
        let now = self.now().await;
        let mut last = self.last_slot.lock().unwrap();
        let mut slot = (*last + TimeDelta::hours(2)).max(at_hour(now + TimeDelta::days(1), 6));
        while slot.weekday().number_from_monday() > 5 || slot.hour() > 12 {
            slot = at_hour(slot + TimeDelta::days(1), 6);
        }
        *last = slot;
        slot
    }
}

fn at_hour(day: DateTime<Utc>, hour: u32) -> DateTime<Utc> {
    day.date_naive().and_hms_opt(hour, 0, 0).unwrap().and_utc()
}

/// An instant as the wire writes it.
pub(crate) fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

macro_rules! actors {
    ($($(#[$meta:meta])* $as:ident $name:literal;)+) => {
        impl TestApp {$(
            $(#[$meta])*
            pub(crate) fn $as(&self) -> Actor {
                self.actor($name)
            }
        )+}
    };
}

actors! {
    /// The first sys_admin, from `BATON_ADMIN_EMAIL`.
    as_admin "admin";
    as_call_manager "olga";
    as_other_call_manager "oleg";
    as_call_centre_admin "vera";
    as_hunter "ivan";
    as_other_hunter "igor";
    as_head_active_sales "helga";
    as_farmer "anna";
    as_other_farmer "alla";
    as_head_client_dept "clara";
    as_support_clerk "sveta";
    as_finance "fedor";
    as_other_finance "faina";
    as_quality "kostya";
    as_director "dmitri";
    as_sys_admin "sasha";
    /// A telephony box with an API key.
    as_pbx "pbx";
    /// An import script with an API key.
    as_importer "importer";
}
