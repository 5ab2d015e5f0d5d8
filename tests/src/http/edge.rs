//! How the edge speaks: what is wrong with a request is said all at once, in words of people, and where it stands.

use serde_json::{Value, json};

use super::pointers;
use crate::harness::story::{Story, Until, call_event, phone, unique};
use crate::harness::{Answer, stamp};

/// Pointer, code and detail of every fault.
fn faults(answer: &Answer) -> Vec<(&str, &str, &str)> {
    let errors = answer["errors"].as_array().into_iter().flatten();
    let told = errors.map(|error| ["pointer", "code", "detail"].map(|name| error[name].as_str().unwrap_or_default()));
    told.map(|[pointer, code, detail]| (pointer, code, detail)).collect()
}

on_both! {
    async fn every_wrong_member_is_named_at_once_in_words_of_people(app) {
        let body = json!({"legal_name": 5, "source": "the moon", "inn": "1", "phones": "none", "colour": "red", "referrer_client_id": "user_1", "last_sale_on": "soon"});
        let refused = app.as_call_manager().post("/v1/clients", body).expect(422).await;
        assert_eq!(pointers(&refused), ["/colour", "/last_sale_on", "/legal_name", "/phones", "/referrer_client_id", "/source"]);
        let said = faults(&refused);
        assert_eq!(said[1], ("/last_sale_on", "wrong_value", "must be a day such as 2026-11-02"));
        assert_eq!(said[2], ("/legal_name", "wrong_value", "must be a text"));
        assert_eq!(said[3], ("/phones", "wrong_value", "must be a list"));
        assert_eq!(said[4], ("/referrer_client_id", "wrong_value", "must be an id that begins with client_"));
        assert!(said[0].1 == "unknown_member" && said[0].2.starts_with("is not known here; known are legal_name, "), "{:?}", said[0]);
        // Unknown members and field rules together.
        let refused = app.as_call_manager().post("/v1/clients", json!({"legal_name": " ", "source": "referral", "inn": "1", "colour": "red"})).expect(422).await;
        assert_eq!(pointers(&refused), ["/colour", "/inn", "/legal_name"]);
        // All that is missing, and null is missing.
        let refused = app.as_hunter().post("/v1/opportunities", json!({"client_id": null})).expect(422).await;
        assert_eq!(faults(&refused).iter().map(|fault| (fault.0, fault.1)).collect::<Vec<_>>(), [("/amount", "required"), ("/client_id", "required"), ("/product_line", "required")]);
        // What is said twice, wherever.
        let twice = r#"{"legal_name": "А", "source": "referral", "addresses": {"legal": "Тверь", "legal": "Орёл"}}"#;
        let refused = app.as_hunter().post("/v1/clients", json!({})).raw("application/json", twice).expect(422).await;
        assert_eq!(faults(&refused), [("/addresses/legal", "wrong_value", "is given twice")]);
        // Inside lists each by its place.
        let sale = json!({"client_id": "client_01h2xcejqtf2nbrexx3vqjhp41", "sale_on": "2026-03-03", "currency": "RUB", "lines": [{"product_line": "water", "net_minor": 1.5, "vat_bp": 0}]});
        let refused = app.as_hunter().post("/v1/sales", sale).expect(422).await;
        assert_eq!(faults(&refused), [("/lines/0/net_minor", "wrong_value", "must be a whole number")]);
    }

    async fn a_wrong_query_parameter_is_named(app) {
        for (query, named) in [
            ("limit=0", "limit: "), ("limit=many", "limit: "), ("sort=colour", "sort: "), ("fields=colour", "fields: "), ("colour=red", "colour: "),
            ("curator_id=client_01h2xcejqtf2nbrexx3vqjhp41", "curator_id: must be an id that begins with user_"), ("stage=active,asleep", "stage: "), ("stage=active&stage=lost", "stage: "),
            ("last_contact_before=soon", "last_contact_before: must be a"),
        ] {
            let refused = app.as_director().get(format!("/v1/clients?{query}")).expect(400).await;
            assert!(refused.code() == "bad_query" && refused.text("detail").starts_with(named), "{query}: {}", refused.text("detail"));
        }
        app.as_director().get("/v1/clients?limit=99999999999999999999999").expect(200).await;
        let refused = app.as_pbx().post("/v1/calls?colour=red", call_event(app.now().await, &phone(), "101")).expect(400).await;
        assert_eq!(refused.text("detail"), "colour: is not known here; none is accepted");
    }

    async fn what_has_no_version_has_an_etag_too(app) {
        let story = Story::told(app, Until::Called).await;
        let norm = app.as_director().get("/v1/norms?limit=1").expect(200).await.items()[0]["key"].as_str().unwrap().to_owned();
        let activity = app.as_call_manager().get(format!("/v1/clients/{}/activities", story.client)).expect(200).await.items()[0]["id"].as_str().unwrap().to_owned();
        for path in ["/v1/me".to_owned(), format!("/v1/norms/{norm}"), format!("/v1/clients/{}/activities/{activity}", story.client), format!("/v1/clients/{}", story.client)] {
            let seen = app.as_director().get(&path).expect(200).await;
            assert!(seen.etag().starts_with('"'), "{path}: {}", seen.etag());
            let again = app.as_director().get(&path).header("if-none-match", seen.etag()).expect(304).await;
            assert!(again.body.is_empty() && again.etag() == seen.etag());
            app.as_director().get(&path).header("if-none-match", "\"another\"").expect(200).await;
        }
    }

    async fn a_call_is_refused_only_for_what_cannot_be(app) {
        let now = app.now().await;
        let ago = |seconds: i64| Value::from(stamp(now - chrono::TimeDelta::seconds(seconds)));
        let call = |changes: &[(&str, Value)]| {
            let mut call = call_event(now, &phone(), "101");
            for (member, value) in changes {
                call[*member] = value.clone();
            }
            call
        };
        for (changes, pointer, code) in [
            (vec![("ended_at", ago(301))], "/ended_at", "out_of_order"),
            (vec![("answered_at", ago(301))], "/answered_at", "out_of_order"),
            (vec![("answered_at", ago(100))], "/ended_at", "out_of_order"),
            (vec![("started_at", json!("1970-01-01T00:00:00Z"))], "/started_at", "too_long_ago"),
            (vec![("ended_at", ago(-600))], "/ended_at", "in_the_future"),
        ] {
            let taken = app.as_pbx().post("/v1/calls", call(&changes)).expect_one_of(&[201, 202]).await;
            assert_eq!((&taken["warnings"][0]["pointer"], &taken["warnings"][0]["code"]), (&json!(pointer), &json!(code)), "{changes:?}");
        }
        for (changes, pointer, code) in [
            (vec![("external_call_id", json!(format!("a{}\0b", unique())))], "/external_call_id", "nul"),
            (vec![("event_id", json!("e\0"))], "/event_id", "nul"),
        ] {
            let refused = app.as_pbx().post("/v1/calls", call(&changes)).expect(422).await;
            assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!(pointer), &json!(code)), "{changes:?}");
        }
        // A caller's name is no key: what no database holds is left out of it.
        let taken = app.as_pbx().post("/v1/calls", call(&[("outcome_raw", json!("AN\0SWERED")), ("caller_name", json!("И\0ван"))])).expect_one_of(&[201, 202]).await;
        assert_eq!(taken["outcome_raw"], "ANSWERED");
    }

    async fn a_conversation_was_neither_tomorrow_nor_in_another_age(app) {
        let story = Story::told(app, Until::Called).await;
        let talk = |at: &str| json!({"kind": "call", "direction": "outbound", "two_way": true, "occurred_at": at});
        let path = format!("/v1/clients/{}/activities", story.client);
        let before = app.as_director().get(format!("/v1/clients/{}", story.client)).await;
        for (at, code) in [("1970-01-01T00:00:00Z", "too_long_ago"), ("1999-12-31T23:59:59Z", "too_long_ago"), ("2126-01-01T00:00:00Z", "in_the_future")] {
            let refused = app.as_director().post(&path, talk(at)).expect(422).await;
            assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!("/occurred_at"), &json!(code)));
        }
        app.as_director().post(&path, talk("2000-01-01T00:00:00Z")).expect(201).await;
        assert_eq!(app.as_director().get(format!("/v1/clients/{}", story.client)).await["last_contact_at"], before["last_contact_at"]);
    }

    async fn an_array_is_no_object(app) {
        let client = app.as_hunter().post("/v1/clients", json!({"legal_name": "ООО «Предмет»", "source": "internet"})).expect(201).await;
        let path = format!("/v1/clients/{}", client.id());
        for body in [json!([]), json!(["ООО «Подмена»", "tr"])] {
            app.as_hunter().patch(&path, body.clone()).if_match(&client).expect(422).await;
            app.as_hunter().post("/v1/clients", body).expect(422).await;
        }
        let phones = json!({"legal_name": "А", "source": "internet", "phones": [["+79161112233", "x"]]});
        assert_eq!(pointers(&app.as_hunter().post("/v1/clients", phones).expect(422).await), ["/phones/0"]);
        let address = app.as_hunter().patch(&path, json!({"addresses": ["a", "b"]})).if_match(&client).expect(422).await;
        assert_eq!(pointers(&address), ["/addresses"]);
        assert_eq!(app.as_hunter().get(&path).await.text("legal_name"), "ООО «Предмет»");
    }

    async fn an_empty_choice_of_members_is_none(app) {
        assert_eq!(app.as_hunter().get("/v1/clients?fields=").expect(400).await.code(), "bad_query");
        assert_eq!(app.as_hunter().get("/v1/clients?sort=").expect(400).await.code(), "bad_query");
    }
}
