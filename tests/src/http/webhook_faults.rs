//! Webhooks when the process dies, and when there are several: at least once, never lost, in order (tests/README.md §1, promise 19).

use std::collections::{BTreeMap, BTreeSet};
use std::future::IntoFuture;
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;

use super::events::made;
use super::webhooks::{deliveries, endpoint};
use crate::harness::story::unique;
use crate::harness::{Actor, Db, Received, Receiver, Reply, TestApp, scale};

/// Who makes a client and changes him twice; gives up when nobody answers.
async fn works(hunter: Actor) -> Option<String> {
    let http = reqwest::Client::new();
    let asked = async |request: reqwest::RequestBuilder| request.bearer_auth(hunter.token()).send().await.ok()?.error_for_status().ok();
    let card = json!({"legal_name": format!("ООО «Смертный {}»", unique()), "source": "inbound"});
    let made = asked(http.post(format!("{}/v1/clients", hunter.base())).json(&card)).await?;
    let client: serde_json::Value = made.json().await.ok()?;
    let url = format!("{}/v1/clients/{}", hunter.base(), client["id"].as_str()?);
    for version in 1..3 {
        let patch = json!({"trade_name": format!("Имя {version}")}).to_string();
        let request = http.patch(&url).header("if-match", format!("\"{version}\"")).header("content-type", "application/merge-patch+json");
        asked(request.body(patch)).await?;
    }
    Some(url)
}

/// First time that each message came, by client: the order in which a receiver that remembers ids sees them.
fn order(came: &[Received]) -> BTreeMap<String, Vec<String>> {
    let mut seen = BTreeSet::new();
    let mut order: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for message in came.iter().filter(|message| seen.insert(message.id())) {
        order.entry(message.client()).or_default().push(message.id());
    }
    order
}

async fn nothing_is_lost_when_the_process_is_killed(db: Db) {
    let Some(app) = TestApp::apart(db).await else { return };
    let receiver = Receiver::always(200).await;
    let new = json!({"url": receiver.url(), "event_types": ["client.*"]});
    app.actor("dmitri").post("/v1/webhook-endpoints", new).expect(201).await;
    let rounds = scale::size(4, 50);
    for round in 1..=rounds {
        let before = receiver.so_far().len();
        let work = join_all((0..12).map(|_| works(app.actor("ivan"))));
        let killed = async {
            // In the middle of things: some have been sent, some are on their way, some are still being written.
            if round % 2 == 1 {
                receiver.wait_until("the first of a round", |came| came.len() > before + round).await;
            }
        };
        futures_util::future::select(Box::pin(work), Box::pin(killed)).await;
        app.process().kill_and_start().await;
    }
    let happened = app.actor("dmitri").all("/v1/events?name=client_created,client_updated").await;
    let mut wanted: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for event in &happened {
        let text = |member: &str| event[member].as_str().unwrap().to_owned();
        wanted.entry(text("client_id")).or_default().push(text("id"));
    }
    assert!(happened.len() > 20, "{}", happened.len());
    let enough = |came: &[Received]| came.iter().map(Received::id).collect::<BTreeSet<_>>().len() >= happened.len();
    let came = receiver.wait_until(&format!("{} events", happened.len()), enough).await;
    assert_eq!(order(&came), wanted, "each event, each client's in order");
}

#[tokio::test]
async fn nothing_is_lost_when_the_process_is_killed_on_sqlite() {
    nothing_is_lost_when_the_process_is_killed(Db::Sqlite).await;
}

#[tokio::test]
async fn nothing_is_lost_when_the_process_is_killed_on_postgres() {
    nothing_is_lost_when_the_process_is_killed(Db::Postgres).await;
}

/// Two instances tell each event once: one holds the endpoint at a time.
#[tokio::test]
async fn of_two_instances_one_tells_an_endpoint() {
    for db in [Db::Sqlite, Db::Postgres] {
        let Some(app) = TestApp::start(db).await else { continue };
        let sibling = app.sibling().await;
        let receiver = Receiver::always(200).await;
        let to = endpoint(&app.as_director(), &receiver, &["client_created"]).await;
        join_all((0..4).map(|writer| {
            let hunter = if writer % 2 == 0 { app.as_hunter() } else { sibling.asked_by(&app.as_hunter()) };
            async move {
                for _ in 0..6 {
                    let card = json!({"legal_name": format!("ООО «Двое {}»", unique()), "source": "inbound"});
                    hunter.post("/v1/clients", card).expect(201).into_future().await;
                }
            }
        }))
        .await;
        receiver.wait_for(24).await;
        deliveries(&app, &to, "?state=delivered", |all| all.len() == 24).await;
        assert!(receiver.by_id().values().all(|times| *times == 1) && receiver.by_id().len() == 24, "{:?}", receiver.by_id());
    }
}

