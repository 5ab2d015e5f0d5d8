//! Scorecards and reviews of calls from outside: points, duties, disputes, samples.

use serde_json::{Value, json};

use crate::harness::story::{call_event, phone, unique};
use crate::harness::{Actor, Answer, TestApp, days};

const CODES: [&str; 3] = ["hello", "need", "next"];

async fn card(app: &TestApp) -> Answer {
    let criterion =
        |code: &str, points: i64, compliance: bool| json!({"code": code, "text": code, "points": points, "compliance": compliance});
    let criteria = json!([criterion("hello", 20, true), criterion("need", 30, false), criterion("next", 50, false)]);
    app.as_call_centre_admin()
        .post("/v1/scorecards", json!({"name": "Первый звонок", "pass_bp": 7000, "criteria": criteria}))
        .expect(201)
        .await
}

/// A call in which olga talked.
async fn call(app: &TestApp) -> String {
    app.as_pbx().post("/v1/calls", call_event(app.now().await, &phone(), "101")).expect(202).await.id()
}

fn scores(points: [i64; 3]) -> Value {
    CODES.iter().zip(points).map(|(code, points)| json!({"criterion": code, "points": points})).collect()
}

async fn review(by: &Actor, call: &str, card: &Answer, points: [i64; 3], status: u16) -> Answer {
    by.post(format!("/v1/calls/{call}/review"), json!({"scorecard_id": card.id(), "scores": scores(points)})).expect(status).await
}

