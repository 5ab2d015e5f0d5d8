//! Deliveries of webhooks: tried again by the schedule, in order for each client, given up, sent once more.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::events::made;
use super::webhooks::{deliveries, endpoint, shown};
use crate::harness::{Receiver, Reply, TestApp, days};

fn seconds(seconds: i64) -> TimeDelta {
    TimeDelta::seconds(seconds)
}

/// Changes the client, so that something happens to him.
async fn touched(app: &TestApp, client: &str) {
    let card = app.as_director().get(format!("/v1/clients/{client}")).expect(200).await;
    let name = format!("Имя {}", crate::harness::story::unique());
    app.as_director().patch(format!("/v1/clients/{client}"), json!({"trade_name": name})).if_match(&card).expect(200).await;
}

on_both! {
    async fn what_did_not_arrive_is_sent_again_under_the_same_id(app) {
        let receiver = Receiver::answering(|_, before| Reply::status([500, 503, 200][before.min(2)])).await;
        let to = endpoint(&app.as_director(), &receiver, &["client_created"]).await;
        made(app).await;
        receiver.wait_for(1).await;
        let waits = deliveries(app, &to, "?state=pending", |all| all.len() == 1 && all[0]["attempt_count"] == 1).await;
        assert!(waits[0]["next_attempt_at"].is_string());
        app.advance(seconds(6)).await;
        receiver.wait_for(2).await;
        deliveries(app, &to, "?state=pending", |all| all.len() == 1 && all[0]["attempt_count"] == 2).await;
        assert_eq!(shown(app, &to).await["version"], 1, "attempts are nobody's version");
        app.advance(seconds(331)).await;
        let came = receiver.wait_for(3).await;
        assert!(came.iter().all(|message| message.id() == came[0].id() && message.body == came[0].body));
        let done = deliveries(app, &to, "?state=delivered", |all| all.len() == 1).await.remove(0);
        let statuses: Vec<_> = done["attempts"].as_array().unwrap().iter().map(|attempt| attempt["status"].as_u64().unwrap()).collect();
        assert_eq!((statuses, &done["next_attempt_at"]), (vec![500, 503, 200], &Value::Null));
    }

    async fn while_one_client_waits_the_others_go_on_and_his_order_is_kept(app) {
        let stuck = Arc::new(Mutex::new(String::new()));
        let about = Arc::clone(&stuck);
        let receiver = Receiver::answering(move |came, _| Reply::status(if came.client() == *about.lock().unwrap() { 500 } else { 200 })).await;
        let to = endpoint(&app.as_director(), &receiver, &["client.*"]).await;
        let (one, other) = (made(app).await, made(app).await);
        receiver.wait_for(2).await;
        deliveries(app, &to, "?state=delivered", |all| all.len() == 2).await;
        stuck.lock().unwrap().clone_from(&one);
        for client in [&one, &other, &one, &other] {
            touched(app, client).await;
        }
        // Of the first client one was tried and failed; his second waits behind it. The other's both arrived.
        receiver.wait_until("the other client", |came| came.iter().filter(|came| came.client() == other).count() == 3).await;
        let waits = deliveries(app, &to, &format!("?state=pending&client_id={one}"), |all| all.len() == 2 && all[1]["attempt_count"] == 1).await;
        assert_eq!(waits[0]["attempt_count"], 0);
        stuck.lock().unwrap().clear();
        app.advance(seconds(6)).await;
        deliveries(app, &to, "?state=pending", <[Value]>::is_empty).await;
        let of_one: Vec<_> = receiver.so_far().into_iter().filter(|came| came.client() == one).map(|came| came.id()).collect();
        let happened = app.as_director().all(format!("/v1/events?client_id={one}&name=client_created,client_updated")).await;
        let ids: Vec<_> = happened.iter().map(|event| event["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(of_one, [&ids[0], &ids[1], &ids[1], &ids[2]].map(Clone::clone));
    }

    async fn who_answers_410_is_told_no_more_until_somebody_enables_him(app) {
        let status = Arc::new(Mutex::new(410));
        let receiver = Receiver::as_told(Arc::clone(&status)).await;
        let to = endpoint(&app.as_director(), &receiver, &["client_created"]).await;
        made(app).await;
        receiver.wait_for(1).await;
        let off = loop {
            let off = shown(app, &to).await;
            if off["state"] == "disabled" {
                break off;
            }
        };
        assert_eq!((&off["disabled_reason"], off["disabled_at"].is_string()), (&json!("gone"), true));
        assert_eq!(app.as_director().all("/v1/events?name=webhook_disabled").await.len(), 1);
        let missed = made(app).await;
        app.advance(days(1)).await;
        *status.lock().unwrap() = 200;
        assert_eq!(receiver.so_far().len(), 1);
        let on = app.as_director().patch(format!("/v1/webhook-endpoints/{}", to.id()), json!({"state": "enabled"})).if_match(&off).expect(200).await;
        assert!(on["disabled_reason"].is_null());
        // What it was told when it was gone, and what happened meanwhile: nothing is left out.
        let came = receiver.wait_for(3).await;
        assert!(came.iter().any(|came| came.client() == missed));
        assert_eq!(receiver.by_id().values().copied().max(), Some(2));
    }

    async fn who_asks_for_a_rest_is_left_alone_with_everything(app) {
        let receiver = Receiver::answering(|_, before| Reply {
            headers: vec![("retry-after", "120".to_owned())],
            ..Reply::status(if before == 0 { 429 } else { 200 })
        })
        .await;
        let to = endpoint(&app.as_director(), &receiver, &["client_created"]).await;
        made(app).await;
        receiver.wait_for(1).await;
        deliveries(app, &to, "?state=pending", |all| all.len() == 1 && all[0]["attempt_count"] == 1).await;
        made(app).await;
        app.advance(seconds(119)).await;
        // Longer than the schedule's five seconds, and for other clients too.
        tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
        assert_eq!(receiver.so_far().len(), 1);
        app.advance(seconds(2)).await;
        receiver.wait_for(3).await;
        deliveries(app, &to, "?state=delivered", |all| all.len() == 2).await;
    }

    async fn redirects_are_not_followed(app) {
        let inside = Receiver::always(200).await;
        let url = inside.url();
        let receiver = Receiver::answering(move |_, _| Reply { headers: vec![("location", url.clone())], ..Reply::status(307) }).await;
        let to = endpoint(&app.as_director(), &receiver, &["client_created"]).await;
        made(app).await;
        let waits = deliveries(app, &to, "?state=pending", |all| all.len() == 1 && all[0]["attempt_count"] == 1).await;
        assert_eq!(waits[0]["attempts"][0]["status"], 307);
        let tested = app.as_director().post(format!("/v1/webhook-endpoints/{}/test", to.id()), json!({})).expect(200).await;
        assert_eq!((&tested["state"], &tested["attempts"][0]["status"]), (&json!("failed"), &json!(307)));
        assert!(inside.so_far().is_empty());
    }

    async fn what_arrived_is_sent_once_more_under_its_id_when_somebody_asks(app) {
        let receiver = Receiver::always(200).await;
        let to = endpoint(&app.as_director(), &receiver, &["client_created"]).await;
        made(app).await;
        let done = deliveries(app, &to, "?state=delivered", |all| all.len() == 1).await.remove(0);
        let path = format!("/v1/webhook-endpoints/{}/deliveries/{}/redeliver", to.id(), done["id"].as_str().unwrap());
        let stale = app.as_director().post(&path, json!({})).header("if-match", "\"1\"");
        stale.expect(412).await;
        let again = app.as_director().post(&path, json!({})).header("idempotency-key", "again").expect(200).await;
        assert_eq!((&again["state"], &again["event_id"]), (&json!("pending"), &done["event_id"]));
        let came = receiver.wait_for(2).await;
        assert_eq!((came[1].id(), &came[1].body), (came[0].id(), &came[0].body));
        let replayed = app.as_director().post(&path, json!({})).header("idempotency-key", "again").expect(200).await;
        assert_eq!(replayed.header("idempotent-replayed"), Some("true"));
        let done = deliveries(app, &to, "?event_type=client_created&state=delivered", |all| all.len() == 1).await;
        let misspelt = format!("/v1/webhook-endpoints/{}/deliveries?event_type=client_made", to.id());
        assert!(app.as_director().get(misspelt).expect(400).await.text("detail").starts_with("event_type: must be one of "));
        assert!(app.as_director().all(format!("/v1/webhook-endpoints/{}/deliveries?event_type=webhook.test", to.id())).await.is_empty());
        assert_eq!((done.len(), &done[0]["attempt_count"]), (1, &json!(2)));
        assert_eq!(receiver.so_far().len(), 2);
        let elsewhere = endpoint(&app.as_director(), &receiver, &["client_created"]).await;
        let foreign = path.replace(&to.id(), &elsewhere.id());
        app.as_director().post(foreign, json!({})).expect(404).await;
    }

    async fn after_three_days_it_is_given_up_and_after_five_the_endpoint_is(app) {
        let receiver = Receiver::always(500).await;
        let to = endpoint(&app.as_director(), &receiver, &["client.*"]).await;
        let client = made(app).await;
        receiver.wait_for(1).await;
        touched(app, &client).await;
        for tried in 1..10 {
            let query = "?event_type=client_created";
            let waits = deliveries(app, &to, query, |all| all[0]["attempt_count"] == tried).await;
            app.advance_to(waits[0]["next_attempt_at"].as_str().unwrap().parse().unwrap()).await;
        }
        let given_up = deliveries(app, &to, "?state=failed", |all| all.len() == 1).await.remove(0);
        assert_eq!((&given_up["attempt_count"], &given_up["event_type"]), (&json!(10), &json!("client_created")));
        // The client's next one goes on, and fails too, until nobody believes in the endpoint any more.
        let mut advanced = 0;
        while shown(app, &to).await["state"] == "enabled" {
            let waits = deliveries(app, &to, "?event_type=client_updated", |all| all[0]["attempt_count"].as_i64() > Some(advanced)).await;
            advanced = waits[0]["attempt_count"].as_i64().unwrap();
            if shown(app, &to).await["state"] == "enabled" {
                app.advance_to(waits[0]["next_attempt_at"].as_str().unwrap().parse().unwrap()).await;
            }
        }
        assert_eq!(shown(app, &to).await["disabled_reason"], "failing");
        let month = app.advance(days(31)).await;
        assert!(deliveries(app, &to, "?state=failed", <[Value]>::is_empty).await.is_empty(), "forgotten by {month}");
    }

    async fn nobody_answers_for_the_endpoint_of_one_who_left(app) {
        let receiver = Receiver::always(200).await;
        let to = endpoint(&app.as_director(), &receiver, &["client_created"]).await;
        app.as_admin().post(format!("/v1/users/{}/deactivate", app.as_director().id()), json!({})).expect(200).await;
        made(app).await;
        let path = format!("/v1/webhook-endpoints/{}", to.id());
        let off = loop {
            let off = app.as_sys_admin().get(&path).expect(200).await;
            if off["state"] == "disabled" {
                break off;
            }
        };
        assert_eq!((&off["disabled_reason"], receiver.so_far().len()), (&json!("owner_left"), 0));
        let on = app.as_sys_admin().patch(&path, json!({"state": "enabled"})).if_match(&off).expect(200).await;
        assert_eq!(on.text("owner_id"), app.as_sys_admin().id());
    }
}
