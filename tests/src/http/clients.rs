//! Clients from outside: how they come into the base, what moves them, what is known of them.

use serde_json::{Value, json};

use super::pointers;
use crate::harness::story::{Story, Until, phone, talk, unique};
use crate::harness::{Answer, TestApp, days, hours, stamp};

/// A suspect of the call centre, with members of its own.
fn card(more: &Value) -> Value {
    let mut card = json!({"legal_name": format!("ООО «Лютик {}»", unique()), "source": "purchased_list"});
    card.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    card
}

async fn created(app: &TestApp, more: Value) -> Answer {
    app.as_call_manager().post("/v1/clients", card(&more)).expect(201).await
}

/// An imported client who buys already, anna's.
async fn imported(app: &TestApp, more: Value) -> Answer {
    let mut base = json!({"source": "import", "stage": "active", "curator_id": app.as_farmer().id()});
    base.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    app.as_importer().post("/v1/clients", card(&base)).expect(201).await
}

async fn stage(app: &TestApp, id: &str) -> String {
    app.as_director().get(format!("/v1/clients/{id}")).expect(200).await.text("stage")
}

fn facts() -> Value {
    json!({"need": "вода", "decision_maker_known": true, "volume_hint": "60 в месяц", "solvency_checked": true, "region_served": true})
}

fn ids(items: &[Value]) -> Vec<&str> {
    items.iter().filter_map(|item| item["id"].as_str()).collect()
}

