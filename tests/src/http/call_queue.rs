//! The queue of the call centre: lists, claims, attempts, promises, scripts.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::calls::{client, dispose};
use crate::harness::story::{call_event, phone, unique};
use crate::harness::{Answer, TestApp, days, stamp};

/// Moves to the coming Tuesday, 10:00 in Moscow.
pub(super) async fn tuesday(app: &TestApp) {
    use chrono::Datelike;
    let now = app.now().await;
    let mut day = now.date_naive() + TimeDelta::days(1);
    while day.weekday() != chrono::Weekday::Tue {
        day += TimeDelta::days(1);
    }
    app.advance(day.and_hms_opt(7, 0, 0).unwrap().and_utc() - now).await;
}

/// An active list of these clients.
pub(super) async fn list(app: &TestApp, clients: &[String], more: Value) -> Answer {
    let mut list = json!({"name": format!("Список {}", unique()), "client_ids": clients});
    list.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    let vera = app.as_call_centre_admin();
    let id = vera.post("/v1/call-lists", list).expect(201).await.id();
    vera.post(format!("/v1/call-lists/{id}/activate"), json!({})).expect(200).await
}

/// A client with a number of his own: (client, number).
pub(super) async fn somebody(app: &TestApp) -> (String, String) {
    let number = phone();
    (client(app, &number).await, number)
}

pub(super) async fn claim(app: &TestApp, who: &str, status: u16) -> Answer {
    app.actor(who).post("/v1/call-tasks/claim", json!({})).expect(status).await
}

async fn task(app: &TestApp, id: &str) -> Answer {
    app.as_call_manager().get(format!("/v1/call-tasks/{id}")).expect(200).await
}

/// A call of olga's to the number that reached nobody.
async fn in_vain(app: &TestApp, number: &str, outcome: &str) -> Answer {
    let now = app.now().await;
    let call = json!({"external_call_id": unique(), "direction": "outbound", "client_phone": number, "agent_ref": "101", "started_at": stamp(now), "ended_at": stamp(now), "outcome": outcome});
    app.as_pbx().post("/v1/calls", call).expect(201).await
}

