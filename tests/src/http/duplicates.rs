//! Pairs of clients that may be one (RULES.md E-18): found on creation and at night, dismissed for ever.

use serde_json::{Value, json};

use crate::harness::story::{phone, unique};
use crate::harness::{TestApp, days};

/// A client of olga's with these members besides.
pub(super) async fn client(app: &TestApp, more: Value) -> String {
    let mut card = json!({"legal_name": format!("ООО «Фирма {}»", unique()), "source": "purchased_list"});
    card.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    app.as_call_manager().post("/v1/clients", card).expect(201).await.id()
}

async fn pairs(app: &TestApp, client: &str) -> Vec<(i64, Value, String)> {
    let all = app.as_director().all(format!("/v1/duplicates?client_id={client}&sort=-score")).await;
    let text = |pair: &Value, member: &str| pair[member].as_str().unwrap().to_owned();
    all.iter().map(|pair| (pair["score"].as_i64().unwrap(), pair["reasons"].clone(), text(pair, "found_by"))).collect()
}

on_both! {
    async fn a_new_client_is_compared_by_number_domain_and_name_in_his_city(app) {
        let number = phone();
        let first = client(app, json!({"legal_name": "ООО «Кафе Весёлый Роджер»", "city": "Тверь", "phones": [{"number": number}], "emails": ["info@roger.example"]})).await;
        let same_name = client(app, json!({"legal_name": "ВЕСЕЛЫЙ РОДЖЕР КАФЕ, ООО", "city": "г. Тверь"})).await;
        assert_eq!(pairs(app, &same_name).await, [(60, json!(["name_city"]), "create".to_owned())]);
        let same_number = client(app, json!({"phones": [{"number": number}], "emails": ["office@roger.example"]})).await;
        assert_eq!(pairs(app, &same_number).await, [(100, json!(["phone", "email_domain"]), "create".to_owned())]);
        let same_mail = client(app, json!({"emails": ["hr@Roger.example"]})).await;
        assert_eq!(pairs(app, &same_mail).await.iter().map(|pair| pair.0).collect::<Vec<_>>(), [50, 50]);
        let elsewhere = client(app, json!({"legal_name": "ООО «Кафе Весёлый Роджер»", "city": "Москва"})).await;
        assert_eq!(pairs(app, &elsewhere).await, []);
        // A name alone is a suggestion, the rest is told.
        let card = app.as_director().get(format!("/v1/clients/{same_name}")).expect(200).await;
        assert_eq!(card["duplicate_suspected"], false);
        let card = app.as_director().get(format!("/v1/clients/{same_number}")).expect(200).await;
        assert_eq!((card["duplicate_suspected"].clone(), card["duplicate_of_id"].clone()), (json!(true), json!(first)));
        let told = app.as_director().all(format!("/v1/events?name=duplicate_suspected&client_id={same_number}")).await;
        assert_eq!((told.len(), told[0]["facts"]["score"].clone()), (1, json!(100)));
    }

    async fn mailboxes_of_everybody_are_no_firms_domain_and_branches_no_duplicates(app) {
        for domain in ["mail.ru", "gmail.com", "yandex.ru"] {
            client(app, json!({"emails": [format!("one@{domain}")]})).await;
            let other = client(app, json!({"emails": [format!("other@{domain}")]})).await;
            assert_eq!(pairs(app, &other).await, [], "{domain}");
        }
        let number = phone();
        let head = client(app, json!({"inn": "7736050003", "kpp": "773601001", "phones": [{"number": number}]})).await;
        let branch = client(app, json!({"inn": "7736050003", "kpp": "780143001", "phones": [{"number": number}]})).await;
        assert_eq!(app.as_director().get(format!("/v1/clients/{branch}")).expect(200).await["head_office_id"], head);
        assert_eq!(pairs(app, &branch).await, []);
    }

    async fn who_comes_to_share_something_is_found_at_night_and_who_was_dismissed_never_again(app) {
        let (number, other_number) = (phone(), phone());
        let first = client(app, json!({"phones": [{"number": number}]})).await;
        let second = client(app, json!({"phones": [{"number": other_number}]})).await;
        let seen = app.as_call_manager().get(format!("/v1/clients/{second}")).expect(200).await;
        let more = json!({"phones": [{"number": other_number}, {"number": number}]});
        app.as_call_manager().patch(format!("/v1/clients/{second}"), more).if_match(&seen).expect(200).await;
        assert_eq!(pairs(app, &first).await, []);
        app.advance(days(1)).await;
        assert_eq!(pairs(app, &first).await, [(80, json!(["phone"]), "nightly".to_owned())]);
        let pair = app.as_director().all(format!("/v1/duplicates?client_id={first}")).await.remove(0);
        assert_eq!(pair["client_ids"], json!([first, second]));
        let path = format!("/v1/duplicates/{}", pair["id"].as_str().unwrap());
        app.as_call_manager().get(&path).expect(403).await;
        app.as_hunter().post(format!("{path}/dismiss"), json!({"reason": "два юрлица"})).expect(403).await;
        let vera = app.as_call_centre_admin();
        let dismissed = vera.post(format!("{path}/dismiss"), json!({"reason": "два юрлица"})).expect(200).await;
        assert_eq!((dismissed.text("state"), dismissed["dismissed_by"].clone()), ("dismissed".to_owned(), json!(vera.id())));
        vera.post(format!("{path}/dismiss"), json!({"reason": "два юрлица"})).expect(200).await;
        assert_eq!(vera.post(format!("{path}/dismiss"), json!({"reason": "иначе"})).expect(409).await.code(), "already_done");
        app.advance(days(2)).await;
        assert_eq!(app.as_director().all(format!("/v1/duplicates?client_id={first}")).await.len(), 1);
        assert_eq!(app.as_director().all(format!("/v1/duplicates?client_id={first}&state=open")).await.len(), 0);
        let counts = app.as_director().get("/v1/duplicates/counts?by=state").expect(200).await;
        assert_eq!(counts["items"][0]["state"], "dismissed");
        assert_eq!(app.as_director().all("/v1/duplicates?min_score=81").await.len(), 0);
        let named = app.as_director().get(format!("{path}?include=client_ids,dismissed_by")).expect(200).await;
        assert_eq!(named["included"]["clients"].as_object().map(serde_json::Map::len), Some(2));
    }
}