/// A receiver that never answers is one attempt of 15 seconds, and holds up nobody else.
#[tokio::test]
async fn who_never_answers_holds_up_nobody() {
    let Some(app) = TestApp::start(Db::Sqlite).await else { return };
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", silent.local_addr().unwrap());
    let deaf = app.as_director().post("/v1/webhook-endpoints", json!({"url": url, "event_types": ["client_created"]})).expect(201).await;
    let receiver = Receiver::always(200).await;
    endpoint(&app.as_director(), &receiver, &["client_created"]).await;
    made(&app).await;
    let began = std::time::Instant::now();
    receiver.wait_for(1).await;
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    let waits = deliveries(&app, &deaf, "?state=pending", |all| all.len() == 1 && all[0]["attempt_count"] == 1).await;
    assert_eq!(waits[0]["attempts"][0]["error"], "timeout");
    assert!((15_000..20_000).contains(&waits[0]["attempts"][0]["duration_ms"].as_i64().unwrap()));
}

/// By https, and only to whom a certificate vouches for: the operator's own where he says so (`SSL_CERT_FILE`).
#[tokio::test]
async fn by_https_only_who_is_vouched_for_is_told() {
    let (receiver, certificate) = Receiver::over_tls(200).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("trusted.pem");
    std::fs::write(&file, certificate).unwrap();
    for (trusted, outcome) in [(file.to_str().unwrap(), json!(null)), ("/dev/null", json!("tls"))] {
        let Some(app) = TestApp::apart_with(Db::Sqlite, &[("SSL_CERT_FILE", trusted)]).await else { return };
        let director = app.actor("dmitri");
        let to =
            director.post("/v1/webhook-endpoints", json!({"url": receiver.url(), "event_types": ["client_created"]})).expect(201).await;
        let told = director.post(format!("/v1/webhook-endpoints/{}/test", to.id()), json!({})).expect(200).await;
        assert_eq!(told["attempts"][0]["error"], outcome, "{trusted}: {told}");
    }
    assert_eq!(receiver.so_far().len(), 1);
}

/// A message whose answer is late keeps its own client's waiting; all others go on, and are written down at once.
#[tokio::test]
async fn a_late_answer_keeps_only_its_lane_waiting() {
    for db in [Db::Sqlite, Db::Postgres] {
        let Some(app) = TestApp::start(db).await else { continue };
        let receiver = Receiver::answering(|_, before| {
            let after = if before == 0 { Duration::from_secs(12) } else { Duration::ZERO };
            Reply { after, ..Reply::status(200) }
        })
        .await;
        let to = endpoint(&app.as_director(), &receiver, &["client_created"]).await;
        let late = made(&app).await;
        receiver.wait_for(1).await;
        let began = std::time::Instant::now();
        for _ in 0..20 {
            made(&app).await;
        }
        let told = deliveries(&app, &to, "?state=delivered", |all| all.len() == 20).await;
        assert!(began.elapsed() < Duration::from_secs(11), "{:?}", began.elapsed());
        assert!(told.iter().all(|delivery| delivery["client_id"] != json!(late)));
        deliveries(&app, &to, "?state=delivered", |all| all.len() == 21).await;
        assert!(receiver.by_id().values().all(|times| *times == 1), "{:?}", receiver.by_id());
    }
}

/// Many who do not answer, with messages that wait behind each other, keep nobody else waiting: not even for what is theirs already.
#[tokio::test]
async fn those_that_fail_keep_nobody_waiting() {
    for db in [Db::Sqlite, Db::Postgres] {
        let Some(app) = TestApp::start(db).await else { continue };
        let director = app.as_director();
        let broken = Receiver::always(500).await;
        for _ in 0..20 {
            endpoint(&director, &broken, &["client.*"]).await;
        }
        let client = made(&app).await;
        for name in ["Раз", "Два"] {
            let card = director.get(format!("/v1/clients/{client}")).expect(200).await;
            director.patch(format!("/v1/clients/{client}"), json!({"trade_name": name})).if_match(&card).expect(200).await;
        }
        broken.wait_for(20).await;
        // The clock of the sandbox stands: nothing of all that is tried again.
        let healthy = Receiver::always(200).await;
        endpoint(&director, &healthy, &["client_created"]).await;
        let began = std::time::Instant::now();
        made(&app).await;
        healthy.wait_for(1).await;
        assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
    }
}

/// Who tries an endpoint that never answers hears of it, and it is written down.
#[tokio::test]
async fn a_test_of_a_silent_endpoint_says_that_it_is_silent() {
    let Some(app) = TestApp::start(Db::Sqlite).await else { return };
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", silent.local_addr().unwrap());
    let director = app.as_director();
    let deaf = director.post("/v1/webhook-endpoints", json!({"url": url, "event_types": ["client_created"]})).expect(201).await;
    let tested = director.post(format!("/v1/webhook-endpoints/{}/test", deaf.id()), json!({})).expect(200).await;
    assert_eq!((&tested["state"], &tested["attempts"][0]["error"]), (&json!("failed"), &json!("timeout")));
    let log = director.all(format!("/v1/webhook-endpoints/{}/deliveries", deaf.id())).await;
    assert_eq!(log.len(), 1);
}