on_both! {
    async fn a_call_is_judged_by_its_criteria_and_a_neglected_duty_fails_it(app) {
        let (vera, kostya, card) = (app.as_call_centre_admin(), app.as_quality(), card(app).await);
        let heard = call(app).await;
        let good = review(&vera, &heard, &card, [20, 20, 30], 201).await;
        assert_eq!((good.text("user_id"), good.text("reviewer_id")), (app.as_call_manager().id().to_owned(), vera.id().to_owned()));
        assert_eq!((&good["points"], &good["points_max"], &good["score_bp"], &good["passed"]), (&json!(70), &json!(100), &json!(7000), &json!(true)));
        let again = review(&vera, &heard, &card, [20, 20, 30], 409).await;
        assert_eq!((again.code(), again.text("id")), ("review_exists".to_owned(), good.id()));
        let bad = review(&kostya, &heard, &card, [0, 30, 50], 201).await;
        assert_eq!((&bad["points"], &bad["score_bp"], &bad["auto_fail"], &bad["passed"]), (&json!(80), &json!(0), &json!(true), &json!(false)));
        let told = app.as_call_manager().get(format!("/v1/calls/{heard}")).expect(200).await;
        assert_eq!(told["review_ids"], json!([good.id(), bad.id()]));
        let other = call(app).await;
        assert_eq!(review(&vera, &other, &card, [10, 31, 50], 422).await.pointers(), ["/scores/0/points", "/scores/1/points"]);
        let few = json!({"scorecard_id": card.id(), "scores": [{"criterion": "hello", "points": 20}, {"criterion": "smile", "points": 1}]});
        assert_eq!(vera.post(format!("/v1/calls/{other}/review"), few).expect(422).await.pointers(), ["/scores", "/scores", "/scores/1/criterion"]);
        for stranger in [app.as_call_manager(), app.as_hunter(), app.as_director()] {
            review(&stranger, &other, &card, [20, 30, 50], 403).await;
        }
        let listed = app.as_director().all("/v1/call-reviews?passed=false").await;
        assert_eq!(listed.iter().map(|review| review["id"].as_str().unwrap()).collect::<Vec<_>>(), [bad.id()]);
        assert_eq!(app.as_other_call_manager().all("/v1/call-reviews").await.len(), 0, "a colleague's are not his to see");
        app.as_other_call_manager().get(format!("/v1/call-reviews/{}", bad.id())).expect(404).await;
        assert_eq!(app.as_call_manager().all(format!("/v1/call-reviews?call_id={heard}")).await.len(), 2);
    }

    async fn nobody_judges_himself_and_nobody_is_judged_by_a_call_without_talk(app) {
        let card = card(app).await;
        let own = app.as_pbx().post("/v1/calls", call_event(app.now().await, &phone(), "100")).expect(202).await.id();
        assert_eq!(review(&app.as_call_centre_admin(), &own, &card, [20, 30, 50], 403).await.code(), "own_matter");
        let mut silent = call_event(app.now().await, &phone(), "101");
        silent["outcome"] = json!("no_answer");
        silent["talk_seconds"] = json!(0);
        let silent = app.as_pbx().post("/v1/calls", silent).expect(202).await.id();
        assert_eq!(review(&app.as_call_centre_admin(), &silent, &card, [20, 30, 50], 409).await.code(), "not_reviewable");
        let unknown = app.as_pbx().post("/v1/calls", call_event(app.now().await, &phone(), "999")).expect(202).await.id();
        assert_eq!(review(&app.as_call_centre_admin(), &unknown, &card, [20, 30, 50], 409).await.code(), "not_reviewable");
    }

    async fn a_review_is_disputed_once_and_decided_by_a_third_person(app) {
        let (vera, olga, card) = (app.as_call_centre_admin(), app.as_call_manager(), card(app).await);
        let given = review(&vera, &call(app).await, &card, [0, 30, 50], 201).await;
        let path = format!("/v1/call-reviews/{}", given.id());
        app.as_other_call_manager().post(format!("{path}/dispute"), json!({"comment": "за неё"})).expect(403).await;
        let early = app.as_quality().post(format!("{path}/resolve"), json!({"decision": "upheld"})).expect(409).await;
        assert_eq!(early.code(), "illegal_transition");
        let disputed = olga.post(format!("{path}/dispute"), json!({"comment": "я представилась"})).expect(200).await;
        assert_eq!((disputed.text("state"), disputed["dispute"]["comment"].as_str()), ("disputed".to_owned(), Some("я представилась")));
        assert_eq!(olga.post(format!("{path}/dispute"), json!({"comment": "и ещё"})).expect(409).await.code(), "disputed_before");
        assert_eq!(vera.post(format!("{path}/resolve"), json!({"decision": "upheld"})).expect(403).await.code(), "own_matter");
        for (body, pointer) in [(json!({"decision": "changed"}), "/scores"), (json!({"decision": "upheld", "scores": scores([20, 30, 50])}), "/scores")] {
            assert_eq!(app.as_quality().post(format!("{path}/resolve"), body).expect(422).await.pointers(), [pointer]);
        }
        // The scorecard has changed since; the dispute is decided by the revision that the review was given by.
        let patch = json!({"criteria": [{"code": "all", "text": "всё", "points": 1, "compliance": false}]});
        let revised = vera.patch(format!("/v1/scorecards/{}", card.id()), patch).header("if-match", card.header("etag").unwrap()).expect(200).await;
        assert_eq!(revised["revision"], 2);
        let decided = app.as_quality().post(format!("{path}/resolve"), json!({"decision": "changed", "scores": scores([20, 30, 50]), "comment": "слышно"})).expect(200).await;
        assert_eq!((&decided["state"], &decided["score_bp"], &decided["auto_fail"], &decided["passed"]), (&json!("resolved"), &json!(10_000), &json!(false), &json!(true)));
        assert_eq!((&decided["resolution"]["decision"], &decided["scorecard_revision"]), (&json!("changed"), &json!(1)));
        assert_eq!(olga.post(format!("{path}/dispute"), json!({"comment": "и ещё"})).expect(409).await.code(), "disputed_before");
        let late = review(&app.as_quality(), &call(app).await, &revised, [0, 0, 0], 422).await;
        assert_eq!(late.pointers().len(), 4);
        let late = json!({"scorecard_id": card.id(), "scores": [{"criterion": "all", "points": 0}], "call_id": call(app).await});
        let late = vera.post("/v1/call-reviews", late).expect(201).await;
        app.advance(days(6)).await;
        assert_eq!(olga.post(format!("/v1/call-reviews/{}/dispute", late.id()), json!({"comment": "поздно"})).expect(409).await.code(), "dispute_window_over");
    }

    async fn a_scorecard_has_at_most_fifteen_criteria_that_are_told_apart(app) {
        let criteria = |count: usize, code: fn(usize) -> String| (0..count).map(|n| json!({"code": code(n), "text": "x", "points": 1})).collect::<Vec<_>>();
        for (criteria, pointer) in [(criteria(16, |n| format!("c{n}")), "/criteria"), (criteria(0, |_| String::new()), "/criteria"), (criteria(2, |_| "same".into()), "/criteria")] {
            let body = json!({"name": format!("карта {}", unique()), "pass_bp": 1, "criteria": criteria});
            assert_eq!(app.as_call_centre_admin().post("/v1/scorecards", body).expect(422).await.pointers(), [pointer]);
        }
        app.as_quality().post("/v1/scorecards", json!({"name": "x", "pass_bp": 1, "criteria": criteria(1, |_| "a".into())})).expect(403).await;
    }

    async fn five_calls_a_week_are_drawn_of_each_manager(app) {
        let card = card(app).await;
        let mut calls = Vec::new();
        for _ in 0..7 {
            calls.push(call(app).await);
        }
        let week = app.now().await.date_naive();
        let samples = app.as_call_centre_admin().all(format!("/v1/call-review-samples?week_on={week}")).await;
        let of = |samples: &[Value], who: &Actor| samples.iter().find(|sample| sample["user_id"] == who.id()).unwrap().clone();
        let olgas = of(&samples, &app.as_call_manager());
        assert_eq!((&olgas["wanted"], &olgas["done"], olgas["suggested_call_ids"].as_array().unwrap().len()), (&json!(5), &json!(0), 5));
        assert_eq!((samples.len(), &of(&samples, &app.as_other_call_manager())["suggested_call_ids"]), (2, &json!([])));
        let first = olgas["suggested_call_ids"][0].as_str().unwrap().to_owned();
        assert!(calls.contains(&first));
        review(&app.as_call_centre_admin(), &first, &card, [20, 30, 50], 201).await;
        let after = of(&app.as_quality().all("/v1/call-review-samples").await, &app.as_call_manager());
        assert_eq!((&after["done"], &after["suggested_call_ids"]), (&json!(1), &json!(olgas["suggested_call_ids"].as_array().unwrap()[1..])));
        let own = app.as_call_manager().all("/v1/call-review-samples").await;
        assert_eq!(own.iter().map(|sample| sample["user_id"].as_str().unwrap()).collect::<Vec<_>>(), [app.as_call_manager().id()]);
    }
}
