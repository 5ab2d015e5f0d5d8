//! Whom there is to call: the base in stock, lists that reach nobody, who may be on the line.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::call_queue::{claim, list, somebody, tuesday};
use crate::harness::story::{call_event, phone};
use crate::harness::{days, stamp};

on_both! {
    async fn a_list_that_reaches_nobody_is_told_of_and_the_base_lasts_for_days(app) {
        tuesday(app).await;
        let (one, number) = somebody(app).await;
        let others = [somebody(app).await.0, somebody(app).await.0];
        let list = list(app, &[one, others[0].clone(), others[1].clone()], json!({})).await.id();
        let now = app.now().await;
        let dial = |place: i64| json!({"external_call_id": format!("dial-{place}"), "direction": "outbound", "client_phone": number, "agent_ref": "101", "started_at": stamp(now + TimeDelta::seconds(place)), "ended_at": stamp(now + TimeDelta::seconds(place)), "outcome": "busy"});
        let all: Vec<_> = (0..50).map(dial).collect();
        app.as_pbx().post("/v1/calls/batch", json!({"items": all})).expect(207).await;
        let base = app.as_call_manager().get("/v1/reports/call-base").expect(200).await;
        assert_eq!((&base["fresh"], &base["retry_due"], &base["dials_per_day"], &base["days_in_stock"]), (&json!(2), &json!(0), &json!(0), &Value::Null), "today is not over");
        let breaches = async || app.as_director().all("/v1/signals?kind=norm_breach&state=open").await;
        assert_eq!(breaches().await.len(), 0);
        app.advance(days(1)).await;
        let base = app.as_call_manager().get("/v1/reports/call-base").expect(200).await;
        assert_eq!((&base["fresh"], &base["retry_due"], &base["callbacks"], &base["dials_per_day"], &base["days_in_stock"]), (&json!(2), &json!(1), &json!(0), &json!(50), &json!(0)));
        assert_eq!((&base["by_list"][0]["call_list_id"], &base["by_list"][0]["dials_per_day"]), (&json!(list), &json!(50)));
        let table = app.as_call_manager().get("/v1/reports/call-base").header("accept", "text/csv").expect(200).await;
        assert_eq!(String::from_utf8_lossy(&table.body).lines().count(), 2);
        let told = breaches().await;
        assert_eq!((&told[0]["subject"], &told[0]["facts"]["norm"], &told[0]["facts"]["dials"], &told[0]["facts"]["connect_bp"]), (&json!(list), &json!("call_centre.connect_alarm_bp"), &json!(50), &json!(0)));
        app.advance(days(15)).await;
        assert_eq!(breaches().await.len(), 0, "two weeks later nobody dials from it any more");
    }

    async fn whoever_is_on_the_line_may_be_the_client_who_is_held(app) {
        tuesday(app).await;
        let (one, _) = somebody(app).await;
        list(app, std::slice::from_ref(&one), json!({})).await;
        claim(app, "olga", 200).await;
        let call = app.as_pbx().post("/v1/calls", call_event(app.now().await, &phone(), "101")).expect(202).await;
        let found = app.as_call_manager().get(format!("/v1/calls/{}/candidates", call.id())).expect(200).await;
        assert_eq!((&found.items()[0]["client_id"], &found.items()[0]["reasons"]), (&json!(one), &json!(["lease"])));
    }
}
