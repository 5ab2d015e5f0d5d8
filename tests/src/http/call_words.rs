//! 13, 12c, 12d: boxes that spell things their own way are understood; what cannot be read is told and refuses no call.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::calls::{card, client, with};
use crate::harness::story::{call_event, phone, unique};
use crate::harness::{Answer, stamp};

fn told(answer: &Answer) -> Vec<(&str, &str)> {
    let warnings = answer["warnings"].as_array().map(Vec::as_slice).unwrap_or_default();
    warnings.iter().map(|warning| (warning["pointer"].as_str().unwrap(), warning["code"].as_str().unwrap())).collect()
}

on_both! {
    async fn a_call_is_understood_in_the_spelling_of_its_box(app) {
        let (number, now) = (phone(), app.now().await);
        let owner = client(app, &number).await;
        let report = json!({
            "external_call_id": 4711, "direction": "out", "client_phone": format!("sip:{number}@10.0.0.1:5060;user=phone"), "agent_ref": "SIP/101-0000a",
            "started_at": (now.timestamp() - 300).to_string(), "answered_at": (now.timestamp() - 290) * 1000, "ended_at": now.timestamp() - 120,
            "talk_seconds": "170.4", "ring_seconds": "", "total_seconds": "00:03:00", "outcome": "ANSWERED", "recording": "https://pbx.test/1.mp3", "state": ""
        });
        let call = app.as_pbx().post("/v1/calls", report).expect(201).await;
        assert_eq!((call.text("client_id"), call.text("user_id"), call["client_phone"].as_str()), (owner.clone(), app.as_call_manager().id().to_owned(), Some(number.as_str())));
        assert_eq!((call["talk_seconds"].as_i64(), call["total_seconds"].as_i64(), call["ring_seconds"].as_i64()), (Some(170), Some(180), None));
        assert_eq!((call.text("started_at"), call.text("direction"), call.text("outcome"), call["outcome_raw"].as_str()), (stamp(now - TimeDelta::seconds(300)), "outbound".to_owned(), "answered".to_owned(), Some("ANSWERED")));
        assert_eq!((told(&call), card(app, &owner).await.text("stage")), (Vec::new(), "contacted".to_owned()));
        let heard = app.as_quality().get(format!("/v1/calls/{}", call.id())).expect(200).await;
        assert_eq!(heard["recording"]["url"], "https://pbx.test/1.mp3");
    }

    async fn the_spellings_of_an_outcome_and_a_direction_are_many(app) {
        for (word, meant) in [("missed", "no_answer"), ("BUSY", "busy"), ("no-answer", "no_answer"), ("Answered", "answered"), ("CANCELLED", "canceled")] {
            let call = app.as_pbx().post("/v1/calls", with(&call_event(app.now().await, "+74950000000", "101"), json!({"outcome": word, "direction": "IN"}))).expect(202).await;
            assert_eq!((call.text("outcome"), call.text("direction")), (meant.to_owned(), "inbound".to_owned()), "{word}");
        }
    }

    async fn a_form_is_a_report_too(app) {
        let (number, id) = (phone(), unique().to_string());
        let owner = client(app, &number).await;
        let form = format!("external_call_id={id}&direction=out&client_phone=%2B{}&agent_ref=101&outcome=ANSWERED&talk_seconds=95&started_at=2026-03-03+12%3A00%3A00&recording[url]=https%3A%2F%2Fpbx.test%2F1.mp3", &number[1..]);
        let post = async |kind: &'static str, body: String| app.as_pbx().ask(reqwest::Method::POST, "/v1/calls").raw(kind, body).expect_one_of(&[200, 201]).await;
        let call = post("application/x-www-form-urlencoded", form.clone()).await;
        assert_eq!((call.text("client_id"), call["talk_seconds"].as_i64(), call.text("started_at")), (owner, Some(95), "2026-03-03T09:00:00Z".to_owned()));
        assert_eq!(post("application/x-www-form-urlencoded; charset=UTF-8", form).await.id(), call.id(), "again");
        let json = json!({"external_call_id": id, "direction": "outbound", "line_phone": "+74951234567"}).to_string();
        assert_eq!(post("application/x-www-form-urlencoded", json).await["line_phone"], "+74951234567", "JSON that is called a form");
    }

    async fn a_byte_order_mark_is_skipped(app) {
        let marked = |json: Value| format!("\u{feff}{json}");
        let event = call_event(app.now().await, "+74950000000", "101");
        app.as_pbx().ask(reqwest::Method::POST, "/v1/calls").raw("application/json", marked(event.clone())).expect(202).await;
        app.as_pbx().post("/v1/calls", event).expect(200).await;
        let card = json!({"legal_name": "ООО «Метка»", "source": "purchased_list"});
        app.as_call_manager().ask(reqwest::Method::POST, "/v1/clients").raw("application/json", marked(card.clone())).expect(201).await;
        app.as_call_manager().ask(reqwest::Method::POST, "/v1/clients/batch").raw("application/json", marked(json!({"items": [card]}))).expect(207).await;
    }

    async fn what_cannot_be_read_is_told_and_kept(app) {
        let event = call_event(app.now().await, "anonymous", "nobody");
        let call = app.as_pbx().post("/v1/calls", with(&event, json!({"outcome": "gone fishing", "talk_seconds": "long", "sequence": "first", "recording": 5, "state": ["x"]}))).expect(202).await;
        assert_eq!(told(&call), [("/sequence", "unreadable"), ("/state", "unreadable"), ("/client_phone", "phone"), ("/outcome", "unknown_outcome"), ("/talk_seconds", "unreadable")]);
        assert_eq!((&call["client_phone"], &call["client_phone_raw"], &call["suggestion"]), (&Value::Null, &json!("anonymous"), &Value::Null));
        assert!(app.as_quality().get(format!("/v1/calls/{}", call.id())).expect(200).await["warnings"].is_null(), "told to who reported");
        for (member, value, code) in [
            ("started_at", json!("yesterday"), "unreadable"), ("direction", json!("sideways"), "unknown_direction"), ("talk_seconds", json!(-1), "unreadable"),
            ("ended_at", json!("0001-01-01T00:00:00Z"), "too_long_ago"), ("ended_at", json!(stamp(app.now().await + TimeDelta::minutes(6))), "in_the_future"),
            ("answered_at", json!(stamp(app.now().await - TimeDelta::seconds(400))), "out_of_order"), ("talk_seconds", json!(500), "contradiction"),
        ] {
            let event = with(&call_event(app.now().await, &phone(), "101"), json!({member: value}));
            let call = app.as_pbx().post("/v1/calls", event.clone()).expect(202).await;
            assert_eq!(told(&call), [(format!("/{member}").as_str(), code)], "{value}");
            assert_eq!(app.as_pbx().post("/v1/calls", event).expect(200).await.body, call.body, "the same, said again");
        }
    }

    async fn a_talk_longer_than_the_call_is_the_call(app) {
        let number = phone();
        let owner = client(app, &number).await;
        let call = app.as_pbx().post("/v1/calls", with(&call_event(app.now().await, &number, "101"), json!({"talk_seconds": 3000, "ring_seconds": 600}))).expect(201).await;
        assert_eq!((call["talk_seconds"].as_i64(), call["ring_seconds"].as_i64()), (Some(170), Some(10)));
        assert_eq!(told(&call), [("/ring_seconds", "contradiction"), ("/talk_seconds", "contradiction")]);
        assert_eq!(card(app, &owner).await.text("stage"), "contacted");
    }

    async fn direction_is_needed_until_it_has_been_said(app) {
        let event = call_event(app.now().await, &phone(), "101");
        let bare = json!({"external_call_id": event["external_call_id"], "recording": {"url": "https://pbx.test/1.mp3"}});
        assert_eq!(app.as_pbx().post("/v1/calls", bare.clone()).expect(422).await.pointers(), ["/direction"]);
        app.as_pbx().post("/v1/calls", event).expect(202).await;
        assert_eq!(app.as_pbx().post("/v1/calls", bare).expect(200).await["direction"], "outbound");
    }

    async fn a_new_client_is_suggested_only_for_a_number(app) {
        let inbound = |number: &str| with(&call_event("2026-03-03T09:00:00Z".parse().unwrap(), number, "101"), json!({"direction": "inbound"}));
        assert_eq!(app.as_pbx().post("/v1/calls", inbound("+74951112233")).expect(202).await["suggestion"], "create_client");
        for number in ["anonymous", "", "2562533", "101"] {
            assert_eq!(app.as_pbx().post("/v1/calls", inbound(number)).expect(202).await["suggestion"], Value::Null, "{number}");
        }
    }

    async fn local_times_are_of_the_zone_of_the_integration(app) {
        let admin = app.as_sys_admin();
        let integration = admin.all("/v1/integrations?source=office-pbx").await[0].clone();
        let event = |id: &str| json!({"external_call_id": id, "direction": "inbound", "started_at": "2026-03-02 12:00:00"});
        assert_eq!(app.as_pbx().post("/v1/calls", event("company")).expect(202).await["started_at"], "2026-03-02T09:00:00Z");
        let path = format!("/v1/integrations/{}", integration["id"].as_str().unwrap());
        let seen = admin.get(&path).expect(200).await;
        let changed = admin.patch(&path, json!({"time_zone": "Asia/Yekaterinburg"})).if_match(&seen).expect(200).await;
        assert_eq!(changed["time_zone"], "Asia/Yekaterinburg");
        assert_eq!(app.as_pbx().post("/v1/calls", event("box")).expect(202).await["started_at"], "2026-03-02T07:00:00Z");
        assert_eq!(admin.patch(&path, json!({"time_zone": "Mars/Olympus"})).if_match(&changed).expect(422).await.pointers(), ["/time_zone"]);
    }

    async fn each_item_of_a_batch_is_warned_for_itself(app) {
        let event = call_event(app.now().await, &phone(), "101");
        let odd = with(&event, json!({"external_call_id": "odd", "talk_seconds": "long"}));
        let answer = app.as_pbx().post("/v1/calls/batch", json!({"items": [event, odd]})).expect(207).await;
        assert!(answer["items"][0]["warnings"].is_null());
        assert_eq!(answer["items"][1]["warnings"][0]["pointer"], "/talk_seconds");
    }

    async fn warnings_are_said_in_russian_to_who_reads_russian(app) {
        let event = with(&call_event(app.now().await, &phone(), "101"), json!({"talk_seconds": 500}));
        let answer = app.as_pbx().ask(reqwest::Method::POST, "/v1/calls").header("accept-language", "ru").json(&event).expect(202).await;
        assert!(answer["warnings"][0]["detail"].as_str().unwrap().contains("учтено секунд: 170"), "{}", answer.json);
    }
}
