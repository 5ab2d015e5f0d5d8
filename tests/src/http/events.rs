//! The journal, followed: by cursor, as a stream, by whom.

use std::future::IntoFuture;
use std::time::Duration;

use futures_util::future::join_all;
use sea_orm::{ConnectionTrait, Database, TransactionTrait};
use serde_json::{Value, json};

use super::streams::Stream;
use crate::harness::story::{Story, Until, unique};
use crate::harness::{Actor, Db, TestApp, hours};

/// How long a test waits for what must come.
pub(super) const WAIT: Duration = Duration::from_secs(30);

/// The cursor before the first entry.
pub(super) const START: &str = "MC4w";

pub(super) async fn made(app: &TestApp) -> String {
    let card = json!({"legal_name": format!("ООО «Поток {}»", unique()), "source": "inbound"});
    app.as_hunter().post("/v1/clients", card).expect(201).await.id()
}

fn ids(items: &[Value]) -> Vec<String> {
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

/// Asks with the last cursor until as many as wanted have come: on PostgreSQL what is still being written elsewhere may hold back.
async fn come_back(actor: &Actor, path: &str, cursor: &mut String, wanted: usize) -> Vec<Value> {
    let mut seen = Vec::new();
    let began = std::time::Instant::now();
    while seen.len() < wanted {
        assert!(began.elapsed() < WAIT, "{wanted} wanted, {} came: {seen:#?}", seen.len());
        let page = actor.get(format!("{path}&cursor={cursor}")).expect(200).await;
        seen.extend(page.items().iter().cloned());
        *cursor = page.text("cursor");
    }
    seen
}

async fn end_of(actor: &Actor) -> String {
    let mut cursor = String::new();
    loop {
        let page = actor.get(format!("/v1/events?limit=200{cursor}")).expect(200).await;
        if page["next_cursor"].is_null() {
            return page.text("cursor");
        }
        cursor = format!("&cursor={}", page.text("next_cursor"));
    }
}

on_both! {
    async fn who_comes_back_with_the_cursor_gets_what_is_new(app) {
        let director = app.as_director();
        let mut cursor = end_of(&director).await;
        let nothing = director.get(format!("/v1/events?cursor={cursor}")).expect(200).await;
        assert!(nothing.items().is_empty() && nothing["next_cursor"].is_null());
        let client = made(app).await;
        let seen = come_back(&director, "/v1/events?limit=1", &mut cursor, 1).await;
        let event = &seen[0];
        assert_eq!((event["name"].as_str(), event["subject_id"].as_str(), event["client_id"].as_str()), (Some("client_created"), Some(client.as_str()), Some(client.as_str())));
        assert_eq!((event["actor_kind"].as_str(), event["actor_id"].as_str()), (Some("user"), Some(app.as_hunter().id())));
        assert!(event["id"].as_str().unwrap().starts_with("event_") && event["occurred_at"].is_string() && event["request_id"].is_string());
        // The cursor is a place: it goes with any filter.
        made(app).await;
        assert_eq!(come_back(&director, "/v1/events?name=client_created,first_sale", &mut cursor, 1).await.len(), 1);
        assert!(director.get("/v1/events?cursor=nonsense").expect(400).await.code() == "bad_cursor");
        // A place that the journal has not reached (kept from before a restore): nobody waits there in silence.
        for kind in ["application/json", "text/event-stream"] {
            let beyond = director.get("/v1/events?cursor=OTk5OTk5OTkuMQ").header("accept", kind).expect(400).await;
            assert!(beyond.code() == "bad_cursor" && beyond.text("detail").contains("beyond"), "{beyond}");
        }
        director.get("/v1/events?name=client_creatd").expect(400).await;
        director.get("/v1/events?subject_id=nobody_1").expect(400).await;
    }

    async fn who_reads_on_after_a_restore_into_another_cluster_misses_nothing(app) {
        let director = app.as_director();
        made(app).await;
        let mut cursor = START.to_owned();
        come_back(&director, "/v1/events?name=client_created", &mut cursor, 1).await;
        // As after a dump and a restore: what is written already has higher numbers than this cluster gives out.
        let pool = Database::connect(app.database_url()).await.unwrap();
        let seen: i64 = if app.db == Db::Postgres { 5_000_000_000 } else { 0 };
        pool.execute_unprepared(&format!("update journal set tx = tx + {seen}")).await.unwrap();
        pool.close().await.unwrap();
        let mut cursor = START.to_owned();
        let sibling = app.sibling().await;
        come_back(&director, "/v1/events?name=client_created", &mut cursor, 1).await;
        let after = made(app).await;
        let news = come_back(&sibling.asked_by(&director), "/v1/events?name=client_created", &mut cursor, 1).await;
        assert_eq!(news[0]["subject_id"], after.as_str());
    }

    async fn work_in_another_database_of_the_cluster_holds_nothing_up(app) {
        let (director, elsewhere) = (app.as_director(), TestApp::start(app.db).await.unwrap());
        let pool = Database::connect(elsewhere.database_url()).await.unwrap();
        let long = pool.begin().await.unwrap();
        long.execute_unprepared("update users set id = id").await.unwrap();
        made(app).await;
        assert_eq!(director.all("/v1/events?name=client_created").await.len(), 1);
        long.rollback().await.unwrap();
    }

    async fn a_reader_stands_where_an_entry_stands(app) {
        let director = app.as_director();
        made(app).await;
        come_back(&director, "/v1/events?name=client_created", &mut START.to_owned(), 1).await;
        let before = end_of(&director).await;
        // Numbers are given out to others meanwhile: a place ahead of the journal would skip what comes after a restore.
        let pool = Database::connect(app.database_url()).await.unwrap();
        for _ in 0..if app.db == Db::Postgres { 20 } else { 0 } {
            pool.execute_unprepared("select pg_current_xact_id()").await.unwrap();
        }
        pool.close().await.unwrap();
        assert_eq!(end_of(&director).await, before);
    }

    async fn what_somebody_earns_is_not_told_in_passing(app) {
        Story::told(app, Until::Paid).await;
        let (director, mut cursor) = (app.as_director(), START.to_owned());
        let seen = come_back(&director, "/v1/events?name=accrual_held,payment_cleared", &mut cursor, 2).await;
        let of = |kind: &str| seen.iter().filter(|event| event["subject_id"].as_str().unwrap().starts_with(kind)).cloned().collect::<Vec<_>>();
        assert!(!of("accrual_").is_empty() && of("accrual_").iter().all(|event| event["facts"] == json!({})), "{seen:#?}");
        assert!(of("payment_").iter().all(|event| event["facts"] != json!({})), "{seen:#?}");
    }

    async fn each_filter_tells_apart(app) {
        let story = Story::told(app, Until::Booked).await;
        made(app).await;
        let mut cursor = START.to_owned();
        let director = app.as_director();
        come_back(&director, "/v1/events?name=client_created", &mut cursor, 2).await;
        let all = director.all("/v1/events").await;
        let only = async |query: String, holds: &dyn Fn(&Value) -> bool| {
            let filtered = director.all(format!("/v1/events?{query}")).await;
            let expected: Vec<_> = all.iter().filter(|event| holds(event)).cloned().collect();
            assert!(!expected.is_empty() && expected.len() < all.len(), "{query} tells nothing apart");
            assert_eq!(ids(&filtered), ids(&expected), "{query}");
        };
        only("name=meeting_booked,client_created".into(), &|event| ["meeting_booked", "client_created"].contains(&event["name"].as_str().unwrap())).await;
        only(format!("client_id={}", story.client), &|event| event["client_id"] == story.client.as_str()).await;
        only(format!("subject_id={}", story.meeting), &|event| event["subject_id"] == story.meeting.as_str()).await;
        only(format!("actor_id={}", app.as_call_manager().id()), &|event| event["actor_id"] == app.as_call_manager().id()).await;
        let now = app.now().await;
        app.advance(hours(1)).await;
        made(app).await;
        come_back(&director, "/v1/events?name=client_created", &mut cursor, 1).await;
        let after = director.all(format!("/v1/events?name=client_created&occurred_after={}", crate::harness::stamp(now))).await;
        let before = director.all(format!("/v1/events?name=client_created&occurred_before={}", crate::harness::stamp(now + hours(1)))).await;
        assert_eq!((after.len(), before.len()), (1, 2));
        let newest = director.get("/v1/events?sort=-id&limit=1").expect(200).await;
        assert!(newest["cursor"].is_null() && newest["next_cursor"].is_string());
    }

    async fn what_is_restricted_is_told_to_those_who_read_all_of_it(app) {
        let story = Story::told(app, Until::Handed).await;
        let finance = app.as_finance();
        let mut cursor = START.to_owned();
        come_back(&finance, &format!("/v1/events?client_id={}&name=accrual_posted,accrual_held", story.client), &mut cursor, 1).await;
        let kinds = async |actor: Actor| {
            let events = actor.all(format!("/v1/events?client_id={}", story.client)).await;
            events.iter().map(|event| event["subject_id"].as_str().unwrap().split('_').next().unwrap().to_owned()).collect::<std::collections::BTreeSet<_>>()
        };
        assert!(kinds(finance).await.is_superset(&["accrual", "payment", "client", "sale"].map(str::to_owned).into()));
        let told = kinds(app.as_other_hunter()).await;
        assert!(told.contains("sale") && told.contains("client"), "{told:?}");
        for hidden in ["accrual", "payment", "entitlement"] {
            assert!(!told.contains(hidden), "{told:?}");
        }
        let configures = app.as_sys_admin().all("/v1/events").await;
        assert!(configures.iter().any(|event| event["name"] == "user_created"));
        assert!(!configures.iter().any(|event| event["subject_id"].as_str().unwrap().starts_with("client_")));
        // The timeline of a client tells no more.
        let timeline = async |actor: Actor| actor.all(format!("/v1/clients/{}/timeline", story.client)).await;
        let has = |events: &[Value], kind: &str| events.iter().any(|event| event["subject_id"].as_str().unwrap().starts_with(kind));
        assert!(has(&timeline(app.as_farmer()).await, "payment_") && !has(&timeline(app.as_other_farmer()).await, "payment_"));
        assert!(has(&timeline(app.as_finance()).await, "accrual_") && !has(&timeline(app.as_other_hunter()).await, "accrual_"));
    }

    async fn a_machine_follows_if_its_key_lets_it(app) {
        assert_eq!(app.as_importer().get("/v1/events").expect(403).await["action"], "read_events");
        app.as_pbx().get("/v1/events").expect(403).await;
        let (path, scopes) = (format!("/v1/integrations/{}/keys", app.as_importer().id()), json!({"scopes": ["events:read"]}));
        assert_eq!(app.as_sys_admin().post(&path, scopes.clone()).expect(403).await.code(), "own_matter", "nobody gives a machine what he has not himself");
        let key = app.as_director().post(&path, scopes).expect(201).await;
        app.bearing(&key.text("key")).get("/v1/events").expect(200).await;
    }
}

/// A transaction that began earlier and commits later is not skipped: nobody is shown what came after it before it has ended.
#[tokio::test]
async fn nothing_is_skipped_whoever_commits_first() {
    let Some(app) = TestApp::start(Db::Postgres).await else { return };
    let director = app.as_director();
    let mut cursor = end_of(&director).await;
    let mut stream = Stream::open(&director, &app.base(), "?name=client_created", None).await;
    let pool = Database::connect(app.database_url()).await.unwrap();
    let slow = pool.begin().await.unwrap();
    slow.execute_unprepared(
        "insert into journal (id, at, name, subject_kind, subject_id, actor_kind, facts)
         values (gen_random_uuid(), now(), 'client_created', 'client', gen_random_uuid(), 'system', '{\"slow\": true}')",
    )
    .await
    .unwrap();
    let quick = made(&app).await;
    for _ in 0..3 {
        let page = director.get(format!("/v1/events?name=client_created&cursor={cursor}")).expect(200).await;
        assert!(page.items().is_empty(), "what is shown now would make the reader skip the slow one: {page}");
        cursor = page.text("cursor");
    }
    slow.commit().await.unwrap();
    let seen = come_back(&director, "/v1/events?name=client_created", &mut cursor, 2).await;
    assert_eq!((&seen[0]["facts"]["slow"], &seen[1]["subject_id"]), (&json!(true), &json!(quick)));
    assert_eq!(stream.next().await.data, seen[0]);
    assert_eq!(stream.next().await.data, seen[1]);
    pool.close().await.unwrap();
}

/// Readers who follow while eight write see every entry once.
#[tokio::test]
async fn a_reader_among_writers_sees_every_entry_once() {
    for db in [Db::Sqlite, Db::Postgres] {
        let Some(app) = TestApp::start(db).await else { continue };
        let (director, sibling) = (app.as_director(), app.sibling().await);
        let mut cursor = end_of(&director).await;
        let writers = async {
            join_all((0..8).map(|writer| {
                let hunter = if writer % 2 == 0 { app.as_hunter() } else { sibling.asked_by(&app.as_hunter()) };
                async move {
                    for _ in 0..12 {
                        let card = json!({"legal_name": format!("ООО «Писатель {}»", unique()), "source": "inbound"});
                        hunter.post("/v1/clients", card).expect(201).into_future().await;
                    }
                }
            }))
            .await
        };
        let reader = come_back(&director, "/v1/events?name=client_created&limit=7", &mut cursor, 96);
        let (_, seen) = futures_util::future::join(writers, reader).await;
        let mut ids = ids(&seen);
        ids.sort();
        ids.dedup();
        assert_eq!((ids.len(), seen.len()), (96, 96));
    }
}
