//! What happens when something is taken away, or comes twice, or comes too much: each promise of tests/README.md §1 that we keep by
//! ourselves is a file here. The sizes are those that a build can bear; `BATON_FAULTS=large` (`make torture`) takes those of the
//! promise.

mod agreement;
mod altered_journal;
mod altered_ledger;
mod at_the_same_time;
mod booked_again;
mod bounded_memory;
mod bounded_time;
mod dice;
mod dismissed;
mod full_disk;
mod killed_database;
mod killed_server;
mod load;
mod merged_and_undone;
mod same_on_both;
mod sent_again;
mod slow_clients;
mod started_together;
mod torture;
mod whatever_happens;

use futures_util::future::join_all;
use sea_orm::{ConnectionTrait, Database};
use serde_json::json;

use crate::harness::{Db, TestApp};

on_both! {
    async fn of_many_who_add_the_same_thing_at_once_one_wins(app) {
        let line = json!({"code": "juice", "name": "Сок"});
        let answers = join_all((0..16).map(|_| async {
            app.as_director().post("/v1/product-lines", line.clone()).expect_one_of(&[201, 409]).await.status.as_u16()
        }))
        .await;
        assert_eq!(answers.iter().filter(|status| **status == 201).count(), 1, "{answers:?}");
        assert_eq!(app.as_director().all("/v1/product-lines").await.iter().filter(|found| found["code"] == "juice").count(), 1);
    }

    async fn of_two_who_change_the_same_thing_at_once_one_is_told(app) {
        let line = app.as_director().post("/v1/product-lines", json!({"code": "juice", "name": "Сок"})).expect(201).await;
        let path = format!("/v1/product-lines/{}", line.id());
        let changes = join_all((0..8).map(|n| {
            let (path, line) = (path.clone(), &line);
            async move {
                let change = json!({"name": format!("Сок {n}")});
                app.as_director().patch(path, change).if_match(line).expect_one_of(&[200, 412]).await.status.as_u16()
            }
        }))
        .await;
        assert_eq!(changes.iter().filter(|status| **status == 200).count(), 1, "{changes:?}");
    }
}

#[tokio::test]
async fn what_was_answered_survives_a_restart() {
    for db in [Db::Sqlite, Db::Postgres] {
        let Some(mut app) = TestApp::start(db).await else { continue };
        let line = app.as_director().post("/v1/product-lines", json!({"code": "juice", "name": "Сок"})).expect(201).await;
        let now = app.now().await;
        app.restart().await;
        let again = app.as_director().get(format!("/v1/product-lines/{}", line.id())).expect(200).await;
        assert_eq!(again.json, line.json);
        assert_eq!(app.now().await, now, "the sandbox clock stands where it stood");
    }
}

/// The database goes away and comes back: nothing breaks, and nobody is told a lie meanwhile.
#[tokio::test]
async fn without_its_database_the_server_lives_and_says_so() {
    let Some(app) = TestApp::start(Db::Postgres).await else { return };
    let (server, name) = app.database_url().rsplit_once('/').map(|(server, name)| (server.to_owned(), name.to_owned())).unwrap();
    let maintenance = Database::connect(format!("{server}/postgres")).await.unwrap();
    let run = async |sql: String| maintenance.execute_unprepared(&sql).await.unwrap();
    run(format!("alter database \"{name}\" allow_connections false")).await;
    run(format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")).await;
    app.as_stranger().get("/healthz").expect(200).await;
    app.as_stranger().get("/readyz").expect(503).await;
    let refused = app.as_director().get("/v1/product-lines").expect(503).await;
    assert!(refused.header("retry-after").is_some());
    assert_eq!(refused.code(), "unavailable");
    run(format!("alter database \"{name}\" allow_connections true")).await;
    app.as_stranger().get("/readyz").expect(200).await;
    app.as_director().get("/v1/product-lines").expect(200).await;
}
