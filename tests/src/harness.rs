//! A server, a database, people, requests: what every test starts from.
//!
//! ```ignore
//! on_both! {
//!     async fn a_hunter_may_not_close_the_month(app) {
//!         let answer = app.as_hunter().post("/v1/commission/periods/2026-01/close", json!({})).expect(403).await;
//!         assert_eq!(answer.code(), "forbidden");
//!     }
//! }
//! ```
//! makes `a_hunter_may_not_close_the_month::on_sqlite` and `…::on_postgres`. Each has its own copy of a migrated database in
//! which one person of every role already works ([`cast`]); `async fn name(app, empty)` gets one without anybody but the
//! administrator, `(app, bare)` one at which nobody has logged in, `(app, apart)` one whose server is a process. The clock is the sandbox's: `app.advance(days(31))`.

mod actor;
mod app;
mod cast;
mod journal;
pub(crate) mod postgres;
mod process;
mod receiver;
mod request;
pub(crate) mod scale;
mod scratch;
mod server;
pub(crate) mod story;
mod template;

pub(crate) use actor::Actor;
pub(crate) use app::{ADMIN_EMAIL, Db, PASSWORD, TestApp, days, hours, stamp};
pub(crate) use cast::{log_in, log_in_with};
pub(crate) use process::Process;
pub(crate) use receiver::{Received, Receiver, Reply};
pub(crate) use request::{Answer, Request};
pub(crate) use template::nothing as empty_database;

/// A setting of the test run; the one place that reads the environment.
#[expect(clippy::disallowed_methods, reason = "the tests have settings of their own")]
pub(crate) fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Says something that the test runner does not swallow.
pub(crate) fn said_aloud(what: &str) {
    use std::io::Write;
    drop(writeln!(std::io::stderr(), "{what}"));
}

/// Makes every test two: on SQLite and on PostgreSQL.
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident $(, $cast:ident)?) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports, reason = "whatever the test file imports")]
            use super::*;

            async fn run($app: &$crate::harness::TestApp) $body

            $(#[$meta])*
            #[tokio::test]
            async fn on_sqlite() {
                if let Some(app) = on_both!(@start Sqlite $($cast)?) { run(&app).await; }
            }

            $(#[$meta])*
            #[tokio::test]
            async fn on_postgres() {
                if let Some(app) = on_both!(@start Postgres $($cast)?) { run(&app).await; }
            }
        }
    )+};
    (@start $db:ident apart) => { $crate::harness::TestApp::apart($crate::harness::Db::$db).await };
    (@start $db:ident) => { $crate::harness::TestApp::start($crate::harness::Db::$db).await };
    (@start $db:ident bare) => { $crate::harness::TestApp::bare($crate::harness::Db::$db, |_| {}).await };
    (@start $db:ident empty) => { $crate::harness::TestApp::empty($crate::harness::Db::$db).await };
}
