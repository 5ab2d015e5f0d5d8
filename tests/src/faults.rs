//! What happens when something is taken away, or comes twice, or comes too much: each promise of trust.md §4 that we keep by ourselves
//! is a file here. The sizes are those that a build can bear; `BATON_FAULTS=large` (`make torture`) takes those of the promise.

mod agreement;
mod altered_journal;
mod at_the_same_time;
mod bounded_memory;
mod bounded_time;
mod dice;
mod dismissed;
mod full_disk;
mod killed_database;
mod killed_server;
mod load;
mod same_on_both;
mod sent_again;
mod slow_clients;
mod started_together;
mod torture;

use futures_util::future::join_all;
use reqwest::Method;
use sea_orm::{ConnectionTrait, Database};
use serde_json::json;

use crate::harness::{Db, TestApp, env, said_aloud};

/// `small`, or `large` where the sizes of the promises are asked for.
fn size<T>(small: T, large: T) -> T {
    if is_large() { large } else { small }
}

fn is_large() -> bool {
    env("BATON_FAULTS").is_some_and(|wanted| wanted == "large")
}

/// Says what a large run has shown.
fn report(what: &str) {
    if is_large() {
        said_aloud(what);
    }
}

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

    async fn malformed_input_is_never_our_fault(app) {
        let director = app.as_director();
        let deep = format!("{}1{}", "[".repeat(20_000), "]".repeat(20_000));
        let long = format!("{{\"code\":\"{}\"}}", "x".repeat(900_000));
        for (kind, body) in [
            ("application/json", b"".to_vec()),
            ("application/json", b"{".to_vec()),
            ("application/json", b"null".to_vec()),
            ("application/json", b"[]".to_vec()),
            ("application/json", b"{\"code\":\"\xff\xfe\"}".to_vec()),
            ("application/json", b"{\"code\":\"a\\u0000b\",\"name\":\"\\ud800\"}".to_vec()),
            ("application/json", b"{\"code\":\"a\\u0000b\",\"name\":\"nul\"}".to_vec()),
            ("application/json", b"{\"code\":\"a\",\"code\":\"b\",\"name\":\"twice\"}".to_vec()),
            ("application/json", b"{\"code\":1e400,\"name\":[]}".to_vec()),
            ("application/json", deep.into_bytes()),
            ("application/json", long.into_bytes()),
            ("text/plain", b"{\"code\":\"a\",\"name\":\"b\"}".to_vec()),
            ("application/json; charset=utf-16", b"{\"code\":\"a\",\"name\":\"b\"}".to_vec()),
        ] {
            let shown = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
            let answer = director.ask(Method::POST, "/v1/product-lines").raw(kind, body).expect_one_of(&[400, 413, 415, 422]).await;
            assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{kind} {shown}");
        }
        let huge = director.ask(Method::POST, "/v1/product-lines").raw("application/json", vec![b' '; 2 * 1024 * 1024]).expect(413).await;
        assert_eq!(huge.code(), "too_large");
        for query in ["limit=0", "limit=-1", "limit=many", "cursor=nonsense", "colour=red", "limit=1&limit=2", "%ff=1"] {
            director.get(format!("/v1/product-lines?{query}")).expect(400).await;
        }
        director.get("/v1/product-lines?limit=1000").expect(200).await;
        for id in ["x", "client_01h2xcejqtf2nbrexx3vqjhp41", "productline_zzzzzzzzzzzzzzzzzzzzzzzzzz", "%00", "..%2f..%2f"] {
            director.get(format!("/v1/product-lines/{id}")).expect(404).await;
        }
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
