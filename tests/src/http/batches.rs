//! Many at once: each item as if alone, in one transaction; with `atomic` all or nothing (openapi/README.md §1.16).

use serde_json::{Value, json};

use crate::harness::story::{NET, Story, Until, rub, sell, unique};
use crate::harness::{Answer, TestApp, stamp};

fn client(name: &str) -> Value {
    json!({"legal_name": name, "source": "internet"})
}

fn statuses(answer: &Answer) -> Vec<i64> {
    answer.items().iter().map(|item| item["status"].as_i64().unwrap()).collect()
}

async fn names(app: &TestApp) -> Vec<String> {
    let list = app.as_director().get("/v1/clients?limit=200&sort=id").await;
    list.items().iter().map(|client| client["legal_name"].as_str().unwrap().to_owned()).collect()
}

on_both! {
    async fn each_item_is_taken_as_if_it_came_alone(app) {
        let before = names(app).await;
        let known = json!({"legal_name": "ООО «Известный»", "source": "internet", "external_id": format!("e-{}", unique())});
        let earlier = app.as_hunter().post("/v1/clients", known.clone()).expect(201).await;
        let items = [client("ООО «Первый»"), client(""), known, json!([]), client("ООО «Пятый»"), client("ООО\0")];
        let answer = app.as_hunter().post("/v1/clients/batch", json!({"items": items})).expect(207).await;
        assert_eq!(statuses(&answer), [201, 422, 200, 422, 201, 422]);
        assert_eq!((&answer["created"], &answer["known"], &answer["failed"]), (&json!(2), &json!(1), &json!(3)));
        let told = answer.items();
        assert_eq!(told[2]["id"], earlier["id"]);
        assert_eq!(told[1]["problem"]["code"], "invalid_fields");
        assert_eq!(told[1]["problem"]["errors"][0]["pointer"], "/legal_name");
        assert!(told[1].get("id").is_none() && told[0].get("problem").is_none());
        let after: Vec<_> = names(app).await.into_iter().filter(|name| !before.contains(name)).collect();
        assert_eq!(after, ["ООО «Известный»", "ООО «Первый»", "ООО «Пятый»"]);
        let one = app.as_hunter().get(format!("/v1/clients/{}", told[4]["id"].as_str().unwrap())).await;
        assert_eq!(one.text("legal_name"), "ООО «Пятый»");
    }

    async fn all_or_nothing(app) {
        let before = names(app).await;
        let items = [client("ООО «Хороший»"), json!({"legal_name": "ООО «Плохой»", "source": "moon", "surprise": 1})];
        let refused = app.as_hunter().post("/v1/clients/batch?atomic=true", json!({"items": items})).expect(422).await;
        assert_eq!(refused.code(), "batch_refused");
        assert!(refused.pointers().iter().all(|pointer| pointer.starts_with("/items/1/")), "{refused}");
        assert_eq!(names(app).await, before);
        let fine = app.as_hunter().post("/v1/clients/batch?atomic=true", json!({"items": [client("ООО «Хороший»")]})).expect(207).await;
        assert_eq!(statuses(&fine), [201]);
    }

    async fn a_batch_sees_what_it_has_written_itself(app) {
        let twin = json!({"legal_name": "ООО «Близнец»", "source": "internet", "external_id": format!("e-{}", unique())});
        let mut other = twin.clone();
        other["legal_name"] = json!("ООО «Самозванец»");
        let answer = app.as_hunter().post("/v1/clients/batch", json!({"items": [twin, twin, other]})).expect(207).await;
        assert_eq!(statuses(&answer), [201, 200, 409]);
        assert_eq!(answer.items()[2]["problem"]["code"], "external_id_taken");
    }

    async fn a_repeat_of_a_batch_is_harmless(app) {
        let body = json!({"items": (0..20).map(|n| client(&format!("ООО «Пачка {n}»"))).collect::<Vec<_>>()});
        let before = names(app).await.len();
        let key = format!("batch-{}", unique());
        let first = app.as_hunter().post("/v1/clients/batch", body.clone()).header("idempotency-key", &key).expect(207).await;
        let again = app.as_hunter().post("/v1/clients/batch", body).header("idempotency-key", &key).expect(207).await;
        assert_eq!((again.header("idempotent-replayed"), &again.body), (Some("true"), &first.body));
        assert_eq!(names(app).await.len(), before + 20);
    }

    async fn calls_contacts_activities_sales_and_payments_come_in_batches(app) {
        let story = Story::told(app, Until::Completed).await;
        let now = stamp(app.now().await);
        let call = |n: u32, direction: &str| json!({"external_call_id": format!("b-{n}-{}", unique()), "direction": direction, "client_phone": format!("+79{n:09}"),
            "started_at": now, "ended_at": now, "outcome": "no_answer", "talk_seconds": 0, "of_the_vendors": true});
        let calls = app.as_pbx().post("/v1/calls/batch", json!({"items": [call(1, "inbound"), call(2, "internal"), call(3, "outbound")]})).expect(207).await;
        assert_eq!(statuses(&calls), [202, 204, 202]);
        let path = format!("/v1/clients/{}", story.client);
        let contacts = json!({"items": [{"name": "Ирина"}, {"name": "Олег"}, {"name": 7}]});
        assert_eq!(statuses(&app.as_farmer().post(format!("{path}/contacts/batch"), contacts).expect(207).await), [201, 201, 422]);
        let spoke = json!({"kind": "call", "direction": "outbound", "two_way": true, "occurred_at": now, "result": "поговорили"});
        let activities = app.as_farmer().post(format!("{path}/activities/batch"), json!({"items": [spoke, spoke, {"kind": "smoke"}]})).expect(207).await;
        assert_eq!(statuses(&activities), [201, 201, 422]);
        let sale = sell(app, "anna", &story, NET, None).await.id();
        let day = app.now().await.date_naive().to_string();
        let payment = |minor: i64| json!({"source": "bank", "external_id": format!("bp-{}", unique()), "client_id": story.client, "amount": rub(minor), "value_on": day,
            "allocations": [{"sale_id": sale, "amount_minor": 100}]});
        let payments = app.as_finance().post("/v1/payments/batch", json!({"items": [payment(100), payment(0), payment(100)]})).expect(207).await;
        assert_eq!(statuses(&payments), [201, 422, 201]);
        assert_eq!(app.as_finance().get(format!("/v1/sales/{sale}")).await["paid"]["amount_minor"], 200);
        let draft = json!({"client_id": story.client, "sale_on": day, "currency": "RUB", "lines": [{"product_line": "water", "description": "товар", "net_minor": 1000, "vat_bp": 2200}]});
        let sales = app.as_finance().post("/v1/sales/batch", json!({"items": [draft, {"client_id": story.client}]})).expect(207).await;
        assert_eq!(statuses(&sales)[1], 422);
    }

    async fn a_batch_has_its_own_bounds(app) {
        let path = "/v1/clients/batch";
        for body in [json!({"items": []}), json!({}), json!({"items": {}}), json!({"items": [client("А")], "more": 1})] {
            app.as_hunter().post(path, body).expect(422).await;
        }
        let many: Vec<_> = (0..1_001).map(|n| json!({"legal_name": n.to_string()})).collect();
        app.as_hunter().post(path, json!({"items": many})).expect(422).await;
        for wrong in ["atomic=perhaps", "atomic=", "atomic=true&atomic=true"] {
            let refused = app.as_hunter().post(format!("{path}?{wrong}"), json!({"items": [client("А")]})).expect(400).await;
            assert_eq!((&*refused.code(), &*refused.text("detail")), ("bad_query", "atomic: must be true or false, once"), "{wrong}");
        }
        // Who may not do it at all is told so of each item.
        let answer = app.as_finance().post(path, json!({"items": [client("А")]})).expect_one_of(&[207, 403]).await;
        assert!(answer.status == 403 || statuses(&answer) == [403]);
    }
}
