//! 12b: numbers that are none, extensions and labels, and the clients whom a contact's number finds (E-15, E-18).

use serde_json::{Value, json};

use super::calls::{card, client, with};
use crate::harness::story::{call_event, phone, unique};
use crate::harness::{Answer, TestApp};

async fn created(app: &TestApp, phones: Value, status: u16) -> Answer {
    let card = json!({"legal_name": format!("ООО «{}»", unique()), "source": "purchased_list", "phones": phones});
    app.as_call_manager().post("/v1/clients", card).expect(status).await
}

on_both! {
    async fn whoever_writes_a_number_without_area_code_is_asked_for_it(app) {
        for number in ["2562533", "8 495 123456", "8 029 123-45-67", "+7 (000) 000-00-00", "101", "anonymous", "89161234567, 89161234568"] {
            let refused = created(app, json!([{"number": number}]), 422).await;
            assert_eq!((refused.pointers(), refused["errors"][0]["code"].as_str()), (vec!["/phones/0/number".to_owned()], Some("phone")), "{number}");
            assert!(refused["errors"][0]["detail"].as_str().unwrap().contains("give the area code"), "{}", refused.json);
        }
    }

    async fn two_clients_of_two_towns_with_one_local_number_are_not_mixed_up(app) {
        let event = call_event(app.now().await, "2562533", "101");
        let call = app.as_pbx().post("/v1/calls", event).expect(202).await;
        assert_eq!((&call["client_phone"], &call["client_phone_raw"]), (&Value::Null, &json!("2562533")));
    }

    async fn extensions_and_labels_are_split_off_a_number(app) {
        let told = [
            ("8 495 123-45-67 доб. 123", Some("123"), None), ("84951234567 вн. 12", Some("12"), None), ("+7 495 123-45-67 ext. 123", Some("123"), None),
            ("84951234567#123", Some("123"), None), ("+74951234567;ext=123", Some("123"), None), ("84951234567,,123", Some("123"), None), ("84951234567 Иван", None, Some("Иван")),
        ];
        for (number, extension, label) in told {
            let line = created(app, json!([{"number": number}]), 201).await["phones"][0].clone();
            assert_eq!(line, json!({"number": "+74951234567", "extension": extension, "label": label, "callable": true, "do_not_call": false}), "{number}");
        }
        let own = created(app, json!([{"number": "84951234567 доб. 1", "extension": "22", "label": "склад"}, {"number": "84951234567", "extension": "33"}]), 201).await;
        let lines: Vec<_> = own["phones"].as_array().unwrap().iter().map(|line| (line["extension"].as_str(), line["label"].as_str())).collect();
        assert_eq!(lines, [(Some("22"), Some("склад")), (Some("33"), None)], "what is said wins, and two may share a number");
        assert_eq!(created(app, json!([{"number": "84951234567", "extension": "12a"}]), 422).await.pointers(), ["/phones/0/extension"]);
    }

    async fn the_number_of_a_contact_finds_his_client(app) {
        let (number, other) = (phone(), phone());
        let owner = client(app, &phone()).await;
        let path = format!("/v1/clients/{owner}/contacts");
        let person = app.as_call_manager().post(&path, json!({"name": "Анна", "phones": [{"number": format!("{number} доб. 5")}]})).expect(201).await;
        let call = app.as_pbx().post("/v1/calls", call_event(app.now().await, &number, "101")).expect(201).await;
        assert_eq!((call.text("client_id"), card(app, &owner).await.text("stage")), (owner.clone(), "contacted".to_owned()));
        let missed = with(&call_event(app.now().await, &number, "101"), json!({"outcome": "no_answer", "talk_seconds": 0, "answered_at": null}));
        assert_eq!(app.as_pbx().post("/v1/calls", missed).expect(201).await.text("client_id"), owner);
        let twin = created(app, json!([{"number": number}]), 201).await;
        assert_eq!((&twin["duplicate_suspected"], twin["duplicate_of_id"].as_str()), (&json!(true), Some(owner.as_str())));
        // He has another number now.
        let place = person.header("location").unwrap().to_owned();
        let seen = app.as_director().get(&place).expect(200).await;
        assert_eq!(seen["phones"], json!([{"number": number, "extension": "5", "label": null}]));
        app.as_director().patch(&place, json!({"phones": [{"number": other}]})).if_match(&seen).expect(200).await;
        assert_eq!(app.as_pbx().post("/v1/calls", call_event(app.now().await, &other, "101")).expect(201).await.text("client_id"), owner);
        assert_eq!(app.as_pbx().post("/v1/calls", call_event(app.now().await, &number, "101")).expect(201).await.text("client_id"), twin.id());
    }
}
