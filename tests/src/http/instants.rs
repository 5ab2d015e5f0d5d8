//! There is one kind of instant: whole microseconds in UTC (openapi/README.md §1.4). Whatever else is told becomes one before anybody sees
//! it, on both databases: what is answered at once is what is answered later.

mod queue;

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::calls::client;
use crate::guards::{document, operations};
use crate::harness::story::{Story, Until, call_event, phone, unique};
use crate::harness::{Actor, TestApp, days, hours, stamp};

/// An instant as nobody should tell it: a leap second at `at`, with nine digits, in another zone.
fn odd(at: DateTime<Utc>) -> String {
    let before = at - TimeDelta::minutes(1) + TimeDelta::hours(3);
    format!("{}:60.123456789+03:00", before.format("%Y-%m-%dT%H:%M"))
}

/// What becomes of it.
fn whole(at: DateTime<Utc>) -> String {
    stamp(at + TimeDelta::microseconds(123_456))
}

/// What was told so far, and what of it was found wrong.
#[derive(Default)]
struct Told {
    members: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Told {
    /// These members of `operation` were told; each answer shows them as whole microseconds, if it shows them.
    fn tells(&mut self, operation: &str, members: &[(&str, DateTime<Utc>)], answers: &[&Value]) {
        for (member, at) in members {
            self.members.insert(format!("{operation} {member}"));
            let name = member.rsplit('/').next().unwrap();
            for answer in answers.iter().filter(|answer| !answer[name].is_null()) {
                if answer[name] != whole(*at) {
                    self.wrong.push(format!("{operation} {member}: {} for {}", answer[name], odd(*at)));
                }
            }
        }
    }
}

/// Every instant in the bodies of the document: `POST /v1/calls /started_at`.
fn documented() -> BTreeSet<String> {
    let document = document();
    let mut found = BTreeSet::new();
    for operation in operations(&document) {
        for content in operation.spec["requestBody"]["content"].as_object().into_iter().flat_map(|content| content.values()) {
            walk(&document, &content["schema"], "", &mut |member| {
                found.insert(format!("{} {} {member}", operation.method.to_uppercase(), operation.path));
            });
        }
    }
    found
}

fn walk(document: &Value, schema: &Value, at: &str, found: &mut impl FnMut(&str)) {
    let schema = schema["$ref"].as_str().map_or(schema, |target| document.pointer(target.trim_start_matches('#')).unwrap());
    if schema["format"] == "date-time" {
        found(at);
    }
    for one in ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|word| schema[word].as_array()).flatten() {
        walk(document, one, at, found);
    }
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        walk(document, member, &format!("{at}/{name}"), found);
    }
    if schema["items"].is_object() {
        walk(document, &schema["items"], &format!("{at}/0"), found);
    }
}

