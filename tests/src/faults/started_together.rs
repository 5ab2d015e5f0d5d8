//! Promise 22 (tests/README.md §1): instances that start at once on an empty database migrate it once, and all serve.

use std::collections::BTreeSet;

use futures_util::future::join_all;

use super::agreement::count_in;
use crate::harness::scale::report;
use crate::harness::{ADMIN_EMAIL, Actor, Db, Process, empty_database, log_in};

const INSTANCES: usize = 8;

async fn eight_that_start_at_once_all_serve(db: Db) {
    let Some(database) = empty_database(db).await else { return };
    let url = database.url();
    let all = join_all((0..INSTANCES).map(|_| Process::start(&url, &[]))).await;
    let places: BTreeSet<_> = all.iter().map(Process::base).collect();
    assert_eq!(places.len(), INSTANCES);
    for place in &places {
        assert_eq!(reqwest::get(format!("{place}/readyz")).await.unwrap().status(), 200);
    }
    // Whoever logs in at one is known to all.
    for place in &places {
        let anonymous = Actor::stranger_at(place);
        let admin = log_in(&anonymous, ADMIN_EMAIL).await;
        for other in &places {
            Actor::stranger_at(other).known_as(&admin).get("/v1/me").expect(200).await;
        }
    }
    for (what, made, sql) in [
        ("steps taken twice", 0, "select count(*) - count(distinct version) as n from seaql_migrations"),
        ("administrators", 1, "select count(*) as n from users"),
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
