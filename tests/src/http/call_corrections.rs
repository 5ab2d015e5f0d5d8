//! What somebody said of a call was a slip: the client and his task are where they were. And whose a call is when several share a number.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::call_queue::{claim, list, somebody, tuesday};
use super::calls::{client, dispose};
use crate::harness::story::{call_event, phone, unique};
use crate::harness::{TestApp, days, stamp};

async fn task(app: &TestApp, id: &str) -> Value {
    app.as_call_manager().get(format!("/v1/call-tasks/{id}")).expect(200).await.json.clone()
}

on_both! {
    async fn a_wrong_click_is_mended_with_all_that_it_did(app) {
        tuesday(app).await;
        let (one, number) = somebody(app).await;
        list(app, std::slice::from_ref(&one), json!({})).await;
        let held = claim(app, "olga", 200).await.id();
        let call = app.as_pbx().post("/v1/calls", call_event(app.now().await, &number, "101")).expect(201).await.id();
        let olga = app.as_call_manager();
        dispose(&olga, &call, json!({"kind": "refused"}), 200).await;
        assert_eq!(task(app, &held).await["state"], "done");
        let due = app.now().await + days(1);
        dispose(&olga, &call, json!({"kind": "callback_requested", "due_at": stamp(due)}), 200).await;
        let back = task(app, &held).await;
        assert_eq!((&back["state"], &back["due_at"], &back["callback_user_id"]), (&json!("callback"), &json!(stamp(due)), &json!(olga.id())));
        assert_eq!(olga.get(format!("/v1/clients/{one}")).expect(200).await.text("stage"), "contacted");
        let later = due + TimeDelta::hours(2);
        let again = json!({"kind": "callback_requested", "due_at": stamp(later), "note": "после обеда"});
        let moved = dispose(&olga, &call, again.clone(), 200).await;
        assert_eq!((moved.text("due_at"), moved.text("note")), (stamp(later), "после обеда".to_owned()));
        assert_eq!(dispose(&olga, &call, again, 200).await.body, moved.body, "a repeat changes nothing");
        assert_eq!(task(app, &held).await["due_at"], json!(stamp(later)));
        app.advance(days(2)).await;
        let late = dispose(&olga, &call, json!({"kind": "no_need"}), 409).await;
        assert_eq!(late.code(), "disposition_final");
        dispose(&app.as_call_centre_admin(), &call, json!({"kind": "not_now", "temperature": "warm"}), 200).await;
        assert_eq!(olga.get(format!("/v1/clients/{one}")).expect(200).await.text("stage"), "nurturing");
    }

    async fn what_is_suppressed_is_not_corrected_away(app) {
        let number = phone();
        client(app, &number).await;
        let call = app.as_pbx().post("/v1/calls", call_event(app.now().await, &number, "101")).expect(201).await.id();
        dispose(&app.as_call_manager(), &call, json!({"kind": "do_not_call"}), 200).await;
        let refused = dispose(&app.as_call_centre_admin(), &call, json!({"kind": "no_need"}), 409).await;
        assert_eq!(refused.code(), "number_suppressed");
    }

    async fn of_those_who_share_a_number_it_is_the_one_who_is_held(app) {
        tuesday(app).await;
        let number = phone();
        client(app, &number).await;
        let card = json!({"legal_name": format!("ООО «Второй {}»", unique()), "source": "purchased_list", "phones": [{"number": number}]});
        let held = app.as_call_centre_admin().post("/v1/clients", card).expect(201).await.id();
        list(app, std::slice::from_ref(&held), json!({})).await;
        let leased = claim(app, "olga", 200).await.id();
        let now = stamp(app.now().await);
        let vain = json!({"external_call_id": unique(), "direction": "outbound", "client_phone": number, "agent_ref": "101", "started_at": now, "ended_at": now, "outcome": "no_answer"});
        let call = app.as_pbx().post("/v1/calls", vain).expect(201).await;
        assert_eq!((call.text("client_id"), call.text("call_task_id"), &call["attempt_no"]), (held, leased.clone(), &json!(1)));
        assert_eq!(task(app, &leased).await["state"], "queued");
    }

    async fn whoever_holds_a_client_may_write_down_that_he_wants_no_calls(app) {
        tuesday(app).await;
        let card = json!({"legal_name": format!("ООО «Чужой {}»", unique()), "source": "purchased_list", "phones": [{"number": phone()}]});
        let other = app.as_call_centre_admin().post("/v1/clients", card).expect(201).await.id();
        let path = format!("/v1/clients/{other}/set-do-not-call");
        app.as_call_manager().post(&path, json!({})).expect(403).await;
        list(app, &[other], json!({})).await;
        let held = claim(app, "olga", 200).await.id();
        let refused = app.as_other_call_manager().post(format!("/v1/call-tasks/{held}/release"), json!({})).expect(403).await;
        assert_eq!((refused.code(), refused.text("leased_by")), ("not_holder".to_owned(), app.as_call_manager().id().to_owned()));
        app.as_call_manager().post(&path, json!({})).expect(200).await;
        assert_eq!(task(app, &held).await["state"], "cancelled");
    }
}
