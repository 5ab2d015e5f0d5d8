//! Commission from outside: who sees whose, what is explained, how statements, plans and rights go.

use serde_json::{Value, json};

use super::pointers;
use crate::harness::story::{NET, Story, Until, pay, rub, sell};
use crate::harness::{Actor, Answer, TestApp, days};

pub(super) async fn lines(whom: &Actor, query: &str) -> Vec<Value> {
    whom.all(format!("/v1/commission/accruals?{query}")).await
}

pub(super) fn amounts(lines: &[Value]) -> Vec<i64> {
    lines.iter().map(|line| line["amount"]["amount_minor"].as_i64().unwrap()).collect()
}

/// A handed-over client, and a follow-on sale of his, paid.
pub(super) async fn served(app: &TestApp) -> Story {
    let mut story = Story::told(app, Until::Handed).await;
    story.sale = sell(app, "anna", &story, NET, None).await.id();
    pay(app, &story, 12_200_000).await;
    story
}

pub(super) async fn month(app: &TestApp) -> String {
    app.now().await.format("%Y-%m").to_string()
}

pub(super) async fn close(app: &TestApp, month: &str) -> Answer {
    app.as_finance().post(format!("/v1/commission/periods/{month}/close"), json!({})).expect(200).await
}

async fn rights(app: &TestApp, whom: &Actor) -> Vec<Value> {
    app.as_finance().all(format!("/v1/commission/entitlements?user_id={}", whom.id())).await
}

pub(super) async fn statement(app: &TestApp, whom: &Actor, month: &str) -> Answer {
    let list = app.as_finance().get(format!("/v1/commission/statements?user_id={}&period={month}", whom.id())).expect(200).await;
    let id = list.items()[0]["id"].as_str().unwrap().to_owned();
    app.as_finance().get(format!("/v1/commission/statements/{id}")).expect(200).await
}

