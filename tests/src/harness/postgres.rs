//! The PostgreSQL server of this test process: found or started on first use, gone when the process ends.
//!
//! In this order: `TEST_POSTGRES_IMAGE` (testcontainers; failing is failing), `TEST_DATABASE_URL` (a server of yours; databases
//! named after the one in the URL are made and dropped there), a Docker engine that answers, a local `postgres` binary.

mod cluster;
mod container;
mod local;

use std::sync::LazyLock;
use std::time::Duration;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use tokio::sync::{mpsc, oneshot};

pub(crate) use cluster::Cluster;

use super::{env, said_aloud};

/// A running server, driven by a thread of its own that outlives every test.
pub(crate) struct Postgres {
    orders: mpsc::UnboundedSender<Order>,
    at: Address,
}

/// Where the server is: a URL without its database, and what the databases made there are called.
#[derive(Clone, Debug)]
struct Address {
    base: String,
    prefix: String,
    maintenance: String,
}

impl Address {
    fn new(base: impl Into<String>) -> Self {
        Self { base: base.into(), prefix: "baton_test".to_owned(), maintenance: "postgres".to_owned() }
    }

    /// `postgres://user@host/name`: the databases will be `name_1`, `name_2` …
    fn parse(url: &str) -> Result<Self, String> {
        let (base, name) = url
            .rsplit_once('/')
            .filter(|(base, name)| base.contains("://") && !name.is_empty())
            .ok_or("TEST_DATABASE_URL must end in a database name")?;
        Ok(Self { base: base.to_owned(), prefix: name.to_owned(), maintenance: name.to_owned() })
    }

    fn url(&self, database: &str) -> String {
        format!("{}/{database}", self.base)
    }
}

enum Order {
    /// Make a database, from the template if one is named.
    Create {
        name: String,
        template: Option<String>,
        done: oneshot::Sender<Result<(), String>>,
    },
    Drop {
        name: String,
    },
}

/// A database that is dropped with this value.
pub(crate) struct OwnDatabase {
    pub(crate) url: String,
    pub(crate) name: String,
    server: &'static Postgres,
}

impl Drop for OwnDatabase {
    fn drop(&mut self) {
        let _ = self.server.orders.send(Order::Drop { name: std::mem::take(&mut self.name) });
    }
}

static SERVER: LazyLock<Result<Postgres, String>> =
    LazyLock::new(|| Postgres::start().inspect_err(|why| said_aloud(&format!("SKIPPED: nothing was tested on PostgreSQL, since {why}"))));

/// The server; `None`, said aloud once, where there is none and `CI` is not set.
pub(crate) fn server() -> Option<&'static Postgres> {
    match &*SERVER {
        Ok(server) => Some(server),
        Err(why) if env("CI").is_some() => panic!("CI needs PostgreSQL, but: {why}"),
        Err(_) => None,
    }
}

impl Postgres {
    fn start() -> Result<Self, String> {
        let (orders, inbox) = mpsc::unbounded_channel();
        let (ready, started) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                match provide().await {
                    Ok((at, admin, _keep)) => {
                        let _ = ready.send(Ok(at));
                        serve(inbox, &admin).await;
                    }
                    Err(why) => drop(ready.send(Err(why))),
                }
            });
        });
        let at = started.recv().map_err(|_| "the thread of the PostgreSQL server died".to_owned())??;
        Ok(Self { orders, at })
    }

    /// A new database called `…_{suffix}`, dropped with the value returned.
    pub(crate) async fn create(&'static self, suffix: &str, template: Option<&str>) -> OwnDatabase {
        let name = format!("{}_{suffix}", self.at.prefix);
        let (done, made) = oneshot::channel();
        let order = Order::Create { name: name.clone(), template: template.map(str::to_owned), done };
        assert!(self.orders.send(order).is_ok(), "the thread of the PostgreSQL server is gone");
        made.await.expect("an answer of the PostgreSQL thread").unwrap_or_else(|error| panic!("cannot create {name}: {error}"));
        OwnDatabase { url: self.at.url(&name), name, server: self }
    }
}

/// What keeps the server alive: dropping it ends the server.
enum Keep {
    Container(#[expect(dead_code, reason = "held, not read")] Box<container::Running>),
    Local(#[expect(dead_code, reason = "held, not read")] local::Running),
    Yours,
}

async fn provide() -> Result<(Address, DatabaseConnection, Keep), String> {
    let (at, keep) = find().await?;
    let admin = connect(&at.url(&at.maintenance)).await?;
    Ok((at, admin, keep))
}

async fn find() -> Result<(Address, Keep), String> {
    if let Some(image) = env("TEST_POSTGRES_IMAGE") {
        let (base, running) = container::start(&image, &env("TEST_POSTGRES_TAG").unwrap_or_else(|| "latest".to_owned())).await?;
        return Ok((Address::new(base), Keep::Container(Box::new(running))));
    }
    if let Some(url) = env("TEST_DATABASE_URL") {
        return Ok((Address::parse(&url)?, Keep::Yours));
    }
    let no_container = match container::start("postgres", "17-alpine").await {
        Ok((base, running)) => return Ok((Address::new(base), Keep::Container(Box::new(running)))),
        Err(why) => why,
    };
    let (base, running) = local::start(&local::FAST).map_err(|why| format!("{no_container}; TEST_DATABASE_URL is not set; {why}"))?;
    Ok((Address::new(base), Keep::Local(running)))
}

async fn connect(url: &str) -> Result<DatabaseConnection, String> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).connect_timeout(Duration::from_secs(5)).sqlx_logging(false);
    for _ in 0..300 {
        if let Ok(connection) = Database::connect(options.clone()).await {
            return Ok(connection);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(format!("PostgreSQL did not answer at {url} within 30 seconds"))
}

async fn serve(mut inbox: mpsc::UnboundedReceiver<Order>, admin: &DatabaseConnection) {
    while let Some(order) = inbox.recv().await {
        match order {
            Order::Create { name, template, done } => {
                let _ = done.send(create(admin, &name, template.as_deref()).await.map_err(|error| error.to_string()));
            }
            Order::Drop { name } => {
                let _ = admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)")).await;
            }
        }
    }
}

async fn create(admin: &DatabaseConnection, name: &str, template: Option<&str>) -> Result<(), sea_orm::DbErr> {
    admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)")).await?;
    let from = template.map(|template| format!(" TEMPLATE \"{template}\"")).unwrap_or_default();
    admin.execute_unprepared(&format!("CREATE DATABASE \"{name}\"{from}")).await?;
    Ok(())
}