async fn tells_of_calls(app: &TestApp, told: &mut Told) {
    let now = app.now().await;
    let (started, answered, ended) = (now - TimeDelta::minutes(5), now - TimeDelta::minutes(4), now - TimeDelta::minutes(1));
    let members = [("/started_at", started), ("/answered_at", answered), ("/ended_at", ended), ("/occurred_at", ended)];
    let event = |number: &str| {
        let mut event = call_event(now, number, "101");
        for (member, at) in members {
            event[&member[1..]] = odd(at).into();
        }
        event
    };
    let number = phone();
    client(app, &number).await;
    let call = app.as_pbx().post("/v1/calls", event(&number)).expect(201).await;
    let seen = async |id: String| app.as_director().get(format!("/v1/calls/{id}")).expect(200).await;
    told.tells("POST /v1/calls", &members, &[&call.json, &seen(call.id()).await.json]);
    let batch = app.as_pbx().post("/v1/calls/batch", json!({"items": [event(&number)]})).expect(207).await;
    let made =
        batch["results"][0]["id"].as_str().or_else(|| batch["items"][0]["id"].as_str()).unwrap_or_else(|| panic!("{batch}")).to_owned();
    let members = members.map(|(member, at)| (format!("/items/0{member}"), at));
    let members: Vec<_> = members.iter().map(|(member, at)| (member.as_str(), *at)).collect();
    told.tells("POST /v1/calls/batch", &members, &[&seen(made).await.json]);

    let due = now + days(3);
    let callback = json!({"kind": "callback_requested", "due_at": odd(due)});
    let disposed = app.as_call_manager().post(format!("/v1/calls/{}/disposition", call.id()), callback).expect(200).await;
    told.tells("POST /v1/calls/{id}/disposition", &[("/due_at", due)], &[&disposed.json, &seen(call.id()).await.json]);
    let other = phone();
    client(app, &other).await;
    let call = app.as_pbx().post("/v1/calls", call_event(now, &other, "101")).expect(201).await;
    let slot = app.next_slot().await;
    let whole = json!({"need": "вода", "decision_maker_known": true, "volume_hint": "60", "solvency_checked": true, "region_served": true});
    let meeting = json!({"hunter_id": app.as_hunter().id(), "starts_at": odd(slot), "ends_at": odd(slot + TimeDelta::minutes(30)), "contact": {"name": "Иван"}});
    let booking = json!({"kind": "meeting_booked", "qualification": whole, "meeting": meeting});
    let booked = app.as_call_manager().post(format!("/v1/calls/{}/disposition", call.id()), booking).expect(200).await;
    let meeting = app.as_hunter().get(format!("/v1/meetings/{}", booked.text("meeting_id"))).expect(200).await;
    told.tells(
        "POST /v1/calls/{id}/disposition",
        &[("/meeting/starts_at", slot), ("/meeting/ends_at", slot + TimeDelta::minutes(30))],
        &[&meeting.json],
    );
    let slot = app.next_slot().await;
    let path = format!("/v1/meetings/{}", meeting.id());
    let moved = json!({"starts_at": odd(slot), "ends_at": odd(slot + TimeDelta::minutes(30))});
    let moved = app.as_call_manager().post(format!("{path}/reschedule"), moved).expect(200).await;
    let later = app.as_hunter().get(path).expect(200).await;
    told.tells(
        "POST /v1/meetings/{id}/reschedule",
        &[("/starts_at", slot), ("/ends_at", slot + TimeDelta::minutes(30))],
        &[&moved.json, &later.json],
    );
}

async fn tells_of_clients(app: &TestApp, told: &mut Told) {
    let contact = app.now().await - days(9);
    let base = || {
        json!({"legal_name": format!("ООО «Давний {}»", unique()), "source": "import", "stage": "active", "external_id": format!("old-{}", unique()),
               "curator_id": app.as_farmer().id(), "last_contact_at": odd(contact)})
    };
    let farmer = app.as_farmer();
    let seen = async |id: &str| farmer.get(format!("/v1/clients/{id}")).expect(200).await;
    let made = app.as_importer().post("/v1/clients", base()).expect(201).await;
    told.tells("POST /v1/clients", &[("/last_contact_at", contact)], &[&made.json, &seen(&made.id()).await.json]);
    let batch = app.as_importer().post("/v1/clients/batch", json!({"items": [base()]})).expect(207).await;
    let id = batch["results"][0]["id"].as_str().or_else(|| batch["items"][0]["id"].as_str()).unwrap_or_else(|| panic!("{batch}"));
    told.tells("POST /v1/clients/batch", &[("/items/0/last_contact_at", contact)], &[&seen(id).await.json]);
    // Only an import brings an existing base: the desk that matches calls is refused.
    let client = json!({"legal_name": "ООО «Не сюда»", "source": "inbound", "last_contact_at": odd(contact)});
    let body = json!({"client_phone": "+74951112233", "client": client});
    app.as_call_centre_admin().post("/v1/call-inbox/match", body).expect(422).await;
    told.tells("POST /v1/call-inbox/match", &[("/client/last_contact_at", contact)], &[]);
    let mut put = base();
    let external_id = put.as_object_mut().unwrap().remove("external_id").unwrap();
    let path = format!("/v1/clients/by-external-id/{}", external_id.as_str().unwrap());
    let put = app.as_importer().put(path, put).expect(201).await;
    let operation = "PUT /v1/clients/by-external-id/{external_id}";
    told.tells(operation, &[("/last_contact_at", contact)], &[&put.json, &seen(&put.id()).await.json]);
    let talk = json!({"kind": "visit", "direction": "outbound", "two_way": true, "occurred_at": odd(contact + days(1))});
    let path = format!("/v1/clients/{}/activities", made.id());
    let logged = farmer.post(&path, talk.clone()).expect(201).await;
    let later = farmer.get(&path).expect(200).await;
    let found = later.items().iter().find(|item| item["id"] == logged.id().as_str()).unwrap().clone();
    told.tells("POST /v1/clients/{id}/activities", &[("/occurred_at", contact + days(1))], &[&logged.json, &found]);
    let batch = farmer.post(format!("{path}/batch"), json!({"items": [talk]})).expect(207).await;
    let all = farmer.get(&path).expect(200).await;
    assert_eq!(all.items().len(), 2, "{batch}");
    for item in all.items() {
        told.tells("POST /v1/clients/{id}/activities/batch", &[("/items/0/occurred_at", contact + days(1))], &[item]);
    }
}