on_both! {
    async fn everybody_sees_his_own_and_heads_their_units(app) {
        let story = served(app).await;
        assert_eq!(amounts(&lines(&app.as_hunter(), "").await), [1_000_000, 300_000]);
        assert_eq!(amounts(&lines(&app.as_farmer(), "").await), [200_000]);
        assert_eq!(lines(&app.as_other_hunter(), "").await, [] as [Value; 0]);
        assert_eq!(lines(&app.as_head_active_sales(), "").await.len(), 2);
        assert_eq!(lines(&app.as_director(), &format!("client_id={}", story.client)).await.len(), 3);
        let farmers = lines(&app.as_farmer(), "").await.remove(0);
        let path = format!("/v1/commission/accruals/{}", farmers["id"].as_str().unwrap());
        app.as_hunter().get(&path).expect(404).await;
        app.as_head_client_dept().get(&path).expect(200).await;
        app.as_quality().get("/v1/commission/accruals").expect(403).await;
        app.as_importer().get("/v1/commission/accruals").expect(403).await;
    }

    async fn a_list_is_filtered_by_what_a_screen_asks(app) {
        let story = served(app).await;
        let of = async |query: String| lines(&app.as_finance(), &query).await.len();
        assert_eq!(of(format!("sale_id={}", story.sale)).await, 2);
        assert_eq!(of(format!("sale_id={}&user_id={}", story.sale, app.as_hunter().id())).await, 1);
        assert_eq!(of("kind=first".into()).await, 1);
        assert_eq!(of("kind=first,follow_on&state=posted".into()).await, 3);
        assert_eq!(of("state=held".into()).await, 0);
        assert_eq!(of(format!("period={}", month(app).await)).await, 3);
        app.as_finance().get("/v1/commission/accruals?period=november").expect(400).await;
        app.as_finance().get("/v1/commission/accruals?sales=1").expect(400).await;
    }

    async fn a_line_explains_itself(app) {
        served(app).await;
        let line = lines(&app.as_hunter(), "kind=follow_on").await.remove(0);
        let shown = app.as_hunter().get(format!("/v1/commission/accruals/{}", line["id"].as_str().unwrap())).expect(200).await;
        assert_eq!((&line["version"], shown.etag()), (&json!(1), "\"1\"".to_owned()));
        assert_eq!((&line["rule"], &line["rate_bp"], &line["base"], &line["state"], &line["late"]), (&json!("residual"), &json!(300), &rub(NET), &json!("posted"), &json!(false)));
        let why = app.as_hunter().get(format!("/v1/commission/accruals/{}/explanation", line["id"].as_str().unwrap())).expect(200).await;
        assert_eq!((&why["kind"], &why["rate_bp"], &why["plan_version"], &why["amount_so_far"]), (&json!("follow_on"), &json!(300), &json!(1), &rub(300_000)));
        assert_eq!((&why["step"]["number"], &why["fx"], why["text"].as_array().unwrap().len() > 3), (&json!(1), &Value::Null, true));
        app.as_farmer().get(format!("/v1/commission/accruals/{}/explanation", line["id"].as_str().unwrap())).expect(404).await;
    }

    async fn explanations_stand_in_the_list_and_speak_russian(app) {
        served(app).await;
        let hunter = app.as_hunter();
        let plain = hunter.get("/v1/commission/accruals").expect(200).await;
        assert!(plain.items().iter().all(|line| line.get("explanation").is_none()) && plain.header("content-language").is_none());
        let path = "/v1/commission/accruals?include=explanation,client";
        let english = hunter.get(path).expect(200).await;
        assert!(english["included"]["clients"].is_object());
        let russian = hunter.get(path).header("accept-language", "ru").expect(200).await;
        assert_eq!((english.header("content-language"), russian.header("content-language")), (Some("en"), Some("ru")));
        for (line, other) in russian.items().iter().zip(english.items()) {
            let alone = format!("/v1/commission/accruals/{}", line["id"].as_str().unwrap());
            let explained = hunter.get(format!("{alone}/explanation")).header("accept-language", "ru").expect(200).await;
            assert_eq!(line["explanation"], explained.json);
            let shown = hunter.get(format!("{alone}?include=explanation")).expect(200).await;
            assert_eq!(shown["explanation"], other["explanation"]);
            let spoken = hunter.get(format!("{alone}?include=explanation")).header("accept-language", "ru").header("if-none-match", shown.etag()).expect(200).await;
            assert_ne!(spoken.etag(), shown.etag());
            let (said, meant) = (line["explanation"]["text"].as_array().unwrap(), other["explanation"]["text"].as_array().unwrap());
            assert_eq!(said.len(), meant.len());
            for (sentence, english) in said.iter().zip(meant) {
                assert!(sentence.as_str().unwrap().chars().any(|letter| ('а'..='я').contains(&letter)), "{english} is not said in Russian: {sentence}");
            }
        }
        let few = hunter.get("/v1/commission/accruals?include=explanation&fields=id,explanation").expect(200).await;
        assert_eq!(few.items()[0].as_object().unwrap().len(), 2);
    }

    async fn a_statement_is_issued_disputed_decided_approved_and_paid(app) {
        served(app).await;
        let now = month(app).await;
        close(app, &now).await;
        let drafted = statement(app, &app.as_hunter(), &now).await;
        assert_eq!((&drafted["total"], &drafted["carry_in"], &drafted["payable"], &drafted["carry_out"]), (&rub(1_300_000), &rub(0), &rub(1_300_000), &rub(0)));
        let path = format!("/v1/commission/statements/{}", drafted.id());
        let finance = app.as_finance();
        app.as_farmer().get(&path).expect(404).await;
        let early = finance.post(format!("{path}/approve"), json!({})).expect(409).await;
        assert_eq!((early.code().as_str(), &early["from"], &early["event"]), ("illegal_transition", &json!("draft"), &json!("approve")));
        finance.post(format!("{path}/issue"), json!({})).expect(200).await;
        assert_eq!(finance.post(format!("{path}/approve"), json!({})).expect(409).await.code(), "dispute_window_open");
        let line = lines(&app.as_hunter(), "kind=first").await.remove(0);
        let dispute = json!({"accrual_id": line["id"], "reason": "не та сумма"});
        app.as_farmer().post(format!("{path}/dispute"), dispute.clone()).expect(404).await;
        let other = lines(&app.as_farmer(), "").await.remove(0);
        let wrong = app.as_hunter().post(format!("{path}/dispute"), json!({"accrual_id": other["id"], "reason": "чужая"})).expect(422).await;
        assert_eq!(pointers(&wrong), ["/accrual_id"]);
        assert_eq!(app.as_hunter().post(format!("{path}/dispute"), dispute.clone()).expect(200).await["state"], "disputed");
        let resolution = json!({"verdict": "rejected", "reason": "по договору"});
        app.as_head_active_sales().post(format!("{path}/resolve"), resolution.clone()).expect(403).await;
        assert_eq!(finance.post(format!("{path}/resolve"), resolution).expect(200).await["dispute"]["verdict"], "rejected");
        assert_eq!(app.as_hunter().post(format!("{path}/dispute"), dispute).expect(409).await.code(), "already_disputed");
        app.as_director().post(format!("{path}/approve"), json!({})).expect(403).await;
        finance.post(format!("{path}/approve"), json!({})).expect(200).await;
        let paid = finance.post(format!("{path}/pay"), json!({"payment_ref": "PAY-7"})).expect(200).await;
        assert_eq!((&paid["state"], &paid["payment_ref"], &paid["paid_by"]), (&json!("paid"), &json!("PAY-7"), &json!(finance.id())));
        for same in [json!({"payment_ref": "PAY-7"}), json!({})] {
            assert_eq!(finance.post(format!("{path}/pay"), same).expect(200).await.json, paid.json);
        }
        assert_eq!(finance.post(format!("{path}/pay"), json!({"payment_ref": "PAY-8"})).expect(409).await.code(), "statement_paid");
        let paid_lines = lines(&app.as_hunter(), "state=paid").await;
        assert_eq!(paid_lines.len(), 2);
        // Written held, released, put on the statement, stated, approved, paid.
        assert_eq!(paid_lines.iter().map(|line| line["version"].as_i64().unwrap()).collect::<Vec<_>>(), [6, 5]);
        let reopening = finance.post(format!("/v1/commission/periods/{now}/reopen"), json!({"reason": "опоздали"})).expect(409).await;
        assert_eq!((reopening.code().as_str(), &reopening["statement_id"]), ("statement_paid", &paid["id"]));
    }

    async fn nobody_keeps_his_own_commission(app) {
        let (fedor, faina) = (app.as_finance(), app.as_other_finance());
        let bonus = json!({"user_id": fedor.id(), "amount": rub(100_000), "reason": "премия"});
        let own = fedor.post("/v1/commission/adjustments", bonus.clone()).expect(403).await;
        assert_eq!((own.code().as_str(), &own["user_id"]), ("own_matter", &json!(fedor.id())));
        faina.post("/v1/commission/adjustments", bonus).expect(201).await;
        let now = month(app).await;
        assert_eq!(fedor.post(format!("/v1/commission/periods/{now}/close"), json!({})).expect(403).await.code(), "own_matter");
        faina.post(format!("/v1/commission/periods/{now}/close"), json!({})).expect(200).await;
        let path = format!("/v1/commission/statements/{}", statement(app, &fedor, &now).await.id());
        assert_eq!(fedor.post(format!("{path}/issue"), json!({})).expect(403).await.code(), "own_matter");
        faina.post(format!("{path}/issue"), json!({})).expect(200).await;
        assert_eq!(fedor.post(format!("{path}/approve"), json!({"acknowledged": true})).expect(403).await.code(), "own_matter");
        let said_for_him = app.as_director().post(format!("{path}/approve"), json!({"acknowledged": true})).expect(403).await;
        assert_eq!((said_for_him.code().as_str(), &said_for_him["user_id"]), ("own_matter", &json!(fedor.id())));
        faina.post(format!("{path}/acknowledge"), json!({})).expect(404).await;
        assert!(fedor.post(format!("{path}/acknowledge"), json!({})).expect(200).await["acknowledged_at"].is_string());
        assert_eq!(faina.post(format!("{path}/approve"), json!({})).expect(403).await.code(), "own_matter", "it holds what she posted");
        app.as_director().post(format!("{path}/approve"), json!({})).expect(200).await;
        assert_eq!(fedor.post(format!("{path}/pay"), json!({})).expect(403).await.code(), "own_matter");
        faina.post(format!("{path}/pay"), json!({})).expect(200).await;
    }

    async fn a_plan_is_drafted_by_one_and_published_by_another(app) {
        let plans = app.as_farmer().all("/v1/commission/plans").await;
        assert_eq!((plans.len(), &plans[0]["state"], &plans[0]["number"], &plans[0]["first_sale_bp"], &plans[0]["effective_on"]), (1, &json!("published"), &json!(1), &json!(1_000), &Value::Null));
        assert_eq!(plans[0]["residual_steps"], json!([{"months": 12, "rate_bp": 300}, {"months": 12, "rate_bp": 200}, {"months": 12, "rate_bp": 100}]));
        let new = json!({"name": "Весна", "effective_on": "2026-04-01", "first_sale_bp": 1_200, "clawback_days": null});
        app.as_hunter().post("/v1/commission/plans", new.clone()).expect(403).await;
        let draft = app.as_director().post("/v1/commission/plans", new).expect(201).await;
        assert_eq!((&draft["state"], &draft["farmer_bp"], &draft["clawback_days"], &draft["number"]), (&json!("draft"), &json!(200), &Value::Null, &json!(2)));
        let path = format!("/v1/commission/plans/{}", draft.id());
        assert_eq!(app.as_director().post(format!("{path}/publish"), json!({})).expect(403).await.code(), "own_matter");
        app.as_finance().patch(&path, json!({"cap_bp": 100})).expect(428).await;
        let changed = app.as_finance().patch(&path, json!({"cap_bp": 100})).if_match(&draft).expect(200).await;
        let over = app.as_director().post(format!("{path}/publish"), json!({})).expect(409).await;
        assert_eq!((over.code().as_str(), &over["sum_bp"], &over["cap_bp"]), ("over_cap", &json!(1_200), &json!(100)));
        app.as_finance().patch(&path, json!({"cap_bp": 1_500})).if_match(&draft).expect(412).await;
        app.as_finance().patch(&path, json!({"cap_bp": 1_500, "clawback_days": 30})).if_match(&changed).expect(200).await;
        let published = app.as_director().post(format!("{path}/publish"), json!({})).expect(200).await;
        assert_eq!((&published["state"], &published["clawback_days"]), (&json!("published"), &json!(30)));
        let late = app.as_finance().patch(&path, json!({"cap_bp": 1_600})).if_match(&published).expect(409).await;
        assert_eq!(late.code(), "illegal_transition");
        app.as_farmer().get(&path).header("if-none-match", published.etag()).expect(304).await;
    }

    async fn wrong_numbers_of_a_plan_are_pointed_at(app) {
        for (member, value, at) in [
            ("first_sale_bp", json!(10_001), "/first_sale_bp"), ("clawback_days", json!(-1), "/clawback_days"), ("currency", json!("rub"), "/currency"),
            ("residual_steps", json!([{"months": null, "rate_bp": 1}, {"months": 1, "rate_bp": 1}]), "/residual_steps"), ("residual_steps", json!([{"months": 0, "rate_bp": 1}]), "/residual_steps/0/months"),
            ("salary", json!(1), "/salary"), ("name", json!(" "), "/name"),
        ] {
            assert_eq!(pointers(&app.as_finance().post("/v1/commission/plans", json!({member: value})).expect(422).await), [at], "{member}");
        }
    }

    async fn a_right_is_suspended_resumed_and_ended_by_others_than_its_holder(app) {
        let story = Story::told(app, Until::Handed).await;
        let right = app.as_hunter().all(format!("/v1/commission/entitlements?client_id={}", story.client)).await.remove(0);
        assert_eq!((&right["state"], &right["scope"], &right["steps"][0]["rate_bp"], &right["user_id"]), (&json!("active"), &json!("all_except_carved_out"), &json!(300), &json!(app.as_hunter().id())));
        let path = format!("/v1/commission/entitlements/{}", right["id"].as_str().unwrap());
        app.as_farmer().get(&path).expect(404).await;
        app.as_hunter().post(format!("{path}/suspend"), json!({})).expect(403).await;
        let asleep = app.as_finance().post(format!("{path}/suspend"), json!({"reason": "спор"})).expect(200).await;
        assert_eq!((&asleep["state"], &asleep["suspended_for"]), (&json!("suspended"), &json!(["disputed"])));
        assert_eq!(app.as_director().post(format!("{path}/resume"), json!({})).expect(200).await["state"], "active");
        assert_eq!(app.as_finance().post(format!("{path}/end"), json!({})).expect(200).await["end_reason"], "decided");
        let late = app.as_finance().post(format!("{path}/resume"), json!({})).expect(409).await;
        assert_eq!((late.code().as_str(), &late["from"]), ("illegal_transition", &json!("ended")));
    }

    async fn e7_who_sells_a_new_line_earns_on_it_and_takes_it_out_of_the_first_right(app) {
        let story = Story::told(app, Until::Completed).await;
        let deal = json!({"client_id": story.client, "product_line": "coolers", "amount": rub(NET)});
        let deal = app.as_other_hunter().post("/v1/opportunities", deal).expect(201).await.id();
        let coolers = async |who: &str, deal: Option<&str>| {
            let mut sale = json!({"client_id": story.client, "sale_on": app.now().await.date_naive().to_string(), "currency": "RUB",
                                  "lines": [{"product_line": "coolers", "description": "кулеры", "net_minor": NET, "vat_bp": 2200}]});
            if let Some(deal) = deal {
                sale["opportunity_id"] = deal.into();
            }
            let made = app.actor(who).post("/v1/sales", sale).expect(201).await.id();
            app.actor(who).post(format!("/v1/sales/{made}/confirm"), json!({})).expect(200).await;
            pay(app, &Story { sale: made.clone(), ..story.clone() }, 12_200_000).await;
            made
        };
        let new_line = coolers("igor", Some(&deal)).await;
        let earned = async |sale: &str, who: &Actor| amounts(&lines(&app.as_finance(), &format!("sale_id={sale}&user_id={}", who.id())).await);
        assert_eq!((earned(&new_line, &app.as_other_hunter()).await, earned(&new_line, &app.as_hunter()).await, earned(&new_line, &app.as_farmer()).await), (vec![700_000], vec![], vec![]));
        let right = rights(app, &app.as_other_hunter()).await.remove(0);
        assert_eq!((&right["scope"], &right["product_lines"], &right["state"]), (&json!("product_lines"), &json!(["coolers"]), &json!("active")));
        let first = rights(app, &app.as_hunter()).await.remove(0);
        assert_eq!(first["carved_out"][0]["product_line"], "coolers");
        let again = coolers("anna", None).await;
        assert_eq!((earned(&again, &app.as_other_hunter()).await, earned(&again, &app.as_hunter()).await, earned(&again, &app.as_farmer()).await), (vec![300_000], vec![], vec![200_000]));
    }

    async fn a_plan_published_on_one_instance_is_used_by_another_at_once(app) {
        let (story, sibling) = (Story::told(app, Until::Completed).await, app.sibling().await);
        let sale = sell(app, "anna", &story, NET, None).await.id();
        let plan = json!({"name": "Щедрый", "effective_on": app.now().await.date_naive().to_string(), "farmer_bp": 500});
        let plan = app.as_finance().post("/v1/commission/plans", plan).expect(201).await.id();
        sibling.asked_by(&app.as_director()).post(format!("/v1/commission/plans/{plan}/publish"), json!({})).expect(200).await;
        pay(app, &Story { sale: sale.clone(), ..story.clone() }, 12_200_000).await;
        let collected = lines(&app.as_finance(), &format!("sale_id={sale}&user_id={}", app.as_farmer().id())).await;
        assert_eq!(amounts(&collected), [500_000], "by the rules of the transaction, not by those in memory");
    }

    async fn e3_a_leaver_earns_on_what_was_sold_until_his_last_day_and_paid_within_the_tail(app) {
        let story = Story::told(app, Until::Completed).await;
        let sold = async || sell(app, "anna", &story, NET, None).await.id();
        let (in_time, too_late) = (sold().await, sold().await);
        let ivan = app.as_hunter();
        let today = app.now().await.date_naive().to_string();
        app.as_admin().post(format!("/v1/users/{}/terminate", ivan.id()), json!({"terminated_on": today})).expect(200).await;
        app.advance(days(2)).await;
        let right = app.as_finance().all(format!("/v1/commission/entitlements?client_id={}", story.client)).await.remove(0);
        assert_eq!((&right["state"], &right["end_reason"], &right["ended_on"]), (&json!("ended"), &json!("terminated"), &json!(today)));
        let after = sold().await;
        let paid = async |sale: &str| {
            pay(app, &Story { sale: sale.to_owned(), ..story.clone() }, 12_200_000).await;
            amounts(&lines(&app.as_finance(), &format!("sale_id={sale}&user_id={}", ivan.id())).await)
        };
        assert_eq!((paid(&in_time).await, paid(&after).await), (vec![300_000], vec![]));
        app.advance(days(59)).await;
        assert_eq!(paid(&too_late).await, [] as [i64; 0], "the tail is 60 days");
    }

    async fn c16_money_after_a_void_begins_anew(app) {
        let story = Story::told(app, Until::Paid).await;
        let back = json!({"source": "bank", "external_id": "back", "sale_id": story.sale, "amount": rub(12_200_000), "reason": "передумали",
                          "value_on": app.now().await.date_naive().to_string()});
        app.as_finance().post("/v1/refunds", back).expect(201).await;
        let void = lines(&app.as_hunter(), "").await;
        assert_eq!((amounts(&void), void.iter().map(|line| line["state"].as_str().unwrap()).collect::<Vec<_>>()), (vec![1_000_000, -1_000_000], vec!["voided", "voided"]));
        let why = app.as_hunter().get(format!("/v1/commission/accruals/{}/explanation", void[0]["id"].as_str().unwrap())).expect(200).await;
        assert!(why["text"].to_string().contains("came to nothing"), "{}", why.json);
        assert!(lines(&app.as_finance(), "state=held").await.is_empty());
        // The voided sale owes nothing: what is paid now waits, until the next sale takes it, which is the first again.
        let now = app.now().await.date_naive().to_string();
        let late = json!({"source": "bank", "external_id": "late", "client_id": story.client, "amount": rub(12_200_000), "value_on": now});
        assert_eq!(app.as_finance().post("/v1/payments", late).expect(201).await["unallocated"], rub(12_200_000));
        let again = sell(app, "ivan", &story, NET, None).await;
        assert_eq!((again.text("kind"), again.text("state"), again["kind_final"].as_bool()), ("first".into(), "paid".into(), Some(true)));
        let held = lines(&app.as_hunter(), "state=held").await;
        assert_eq!((amounts(&held), &held[0]["held_reason"]), (vec![1_000_000], &json!("handoff_pending")));
        assert_eq!(rights(app, &app.as_hunter()).await.iter().map(|right| right["state"].as_str().unwrap()).collect::<Vec<_>>(), ["voided", "pending"]);
    }
}
