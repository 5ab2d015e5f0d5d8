//! The life of a client: contacts, silence, loss and return, erasure.

use super::clients::{created, imported, stage};
use super::pointers;
use crate::harness::story::{GROSS, NET, Story, Until, pay, sell, talk, unique};
use crate::harness::{days, hours, stamp};
use serde_json::{Value, json};

fn facts() -> Value {
    json!({"need": "вода", "decision_maker_known": true, "volume_hint": "60 в месяц", "solvency_checked": true, "region_served": true})
}

on_both! {
    async fn c8_c6_c5_the_call_centre_moves_a_client(app) {
        let id = created(app, json!({"source": "inbound"})).await.id();
        let tell = |verb: &str, body: Value| app.as_call_manager().post(format!("/v1/clients/{id}/{verb}"), body);
        let half = tell("qualify", json!({"need": "вода", "region_served": true})).expect(409).await;
        assert_eq!((half.code().as_str(), &half["missing"]), ("checklist_incomplete", &json!(["decision_maker_known", "volume_hint", "solvency_checked"])));
        assert_eq!(tell("qualify", facts()).expect(200).await["stage"], "qualified");
        assert_eq!(tell("qualify", facts()).expect(200).await["version"], 2, "a repeat changes nothing");
        assert_eq!(tell("postpone", json!({"temperature": "hot"})).expect(409).await.code(), "not_postponable");
        let late = tell("postpone", json!({"temperature": "cool", "recontact_on": "2027-03-04"})).expect(409).await;
        assert_eq!((late.code().as_str(), &late["latest_on"]), ("recontact_out_of_range", &json!("2027-03-03")));
        let waiting = tell("postpone", json!({"temperature": "warm"})).expect(200).await;
        assert_eq!((&waiting["stage"], &waiting["recontact_on"], &waiting["temperature"]), (&json!("nurturing"), &json!("2026-04-02"), &json!("warm")));
        let wrong = tell("postpone", json!({"temperature": "warm"})).expect(409).await;
        assert_eq!((wrong.code().as_str(), &wrong["from"], &wrong["event"]), ("illegal_transition", &json!("nurturing"), &json!("postponed")));
        app.as_other_call_manager().post(format!("/v1/clients/{id}/disqualify"), json!({"reason": "not_target"})).expect(403).await;
        let gone = tell("disqualify", json!({"reason": "not_target"})).expect(200).await;
        assert_eq!((&gone["stage"], &gone["reason"]), (&json!("disqualified"), &json!("not_target")));
        app.as_call_manager().post(format!("/v1/clients/{id}/recycle"), json!({})).expect(403).await;
        let early = app.as_call_centre_admin().post(format!("/v1/clients/{id}/recycle"), json!({})).expect(409).await;
        assert_eq!((early.code().as_str(), &early["from_on"]), ("too_early_to_recycle", &json!("2026-08-30")));
        app.advance(days(180)).await;
        assert_eq!(app.as_call_centre_admin().post(format!("/v1/clients/{id}/recycle"), json!({})).expect(200).await["stage"], "suspect");
    }

    async fn c6_nobody_is_postponed_before_a_meeting(app) {
        let story = Story::told(app, Until::Booked).await;
        let open = app.as_hunter().post(format!("/v1/clients/{}/postpone", story.client), json!({"temperature": "warm"})).expect(409).await;
        assert_eq!(open.code(), "open_meeting");
    }

    async fn i9_conversations_move_the_clock_and_mailings_do_not(app) {
        let id = imported(app, json!({"last_contact_at": "2026-02-20T09:00:00Z"})).await.id();
        let log = |kind: &str, direction: &str, two_way: bool, at: String| {
            app.as_farmer().post(format!("/v1/clients/{id}/activities"), json!({"kind": kind, "direction": direction, "two_way": two_way, "occurred_at": at}))
        };
        let clocks = async || {
            let card = app.as_farmer().get(format!("/v1/clients/{id}")).await;
            (card["last_contact_at"].clone(), card["last_curator_contact_at"].clone())
        };
        let now = app.now().await;
        for (kind, direction, two_way) in [("mailing", "outbound", true), ("call", "outbound", false), ("email_out", "outbound", true), ("note", "internal", true), ("letter_out", "outbound", false)] {
            assert_eq!(log(kind, direction, two_way, stamp(now)).expect(201).await["counts_as_contact"], false, "{kind}");
        }
        assert_eq!(clocks().await, (json!("2026-02-20T09:00:00Z"), json!("2026-02-20T09:00:00Z")));
        let entry = log("email_in", "inbound", false, stamp(now - hours(1))).expect(201).await;
        app.as_quality().get(entry.header("location").unwrap()).expect(200).await;
        assert_eq!(clocks().await, (json!(stamp(now - hours(1))), json!(stamp(now - hours(1)))));
        log("call", "outbound", true, stamp(now - days(3))).expect(201).await;
        assert_eq!(clocks().await.0, stamp(now - hours(1)), "never backwards");
        talk(app, "clara", &id).await;
        assert_eq!(clocks().await, (json!(stamp(now)), json!(stamp(now - hours(1)))), "another's talk is not the curator's");
        let future = log("call", "inbound", true, stamp(now + hours(1))).expect(422).await;
        assert_eq!(pointers(&future), ["/occurred_at"]);
        assert_eq!(pointers(&log("call", "inbound", true, "0001-01-01T00:00:00Z".into()).expect(422).await), ["/occurred_at"]);
        app.as_hunter().post(format!("/v1/clients/{id}/activities"), json!({"kind": "note", "direction": "internal", "occurred_at": stamp(now)})).expect(403).await;
        let calls = app.as_farmer().all(format!("/v1/clients/{id}/activities?kind=call")).await;
        assert_eq!((calls.len(), &calls[0]["two_way"]), (3, &json!(false)));
    }

    async fn an_activity_is_corrected_by_another_and_names_only_his_own_people(app) {
        let (id, other) = (imported(app, json!({})).await.id(), imported(app, json!({})).await.id());
        let first = talk(app, "anna", &id).await;
        let at = stamp(app.now().await);
        let correction = |client: &str| app.as_farmer().post(format!("/v1/clients/{client}/activities"), json!({"kind": "note", "direction": "internal", "occurred_at": at, "corrects_id": first["id"]}));
        assert_eq!(correction(&id).expect(201).await["corrects_id"], first["id"]);
        assert_eq!(pointers(&correction(&other).expect(422).await), ["/corrects_id"]);
        let person = app.as_farmer().post(format!("/v1/clients/{other}/contacts"), json!({"name": "Анна"})).expect(201).await;
        let wrong = json!({"kind": "call", "direction": "outbound", "two_way": true, "occurred_at": at, "contact_id": person["id"]});
        assert_eq!(pointers(&app.as_farmer().post(format!("/v1/clients/{id}/activities"), wrong).expect(422).await), ["/contact_id"]);
        app.as_farmer().get(format!("/v1/clients/{id}/contacts/{}", person.id())).expect(404).await;
    }

    async fn what_is_personal_is_shown_to_those_who_meet_him(app) {
        let id = imported(app, json!({})).await.id();
        let new = json!({"name": "Иван Иванович", "position": "директор", "influence": "economic", "decision_maker": true, "phones": [{"number": "8 916 222-33-44"}],
                         "emails": ["ivan@lutik.example"], "birthday": "1980-02-29"});
        let made = app.as_farmer().post(format!("/v1/clients/{id}/contacts"), new).expect(201).await;
        let path = made.header("location").unwrap().to_owned();
        assert_eq!((&made["phones"], &made["birthday"], &made["personal_shown"]), (&json!([{"number": "+79162223344", "extension": null, "label": null}]), &json!("1980-02-29"), &json!(true)));
        for other in [app.as_hunter(), app.as_other_farmer(), app.as_finance()] {
            let seen = other.get(&path).expect(200).await;
            assert_eq!((&seen["name"], &seen["phones"], &seen["birthday"], &seen["personal_shown"]), (&json!("Иван Иванович"), &json!([]), &Value::Null, &json!(false)));
        }
        assert_eq!(app.as_head_client_dept().get(format!("/v1/clients/{id}/contacts")).await.items()[0]["birthday"], "1980-02-29");
        let changed = app.as_farmer().patch(&path, json!({"position": null, "do_not_contact": true})).if_match(&made).expect(200).await;
        assert_eq!((&changed["position"], &changed["do_not_contact"], &changed["version"]), (&Value::Null, &json!(true), &json!(2)));
        app.as_farmer().patch(&path, json!({"name": "Пётр"})).if_match(&made).expect(412).await;
        assert_eq!(pointers(&app.as_farmer().post(format!("/v1/clients/{id}/contacts"), json!({"name": " ", "birthday": "0001-01-01"})).expect(422).await), ["/birthday", "/name"]);
        // Nobody was born tomorrow.
        let unborn = json!({"name": "Пётр", "birthday": "2099-01-01"});
        assert_eq!(pointers(&app.as_farmer().post(format!("/v1/clients/{id}/contacts"), unborn.clone()).expect(422).await), ["/birthday"]);
        assert_eq!(pointers(&app.as_farmer().patch(&path, unborn).if_match(&changed).expect(422).await), ["/birthday"]);
        assert_eq!(app.as_farmer().all(format!("/v1/clients/{id}/contacts?decision_maker=false")).await.len(), 0);
    }

    async fn what_is_not_shown_is_not_wiped_by_sending_back_what_was(app) {
        let caller = app.as_call_manager();
        let client = caller.post("/v1/clients", json!({"legal_name": "ООО «Форма»", "source": "referral"})).expect(201).await.id();
        let person = json!({"name": "Анна", "phones": [{"number": "+79162223355"}], "birthday": "1990-01-01"});
        let path = caller.post(format!("/v1/clients/{client}/contacts"), person).expect(201).await.header("location").unwrap().to_owned();
        let seen = caller.get(&path).expect(200).await;
        assert_eq!((&seen["personal_shown"], &seen["phones"], seen.etag().as_str()), (&json!(false), &json!([]), "\"1-without-personal\""));
        let form = json!({"name": "Анна", "position": "директор", "phones": seen["phones"], "birthday": seen["birthday"], "emails": []});
        let refused = caller.patch(&path, form).if_match(&seen).expect(422).await;
        assert_eq!((pointers(&refused), &refused["errors"][0]["code"]), (vec!["/birthday", "/phones"], &json!("not_shown")));
        caller.patch(&path, json!({"position": "директор"})).if_match(&seen).expect(200).await;
        // Who sees more reads another view: what the other has kept is not his.
        let whole = app.as_director().get(&path).header("if-none-match", "\"2-without-personal\"").expect(200).await;
        assert_eq!((&whole["phones"], &whole["birthday"], whole.etag().as_str()), (&json!([{"number": "+79162223355", "extension": null, "label": null}]), &json!("1990-01-01"), "\"2\""));
    }

    async fn the_timeline_tells_everything_newest_first(app) {
        let story = Story::told(app, Until::Booked).await;
        let path = format!("/v1/clients/{}/timeline", story.client);
        let told = app.as_finance().all(&path).await;
        let names: Vec<_> = told.iter().filter_map(|entry| entry["name"].as_str()).collect();
        assert_eq!((names.first().is_some_and(|name| *name != "client_created"), names.last()), (true, Some(&"client_created")));
        assert!(names.contains(&"client_contacted") && names.contains(&"meeting_booked"), "{names:?}");
        let first = told.last().unwrap();
        assert_eq!((&first["actor_kind"], &first["actor_id"], &first["subject_id"]), (&json!("user"), &json!(app.as_call_manager().id()), &json!(story.client)));
        assert!(!format!("{told:?}").contains(&story.phone[1..]), "the journal holds no telephone numbers");
        let page = app.as_finance().get(format!("{path}?limit=1")).expect(200).await;
        assert_eq!(page.items()[0], told[0]);
        app.as_finance().get(format!("{path}?limit=1&cursor={}", page.text("next_cursor"))).expect(200).await;
        app.as_finance().get("/v1/clients/client_01h455vb4pex5vsknk084sn02q/timeline").expect(404).await;
    }

    async fn e19_a_number_that_must_not_be_called_stays_so(app) {
        let made = created(app, json!({"phones": [{"number": "+79161110004"}, {"number": "+79161110005"}]})).await;
        let path = format!("/v1/clients/{}", made.id());
        let marked = app.as_call_manager().post(format!("{path}/set-do-not-call"), json!({"number": "8 916 111 00 04"})).expect(200).await;
        assert_eq!((&marked["phones"][0]["do_not_call"], &marked["phones"][1]["do_not_call"], &marked["phones"][0]["callable"]), (&json!(true), &json!(false), &json!(false)));
        let again = app.as_call_manager().post(format!("{path}/set-do-not-call"), json!({"number": "+79161110004"})).expect(200).await;
        assert_eq!(again["version"], marked["version"]);
        assert_eq!(pointers(&app.as_call_manager().post(format!("{path}/set-do-not-call"), json!({"number": "+79161110009"})).expect(422).await), ["/number"]);
        let left = app.as_call_manager().patch(&path, json!({"phones": [{"number": "+79161110006"}]})).if_match(&again).expect(200).await;
        let numbers: Vec<_> = left["phones"].as_array().unwrap().iter().map(|phone| (phone["number"].as_str().unwrap(), phone["do_not_call"].as_bool().unwrap())).collect();
        assert_eq!(numbers, [("+79161110006", false), ("+79161110004", true)]);
        let all = app.as_call_manager().post(format!("{path}/set-do-not-call"), json!({})).expect(200).await;
        let mute = app.as_call_manager().post("/v1/clients", json!({"legal_name": "ООО «Без номера»", "source": "referral"})).expect(201).await.id();
        let nothing = app.as_call_manager().post(format!("/v1/clients/{mute}/set-do-not-call"), json!({})).expect(422).await;
        assert_eq!(pointers(&nothing), ["/number"], "nothing would be kept of it");
        assert!(all["phones"].as_array().unwrap().iter().all(|phone| phone["do_not_call"] == true));
    }

    async fn c20_c22_a_client_is_lost_and_taken_up_again(app) {
        let id = imported(app, json!({"last_sale_on": "2025-06-01"})).await.id();
        let tell = |who: crate::harness::Actor, verb: &str, body: Value| who.post(format!("/v1/clients/{id}/{verb}"), body);
        assert_eq!(tell(app.as_head_client_dept(), "confirm-lost", json!({})).expect(409).await.code(), "no_loss_proposed");
        assert_eq!(pointers(&tell(app.as_farmer(), "propose-lost", json!({"reason": "neglected"})).expect(422).await), ["/reason"]);
        tell(app.as_other_farmer(), "propose-lost", json!({"reason": "price"})).expect(403).await;
        let proposed = tell(app.as_farmer(), "propose-lost", json!({"reason": "price"})).expect(200).await;
        assert_eq!((&proposed["stage"], &proposed["loss_proposal"]["user_id"]), (&json!("active"), &json!(app.as_farmer().id())));
        tell(app.as_farmer(), "confirm-lost", json!({})).expect(403).await;
        let lost = tell(app.as_head_client_dept(), "confirm-lost", json!({})).if_match(&proposed).expect(200).await;
        assert_eq!((&lost["stage"], &lost["reason"], &lost["loss_proposal"]), (&json!("lost"), &json!("price"), &Value::Null));
        tell(app.as_farmer(), "reopen", json!({"reason": "письмо"})).expect(403).await;
        let to_hunter = json!({"reason": "письмо", "curator_id": app.as_hunter().id()});
        tell(app.as_head_active_sales(), "reopen", to_hunter.clone()).expect(403).await;
        let early = tell(app.as_head_client_dept(), "reopen", to_hunter).expect(200).await;
        assert_eq!((&early["stage"], &early["acquisition_no"], &early["curator_id"]), (&json!("contacted"), &json!(1), &json!(app.as_hunter().id())));
        let intervals = app.as_farmer().all(format!("/v1/clients/{id}/assignments")).await;
        assert_eq!((intervals.len(), intervals[0]["to_at"].is_null(), intervals[1]["to_at"].is_null()), (2, false, true));
        // C5: whoever has bought before is not disqualified.
        assert_eq!(tell(app.as_hunter(), "disqualify", json!({"reason": "refused_final"})).expect(200).await["stage"], "lost");
        app.advance(days(100)).await;
        let anew = tell(app.as_head_client_dept(), "reopen", json!({"reason": "выставка"})).expect(200).await;
        assert_eq!((&anew["stage"], &anew["acquisition_no"], &anew["curator_id"]), (&json!("contacted"), &json!(2), &Value::Null));
    }

    async fn c17_c18_c19_a_forgotten_client_is_abandoned_recovered_and_lost(app) {
        let (talked, silent) = (imported(app, json!({})).await.id(), imported(app, json!({})).await.id());
        app.advance(days(31)).await;
        assert_eq!((stage(app, &talked).await, stage(app, &silent).await), ("abandoned".into(), "abandoned".into()));
        // A talk of long ago, logged late, is no talk of today.
        let old = json!({"kind": "call", "direction": "inbound", "two_way": true, "occurred_at": "2026-02-01T09:00:00Z"});
        app.as_farmer().post(format!("/v1/clients/{talked}/activities"), old).expect(201).await;
        assert_eq!(stage(app, &talked).await, "abandoned");
        talk(app, "clara", &talked).await;
        assert_eq!(stage(app, &talked).await, "active");
        app.advance(days(58)).await;
        assert_eq!(stage(app, &silent).await, "abandoned");
        app.advance(days(2)).await;
        let lost = app.as_farmer().get(format!("/v1/clients/{silent}")).expect(200).await;
        assert_eq!((&lost["stage"], &lost["reason"], &lost["curator_id"]), (&json!("lost"), &json!("neglected"), &json!(app.as_farmer().id())));
        // §3.13: a month later he is in the letter pool, where nobody is his curator.
        app.advance(days(31)).await;
        assert_eq!(app.as_farmer().get(format!("/v1/clients/{silent}")).await["curator_id"], Value::Null);
        let told: Vec<_> = app.as_farmer().all(format!("/v1/clients/{silent}/timeline")).await.iter().map(|entry| (entry["name"].clone(), entry["actor_kind"].clone())).collect();
        assert_eq!(told[..3], [(json!("curator_changed"), json!("system")), (json!("client_lost"), json!("system")), (json!("client_abandoned"), json!("system"))]);
    }

    async fn c19_who_was_never_spoken_to_is_lost_as_soon_as_anybody_else(app) {
        let client = app.as_farmer().post("/v1/clients", json!({"legal_name": "ООО «Тишина»", "source": "inbound"})).expect(201).await.id();
        let story = Story { client, ..Story::default() };
        let sale = sell(app, "anna", &story, NET, None).await;
        pay(app, &Story { sale: sale.id(), ..story.clone() }, GROSS).await;
        assert_eq!(story.card(app).await["last_contact_at"], Value::Null);
        app.advance(days(31)).await;
        assert_eq!(story.stage(app).await, "abandoned");
        app.advance(days(58)).await;
        assert_eq!(story.stage(app).await, "abandoned");
        app.advance(days(3)).await;
        assert_eq!(story.stage(app).await, "lost", "N-16 counts from where N-15 counted");
    }

    async fn e27_who_pays_is_never_lost_by_the_clock(app) {
        let story = Story::told(app, Until::Completed).await;
        for _ in 0..3 {
            app.advance(days(45)).await;
            let payment = json!({"source": "bank", "external_id": format!("quiet-{}", unique()), "client_id": story.client, "amount": {"amount_minor": 100, "currency": "RUB"},
                                 "value_on": app.now().await.date_naive().to_string()});
            app.as_finance().post("/v1/payments", payment).expect(201).await;
        }
        assert_eq!(story.stage(app).await, "abandoned");
        app.advance(days(92)).await;
        assert_eq!(story.stage(app).await, "lost");
    }

    async fn an_exempt_client_is_left_in_peace_for_a_while(app) {
        let id = imported(app, json!({})).await.id();
        let exempt = |who: crate::harness::Actor, body: Value| who.post(format!("/v1/clients/{id}/exempt-contact"), body);
        exempt(app.as_farmer(), json!({"until_on": "2026-05-01", "reason": "сезон"})).expect(403).await;
        assert_eq!(pointers(&exempt(app.as_head_client_dept(), json!({"until_on": "2026-05-01"})).expect(422).await), ["/reason"]);
        let long = exempt(app.as_head_client_dept(), json!({"until_on": "2026-08-31", "reason": "сезон"})).expect(409).await;
        assert_eq!((long.code().as_str(), &long["latest_on"]), ("exemption_out_of_range", &json!("2026-08-30")));
        let card = exempt(app.as_head_client_dept(), json!({"until_on": "2026-05-01", "reason": "сезон"})).expect(200).await;
        assert_eq!(card["contact_exemption"], json!({"until_on": "2026-05-01", "reason": "сезон"}));
        app.advance(days(45)).await;
        assert_eq!(stage(app, &id).await, "active");
        assert_eq!(app.as_farmer().get(format!("/v1/portfolios/{}", app.as_farmer().id())).await["exempt"], 1);
        app.advance(days(16)).await;
        assert_eq!(stage(app, &id).await, "abandoned");
    }

    async fn c25_personal_data_are_erased_and_money_stays(app) {
        let owing = Story::told(app, Until::Sold).await;
        let refused = app.as_director().post(format!("/v1/clients/{}/erase-personal-data", owing.client), json!({})).expect(409).await;
        assert_eq!(refused.code(), "open_money");
        let story = Story::told(app, Until::Paid).await;
        let path = format!("/v1/clients/{}", story.client);
        app.as_head_active_sales().post(format!("{path}/erase-personal-data"), json!({})).expect(403).await;
        let erased = app.as_director().post(format!("{path}/erase-personal-data"), json!({})).expect(200).await;
        assert_eq!((&erased["record_status"], &erased["phones"], &erased["stage"]), (&json!("erased"), &json!([]), &json!("client")));
        let people = app.as_director().all(format!("{path}/contacts")).await;
        assert!(!people.is_empty() && people.iter().all(|person| person["name"] == "—" && person["phones"] == json!([])), "{people:?}");
        assert_eq!(app.as_finance().get(format!("/v1/payments/{}", story.payment)).expect(200).await["client_id"], story.client);
        let again = app.as_director().post(format!("{path}/erase-personal-data"), json!({})).expect(409).await;
        assert_eq!(again.code(), "record_not_live");
        // What answers kept for repeats told of him is gone too, and nothing is done again.
        let person = json!({"legal_name": "ООО «Забудьте»", "source": "referral", "phones": [{"number": "+79162223366"}]});
        let told = || app.as_call_manager().post("/v1/clients", person.clone()).header("idempotency-key", "forget-me");
        let known = told().expect(201).await.id();
        assert_eq!(told().expect(201).await.id(), known);
        app.as_director().post(format!("/v1/clients/{known}/erase-personal-data"), json!({})).expect(200).await;
        assert_eq!(told().expect(409).await.code(), "answer_erased");
        let late = json!({"kind": "note", "direction": "internal", "occurred_at": stamp(app.now().await)});
        assert_eq!(app.as_director().post(format!("{path}/activities"), late).expect(409).await.code(), "record_not_live");
    }

    async fn c17_he_whom_nobody_ever_called_is_abandoned_and_still_read(app) {
        let card = app.as_farmer().post("/v1/clients", json!({"legal_name": "ООО «Молчун»", "source": "internet"})).expect(201).await;
        let story = Story { client: card.id(), ..Story::default() };
        let sale = sell(app, "anna", &story, NET, None).await.id();
        pay(app, &Story { sale, ..story.clone() }, GROSS).await;
        assert_eq!(story.stage(app).await, "active");
        app.advance(days(32)).await;
        let card = story.card(app).await;
        assert_eq!((card.text("stage"), &card["last_contact_at"]), ("abandoned".to_owned(), &json!(null)));
        assert!(app.as_director().all("/v1/clients?stage=abandoned&sort=last_contact_at").await.iter().any(|found| found["id"] == story.client.as_str()));
    }
}
