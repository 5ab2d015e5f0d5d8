//! Who acts in another's place, and who may not decide alone (RULES.md §6.1, E-6, E-26).

use serde_json::json;

use super::contracts::served;
use super::duplicates::client;
use super::merges::of;
use crate::harness::{Actor, TestApp, stamp};

/// The client of the head of the client department herself.
async fn of_the_head(app: &TestApp) -> String {
    let clara = app.as_head_client_dept();
    let card = json!({"legal_name": "ООО «Свой»", "source": "import", "stage": "active", "curator_id": clara.id()});
    app.as_importer().post("/v1/clients", card).expect(201).await.id()
}

async fn change(app: &TestApp, user: &Actor, members: serde_json::Value) {
    let path = format!("/v1/users/{}", user.id());
    let read = app.as_admin().get(&path).expect(200).await;
    app.as_admin().patch(&path, members).if_match(&read).expect(200).await;
}

on_both! {
    async fn a_curator_confirms_no_loss_of_his_own(app) {
        let own = of_the_head(app).await;
        let (clara, director) = (app.as_head_client_dept(), app.as_director());
        clara.post(format!("/v1/clients/{own}/propose-lost"), json!({"reason": "price"})).expect(200).await;
        assert_eq!(clara.post(format!("/v1/clients/{own}/confirm-lost"), json!({})).expect(403).await.code(), "own_matter");
        let lost = director.post(format!("/v1/clients/{own}/confirm-lost"), json!({})).expect(200).await;
        assert_eq!(lost.text("stage"), "lost");
        // Whoever takes him again sells.
        let farmer = json!({"reason": "новый спрос", "curator_id": app.as_farmer().id()});
        director.post(format!("/v1/clients/{own}/reopen"), farmer).expect(422).await;
        let hunter = json!({"reason": "новый спрос", "curator_id": app.as_hunter().id()});
        director.post(format!("/v1/clients/{own}/reopen"), hunter).expect(200).await;
    }

    async fn a_seller_overrides_no_credit_hold_for_himself(app) {
        let own = of_the_head(app).await;
        let (clara, director) = (app.as_head_client_dept(), app.as_director());
        let lines = json!([{"product_line": "water", "description": "вода", "net_minor": 100_000, "vat_bp": 0}]);
        let today = app.now().await.date_naive().to_string();
        let sale = clara.post("/v1/sales", json!({"client_id": own, "sale_on": today, "currency": "RUB", "lines": lines})).expect(201).await.id();
        director.post(format!("/v1/clients/{own}/set-credit-hold"), json!({"credit_hold": true, "reason": "долг"})).expect(200).await;
        let confirm = format!("/v1/sales/{sale}/confirm");
        assert_eq!(clara.post(&confirm, json!({"override": true})).expect(403).await.code(), "own_matter");
        director.post(format!("/v1/clients/{own}/set-credit-hold"), json!({"credit_hold": false, "reason": "оплатил"})).expect(200).await;
        assert_eq!(clara.post(&confirm, json!({"override": true})).expect(200).await.text("state"), "confirmed");
    }

    async fn e26_a_deputy_writes_down_contacts_while_the_curator_is_on_leave(app) {
        let client = served(app).await;
        let (anna, deputy) = (app.as_farmer(), app.as_other_farmer());
        let path = format!("/v1/clients/{client}/activities");
        let talk = json!({"kind": "call", "direction": "outbound", "two_way": true, "occurred_at": stamp(app.now().await), "result": "договорились"});
        deputy.post(&path, talk.clone()).expect(403).await;
        change(app, &anna, json!({"state": "on_leave", "deputy_user_id": deputy.id()})).await;
        deputy.post(&path, talk.clone()).expect(201).await;
        change(app, &anna, json!({"state": "active"})).await;
        deputy.post(&path, talk).expect(403).await;
    }

    async fn somebody_comes_back_whose_deputy_has_left(app) {
        let (anna, deputy) = (app.as_farmer(), app.as_other_farmer());
        change(app, &anna, json!({"state": "on_leave", "deputy_user_id": deputy.id()})).await;
        let today = app.now().await.date_naive().to_string();
        app.as_admin().post(format!("/v1/users/{}/terminate", deputy.id()), json!({"terminated_on": today})).expect(200).await;
        change(app, &anna, json!({"state": "active"})).await;
        let path = format!("/v1/users/{}", anna.id());
        let read = app.as_admin().get(&path).expect(200).await;
        app.as_admin().patch(&path, json!({"deputy_user_id": deputy.id()})).if_match(&read).expect(422).await;
    }

    async fn nobody_on_leave_is_dealt_clients(app) {
        served(app).await;
        let (anna, other) = (app.as_farmer(), app.as_other_farmer());
        change(app, &other, json!({"state": "on_leave"})).await;
        let even = json!({"from_user_id": anna.id(), "mode": "even", "reason": "overload"});
        let plan = app.as_director().post("/v1/reassignments/preview", even).expect_one_of(&[200, 409]).await;
        assert!(!plan.json.to_string().contains(&format!("\"to_user_id\":\"{}\"", other.id())), "{}", plan.json);
    }

    async fn a_merge_that_waits_is_proposed_once(app) {
        let (one, other) = (client(app, json!({})).await, client(app, json!({})).await);
        let anna = app.as_farmer();
        let first = anna.post("/v1/merges", of(&one, &other)).expect(201).await;
        assert_eq!(first.text("state"), "proposed");
        assert_eq!(anna.post("/v1/merges", of(&other, &one)).expect(201).await.id(), first.id());
        assert_eq!(app.as_director().all("/v1/merges?state=proposed").await.len(), 1);
        assert_eq!(app.as_director().post("/v1/merges", of(&one, &other)).expect(201).await.text("state"), "done");
    }
}
