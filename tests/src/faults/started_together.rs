//! Promise 22 (trust.md §4): instances that start at once on an empty database migrate it once, and all serve.

use std::collections::BTreeSet;

use futures_util::future::join_all;

use super::agreement::count_in;
use super::report;
use crate::harness::{Db, Process, empty_database};

const INSTANCES: usize = 8;

async fn eight_that_start_at_once_all_serve(db: Db) {
    let Some(database) = empty_database(db).await else { return };
    let url = database.url();
    let all = join_all((0..INSTANCES).map(|_| Process::start(&url, &[]))).await;
    let places: BTreeSet<_> = all.iter().map(Process::base).collect();
    assert_eq!(places.len(), INSTANCES);
    for process in &all {
        let ready = reqwest::get(format!("{}/readyz", process.base())).await.unwrap();
        assert_eq!(ready.status(), 200);
    }
    for (what, made, sql) in [
        ("steps taken twice", 0, "select count(*) - count(distinct version) as n from seaql_migrations"),
        ("administrators", 1, "select count(*) as n from users"),
        ("signing keys", 1, "select count(*) as n from signing_keys"),
        ("plans", 1, "select count(*) as n from commission_plans"),
    ] {
        assert_eq!(count_in(&url, sql).await, made, "{what}");
    }
    report(&format!("{INSTANCES} processes started at once on an empty {db:?}: all serve"));
}

#[tokio::test]
async fn eight_that_start_at_once_all_serve_on_sqlite() {
    eight_that_start_at_once_all_serve(Db::Sqlite).await;
}

#[tokio::test]
async fn eight_that_start_at_once_all_serve_on_postgres() {
    eight_that_start_at_once_all_serve(Db::Postgres).await;
}
