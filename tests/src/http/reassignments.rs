//! Clients get other curators in one command: previewed, done, undone; and who may.

use serde_json::{Value, json};

use super::portfolio::clients;
use crate::harness::story::{Story, Until};
use crate::harness::{TestApp, days};

async fn curators(app: &TestApp, clients: &[String]) -> Vec<String> {
    let mut curators = Vec::new();
    for client in clients {
        let open = app.as_director().all(format!("/v1/clients/{client}/assignments?role=curator&open=true")).await;
        assert_eq!(open.len(), 1, "exactly one");
        curators.push(open[0]["user_id"].as_str().unwrap().to_owned());
    }
    curators
}

fn moved(answer: &Value) -> Vec<(String, String)> {
    let text = |item: &Value, member: &str| item[member].as_str().unwrap().to_owned();
    answer["items"].as_array().unwrap().iter().map(|item| (text(item, "client_id"), text(item, "to_user_id"))).collect()
}

on_both! {
    async fn clients_are_dealt_out_as_previewed_and_returned(app) {
        let (anna, alla) = (app.as_farmer().id().to_owned(), app.as_other_farmer().id().to_owned());
        let clara = app.as_head_client_dept();
        let his = clients(app, "anna", 3).await;
        let wanted = json!({"from_user_id": anna, "mode": "even", "reason": "leave", "note": "отпуск"});
        let preview = clara.post("/v1/reassignments/preview", wanted.clone()).expect(200).await;
        assert_eq!(preview["loads"], json!([{"user_id": alla, "before": 0, "after": 3, "norm_max": 40, "over": false}]));
        assert_eq!(curators(app, &his).await, vec![anna.clone(); 3], "a preview moves nobody");
        app.as_farmer().post("/v1/reassignments", wanted.clone()).expect(403).await;
        app.as_head_active_sales().post("/v1/reassignments", wanted.clone()).expect(403).await;
        let done = clara.post("/v1/reassignments", wanted).expect(201).await;
        assert_eq!((moved(&done.json), done["count"].clone(), done.text("state")), (moved(&preview.json), json!(3), "done".to_owned()));
        assert_eq!(curators(app, &his).await, vec![alla.clone(); 3]);
        let path = format!("/v1/reassignments/{}", done.id());
        assert_eq!(clara.get(&path).expect(200).await["items"], done["items"]);
        assert_eq!(clara.all(format!("/v1/reassignments?to_user_id={alla}")).await[0]["items"], Value::Null);
        app.actor("karl").get(&path).expect(404).await;
        // One of them goes on to a third person, who keeps him.
        let on = json!({"from_user_id": alla, "mode": "list", "reason": "request", "list": [{"client_id": his[0], "to_user_id": anna}]});
        clara.post("/v1/reassignments", on).expect(201).await;
        let undone = clara.post(format!("{path}/undo"), json!({"reason": "вернулась"})).expect(200).await;
        assert_eq!((undone.text("state"), undone["skipped"].clone()), ("undone".to_owned(), json!([his[0]])));
        assert_eq!(curators(app, &his).await, vec![anna; 3]);
        assert_eq!(clara.post(format!("{path}/undo"), json!({"reason": "вернулась"})).expect(200).await.body, undone.body);
        assert_eq!(clara.post(format!("{path}/undo"), json!({"reason": "иначе"})).expect(409).await.code(), "already_done");
    }

    async fn nobody_gets_more_than_he_may_have_and_nobody_elses_clients_move(app) {
        let (anna, alla) = (app.as_farmer().id().to_owned(), app.as_other_farmer().id().to_owned());
        let clara = app.as_head_client_dept();
        app.as_director().post("/v1/norms", json!({"key": "portfolio.max", "value": 2, "reason": "for the test"})).expect_one_of(&[201, 422]).await;
        let his = clients(app, "anna", 2).await;
        let hers = clients(app, "alla", 1).await;
        let body = |more: Value| {
            let mut body = json!({"from_user_id": anna, "mode": "even", "reason": "overload"});
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            body
        };
        let refused = clara.post("/v1/reassignments", body(json!({"client_ids": [hers[0]]}))).expect(409).await;
        assert_eq!((refused.code(), refused.text("client_id")), ("not_his_client".to_owned(), hers[0].clone()));
        let to = |user: &str| json!({"to_user_ids": [user]});
        assert_eq!(clara.post("/v1/reassignments", body(to(&anna))).expect(422).await.pointers(), ["/to_user_ids/0"]);
        assert_eq!(clara.post("/v1/reassignments", body(to(app.as_hunter().id()))).expect(422).await.pointers(), ["/to_user_ids/0"]);
        assert_eq!(clara.post("/v1/reassignments", body(json!({"list": [{"client_id": his[0], "to_user_id": alla}]}))).expect(422).await.code(), "invalid_fields");
        let nobody = json!({"from_user_id": app.as_other_farmer().id(), "client_ids": [his[0]], "mode": "even", "reason": "other"});
        assert_eq!(clara.post("/v1/reassignments", nobody).expect(409).await.code(), "not_his_client");
        clara.post("/v1/reassignments", body(json!({"client_ids": [his[1]]}))).expect(201).await;
        assert_eq!(curators(app, &his).await, [anna.clone(), alla.clone()]);
    }

    async fn a_hunters_clients_move_before_the_sale_only(app) {
        let story = Story::told(app, Until::Paid).await;
        let (ivan, igor) = (app.as_hunter().id().to_owned(), app.as_other_hunter().id().to_owned());
        let body = json!({"from_user_id": ivan, "client_ids": [story.client], "mode": "round_robin", "to_user_ids": [igor], "reason": "left"});
        assert_eq!(app.as_head_active_sales().post("/v1/reassignments", body).expect(409).await.code(), "not_his_client");
        let early = Story::told(app, Until::Booked).await;
        let body = json!({"from_user_id": ivan, "client_ids": [early.client], "mode": "round_robin", "to_user_ids": [igor], "reason": "left"});
        let done = app.as_head_active_sales().post("/v1/reassignments", body).expect(201).await;
        assert_eq!(done["loads"][0]["norm_max"], Value::Null);
        assert_eq!(curators(app, &[early.client]).await, [igor]);
        app.advance(days(15)).await;
        let late = app.as_head_active_sales().post(format!("/v1/reassignments/{}/undo", done.id()), json!({"reason": "поздно"})).expect(409).await;
        assert_eq!(late.code(), "undo_window_over");
    }
}
