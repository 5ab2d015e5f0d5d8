//! Missed calls from outside: the duty to call back, what returns it, and what becomes of it when nobody does.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::harness::story::{Story, Until, phone, unique};
use crate::harness::{Answer, TestApp, stamp};

/// Nobody answered a call that ended at `ended`.
async fn missed(app: &TestApp, number: &str, ended: DateTime<Utc>) -> Answer {
    let call = json!({"external_call_id": format!("missed-{}", unique()), "direction": "inbound", "client_phone": number, "outcome": "no_answer",
                      "started_at": stamp(ended - TimeDelta::seconds(30)), "ended_at": stamp(ended)});
    app.as_pbx().post("/v1/calls", call).expect_one_of(&[201, 202]).await
}

async fn duties(app: &TestApp, number: &str) -> Vec<Value> {
    app.as_call_manager().all(format!("/v1/missed-calls?number={}", number.replace('+', "%2B"))).await
}

/// A call of olga's that began at `at`.
fn dialled(number: &str, at: DateTime<Utc>) -> Value {
    json!({"external_call_id": format!("back-{}", unique()), "direction": "outbound", "client_phone": number, "agent_ref": "101", "started_at": stamp(at),
           "outcome": "no_answer"})
}

fn states(duties: &[Value]) -> Vec<&str> {
    duties.iter().map(|duty| duty["state"].as_str().unwrap()).collect()
}

on_both! {
    async fn whoever_is_not_answered_is_called_back_within_a_quarter_of_an_hour(app) {
        let (number, ended) = (phone(), app.now().await);
        let first = missed(app, &number, ended).await;
        let duty = duties(app, &number).await.remove(0);
        assert_eq!((&duty["state"], &duty["unit"], &duty["missed_at"]), (&json!("open"), &json!("call_centre"), &json!(stamp(ended))));
        assert_eq!((&duty["due_at"], &duty["call_ids"]), (&json!(stamp(ended + TimeDelta::minutes(15))), &json!([first.id()])));
        app.advance(TimeDelta::minutes(5)).await;
        let again = missed(app, &number, app.now().await).await;
        let duty = duties(app, &number).await;
        assert_eq!((duty.len(), &duty[0]["call_ids"], &duty[0]["due_at"]), (1, &json!([first.id(), again.id()]), &json!(stamp(ended + TimeDelta::minutes(20)))));
        app.advance(TimeDelta::minutes(15)).await;
        assert_eq!(states(&duties(app, &number).await), ["overdue"]);
        let id = duty[0]["id"].as_str().unwrap();
        let signals = app.as_call_centre_admin().all(format!("/v1/signals?kind=missed_call&subject={id}")).await;
        assert_eq!(states(&signals), ["open"]);
        app.advance(TimeDelta::minutes(1)).await;
        let back = app.as_pbx().post("/v1/calls", dialled(&number, app.now().await)).expect(202).await;
        let returned = duties(app, &number).await.remove(0);
        assert_eq!((&returned["state"], &returned["returned_call_id"]), (&json!("returned"), &json!(back.id())));
        assert_eq!(returned["returned_after_seconds"], 21 * 60);
        assert_eq!(states(&app.as_call_centre_admin().all(format!("/v1/signals?kind=missed_call&subject={id}")).await), ["resolved"]);
        app.advance(TimeDelta::minutes(1)).await;
        missed(app, &number, app.now().await).await;
        assert_eq!(states(&duties(app, &number).await), ["returned", "open"], "the next one is another");
    }

    async fn what_is_reported_in_any_order_and_twice_is_the_same(app) {
        let (number, ended) = (phone(), app.now().await - TimeDelta::minutes(10));
        app.as_pbx().post("/v1/calls", dialled(&number, ended + TimeDelta::minutes(4))).expect(202).await;
        let call = json!({"external_call_id": format!("missed-{}", unique()), "direction": "inbound", "client_phone": number, "outcome": "no_answer",
                          "started_at": stamp(ended - TimeDelta::seconds(30)), "ended_at": stamp(ended)});
        app.as_pbx().post("/v1/calls", call.clone()).expect(202).await;
        app.as_pbx().post("/v1/calls", call.clone()).expect(200).await;
        let duty = duties(app, &number).await;
        assert_eq!((states(&duty), &duty[0]["returned_after_seconds"]), (vec!["returned"], &json!(240)));
        // A call that another person answered after all.
        let other = phone();
        let mut call = json!({"external_call_id": format!("passed-{}", unique()), "direction": "inbound", "client_phone": other, "external_leg_id": "a", "agent_ref": "101",
                              "outcome": "no_answer", "started_at": stamp(ended - TimeDelta::seconds(60)), "ended_at": stamp(ended - TimeDelta::seconds(40))});
        app.as_pbx().post("/v1/calls", call.clone()).expect(202).await;
        assert_eq!(states(&duties(app, &other).await), ["open"]);
        for (member, value) in [("external_leg_id", json!("b")), ("agent_ref", json!("102")), ("outcome", json!("answered")), ("talk_seconds", json!(20)), ("ended_at", json!(stamp(ended)))] {
            call[member] = value;
        }
        app.as_pbx().post("/v1/calls", call.clone()).expect(200).await;
        assert_eq!(states(&duties(app, &other).await), ["returned"]);
        for (outcome, direction) in [("answered", "inbound"), ("no_answer", "outbound")] {
            let number = phone();
            app.as_pbx().post("/v1/calls", json!({"external_call_id": format!("none-{}", unique()), "direction": direction, "client_phone": number,
                "outcome": outcome, "started_at": stamp(ended)})).expect(202).await;
            assert_eq!(duties(app, &number).await.len(), 0, "{direction} {outcome}");
        }
    }

    async fn a_client_who_is_served_is_called_back_by_his_curator(app) {
        let story = Story::told(app, Until::Completed).await;
        missed(app, &story.phone, app.now().await).await;
        let duty = duties(app, &story.phone).await.remove(0);
        let curator = app.as_farmer().id().to_owned();
        assert_eq!((&duty["unit"], &duty["user_id"], &duty["client_id"]), (&json!("client_department"), &json!(curator), &json!(story.client)));
        let path = format!("/v1/missed-calls/{}", duty["id"].as_str().unwrap());
        app.as_call_manager().post(format!("{path}/take"), json!({})).expect(403).await;
        let taken = app.as_other_farmer().post(format!("{path}/take"), json!({})).expect(200).await;
        assert_eq!(taken.text("user_id"), app.as_other_farmer().id());
        assert_eq!(app.as_other_farmer().post(format!("{path}/take"), json!({})).expect(200).await.body, taken.body, "a repeat is harmless");
        assert_eq!(app.as_head_client_dept().post(format!("{path}/dismiss"), json!({"reason": " "})).expect(422).await.pointers(), ["/reason"]);
        let dismissed = app.as_head_client_dept().post(format!("{path}/dismiss"), json!({"reason": "ошибся номером"})).expect(200).await;
        assert_eq!((dismissed.text("state"), dismissed.text("dismiss_reason")), ("dismissed".to_owned(), "ошибся номером".to_owned()));
        app.as_head_client_dept().post(format!("{path}/dismiss"), json!({"reason": "ошибся номером"})).expect(200).await;
        assert_eq!(app.as_head_client_dept().post(format!("{path}/dismiss"), json!({"reason": "спам"})).expect(409).await.code(), "already_done");
        assert_eq!(app.as_other_farmer().post(format!("{path}/take"), json!({})).expect(409).await.code(), "illegal_transition");
    }
}
