//! Numbers that nobody calls, whoever has them.

use serde_json::json;

use super::calls::{client, dispose};
use crate::harness::story::{call_event, phone};
use crate::harness::{Actor, TestApp};

/// Is the client's number marked, and how many does he have?
async fn marks(app: &TestApp, client: &str) -> Vec<bool> {
    let card = app.as_call_manager().get(format!("/v1/clients/{client}")).expect(200).await;
    card["phones"].as_array().unwrap().iter().map(|phone| phone["do_not_call"].as_bool().unwrap()).collect()
}

async fn suppress(who: Actor, number: &str, status: u16) -> crate::harness::Answer {
    who.post("/v1/suppressions", json!({"number": number, "reason": "complaint", "note": "письмо"})).expect(status).await
}

on_both! {
    async fn a_suppressed_number_is_called_for_nobody(app) {
        let number = phone();
        let (first, second) = (client(app, &number).await, client(app, &number).await);
        let made = suppress(app.as_call_centre_admin(), &number, 201).await;
        assert_eq!((made.text("number"), made.text("state"), made.text("created_by")), (number.clone(), "active".to_owned(), app.as_call_centre_admin().id().to_owned()));
        for one in [&first, &second] {
            assert_eq!(marks(app, one).await, [true]);
        }
        let later = client(app, &number).await;
        assert_eq!(marks(app, &later).await, [true], "whoever gets it later");
        let other = client(app, &phone()).await;
        let card = app.as_call_manager().get(format!("/v1/clients/{other}")).expect(200).await;
        app.as_call_centre_admin().patch(format!("/v1/clients/{other}"), json!({"phones": [{"number": phone()}, {"number": number}]})).if_match(&card).expect(200).await;
        assert_eq!(marks(app, &other).await, [false, true]);
        let seen = app.as_call_manager().get(format!("/v1/suppressions?number={}", number.replace('+', "%2B"))).expect(200).await;
        assert_eq!(seen.items().len(), 1);
        let again = suppress(app.as_director(), &number, 200).await;
        assert_eq!(again.id(), made.id(), "once is once");
        app.as_call_manager().post("/v1/suppressions", json!({"number": number, "reason": "law"})).expect(403).await;
        let wrong = app.as_director().post("/v1/suppressions", json!({"number": "12", "reason": "law"})).expect(422).await;
        assert_eq!(wrong.pointers(), ["/number"]);
    }

    async fn what_a_client_asks_for_is_a_suppression(app) {
        let (number, other) = (phone(), phone());
        let one = client(app, &number).await;
        let call = app.as_pbx().post("/v1/calls", call_event(app.now().await, &number, "101")).expect(201).await;
        let sharer = client(app, &number).await;
        dispose(&app.as_call_manager(), &call.id(), json!({"kind": "do_not_call"}), 200).await;
        let made = app.as_director().all(format!("/v1/suppressions?client_id={one}")).await;
        assert_eq!((made.len(), &made[0]["reason"], &made[0]["call_id"]), (1, &json!("do_not_call"), &json!(call.id())));
        assert_eq!(marks(app, &sharer).await, [true], "whoever has the number");
        let second = client(app, &other).await;
        app.as_call_centre_admin().post(format!("/v1/clients/{second}/set-do-not-call"), json!({})).expect(200).await;
        app.as_call_centre_admin().post(format!("/v1/clients/{second}/set-do-not-call"), json!({})).expect(200).await;
        assert_eq!(app.as_director().all(format!("/v1/suppressions?client_id={second}")).await.len(), 1);
        let talk = app.as_pbx().post("/v1/calls", call_event(app.now().await, &other, "101")).expect(201).await;
        dispose(&app.as_call_centre_admin(), &talk.id(), json!({"kind": "no_need"}), 200).await;
        assert_eq!(marks(app, &second).await, [true], "no later word undoes it");
    }

    async fn the_director_lifts_it_with_a_proof(app) {
        let number = phone();
        let one = client(app, &number).await;
        let made = suppress(app.as_director(), &number, 201).await;
        let lift = format!("/v1/suppressions/{}/lift", made.id());
        let words = json!({"reason": "снова хочет", "proof": "письмо № 17"});
        app.as_call_centre_admin().post(&lift, words.clone()).expect(403).await;
        app.as_director().post(&lift, json!({"reason": "снова хочет"})).expect(422).await;
        let lifted = app.as_director().post(&lift, words.clone()).expect(200).await;
        assert_eq!((lifted.text("state"), lifted.text("lift_reason"), lifted.text("lift_proof")), ("lifted".to_owned(), "снова хочет".to_owned(), "письмо № 17".to_owned()));
        assert_eq!(marks(app, &one).await, [false]);
        let again = app.as_director().post(&lift, words).expect(200).await;
        assert_eq!(again["version"], lifted["version"]);
        let other = app.as_director().post(&lift, json!({"reason": "ошибка", "proof": "нет"})).expect(409).await;
        assert_eq!((other.code(), &other["reason"]), ("already_done".to_owned(), &json!("снова хочет")));
        let anew = suppress(app.as_director(), &number, 201).await;
        assert_ne!(anew.id(), made.id());
        assert_eq!(marks(app, &one).await, [true]);
    }

    async fn many_are_suppressed_at_once(app) {
        let (one, two) = (phone(), phone());
        let holder = client(app, &two).await;
        let item = |number: &str| json!({"number": number, "reason": "stop_list"});
        let items = json!({"items": [item(&one), item(&two), item(&one), item("x")]});
        let done = app.as_call_centre_admin().post("/v1/suppressions/batch", items).expect(207).await;
        let statuses: Vec<_> = done.items().iter().map(|item| item["status"].as_i64().unwrap()).collect();
        assert_eq!(statuses, [201, 201, 200, 422]);
        assert_eq!(marks(app, &holder).await, [true]);
    }
}
