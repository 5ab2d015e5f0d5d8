//! Endpoints of webhooks: who makes them, what they may be told, their secrets; and what a message looks like.

use domain::network::Networks;
use serde_json::{Value, json};
use standardwebhooks::Webhook;

use super::events::made;
use crate::harness::{Actor, Answer, Receiver, Reply, TestApp, hours};

/// An endpoint at `receiver` that wants these types.
pub(super) async fn endpoint(owner: &Actor, receiver: &Receiver, types: &[&str]) -> Answer {
    owner.post("/v1/webhook-endpoints", json!({"url": receiver.url(), "event_types": types})).expect(201).await
}

/// The endpoint as it is now.
pub(super) async fn shown(app: &TestApp, endpoint: &Answer) -> Answer {
    app.as_director().get(format!("/v1/webhook-endpoints/{}", endpoint.id())).expect(200).await
}

/// What became of its messages, newest first, when `enough` says so.
pub(super) async fn deliveries(app: &TestApp, endpoint: &Answer, query: &str, enough: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    let began = std::time::Instant::now();
    loop {
        let all = app.as_director().all(format!("/v1/webhook-endpoints/{}/deliveries{query}", endpoint.id())).await;
        if enough(&all) {
            return all;
        }
        assert!(began.elapsed() < super::events::WAIT, "not yet: {all:#?}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

on_both! {
    async fn what_happens_arrives_signed_as_the_official_library_wants_it(app) {
        let receiver = Receiver::answering(|_, _| Reply { body: "thanks\0", ..Reply::status(200) }).await;
        let made_endpoint = endpoint(&app.as_director(), &receiver, &["client_created"]).await;
        let client = made(app).await;
        let came = receiver.wait_for(1).await.remove(0);
        let library = Webhook::new(&made_endpoint.text("secret")).unwrap();
        library.verify(came.body.as_bytes(), &came.headers).unwrap();
        assert!(library.verify(came.body.replace("client", "klient").as_bytes(), &came.headers).is_err());
        let told = came.json();
        let event = app.as_director().all(format!("/v1/events?client_id={client}&name=client_created")).await.remove(0);
        assert_eq!((&told["type"], &told["timestamp"], &told["data"]), (&event["name"], &event["occurred_at"], &event));
        assert_eq!((came.id(), came.header("content-type").as_str()), (event["id"].as_str().unwrap().to_owned(), "application/json"));
        let log = deliveries(app, &made_endpoint, "?state=delivered", |all| all.len() == 1).await.remove(0);
        assert_eq!((&log["event_id"], &log["client_id"], &log["attempt_count"]), (&event["id"], &json!(client), &json!(1)));
        assert_eq!((&log["attempts"][0]["status"], &log["attempts"][0]["response"]), (&json!(200), &json!("thanks\u{fffd}")));
        let path = format!("/v1/webhook-endpoints/{}/deliveries/{}", made_endpoint.id(), log["id"].as_str().unwrap());
        assert_eq!(app.as_director().get(path).expect(200).await.json, log);
    }

    async fn an_endpoint_is_told_what_it_wants_and_no_more(app) {
        let (of_clients, of_handoffs, of_all) = (Receiver::always(204).await, Receiver::always(204).await, Receiver::always(204).await);
        let director = app.as_director();
        endpoint(&director, &of_clients, &["client.*", "product_line_added"]).await;
        endpoint(&director, &of_handoffs, &["handoff_accepted"]).await;
        let all = endpoint(&director, &of_all, &[]).await;
        let kinds = |receiver: &Receiver| receiver.so_far().iter().map(|came| came.json()["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let client = made(app).await;
        director.post("/v1/product-lines", json!({"code": "juice", "name": "Сок"})).expect(201).await;
        app.as_hunter().post(format!("/v1/clients/{client}/contacts"), json!({"name": "Пётр"})).expect(201).await;
        of_all.wait_until("the contact", |came| came.iter().any(|came| came.json()["type"] == "contact_added")).await;
        of_clients.wait_for(2).await;
        deliveries(app, &all, "?state=pending", <[Value]>::is_empty).await;
        assert_eq!(kinds(&of_clients), ["client_created", "product_line_added"]);
        assert!(kinds(&of_handoffs).is_empty());
        assert!(!kinds(&of_all).iter().any(|kind| kind.starts_with("webhook")), "endpoints are not told of endpoints");
        // Names, phones and texts never leave.
        assert!(!of_all.so_far().iter().any(|came| came.body.contains("Пётр") || came.body.contains("Поток")));
        let refused = director.post("/v1/webhook-endpoints", json!({"url": of_all.url(), "event_types": ["client_created", "clients.*"]})).expect(422).await;
        assert_eq!(refused.pointers(), ["/event_types/1"]);
    }

    async fn an_endpoint_is_told_what_its_owner_may_read(app) {
        let (of_director, of_admin) = (Receiver::always(204).await, Receiver::always(204).await);
        let theirs = endpoint(&app.as_director(), &of_director, &[]).await;
        endpoint(&app.as_sys_admin(), &of_admin, &[]).await;
        assert_eq!(theirs.text("owner_id"), app.as_director().id());
        made(app).await;
        let person = json!({"email": "petr@baton.test", "name": "Пётр", "unit": "office", "roles": ["support_clerk"]});
        app.as_admin().post("/v1/users", person).expect(201).await;
        let knows = |came: &[crate::harness::Received], kind: &str| came.iter().any(|came| came.json()["type"] == kind);
        of_director.wait_until("both", |came| knows(came, "client_created") && knows(came, "user_created")).await;
        of_admin.wait_until("the person", |came| knows(came, "user_created")).await;
        assert!(!knows(&of_admin.so_far(), "client_created"), "the sys_admin configures, and reads no clients");
        // Who names another address answers for it; so he is told what he may read himself.
        let moved = app.as_sys_admin().patch(format!("/v1/webhook-endpoints/{}", theirs.id()), json!({"url": of_admin.url()})).if_match(&theirs).expect(200).await;
        assert_eq!(moved.text("owner_id"), app.as_sys_admin().id());
    }

    async fn only_the_director_and_the_administrator_manage_endpoints(app) {
        let receiver = Receiver::always(204).await;
        let made = endpoint(&app.as_sys_admin(), &receiver, &[]).await;
        let path = format!("/v1/webhook-endpoints/{}", made.id());
        for who in [app.as_hunter(), app.as_farmer(), app.as_finance(), app.as_quality(), app.as_head_client_dept(), app.as_importer(), app.as_pbx()] {
            assert_eq!(who.get("/v1/webhook-endpoints").expect(403).await["action"], "manage_webhooks");
            who.post("/v1/webhook-endpoints", json!({"url": "https://example.com"})).expect(403).await;
            who.get(&path).expect(403).await;
            who.patch(&path, json!({"state": "disabled"})).if_match(&made).expect(403).await;
            for verb in ["rotate-secret", "test", "deliveries/delivery_01h455vb4pex5vsknk084sn02q/redeliver"] {
                who.post(format!("{path}/{verb}"), json!({})).expect(403).await;
            }
            who.get(format!("{path}/deliveries")).expect(403).await;
        }
        app.as_director().get(&path).expect(200).await;
        for lost in ["webhook_01h455vb4pex5vsknk084sn02q", "delivery_01h455vb4pex5vsknk084sn02q", "x"] {
            app.as_director().get(format!("/v1/webhook-endpoints/{lost}")).expect(404).await;
            app.as_director().get(format!("/v1/webhook-endpoints/{lost}/deliveries")).expect(404).await;
            app.as_director().get(format!("{path}/deliveries/{lost}")).expect(404).await;
        }
    }

    async fn a_secret_is_shown_once_and_kept_nowhere(app) {
        let receiver = Receiver::always(204).await;
        let new = json!({"url": receiver.url()});
        let first = app.as_director().post("/v1/webhook-endpoints", new.clone()).header("idempotency-key", "one").expect(201).await;
        assert!(first.text("secret").starts_with("whsec_") && first.header("cache-control") == Some("no-store"));
        let again = app.as_director().post("/v1/webhook-endpoints", new).header("idempotency-key", "one").expect(409).await;
        assert_eq!(again.code(), "secret_shown_once");
        let all = app.as_director().all("/v1/webhook-endpoints?state=enabled").await;
        assert_eq!((all.len(), &all[0]["secret"]), (1, &Value::Null));
        let path = format!("/v1/webhook-endpoints/{}/rotate-secret", first.id());
        let rotated = app.as_director().post(&path, json!({})).header("idempotency-key", "two").expect(200).await;
        assert!(rotated["secret"] != first["secret"] && rotated["version"] == json!(2));
        assert_eq!(app.as_director().post(&path, json!({})).header("idempotency-key", "two").expect(409).await.code(), "secret_shown_once");
        let journal = app.as_director().all("/v1/audit").await;
        let secrets = [first.text("secret"), rotated.text("secret")];
        assert!(journal.iter().any(|entry| entry["name"] == "webhook_secret_rotated"));
        assert!(!journal.iter().any(|entry| secrets.iter().any(|secret| entry.to_string().contains(secret)) || entry.to_string().contains("127.0.0.1")));
    }

    async fn for_a_day_after_a_rotation_both_secrets_sign(app) {
        let receiver = Receiver::always(204).await;
        let before = endpoint(&app.as_director(), &receiver, &["client_created"]).await;
        let after = app.as_director().post(format!("/v1/webhook-endpoints/{}/rotate-secret", before.id()), json!({})).if_match(&before).expect(200).await;
        made(app).await;
        let came = receiver.wait_for(1).await.remove(0);
        assert_eq!(came.header("webhook-signature").split(' ').count(), 2);
        for secret in [before.text("secret"), after.text("secret")] {
            Webhook::new(&secret).unwrap().verify(came.body.as_bytes(), &came.headers).unwrap();
        }
        app.advance(hours(24)).await;
        made(app).await;
        let came = receiver.wait_for(2).await.remove(1);
        assert_eq!(came.header("webhook-signature").split(' ').count(), 1);
        Webhook::new(&after.text("secret")).unwrap().verify(came.body.as_bytes(), &came.headers).unwrap();
        assert!(Webhook::new(&before.text("secret")).unwrap().verify(came.body.as_bytes(), &came.headers).is_err());
        assert!(shown(app, &before).await["old_secret_until"].is_null(), "the old one is forgotten");
    }

    async fn an_endpoint_changes_by_version_and_may_be_tested(app) {
        let receiver = Receiver::answering(|_, before| Reply::status(if before == 0 { 200 } else { 500 })).await;
        let made_endpoint = endpoint(&app.as_director(), &receiver, &["client_created"]).await;
        let path = format!("/v1/webhook-endpoints/{}", made_endpoint.id());
        let described = app.as_director().patch(&path, json!({"description": "1С", "event_types": null})).if_match(&made_endpoint).expect(200).await;
        assert_eq!((&described["description"], &described["event_types"]), (&json!("1С"), &json!([])));
        app.as_director().patch(&path, json!({"description": null})).if_match(&made_endpoint).expect(412).await;
        let off = app.as_director().patch(&path, json!({"description": null, "state": "disabled"})).if_match(&described).expect(200).await;
        assert_eq!((&off["description"], &off["disabled_reason"]), (&Value::Null, &json!("by_hand")));
        let tested = app.as_director().post(format!("{path}/test"), json!({})).expect(200).await;
        assert_eq!((&tested["event_type"], &tested["state"], &tested["attempts"][0]["status"]), (&json!("webhook.test"), &json!("delivered"), &json!(200)));
        let came = receiver.wait_for(1).await.remove(0);
        assert_eq!((came.id(), &came.json()["data"]["endpoint_id"]), (tested.text("event_id"), &json!(made_endpoint.id())));
        let failed = app.as_director().post(format!("{path}/test"), json!({})).expect(200).await;
        assert_eq!((&failed["state"], &failed["next_attempt_at"]), (&json!("failed"), &Value::Null));
        drop(receiver);
        // A connection that is kept alive may still be answered; a new one is not.
        let redelivery = format!("{path}/deliveries/{}/redeliver", failed.id());
        assert_eq!(app.as_director().post(redelivery, json!({})).expect(409).await.code(), "endpoint_disabled");
    }
}

/// Without the operator's leave nothing inside is named, and nothing goes out in the clear.
#[tokio::test]
async fn an_address_inside_is_refused_before_anything_is_sent() {
    let settings = |config: &mut api::Config| config.webhook_networks = Networks::default();
    let app = TestApp::empty_with(crate::harness::Db::Sqlite, settings).await.unwrap();
    for url in [
        "http://127.0.0.1:9000/",
        "https://127.1/",
        "https://2130706433/",
        "https://①②⑦.⓪.⓪.①/",
        "https://[::ffff:169.254.169.254]/",
        "https://localhost/",
        "https://10.0.0.1/",
        "http://example.com/",
        "ftp://example.com/",
        "https://u:p@example.com/",
        "https://example.com:22/",
        "example.com",
        "https://example.com/#x",
    ] {
        let refused = app.as_admin().post("/v1/webhook-endpoints", json!({"url": url})).expect(422).await;
        assert_eq!(refused.pointers(), ["/url"], "{url}");
    }
    let made = app.as_admin().post("/v1/webhook-endpoints", json!({"url": "https://example.com/hook"})).expect(201).await;
    let patch = json!({"url": "https://169.254.169.254/latest"});
    app.as_admin().patch(format!("/v1/webhook-endpoints/{}", made.id()), patch).if_match(&made).expect(422).await;
}