async fn tells_of_the_rest(app: &TestApp, told: &mut Told) {
    let story = Story::told(app, Until::Handed).await;
    let met = app.now().await - hours(1);
    let introduced = json!({"kind": "visit", "occurred_at": odd(met)});
    app.as_farmer().post(format!("/v1/handoffs/{}/introduce", story.handoff), introduced).expect(200).await;
    let visits = app.as_farmer().get(format!("/v1/clients/{}/activities?sort=-occurred_at", story.client)).expect(200).await;
    let visit = visits.items().iter().find(|item| item["kind"] == "intro").unwrap_or_else(|| panic!("{visits}"));
    told.tells("POST /v1/handoffs/{id}/introduce", &[("/occurred_at", met)], &[visit]);

    let slot = app.next_slot().await;
    let called = Story::told(app, Until::Called).await;
    let olga = app.as_call_manager();
    let whole = json!({"need": "вода", "decision_maker_known": true, "volume_hint": "60", "solvency_checked": true, "region_served": true});
    let visit = json!({"kind": "first", "client_id": called.client, "hunter_id": app.as_other_hunter().id(), "starts_at": odd(slot),
        "ends_at": odd(slot + TimeDelta::minutes(30)), "contact": {"name": "Иван"}, "qualification": whole});
    let booked = olga.post("/v1/meetings", visit).expect(201).await;
    let later = olga.get(format!("/v1/meetings/{}", booked.id())).expect(200).await;
    told.tells("POST /v1/meetings", &[("/starts_at", slot), ("/ends_at", slot + TimeDelta::minutes(30))], &[&booked.json, &later.json]);

    let admin = app.as_admin();
    let integration = admin.get("/v1/integrations?source=office-pbx").await.items()[0]["id"].as_str().unwrap().to_owned();
    let expires = DateTime::from_timestamp(4_000_000_020, 0).unwrap();
    let path = format!("/v1/integrations/{integration}/keys");
    let issued = admin.post(&path, json!({"scopes": ["calls:write"], "name": "вечный", "expires_at": odd(expires)})).expect(201).await;
    let keys = admin.get(&path).expect(200).await;
    let kept = keys.items().iter().find(|key| key["name"] == "вечный").unwrap();
    told.tells("POST /v1/integrations/{id}/keys", &[("/expires_at", expires)], &[&issued.json, kept]);

    let to = app.now().await + days(1);
    let moved = admin.post("/v1/sandbox/clock/advance", json!({"to": odd(to)})).expect(200).await;
    let whole = self::whole;
    assert_eq!((moved.text("now_at"), admin.get("/v1/sandbox/clock").expect(200).await.text("now_at")), (whole(to), whole(to)));
    told.members.insert("POST /v1/sandbox/clock/advance /to".to_owned());
}