on_both! {
    async fn a_client_is_created_and_shown_as_he_was_said(app) {
        let made = created(app, json!({"trade_name": "Лютик", "inn": "7707083893", "kpp": "773601001", "city": "Москва", "emails": [" a@lutik.example "],
            "addresses": {"legal": "Тверская, 1"}, "time_zone": "Asia/Omsk", "phones": [{"number": "8 (916) 123-45-67", "label": "офис"}]})).await;
        assert_eq!(made.header("location"), Some(format!("/v1/clients/{}", made.id()).as_str()));
        assert_eq!((&made["stage"], &made["version"], &made["acquisition_no"], &made["curator_id"]), (&json!("suspect"), &json!(1), &json!(1), &Value::Null));
        assert_eq!(made["phones"], json!([{"number": "+79161234567", "label": "офис", "callable": true, "do_not_call": false}]));
        assert_eq!((&made["emails"], &made["addresses"]), (&json!(["a@lutik.example"]), &json!({"legal": "Тверская, 1", "actual": null})));
        let shown = app.as_support_clerk().get(format!("/v1/clients/{}", made.id())).expect(200).await;
        assert_eq!((&shown.json, shown.etag()), (&made.json, "\"1\"".to_owned()));
        app.as_farmer().get(format!("/v1/clients/{}", made.id())).header("if-none-match", "\"1\"").expect(304).await;
        app.as_pbx().get(format!("/v1/clients/{}", made.id())).expect(403).await;
        app.as_farmer().get("/v1/clients/client_01h455vb4pex5vsknk084sn02q").expect(404).await;
        app.as_farmer().get(format!("/v1/clients/{}", app.as_farmer().id())).expect(404).await;
        app.as_finance().post("/v1/clients", card(&json!({}))).expect(403).await;
    }

    async fn c2_who_asks_himself_is_contacted_at_once(app) {
        assert_eq!(created(app, json!({"source": "inbound"})).await["stage"], "contacted");
    }

    async fn every_wrong_member_of_a_client_is_pointed_at(app) {
        for (member, value) in [
            ("legal_name", json!("  ")), ("source", json!("street")), ("inn", json!("7707083894")), ("inn", json!("77070838931")), ("kpp", json!("77360100")), ("vat_id", json!("de 1")),
            ("time_zone", json!("Europe/Moskau")), ("referrer_client_id", json!("client_01h455vb4pex5vsknk084sn02q")), ("stage", json!("active")), ("stage", json!("prospect")),
            ("curator_id", json!(app.as_farmer().id())), ("legal_name", json!("a\u{0}b")), ("salary", json!(1)), ("external_id", json!("")),
        ] {
            assert_eq!(pointers(&app.as_call_manager().post("/v1/clients", card(&json!({member: value}))).expect(422).await), [format!("/{member}")], "{member}: {value}");
        }
        let phones = json!({"phones": [{"number": "+79161234567"}, {"number": "звоните"}], "emails": ["a@b.example", "нет"]});
        assert_eq!(pointers(&app.as_call_manager().post("/v1/clients", card(&phones)).expect(422).await), ["/phones/1/number", "/emails/1"]);
        assert_eq!(pointers(&app.as_call_manager().post("/v1/clients", json!({"source": "media"})).expect(422).await), ["/legal_name"]);
        app.as_call_manager().get("/v1/clients?external_id=%00").expect(400).await;
    }

    async fn e18_a_tax_id_is_one_clients_and_a_shared_phone_or_domain_is_suspicious(app) {
        let first = created(app, json!({"inn": "7707083893", "phones": [{"number": phone()}], "emails": ["a@Lutik.example"]})).await;
        let again = app.as_hunter().post("/v1/clients", card(&json!({"inn": "7707083893"}))).expect(409).await;
        assert_eq!((again.code().as_str(), &again["id"]), ("client_exists", &json!(first.id())));
        let number = first["phones"][0]["number"].clone();
        for like in [json!({"phones": [{"number": number}]}), json!({"emails": ["b@lutik.example"]})] {
            let suspect = created(app, like).await;
            assert_eq!((&suspect["duplicate_suspected"], &suspect["duplicate_of_id"]), (&json!(true), &json!(first.id())));
        }
        created(app, json!({"emails": ["a@mail.ru"]})).await;
        assert_eq!(created(app, json!({"emails": ["b@mail.ru"]})).await["duplicate_suspected"], false);
    }

    async fn the_same_external_id_is_the_same_client_or_a_conflict(app) {
        let content = card(&json!({"source": "import", "external_id": "1C-17", "phones": [{"number": "8 916 000-00-17"}]}));
        let first = app.as_importer().post("/v1/clients", content.clone()).expect(201).await;
        app.as_director().patch(format!("/v1/clients/{}", first.id()), json!({"city": "Омск"})).if_match(&first).expect(200).await;
        let again = app.as_importer().post("/v1/clients", content.clone()).expect(200).await;
        assert_eq!((again.id(), &again["city"]), (first.id(), &json!("Омск")));
        let mut other = content;
        other["city"] = "Томск".into();
        let refused = app.as_importer().post("/v1/clients", other).expect(409).await;
        assert_eq!((refused.code().as_str(), &refused["id"]), ("external_id_taken", &json!(first.id())));
    }

    async fn two_people_who_create_one_company_at_once_make_one_client(app) {
        let (olga, oleg) = (app.as_call_manager(), app.as_other_call_manager());
        let ask = |who: crate::harness::Actor| async move { who.post("/v1/clients", card(&json!({"inn": "500100732259"}))).expect_one_of(&[201, 409]).await.status.as_u16() };
        let (one, other) = futures_util::join!(ask(olga), ask(oleg));
        assert_eq!((one.min(other), one.max(other)), (201, 409));
    }

    async fn c3_e37_an_existing_base_is_imported_with_its_curators(app) {
        let active = imported(app, json!({})).await;
        assert_eq!((&active["stage"], &active["curator_id"], &active["imported"]), (&json!("active"), &json!(app.as_farmer().id()), &json!(true)));
        let intervals = app.as_farmer().all(format!("/v1/clients/{}/assignments", active.id())).await;
        assert_eq!((intervals.len(), &intervals[0]["role"], &intervals[0]["to_at"]), (1, &json!("curator"), &Value::Null));
        let lost = app.as_importer().post("/v1/clients", card(&json!({"source": "import", "stage": "lost", "last_sale_on": "2024-05-01"}))).expect(201).await;
        assert_eq!((&lost["stage"], &lost["last_sale_on"]), (&json!("lost"), &json!("2024-05-01")));
        let alone = app.as_importer().post("/v1/clients", card(&json!({"source": "import", "stage": "abandoned"}))).expect(422).await;
        assert_eq!(pointers(&alone), ["/curator_id"]);
        let nobody = json!({"source": "import", "stage": "active", "curator_id": "user_01h455vb4pex5vsknk084sn02q"});
        assert_eq!(pointers(&app.as_importer().post("/v1/clients", card(&nobody)).expect(422).await), ["/curator_id"]);
        let future = json!({"source": "import", "stage": "active", "curator_id": app.as_farmer().id(), "last_contact_at": "2036-01-01T00:00:00Z"});
        assert_eq!(pointers(&app.as_importer().post("/v1/clients", card(&future)).expect(422).await), ["/last_contact_at"]);
        // Nobody has spoken with him yet, but his month of grace began with the import.
        app.advance(days(29)).await;
        assert_eq!(stage(app, &active.id()).await, "active");
        app.advance(days(2)).await;
        assert_eq!(stage(app, &active.id()).await, "abandoned");
    }

    async fn the_list_is_filtered_sorted_and_paged(app) {
        let cold = created(app, json!({"inn": "7707083893", "phones": [{"number": "+79161110001"}]})).await.id();
        let asked = created(app, json!({"source": "inbound", "external_id": "A-1"})).await.id();
        let ours = imported(app, json!({"last_contact_at": "2026-02-20T09:00:00Z"})).await.id();
        let found = async |query: &str| ids(&app.as_farmer().all(format!("/v1/clients?{query}")).await).into_iter().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(found("").await, [&*cold, &*asked, &*ours]);
        assert_eq!(found("sort=-id").await, [&*ours, &*asked, &*cold]);
        assert_eq!(found("sort=last_contact_at").await, [&*ours, &*cold, &*asked]);
        assert_eq!(found("sort=-stage_since").await.len(), 3);
        for (query, only) in [
            ("stage=suspect,lost", &cold), ("stage=contacted", &asked), ("source=import", &ours), ("external_id=A-1", &asked), ("inn=7707083893", &cold),
            ("phone=8%20916%20111-00-01", &cold), ("last_contact_before=2026-02-21T00:00:00Z", &ours), ("last_contact_after=2026-02-19T00:00:00Z", &ours),
        ] {
            assert_eq!(found(query).await, [&**only], "{query}");
        }
        assert_eq!(found(&format!("curator_id={}", app.as_farmer().id())).await, [&*ours]);
        for query in ["temperature=warm", "recontact_before=2027-01-01", "stage=prospect", "last_contact_before=2026-02-20T09:00:00Z"] {
            assert_eq!(found(query).await.len(), 0, "{query}");
        }
        for sort in ["id", "-id", "last_contact_at", "-last_contact_at", "stage_since", "-stage_since"] {
            let (mut seen, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = app.as_farmer().get(format!("/v1/clients?limit=1&sort={sort}{cursor}")).expect(200).await;
                seen.extend(ids(page.items()).into_iter().map(str::to_owned));
                let Some(next) = page["next_cursor"].as_str() else { break };
                cursor = format!("&cursor={next}");
            }
            assert_eq!(seen, found(&format!("sort={sort}")).await, "{sort}");
        }
        let sparse = app.as_farmer().get("/v1/clients?fields=id,stage&limit=1").expect(200).await;
        assert_eq!(sparse.items(), [json!({"id": cold, "stage": "suspect"})]);
        for query in ["colour=red", "stage=asleep", "sort=legal_name", "phone=x", "last_contact_before=yesterday", "fields=soul", "cursor=x", "limit=0"] {
            app.as_farmer().get(format!("/v1/clients?{query}")).expect(400).await;
        }
    }

    async fn a_card_is_corrected_by_whoever_has_the_client(app) {
        let read = created(app, json!({"phones": [{"number": "+79161110002"}], "city": "Омск"})).await;
        let path = format!("/v1/clients/{}", read.id());
        app.as_call_manager().patch(&path, json!({"city": "Томск"})).expect(428).await;
        app.as_other_call_manager().patch(&path, json!({"city": "Томск"})).if_match(&read).expect(403).await;
        app.as_call_manager().patch(&path, json!({"stage": "active"})).if_match(&read).expect(422).await;
        let change = json!({"city": null, "trade_name": "Лютик", "phones": [{"number": "+79161110003"}], "addresses": {"actual": "Ленина, 2"}});
        let changed = app.as_call_manager().patch(&path, change.clone()).if_match(&read).expect(200).await;
        assert_eq!((&changed["city"], &changed["trade_name"], &changed["version"]), (&Value::Null, &json!("Лютик"), &json!(2)));
        app.as_call_manager().patch(&path, change.clone()).if_match(&read).expect(412).await;
        let same = app.as_call_manager().patch(&path, change).if_match(&changed).expect(200).await;
        assert_eq!(same["version"], 2, "a change that changes nothing is none");
        assert_eq!(app.as_farmer().all("/v1/clients?phone=%2B79161110002").await.len(), 0);
        assert_eq!(app.as_farmer().all("/v1/clients?phone=%2B79161110003").await.len(), 1);
        created(app, json!({"inn": "7707083893"})).await;
        let taken = app.as_call_manager().patch(&path, json!({"inn": "7707083893"})).if_match(&changed).expect(409).await;
        assert_eq!(taken.code(), "client_exists");
        let told = app.as_farmer().get(format!("{path}/timeline")).expect(200).await;
        let facts = told.items()[0]["facts"].to_string();
        assert_eq!((&told.items()[0]["name"], facts.contains("9161110003")), (&json!("client_updated"), false), "{facts}");
    }
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
        assert_eq!(clocks().await, (json!("2026-02-20T09:00:00Z"), Value::Null));
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
        assert_eq!((&made["phones"], &made["birthday"], &made["personal_shown"]), (&json!(["+79162223344"]), &json!("1980-02-29"), &json!(true)));
        for other in [app.as_hunter(), app.as_other_farmer(), app.as_finance()] {
            let seen = other.get(&path).expect(200).await;
            assert_eq!((&seen["name"], &seen["phones"], &seen["birthday"], &seen["personal_shown"]), (&json!("Иван Иванович"), &json!([]), &Value::Null, &json!(false)));
        }
        assert_eq!(app.as_head_client_dept().get(format!("/v1/clients/{id}/contacts")).await.items()[0]["birthday"], "1980-02-29");
        let changed = app.as_farmer().patch(&path, json!({"position": null, "do_not_contact": true})).if_match(&made).expect(200).await;
        assert_eq!((&changed["position"], &changed["do_not_contact"], &changed["version"]), (&Value::Null, &json!(true), &json!(2)));
        app.as_farmer().patch(&path, json!({"name": "Пётр"})).if_match(&made).expect(412).await;
        assert_eq!(pointers(&app.as_farmer().post(format!("/v1/clients/{id}/contacts"), json!({"name": " ", "birthday": "0001-01-01"})).expect(422).await), ["/birthday", "/name"]);
        assert_eq!(app.as_farmer().all(format!("/v1/clients/{id}/contacts?decision_maker=false")).await.len(), 0);
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
        let early = tell(app.as_head_active_sales(), "reopen", json!({"reason": "письмо", "curator_id": app.as_hunter().id()})).expect(200).await;
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
        let late = json!({"kind": "note", "direction": "internal", "occurred_at": stamp(app.now().await)});
        assert_eq!(app.as_director().post(format!("{path}/activities"), late).expect(409).await.code(), "record_not_live");
    }
}
