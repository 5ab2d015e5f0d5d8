//! Databases for tests: a company is hired once per kind of database, every test gets a copy.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::sync::Mutex;

use super::actor::Actor;
use super::app::Db;
use super::cast::{Cast, Member};
use super::postgres::{self, Cluster, OwnDatabase};
use super::scratch;
use super::server::Server;

/// A database of one test, gone when dropped.
pub(crate) enum Database {
    Sqlite(TempDir),
    Postgres(OwnDatabase),
    /// All of a server.
    Cluster(Cluster),
}

impl Database {
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite://{}?mode=rwc", file(folder).display()),
            Self::Postgres(own) => own.url.clone(),
            Self::Cluster(cluster) => cluster.url(),
        }
    }
}

fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("baton.db")
}

struct Template {
    database: Database,
    cast: Arc<Cast>,
    made: Instant,
}

/// The tokens of the cast live a quarter of an hour: what is older than this is made anew, so that the last test of a slow
/// machine still has time.
const FRESH: Duration = Duration::from_mins(5);

static SQLITE: Mutex<Option<Arc<Template>>> = Mutex::const_new(None);
static POSTGRES: Mutex<Option<Arc<Template>>> = Mutex::const_new(None);
static NUMBER: AtomicU32 = AtomicU32::new(1);

/// An empty database, not even migrated.
pub(crate) async fn nothing(db: Db) -> Option<Database> {
    match db {
        Db::Sqlite => Some(Database::Sqlite(folder())),
        Db::Postgres => Some(Database::Postgres(postgres::server()?.create(&number(), None).await)),
    }
}

/// A copy of the company in which everybody works.
pub(crate) async fn company(db: Db) -> Option<(Database, Arc<Cast>)> {
    let shelf = match db {
        Db::Sqlite => &SQLITE,
        Db::Postgres => &POSTGRES,
    };
    let mut shelf = shelf.lock().await;
    if shelf.as_ref().is_none_or(|template| template.made.elapsed() > FRESH) {
        *shelf = Some(Arc::new(Template::make(nothing(db).await?).await));
    }
    let template = shelf.clone()?;
    drop(shelf);
    Some((template.copy().await, template.cast.clone()))
}

/// The same as a SQLite file in this folder.
pub(crate) async fn company_in(into: TempDir) -> (Database, Arc<Cast>) {
    let (database, cast) = company(Db::Sqlite).await.expect("SQLite is everywhere");
    if let Database::Sqlite(copy) = &database {
        std::fs::copy(file(copy), file(&into)).expect("room for a copy of the database");
    }
    (Database::Sqlite(into), cast)
}

impl Template {
    async fn make(database: Database) -> Self {
        let mut server = Server::start(&database.url(), |_| {}).await;
        let anonymous = Actor { http: reqwest::Client::new(), base: server.base(), member: Member::stranger() };
        let cast = Arc::new(Cast::hire(&anonymous).await);
        // A template that somebody is connected to cannot be copied.
        server.stop().await;
        Self { database, cast, made: Instant::now() }
    }

    async fn copy(&self) -> Database {
        match &self.database {
            Database::Cluster(_) => unreachable!("a template is a database like others"),
            Database::Sqlite(template) => {
                let copy = folder();
                std::fs::copy(file(template), file(&copy)).expect("room for a copy of the database");
                Database::Sqlite(copy)
            }
            Database::Postgres(template) => {
                let server = postgres::server().expect("the server of the template");
                Database::Postgres(server.create(&number(), Some(&template.name)).await)
            }
        }
    }
}

fn folder() -> TempDir {
    scratch::folder("baton-test-").expect("a temporary folder")
}

fn number() -> String {
    NUMBER.fetch_add(1, Ordering::Relaxed).to_string()
}