/// What is asked with: filters read as bodies do, and refuse what is none.
async fn asks(who: &Actor) -> Vec<String> {
    let mut wrong = Vec::new();
    let document = document();
    for operation in operations(&document).iter().filter(|operation| operation.method == "get" && !operation.path.contains('{')) {
        let instants =
            operation.spec["parameters"].as_array().into_iter().flatten().filter(|parameter| parameter["schema"]["format"] == "date-time");
        for name in instants.filter_map(|parameter| parameter["name"].as_str()) {
            let ask = async |at: &str| {
                who.get(format!("{}?{name}={at}", operation.path)).expect_one_of(&[200, 400, 403, 404, 409, 422]).await.status.as_u16()
            };
            let odd = ask("2016-12-31T23:59:60.1234567Z").await;
            let refused = ask("2016-12-31T23:59:59%E2%88%9203:00").await;
            if odd == 400 || refused != 400 && refused != 403 {
                wrong.push(format!("{} {name}: {odd}, {refused}", operation.path));
            }
        }
    }
    wrong
}

on_both! {
    async fn every_instant_is_whole_microseconds_now_and_later(app) {
        let mut told = Told::default();
        tells_of_calls(app, &mut told).await;
        queue::tells_of_the_queue(app, &mut told).await;
        tells_of_clients(app, &mut told).await;
        tells_of_the_rest(app, &mut told).await;
        assert!(told.wrong.is_empty(), "{:#?}", told.wrong);
        let untold: Vec<_> = documented().into_iter().filter(|member| !told.members.contains(member)).collect();
        assert_eq!(untold, Vec::<String>::new(), "tell these above, too");
        let wrong = asks(&app.as_director()).await;
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn a_day_or_an_instant_that_is_none_is_refused(app) {
        let story = Story::told(app, Until::Sold).await;
        let payment = |on: &str| json!({"source": "bank", "external_id": format!("p-{}", unique()), "client_id": story.client,
            "amount": {"amount_minor": 100, "currency": "RUB"}, "value_on": on});
        for wrong in ["2026-1-1", "2026-01-01\n", " 2026-01-01", "1900-01-01", "1989-12-31", "2026\u{2212}01-01", "+2026-01-01", "2026-02-30", "20260101"] {
            let refused = app.as_finance().post("/v1/payments", payment(wrong)).expect(422).await;
            assert_eq!(refused.pointers(), ["/value_on"], "{wrong:?}");
            let refund = json!({"source": "bank", "external_id": "r", "amount": {"amount_minor": 100, "currency": "RUB"}, "value_on": wrong, "sale_id": story.sale});
            assert_eq!(app.as_finance().post("/v1/refunds", refund).expect(422).await.pointers(), ["/value_on"], "{wrong:?}");
        }
        let path = format!("/v1/clients/{}/activities", story.client);
        for wrong in ["2026-03-03T09:00:00\u{2212}03:00", "2026-03-03T09:00:00Z\n", "2026-3-3T09:00:00Z", "2026-03-03", "1772528400"] {
            let talk = json!({"kind": "visit", "direction": "outbound", "two_way": true, "occurred_at": wrong});
            assert_eq!(app.as_hunter().post(&path, talk).expect(422).await.pointers(), ["/occurred_at"], "{wrong:?}");
        }
    }

    async fn a_name_that_nobody_sees_is_none(app) {
        for blank in ["\u{200B}", "\u{FEFF}\u{2060}", "\u{3164}", "\u{2800}", "\u{AD}\u{200D} "] {
            let client = json!({"legal_name": blank, "source": "purchased_list"});
            assert_eq!(app.as_hunter().post("/v1/clients", client).expect(422).await.pointers(), ["/legal_name"], "{blank:?}");
            let client = json!({"legal_name": "ООО «Вода»", "trade_name": blank, "source": "purchased_list"});
            assert_eq!(app.as_hunter().post("/v1/clients", client).expect(422).await.pointers(), ["/trade_name"], "{blank:?}");
            let line = json!({"code": "juice", "name": blank});
            assert_eq!(app.as_director().post("/v1/product-lines", line).expect(422).await.pointers(), ["/name"], "{blank:?}");
            let person = json!({"email": "x@baton.test", "name": blank, "unit": "active_sales", "roles": ["hunter"]});
            assert_eq!(app.as_admin().post("/v1/users", person).expect(422).await.pointers(), ["/name"], "{blank:?}");
        }
    }
}
