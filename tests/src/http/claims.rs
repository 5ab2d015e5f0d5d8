//! Claims of clients, and what an open one stands in the way of (RULES.md §3.17, E-29).

use serde_json::{Value, json};

use super::contracts::{on, served};
use crate::harness::story::rub;
use crate::harness::{Actor, Answer};

async fn claim(who: &Actor, client: &str) -> Answer {
    who.post("/v1/claims", json!({"client_id": client, "subject": "ржавая вода", "text": "третий раз", "severity": "high"}))
        .expect(201)
        .await
}

on_both! {
    async fn whoever_hears_a_claim_opens_it_and_quality_settles_it(app) {
        let (client, quality) = (served(app).await, app.as_quality());
        let made = claim(&app.as_call_manager(), &client).await;
        assert_eq!((made.text("state"), made.text("owner_id")), ("open".to_owned(), quality.id().to_owned()));
        let path = format!("/v1/claims/{}", made.id());
        app.as_call_manager().get(&path).expect(200).await;
        let worse = app.as_call_manager().patch(&path, json!({"text": "в четвёртый раз"})).if_match(&made).expect(200).await;
        assert_eq!(worse.text("text"), "в четвёртый раз");
        for (verb, body) in [("resolve", json!({"resolution": "заменили"})), ("reject", json!({"reason": "нет"})), ("assign", json!({"user_id": quality.id()}))] {
            app.as_farmer().post(format!("{path}/{verb}"), body).expect(403).await;
        }
        let given = quality.post(format!("{path}/assign"), json!({"user_id": app.as_support_clerk().id()})).expect(200).await;
        assert_eq!(given.text("owner_id"), app.as_support_clerk().id());
        app.as_support_clerk().get(&path).expect(200).await;
        let done = quality.post(format!("{path}/resolve"), json!({"resolution": "заменили"})).expect(200).await;
        assert_eq!((done.text("state"), done.text("resolution"), done["resolved_at"].is_string()), ("resolved".into(), "заменили".into(), true));
        let other = quality.post(format!("{path}/resolve"), json!({"resolution": "вернули деньги"})).expect(409).await;
        assert_eq!((other.code(), other.text("reason")), ("already_done".into(), "заменили".into()));
        assert_eq!(quality.post(format!("{path}/reject"), json!({"reason": "нет"})).expect(409).await.code(), "illegal_transition");
        let second = claim(&app.as_farmer(), &client).await;
        let no = app.as_director().post(format!("/v1/claims/{}/reject", second.id()), json!({"reason": "не наша вода"})).expect(200).await;
        assert_eq!((no.text("state"), no.text("resolution")), ("rejected".into(), "не наша вода".into()));
    }

    async fn claims_are_read_by_who_keeps_the_file_opened_or_settles_them(app) {
        let client = served(app).await;
        let made = claim(&app.as_hunter(), &client).await;
        let path = format!("/v1/claims/{}", made.id());
        for who in [app.as_hunter(), app.as_farmer(), app.as_head_client_dept(), app.as_quality(), app.as_finance(), app.as_director()] {
            who.get(&path).expect(200).await;
            assert_eq!(who.all(format!("/v1/claims?client_id={client}&state=open")).await.len(), 1);
        }
        for who in [app.as_other_hunter(), app.as_other_farmer(), app.as_support_clerk(), app.as_call_manager()] {
            who.get(&path).expect(404).await;
            assert_eq!(who.all(format!("/v1/claims?client_id={client}")).await, Vec::<Value>::new());
        }
        let reads = app.as_director().all(format!("/v1/audit?name=restricted_read&client_id={client}")).await;
        assert!(reads.iter().any(|read| read["facts"]["what"] == "conflicts"), "{reads:?}");
    }

    async fn what_was_promised_to_settle_it_is_the_clients(app) {
        let (client, other) = (served(app).await, served(app).await);
        let promise = json!({"client_id": client, "made_by": "us", "kind": "service", "what": "промыть кулер", "due_on": on(app, 3).await});
        let promise = app.as_farmer().post("/v1/promises", promise).expect(201).await.id();
        let words = |client: &str| json!({"client_id": client, "subject": "вода", "text": "ржавая", "severity": "low", "promise_id": promise});
        assert_eq!(app.as_farmer().post("/v1/claims", words(&other)).expect(422).await.pointers(), ["/promise_id"]);
        let made = app.as_farmer().post("/v1/claims", words(&client)).expect(201).await;
        let named = app.as_farmer().get(format!("/v1/claims/{}?include=promise,owner", made.id())).expect(200).await;
        assert_eq!(named["included"]["promises"][&promise]["what"], "промыть кулер");
    }

    async fn e29_an_open_claim_keeps_a_new_line_back_unless_a_head_overrides(app) {
        let client = served(app).await;
        let made = claim(&app.as_farmer(), &client).await;
        let deal = |over: bool| json!({"client_id": client, "product_line": "coolers", "amount": rub(1_000), "override": over});
        for over in [false, true] {
            let refused = app.as_hunter().post("/v1/opportunities", deal(over)).expect(409).await;
            assert_eq!((refused.code(), refused.text("claim_id")), ("open_claim".to_owned(), made.id()), "{over}");
        }
        let refused = app.as_director().post(format!("/v1/clients/{client}/erase-personal-data"), json!({})).expect(409).await;
        assert_eq!(refused.code(), "open_claim");
        app.as_quality().post(format!("/v1/claims/{}/resolve", made.id()), json!({"resolution": "заменили"})).expect(200).await;
        app.as_hunter().post("/v1/opportunities", deal(false)).expect(201).await;
    }

    async fn e29_a_head_begins_something_new_in_spite_of_a_claim(app) {
        let story = crate::harness::story::Story::told(app, crate::harness::story::Until::Prospect).await;
        claim(&app.as_hunter(), &story.client).await;
        let mut deal = json!({"client_id": story.client, "product_line": "coolers", "amount": rub(1_000), "owner_id": app.as_hunter().id()});
        let head = app.as_head_active_sales();
        assert_eq!(head.post("/v1/opportunities", deal.clone()).expect(409).await.code(), "open_claim");
        deal["override"] = json!(true);
        head.post("/v1/opportunities", deal).expect(201).await;
    }
}
