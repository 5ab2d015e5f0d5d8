//! Reports on calls and staffing, and who is there to make them: presence, activity by day and hour, quality, as JSON and as a table.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::harness::story::{call_event, phone};
use crate::harness::{Actor, Answer, TestApp, stamp};

async fn be(who: &Actor, state: &str, status: u16) -> Answer {
    who.post("/v1/availabilities", json!({"state": state})).expect(status).await
}

async fn dial(app: &TestApp, extension: &str, at: DateTime<Utc>, outcome: &str, talk: i64) {
    let mut call = call_event(at, &phone(), extension);
    for (member, value) in [("direction", json!("outbound")), ("outcome", json!(outcome)), ("talk_seconds", json!(talk))] {
        call[member] = value;
    }
    call.as_object_mut().unwrap().remove("answered_at");
    call.as_object_mut().unwrap().remove("ended_at");
    app.as_pbx().post("/v1/calls", call).expect(202).await;
}

async fn activity(who: &Actor, query: &str) -> Answer {
    who.get(format!("/v1/reports/activity?{query}")).expect(200).await
}

fn of<'a>(report: &'a Answer, who: &Actor) -> &'a Value {
    report["items"].as_array().unwrap().iter().find(|row| row["user_id"] == who.id()).unwrap()
}

on_both! {
    async fn who_pauses_says_so_and_who_is_not_heard_of_has_gone(app) {
        let (olga, vera) = (app.as_call_manager(), app.as_call_centre_admin());
        let here = be(&olga, "available", 201).await;
        assert_eq!((here.text("user_id"), &here["until_at"]), (olga.id().to_owned(), &Value::Null));
        be(&olga, "available", 200).await;
        app.advance(TimeDelta::minutes(10)).await;
        assert_eq!(olga.post("/v1/availabilities", json!({"state": "available", "reason": "lunch"})).expect(422).await.pointers(), ["/reason"]);
        let lunch = olga.post("/v1/availabilities", json!({"state": "paused", "reason": "lunch"})).expect(201).await;
        assert_eq!((lunch.text("reason"), lunch.header("location")), ("lunch".to_owned(), Some(format!("/v1/availabilities/{}", lunch.id()).as_str())));
        let before = olga.get(format!("/v1/availabilities/{}", here.id())).expect(200).await;
        assert_eq!(before["until_at"], lunch["since_at"]);
        app.advance(TimeDelta::minutes(45)).await;
        assert_eq!(vera.all("/v1/availabilities?present=true&state=paused").await.len(), 1, "a pause is as long as it is");
        be(&olga, "available", 201).await;
        app.advance(TimeDelta::minutes(20)).await;
        dial(app, "101", app.now().await, "no_answer", 0).await;
        app.advance(TimeDelta::minutes(20)).await;
        assert_eq!(olga.all("/v1/availabilities?present=true").await[0]["state"], "available", "who calls is there");
        app.advance(TimeDelta::minutes(11)).await;
        let gone = olga.all("/v1/availabilities?present=true").await;
        assert_eq!((gone.len(), &gone[0]["state"]), (1, &json!("offline")));
        let told = vera.post("/v1/availabilities", json!({"state": "paused", "user_id": olga.id()})).expect(201).await;
        assert_eq!((told.text("user_id"), told.text("reason")), (olga.id().to_owned(), "other".to_owned()));
        app.as_other_call_manager().post("/v1/availabilities", json!({"state": "paused", "user_id": olga.id()})).expect(403).await;
        app.as_other_call_manager().get(format!("/v1/availabilities/{}", told.id())).expect(404).await;
        assert_eq!(app.as_other_call_manager().all("/v1/availabilities").await.len(), 0);
    }

    async fn calls_are_counted_by_people_days_and_hours(app) {
        let (olga, oleg, vera) = (app.as_call_manager(), app.as_other_call_manager(), app.as_call_centre_admin());
        // The company lives in Moscow, at +03:00.
        let noon: DateTime<Utc> = "2026-03-04T09:00:00Z".parse().unwrap();
        app.advance_to(noon).await;
        be(&olga, "available", 201).await;
        dial(app, "101", noon - TimeDelta::minutes(30), "no_answer", 0).await;
        dial(app, "101", noon - TimeDelta::minutes(20), "answered", 45).await;
        dial(app, "101", noon - TimeDelta::hours(13), "answered", 29).await;
        dial(app, "102", noon - TimeDelta::minutes(10), "busy", 0).await;
        app.advance(TimeDelta::minutes(15)).await;
        be(&olga, "paused", 201).await;
        app.advance(TimeDelta::minutes(5)).await;
        let day = activity(&vera, "from_on=2026-03-04&until_on=2026-03-04").await;
        let row = of(&day, &olga);
        assert_eq!((&row["dials"], &row["answered"], &row["connects"], &row["talk_seconds"]), (&json!(2), &json!(1), &json!(1), &json!(45)));
        assert_eq!((&row["available_seconds"], &row["pause_seconds"], &row["on"], &row["hour"]), (&json!(900), &json!(300), &Value::Null, &Value::Null));
        assert_eq!((&of(&day, &oleg)["dials"], &day["totals"]["dials"], &day["totals"]["connect_bp"]), (&json!(1), &json!(3), &json!(3_333)));
        let days = activity(&vera, "from_on=2026-03-03&until_on=2026-03-04&by=day").await;
        let seen: Vec<_> = days["items"].as_array().unwrap().iter().map(|row| (row["on"].as_str().unwrap(), row["dials"].as_i64().unwrap())).collect();
        assert_eq!(seen, [("2026-03-03", 1), ("2026-03-04", 3)]);
        let hours = activity(&vera, "from_on=2026-03-03&until_on=2026-03-04&by=user,hour").await;
        let seen: Vec<_> = hours["items"].as_array().unwrap().iter().filter(|row| row["user_id"] == olga.id()).map(|row| (row["hour"].as_i64().unwrap(), row["dials"].as_i64().unwrap(), row["available_seconds"].as_i64().unwrap())).collect();
        assert_eq!(seen, [(11, 2, 0), (12, 0, 900), (22, 1, 0)]);
        let own = activity(&oleg, "from_on=2026-03-03&until_on=2026-03-04").await;
        assert_eq!((own["items"].as_array().unwrap().len(), &own["totals"]["dials"]), (1, &json!(1)), "nobody sees others' numbers");
        oleg.get(format!("/v1/reports/activity?user_id={}", olga.id())).expect(403).await;
        for query in ["from_on=2026-03-05&until_on=2026-03-04", "from_on=2020-01-01&until_on=2026-01-01", "from_on=2026-01-01&until_on=2026-03-04&by=hour", "by=week", "page=1"] {
            assert_eq!(vera.get(format!("/v1/reports/activity?{query}")).expect(400).await.code(), "bad_query", "{query}");
        }
        app.as_quality().get("/v1/reports/activity").expect(403).await;
    }

    async fn reports_are_tables_for_spreadsheets_too(app) {
        dial(app, "101", app.now().await, "answered", 45).await;
        let table = app.as_director().get("/v1/reports/activity?by=user,day").header("accept", "text/csv").expect(200).await;
        assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
        let text = String::from_utf8(table.body.clone()).unwrap();
        let lines: Vec<_> = text.trim_start_matches('\u{feff}').split("\r\n").collect();
        assert!(lines[0].starts_with("user_id;on;hour;dials;answered;connects;talk_seconds;inbound;meetings_booked;dispositions.meeting_booked;"), "{text}");
        assert!(lines[1].starts_with(&format!("{};{};;1;1;1;45;0;0;", app.as_call_manager().id(), app.now().await.date_naive())), "{text}");
        assert!(!activity(&app.as_director(), "").await["items"].as_array().unwrap().is_empty());
    }

    async fn quality_counts_reviews_and_missed_calls(app) {
        let (vera, olga) = (app.as_call_centre_admin(), app.as_call_manager());
        let criteria = json!([{"code": "hello", "text": "Представился", "points": 3, "compliance": false}]);
        let card = vera.post("/v1/scorecards", json!({"name": "Карта", "pass_bp": 5000, "criteria": criteria})).expect(201).await.id();
        let mut reviews = Vec::new();
        for points in [1, 2] {
            let call = app.as_pbx().post("/v1/calls", call_event(app.now().await, &phone(), "101")).expect(202).await.id();
            let review = json!({"scorecard_id": card, "scores": [{"criterion": "hello", "points": points}]});
            reviews.push(vera.post(format!("/v1/calls/{call}/review"), review).expect(201).await.id());
        }
        olga.post(format!("/v1/call-reviews/{}/dispute", reviews[0]), json!({"comment": "нет"})).expect(200).await;
        let scores = json!([{"criterion": "hello", "points": 3}]);
        app.as_quality().post(format!("/v1/call-reviews/{}/resolve", reviews[0]), json!({"decision": "changed", "scores": scores})).expect(200).await;
        let number = phone();
        let now = app.now().await;
        let missed = json!({"external_call_id": "m-1", "direction": "inbound", "client_phone": number, "outcome": "no_answer", "started_at": stamp(now - TimeDelta::seconds(9)), "ended_at": stamp(now)});
        app.as_pbx().post("/v1/calls", missed).expect(202).await;
        let duty = olga.all("/v1/missed-calls").await[0]["id"].as_str().unwrap().to_owned();
        olga.post(format!("/v1/missed-calls/{duty}/take"), json!({})).expect(200).await;
        let back = json!({"external_call_id": "b-1", "direction": "outbound", "client_phone": number, "agent_ref": "101", "outcome": "no_answer", "started_at": stamp(now)});
        app.as_pbx().post("/v1/calls", back).expect(202).await;
        let report = vera.get("/v1/reports/call-quality").expect(200).await;
        let row = of(&report, &olga);
        assert_eq!((&row["reviews"], &row["score_bp"], &row["disputed"], &row["overturned"]), (&json!(2), &json!(8_334), &json!(1), &json!(1)));
        assert_eq!((&row["missed_calls"], &row["returned_in_time"], &row["wanted"]), (&json!(1), &json!(1), &json!(1)));
        assert_eq!((&of(&report, &app.as_other_call_manager())["score_bp"], &report["totals"]["reviews"]), (&Value::Null, &json!(2)));
        assert_eq!(olga.get("/v1/reports/call-quality").expect(200).await["items"].as_array().unwrap().len(), 1);
    }

    async fn staffing_is_measured_by_its_norms(app) {
        let report = app.as_director().get("/v1/reports/staffing").expect(200).await;
        let rows: Vec<_> = report["items"].as_array().unwrap().iter().map(|row| (row["rule"].as_str().unwrap(), row["people"].as_i64().unwrap(), row["wanted"].as_i64().unwrap(), row["enough"].as_bool().unwrap())).collect();
        assert_eq!(rows, [("N-1", 2, 3, false), ("N-2", 1, 1, true), ("N-3", 3, 4, false), ("N-3", 3, 6, false), ("N-5", 2, 5, false), ("N-6", 2, 5, false)]);
        assert_eq!(report["enough"], false);
        app.as_call_manager().get("/v1/reports/staffing").expect(403).await;
    }
}