on_both! {
    async fn a_client_is_claimed_called_and_done_with(app) {
        tuesday(app).await;
        let (first, number) = somebody(app).await;
        let (second, _) = somebody(app).await;
        let list = list(app, &[first.clone(), second.clone()], json!({})).await;
        assert_eq!((list.text("state"), &list["counts"]["clients"], &list["counts"]["queued"]), ("active".to_owned(), &json!(2), &json!(2)));
        let held = claim(app, "olga", 200).await;
        assert_eq!((held.text("client_id"), held.text("state"), held["client"]["id"].clone(), held.text("phone")), (first.clone(), "leased".to_owned(), json!(first), number.clone()));
        let again = claim(app, "olga", 409).await;
        assert_eq!((again.code(), again.text("call_task_id")), ("lease_held".to_owned(), held.id()));
        let other = claim(app, "oleg", 200).await;
        assert_eq!(other.text("client_id"), second, "nobody's client twice");
        app.as_other_call_manager().post(format!("/v1/call-tasks/{}/release", held.id()), json!({})).expect(403).await;
        let given_back = app.as_other_call_manager().post(format!("/v1/call-tasks/{}/release", other.id()), json!({"reason": "не мой"})).expect(200).await;
        assert_eq!((given_back.text("state"), &given_back["attempts"], given_back.text("note")), ("queued".to_owned(), &json!(0), "не мой".to_owned()));
        let call = app.as_pbx().post("/v1/calls", call_event(app.now().await, &number, "101")).expect(201).await;
        assert_eq!((call.text("call_task_id"), &call["attempt_no"]), (held.id(), &Value::Null));
        dispose(&app.as_call_manager(), &call.id(), json!({"kind": "refused"}), 200).await;
        let done = task(app, &held.id()).await;
        assert_eq!((done.text("state"), done.text("disposition"), &done["leased_by"]), ("done".to_owned(), "refused".to_owned(), &Value::Null));
        assert_eq!(claim(app, "olga", 200).await.text("client_id"), second);
        let closed = app.as_call_manager().post(format!("/v1/call-tasks/{}/result", held.id()), json!({"outcome": "busy"})).expect(409).await;
        assert_eq!((closed.code(), closed.text("state")), ("task_closed".to_owned(), "done".to_owned()));
    }

    async fn claims_at_once_bring_different_clients(app) {
        tuesday(app).await;
        let clients = [somebody(app).await.0, somebody(app).await.0, somebody(app).await.0];
        list(app, &clients, json!({})).await;
        let claimed = futures_util::join!(claim(app, "olga", 200), claim(app, "oleg", 200), claim(app, "vera", 200));
        let mut ids = [claimed.0.text("client_id"), claimed.1.text("client_id"), claimed.2.text("client_id")];
        ids.sort_unstable();
        assert_eq!(ids, clients, "ids are in the order in which clients were made");
    }

    async fn an_attempt_is_counted_once_and_waits_for_another_part_of_the_day(app) {
        tuesday(app).await;
        let (one, number) = somebody(app).await;
        list(app, &[one], json!({})).await;
        let held = claim(app, "olga", 200).await;
        let call = in_vain(app, &number, "no_answer").await;
        let tried = task(app, &held.id()).await;
        assert_eq!((tried.text("state"), &tried["attempts"], &tried["leased_by"], tried.text("last_outcome")), ("queued".to_owned(), &json!(1), &Value::Null, "no_answer".to_owned()));
        assert_eq!((call.text("call_task_id"), &call["attempt_no"]), (held.id(), &json!(1)));
        assert_eq!(tried.text("next_attempt_at"), stamp(app.now().await + TimeDelta::hours(4)), "from ten in the morning to two");
        app.as_call_manager().post(format!("/v1/call-tasks/{}/result", held.id()), json!({"outcome": "no_answer", "call_id": call.id()})).expect(200).await;
        in_vain(app, &number, "busy").await;
        assert_eq!(task(app, &held.id()).await["attempts"], 1, "one call, and two within four hours");
        let nothing = claim(app, "olga", 204).await;
        assert_eq!(nothing.header("retry-after").map(|seconds| seconds.parse::<i64>().unwrap() <= 4 * 3600), Some(true));
        app.advance(TimeDelta::hours(4)).await;
        assert_eq!(claim(app, "olga", 200).await.id(), held.id());
    }

    async fn a_wrong_number_is_followed_by_the_next(app) {
        tuesday(app).await;
        let (bad, good) = (phone(), phone());
        let card = json!({"legal_name": format!("ООО «{}»", unique()), "source": "purchased_list", "phones": [{"number": bad}, {"number": good}]});
        let one = app.as_call_manager().post("/v1/clients", card).expect(201).await.id();
        let list = list(app, std::slice::from_ref(&one), json!({})).await.id();
        let held = claim(app, "olga", 200).await;
        in_vain(app, &bad, "invalid_number").await;
        let next = task(app, &held.id()).await;
        assert_eq!((next.text("state"), &next["attempts"], next.text("phone")), ("queued".to_owned(), &json!(0), good.clone()));
        let again = claim(app, "olga", 200).await;
        in_vain(app, &good, "invalid_number").await;
        let over = task(app, &again.id()).await;
        assert_eq!((over.text("state"), over.text("reason")), ("exhausted".to_owned(), "no_phone".to_owned()));
        assert_eq!(app.as_call_manager().get(format!("/v1/call-lists/{list}")).expect(200).await.text("state"), "exhausted");
        let early = app.as_call_centre_admin().post(format!("/v1/call-tasks/{}/recycle", over.id()), json!({})).expect(409).await;
        assert_eq!(early.code(), "too_early_to_recycle");
        let card = app.as_call_manager().get(format!("/v1/clients/{one}")).expect(200).await;
        assert_eq!(card["phones"].as_array().unwrap().iter().map(|phone| phone["callable"].as_bool().unwrap()).collect::<Vec<_>>(), [false, false]);
    }

    async fn a_lease_runs_out_and_a_talk_of_which_nothing_is_said_is_an_attempt(app) {
        tuesday(app).await;
        let (one, number) = somebody(app).await;
        list(app, &[one], json!({})).await;
        let held = claim(app, "olga", 200).await;
        app.advance(TimeDelta::minutes(15)).await;
        let back = task(app, &held.id()).await;
        assert_eq!((back.text("state"), &back["attempts"]), ("queued".to_owned(), &json!(0)));
        claim(app, "olga", 200).await;
        let call = app.as_pbx().post("/v1/calls", call_event(app.now().await, &number, "101")).expect(201).await;
        assert_eq!(task(app, &held.id()).await.text("state"), "leased");
        app.advance(TimeDelta::minutes(15)).await;
        let tried = task(app, &held.id()).await;
        assert_eq!((tried.text("state"), &tried["attempts"]), ("queued".to_owned(), &json!(1)));
        let call = app.as_call_manager().get(format!("/v1/calls/{}", call.id())).expect(200).await;
        assert_eq!(call["attempt_no"], 1);
    }

    async fn a_promised_callback_is_its_own_persons_for_an_hour(app) {
        tuesday(app).await;
        let (one, number) = somebody(app).await;
        list(app, &[one], json!({})).await;
        let held = claim(app, "olga", 200).await;
        let call = app.as_pbx().post("/v1/calls", call_event(app.now().await, &number, "101")).expect(201).await;
        let due = app.now().await + TimeDelta::hours(1);
        let said = json!({"kind": "callback_requested", "due_at": stamp(due), "call_id": call.id()});
        let promised = app.as_call_manager().post(format!("/v1/call-tasks/{}/result", held.id()), said).expect(200).await;
        assert_eq!((promised.text("state"), promised.text("due_at"), promised.text("callback_user_id")), ("callback".to_owned(), stamp(due), app.as_call_manager().id().to_owned()));
        claim(app, "olga", 204).await;
        app.advance(TimeDelta::hours(1)).await;
        claim(app, "oleg", 204).await;
        let mine = claim(app, "olga", 200).await;
        app.as_call_manager().post(format!("/v1/call-tasks/{}/release", mine.id()), json!({})).expect(200).await;
        app.advance(TimeDelta::hours(1)).await;
        assert_eq!(claim(app, "oleg", 200).await.id(), held.id(), "then anybody's");
        let far = app.as_other_call_manager().post(format!("/v1/call-tasks/{}/snooze", held.id()), json!({"until_at": stamp(app.now().await + days(8)), "reason": "отпуск"})).expect(409).await;
        assert_eq!(far.code(), "snooze_out_of_range");
        app.as_call_manager().post(format!("/v1/call-tasks/{}/snooze", held.id()), json!({"until_at": stamp(app.now().await + days(1)), "reason": "отпуск"})).expect(403).await;
        let later = app.as_other_call_manager().post(format!("/v1/call-tasks/{}/snooze", held.id()), json!({"until_at": stamp(app.now().await + days(1)), "reason": "отпуск"})).expect(200).await;
        assert_eq!((later.text("state"), &later["due_at"]), ("queued".to_owned(), &Value::Null));
    }

    async fn a_list_says_whom_it_leaves_out(app) {
        tuesday(app).await;
        let (one, _) = somebody(app).await;
        let bare = json!({"legal_name": format!("ООО «{}»", unique()), "source": "rumour"});
        let bare = app.as_call_manager().post("/v1/clients", bare).expect(201).await.id();
        let vera = app.as_call_centre_admin();
        let list = json!({"name": "Вставлено", "client_ids": [one, bare, one, "client_01h2xcejqtf2nbrexx3vqjhp41"], "priority": 80});
        let draft = vera.post("/v1/call-lists", list).expect(201).await;
        let path = format!("/v1/call-lists/{}", draft.id());
        let seen = app.as_call_manager().get(format!("{path}/preview")).expect(200).await;
        assert_eq!(seen.json, json!({"matched": 4, "accepted": 1, "refused_by_code": {"duplicate_row": 1, "no_phone": 1, "unknown_client": 1}}));
        app.as_call_manager().post(format!("{path}/activate"), json!({})).expect(403).await;
        vera.post(format!("{path}/activate"), json!({})).expect(200).await;
        assert_eq!(vera.post(format!("{path}/activate"), json!({})).expect(409).await.code(), "illegal_transition");
        assert_eq!(vera.get(format!("{path}/preview")).expect(409).await.code(), "illegal_transition");
        let refused = vera.all(format!("{path}/refusals")).await;
        assert_eq!(refused.len(), 3);
        assert_eq!(vera.all(format!("{path}/refusals?code=no_phone")).await[0]["client_id"], bare.as_str());
        let added = vera.post(format!("{path}/add"), json!({"client_ids": [one]})).expect(200).await;
        assert_eq!((&added["counts"]["clients"], &added["counts"]["refused"]), (&json!(1), &json!(4)));
        let patched = vera.patch(&path, json!({"priority": 5})).if_match(&added).expect(200).await;
        assert_eq!(vera.all(format!("/v1/call-tasks?call_list_id={}", draft.id())).await[0]["priority"], 5);
        let wide = vera.patch(&path, json!({"window": {"from_hour": 8, "until_hour": 12}})).if_match(&patched).expect(422).await;
        assert_eq!(wide.pointers(), ["/window"]);
        let gone = vera.post(format!("{path}/withdraw"), json!({"reason": "проба"})).expect(200).await;
        assert_eq!((gone.text("state"), &gone["counts"]["cancelled"]), ("withdrawn".to_owned(), &json!(1)));
        claim(app, "olga", 204).await;
        let both = vera.post("/v1/call-lists", json!({"name": "x", "segment": {}, "client_ids": [one]})).expect(422).await;
        assert_eq!(both.pointers(), ["/client_ids"]);
        let import = vera.post("/v1/call-lists", json!({"name": "x", "import_id": "import_1"})).expect(422).await;
        assert_eq!(import.pointers(), ["/import_id"]);
    }

    async fn what_happens_to_a_client_ends_his_task(app) {
        tuesday(app).await;
        let (one, number) = somebody(app).await;
        let (two, _) = somebody(app).await;
        let (three, other) = somebody(app).await;
        let list = list(app, &[one.clone(), two.clone(), three.clone()], json!({})).await.id();
        app.as_call_centre_admin().post("/v1/suppressions", json!({"number": number, "reason": "law"})).expect(201).await;
        app.as_call_centre_admin().post(format!("/v1/clients/{two}/disqualify"), json!({"reason": "not_target"})).expect(200).await;
        let card = app.as_call_manager().get(format!("/v1/clients/{three}")).expect(200).await;
        let fresh = phone();
        app.as_call_centre_admin().patch(format!("/v1/clients/{three}"), json!({"phones": [{"number": fresh}], "time_zone": "Asia/Kamchatka"})).if_match(&card).expect(200).await;
        let tasks = app.as_call_manager().all(format!("/v1/call-tasks?call_list_id={list}")).await;
        let of = |client: &str| tasks.iter().find(|task| task["client_id"] == client).unwrap().clone();
        assert_eq!((&of(&one)["state"], &of(&one)["reason"]), (&json!("cancelled"), &json!("do_not_call")));
        assert_eq!((&of(&two)["state"], &of(&two)["reason"]), (&json!("cancelled"), &json!("disqualified")));
        assert_eq!((&of(&three)["state"], &of(&three)["phone"]), (&json!("queued"), &json!(fresh)));
        assert_ne!(other, fresh);
        claim(app, "olga", 204).await;
    }

    async fn answers_to_the_script_come_with_what_is_said(app) {
        tuesday(app).await;
        let vera = app.as_call_centre_admin();
        let script = vera.post("/v1/scripts", json!({"name": "Вода"})).expect(201).await.id();
        let path = format!("/v1/scripts/{script}/versions");
        let twice = json!({"code": "need", "text": "?", "answer": "text", "next": "nowhere"});
        assert_eq!(vera.post(&path, json!({"steps": [twice, twice]})).expect(422).await.pointers(), ["/steps/0/next", "/steps/1/code", "/steps/1/next"]);
        let steps = json!([{"code": "need", "text": "Что пьёте?", "answer": "choice", "required": true, "options": [{"value": "water", "text": "вода"}, {"value": "tap", "text": "из крана"}]},
                           {"code": "people", "text": "Сколько вас?", "answer": "number"}]);
        let (one, number) = somebody(app).await;
        let draft = vera.post("/v1/call-lists", json!({"name": "Со скриптом", "client_ids": [one], "script_id": script})).expect(201).await;
        let activate = format!("/v1/call-lists/{}/activate", draft.id());
        assert_eq!(vera.post(&activate, json!({})).expect(409).await.code(), "script_not_approved");
        let version = vera.post(&path, json!({"steps": steps})).expect(201).await;
        assert_eq!((&version["number"], version.text("state")), (&json!(1), "draft".to_owned()));
        app.as_call_manager().post(format!("{path}/1/approve"), json!({})).expect(403).await;
        let approved = vera.post(format!("{path}/1/approve"), json!({})).expect(200).await;
        assert_eq!((approved.text("state"), vera.get(format!("/v1/scripts/{script}")).expect(200).await["approved_version"].clone()), ("approved".to_owned(), json!(1)));
        assert_eq!(vera.patch(format!("{path}/1"), json!({"objections": []})).if_match(&approved).expect(409).await.code(), "illegal_transition");
        vera.post(&activate, json!({})).expect(200).await;
        let held = claim(app, "olga", 200).await;
        assert_eq!((&held["script"]["number"], &held["script_version"]), (&json!(1), &json!(1)));
        let call = app.as_pbx().post("/v1/calls", call_event(app.now().await, &number, "101")).expect(201).await;
        let said = |answers: Value| json!({"kind": "no_need", "answers": answers});
        let wrong = json!([{"step": "need", "value": "tea"}, {"step": "people", "value": "40"}, {"step": "nobody", "value": 1}]);
        let refused = dispose(&app.as_call_manager(), &call.id(), said(wrong), 422).await;
        let codes: Vec<_> = refused["errors"].as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["wrong_value", "wrong_value", "unknown_step"]);
        let answers = json!([{"step": "need", "value": "tap"}, {"step": "people", "value": 40}]);
        let told = dispose(&app.as_call_manager(), &call.id(), said(answers.clone()), 200).await;
        assert_eq!(told["answers"], json!({"script_id": script, "version": 1, "items": answers}));
        let results = vera.get(format!("{path}/1/results")).expect(200).await;
        assert_eq!((&results["calls"], &results["connects"], &results["meetings"]), (&json!(1), &json!(1), &json!(0)));
        assert_eq!(results["by_step"], json!([{"step": "need", "value": "tap", "calls": 1}, {"step": "people", "value": "40", "calls": 1}]));
    }

    async fn who_was_given_up_is_taken_up_by_the_clock(app) {
        tuesday(app).await;
        app.as_director().post("/v1/norms", json!({"key": "call_centre.attempts_max", "value": 1, "reason": "for the test"})).expect(201).await;
        let (one, number) = somebody(app).await;
        let list = list(app, &[one], json!({})).await.id();
        let held = claim(app, "olga", 200).await;
        in_vain(app, &number, "busy").await;
        assert_eq!(task(app, &held.id()).await.text("state"), "exhausted");
        assert_eq!(app.as_call_manager().get(format!("/v1/call-lists/{list}")).expect(200).await.text("state"), "exhausted");
        app.advance(days(90)).await;
        let again = task(app, &held.id()).await;
        assert_eq!((again.text("state"), &again["attempts"], &again["closed_at"]), ("queued".to_owned(), &json!(0), &Value::Null));
        assert_eq!(app.as_call_manager().get(format!("/v1/call-lists/{list}")).expect(200).await.text("state"), "active");
    }
}
