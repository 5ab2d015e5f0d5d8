//! Two records of one client become one (RULES.md C24, E-6): who decides, what goes where, what is refused, what returns.

use serde_json::{Value, json};

use super::commission::{amounts, close, lines, month};
use super::duplicates::client;
use crate::harness::story::{Crew, NET, Story, Until, checklist, pay, phone, rub, sell, talk};
use crate::harness::{Actor, Answer, TestApp, days, hours};

pub(super) fn of(one: &str, other: &str) -> Value {
    json!({"client_ids": [one, other], "reason": "одна и та же фирма"})
}

pub(super) async fn merge(app: &TestApp, one: &str, other: &str) -> Answer {
    let done = app.as_director().post("/v1/merges", of(one, other)).expect(201).await;
    assert_eq!(done.text("state"), "done");
    done
}

pub(super) async fn undo(app: &TestApp, merge: &Answer) -> Answer {
    app.as_director().post(format!("/v1/merges/{}/undo", merge.id()), json!({"reason": "не та фирма"})).expect(200).await
}

async fn card(who: &Actor, client: &str) -> Answer {
    who.get(format!("/v1/clients/{client}")).expect(200).await
}

async fn curators(app: &TestApp, client: &str) -> Vec<Value> {
    app.as_director().all(format!("/v1/clients/{client}/assignments?role=curator&open=true")).await
}

on_both! {
    async fn a_preview_writes_nothing_and_tells_what_the_merge_does(app) {
        let (number, other_number) = (phone(), phone());
        let older = client(app, json!({"phones": [{"number": number}], "city": "Тверь"})).await;
        let newer = client(app, json!({"phones": [{"number": other_number}], "inn": "7707083893", "emails": ["a@firm.example"]})).await;
        talk(app, "olga", &newer).await;
        let before = (card(&app.as_director(), &older).await.body, card(&app.as_director(), &newer).await.body);
        let plan = app.as_hunter().post("/v1/merges/preview", json!({"client_ids": [newer, older]})).expect(200).await;
        assert_eq!((plan.text("survivor_id"), plan.text("merged_id"), plan.text("why")), (older.clone(), newer.clone(), "older".to_owned()));
        assert_eq!((plan.text("stage"), plan["phones"].clone(), plan["inns"].clone()), ("contacted".to_owned(), json!([number, other_number]), json!(["7707083893"])));
        assert_eq!((&plan["moved"]["activities"], &plan["moved"]["letters"], &plan["warnings"]), (&json!(1), &json!(0), &json!(["different_names", "stage_changes"])));
        assert_eq!((card(&app.as_director(), &older).await.body, card(&app.as_director(), &newer).await.body), before);
        let done = merge(app, &newer, &older).await;
        assert_eq!(done["plan"], plan.json);
        let survivor = card(&app.as_director(), &older).await;
        assert_eq!((survivor["inn"].clone(), survivor["phones"].as_array().unwrap().len(), survivor.text("stage")), (json!("7707083893"), 2, "contacted".to_owned()));
        for who in [app.as_call_manager(), app.actor("kira"), app.as_finance(), app.as_quality(), app.as_admin()] {
            who.post("/v1/merges/preview", json!({"client_ids": [newer, older]})).expect(403).await;
            who.post("/v1/merges", of(&newer, &older)).expect(403).await;
        }
    }

    async fn the_merged_record_leads_to_the_survivor_and_takes_no_commands(app) {
        let number = phone();
        let older = client(app, json!({})).await;
        let newer = client(app, json!({"phones": [{"number": number}], "inn": "7707083893", "external_id": "crm-17"})).await;
        talk(app, "olga", &newer).await;
        let contact = app.as_call_manager().post(format!("/v1/clients/{newer}/contacts"), json!({"name": "Анна"})).expect(201).await.id();
        let promise = json!({"client_id": newer, "made_by": "us", "kind": "other", "what": "позвонить", "due_on": "2030-01-01"});
        let promise = app.as_director().post("/v1/promises", promise).expect(201).await.id();
        merge(app, &older, &newer).await;
        let gone = card(&app.as_call_manager(), &newer).await;
        assert_eq!((gone.text("record_status"), gone.text("merged_into_id"), gone["curator_id"].clone()), ("merged".to_owned(), older.clone(), Value::Null));
        assert_eq!(gone.headers["link"], format!("</v1/clients/{older}>; rel=\"canonical\""));
        assert!(card(&app.as_call_manager(), &older).await.headers.get("link").is_none());
        let director = app.as_director();
        for (verb, body) in [
            ("qualify", json!({"need": "вода", "decision_maker_known": true, "volume_hint": "60", "solvency_checked": true, "region_served": true})),
            ("disqualify", json!({"reason": "not_target"})), ("recycle", json!({})), ("set-do-not-call", json!({})), ("postpone", json!({"temperature": "warm"})),
            ("propose-lost", json!({"reason": "price"})), ("confirm-lost", json!({})), ("reopen", json!({"reason": "вернулись"})), ("exempt-contact", json!({"until_on": null})),
            ("set-credit-hold", json!({"credit_hold": true, "reason": "долг"})), ("erase-personal-data", json!({})),
            ("contacts", json!({"name": "Пётр"})), ("activities", json!({"kind": "note", "direction": "internal", "two_way": false, "occurred_at": "2026-03-03T09:00:00Z"})),
        ] {
            assert_eq!(director.post(format!("/v1/clients/{newer}/{verb}"), body).expect(409).await.code(), "record_not_live", "{verb}");
        }
        assert_eq!(director.patch(format!("/v1/clients/{newer}"), json!({"city": "Тверь"})).if_match(&gone).expect(409).await.code(), "record_not_live");
        let promise_there = json!({"client_id": newer, "made_by": "us", "kind": "other", "what": "позвонить", "due_on": "2030-01-01"});
        assert_eq!(director.post("/v1/promises", promise_there).expect(409).await.code(), "record_not_live");
        let payment = json!({"source": "bank", "external_id": "p-merged", "client_id": newer, "amount": rub(100), "value_on": "2026-03-03"});
        assert_eq!(app.as_finance().post("/v1/payments", payment).expect(409).await.code(), "record_not_live");
        // Lists leave it out; by its id they find what is the survivor's.
        let listed = async |query: &str| director.all(format!("/v1/clients?{query}")).await.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(listed("inn=7707083893").await, std::slice::from_ref(&older));
        assert_eq!(listed("record_status=merged").await, std::slice::from_ref(&newer));
        assert_eq!(listed(&format!("id={newer}")).await, [] as [String; 0]);
        assert_eq!(listed(&format!("phone={}", number.replace('+', "%2B"))).await, std::slice::from_ref(&older));
        let of_old = director.all(format!("/v1/promises?client_id={newer}")).await;
        assert_eq!((of_old.len(), of_old[0]["id"].clone(), of_old[0]["client_id"].clone()), (1, json!(promise), json!(older)));
        director.get(format!("/v1/clients/{older}/contacts/{contact}")).expect(200).await;
        assert_eq!(director.all(format!("/v1/clients/{older}/activities")).await.len(), 1);
        // Tax id and import key lead to the survivor, too.
        let again = json!({"legal_name": "Та же", "source": "internet", "inn": "7707083893"});
        let refused = app.as_call_manager().post("/v1/clients", again).expect(409).await;
        assert_eq!((refused.code(), refused.text("id")), ("client_exists".to_owned(), older.clone()));
        let put = json!({"legal_name": "Та же фирма", "source": "internet"});
        assert_eq!(app.as_importer().put("/v1/clients/by-external-id/crm-17", put).expect(200).await.id(), older);
        // Who calls from its number is the survivor.
        let call = crate::harness::story::call_event(app.now().await, &number, "101");
        let call = app.as_pbx().post("/v1/calls", call).expect(201).await.id();
        assert_eq!(director.get(format!("/v1/calls/{call}")).expect(200).await["client_id"], older);
        let timeline = director.all(format!("/v1/clients/{older}/timeline")).await;
        assert!(timeline.iter().any(|entry| entry["name"] == "client_merged"), "{timeline:?}");
        let events = director.all(format!("/v1/events?client_id={newer}&name=client_created")).await;
        assert_eq!(events.len(), 2, "both records are one client's");
    }

    async fn what_is_one_merged_or_erased_is_refused(app) {
        let (one, other, third) = (client(app, json!({})).await, client(app, json!({})).await, client(app, json!({})).await);
        let director = app.as_director();
        assert_eq!(director.post("/v1/merges", of(&one, &one)).expect(409).await.code(), "same_client");
        assert_eq!(director.post("/v1/merges/preview", json!({"client_ids": [one, one]})).expect(409).await.code(), "same_client");
        assert_eq!(director.post("/v1/merges", of(&one, "client_01h455vb4pex5vsknk084sn02q")).expect(422).await.code(), "invalid_fields");
        director.post(format!("/v1/clients/{third}/erase-personal-data"), json!({})).expect(200).await;
        let erased = director.post("/v1/merges", of(&one, &third)).expect(409).await;
        assert_eq!((erased.code(), erased.text("record_status")), ("record_not_live".to_owned(), "erased".to_owned()));
        merge(app, &one, &other).await;
        let merged = director.post("/v1/merges", of(&one, &other)).expect(409).await;
        assert_eq!((merged.code(), merged.text("record_status")), ("record_not_live".to_owned(), "merged".to_owned()));
    }

    async fn the_heads_of_both_curators_approve_and_nobody_alone_what_he_proposed(app) {
        let booked = Story::told(app, Until::Booked).await;
        let kept = crate::http::portfolio::clients(app, "anna", 1).await.remove(0);
        let (helga, clara) = (app.as_head_active_sales(), app.as_head_client_dept());
        let proposed = helga.post("/v1/merges", of(&booked.client, &kept)).expect(201).await;
        assert_eq!((proposed.text("state"), proposed["approvals"].clone(), proposed["undo_until_on"].clone()), ("proposed".to_owned(), json!([]), Value::Null));
        let path = format!("/v1/merges/{}", proposed.id());
        app.as_call_centre_admin().post(format!("{path}/approve"), json!({})).expect(403).await;
        app.actor("karl").post(format!("{path}/approve"), json!({})).expect(403).await;
        let first = helga.post(format!("{path}/approve"), json!({})).expect(200).await;
        assert_eq!((first.text("state"), first["approvals"].clone()), ("proposed".to_owned(), json!([helga.id()])));
        let done = clara.post(format!("{path}/approve"), json!({})).expect(200).await;
        assert_eq!((done.text("state"), done["approvals"].clone()), ("done".to_owned(), json!([helga.id(), clara.id()])));
        assert_eq!(curators(app, &kept).await.len(), 1);
        assert_eq!(clara.post(format!("{path}/approve"), json!({})).expect(409).await.code(), "illegal_transition");
        // One unit: one head, and not the one who proposed it.
        let two = crate::http::portfolio::clients(app, "anna", 2).await;
        let proposed = clara.post("/v1/merges", of(&two[0], &two[1])).expect(201).await;
        let path = format!("/v1/merges/{}", proposed.id());
        assert_eq!(clara.post(format!("{path}/approve"), json!({})).expect(403).await.code(), "own_matter");
        helga.post(format!("{path}/approve"), json!({})).expect(403).await;
        app.as_farmer().get(&path).expect(404).await;
        let refused = app.as_director().post(format!("{path}/refuse"), json!({"reason": "разные"})).expect(200).await;
        assert_eq!((refused.text("state"), refused.text("close_reason")), ("refused".to_owned(), "разные".to_owned()));
        let proposed = app.as_farmer().post("/v1/merges", of(&two[0], &two[1])).expect(201).await;
        let path = format!("/v1/merges/{}", proposed.id());
        app.as_farmer().get(&path).expect(200).await;
        assert_eq!(app.as_farmer().all("/v1/merges").await.len(), 1);
        assert_eq!(clara.all("/v1/merges?state=proposed,refused").await.len(), 2);
        assert_eq!(clara.post(format!("{path}/approve"), json!({})).expect(200).await.text("state"), "done");
        assert_eq!(clara.get("/v1/merges/counts?by=state").expect(200).await["items"].as_array().unwrap().len(), 2);
        let named = clara.get(format!("{path}?include=survivor,merged,proposed_by")).expect(200).await;
        assert_eq!(named["included"]["clients"].as_object().map(serde_json::Map::len), Some(2));
        app.as_hunter().post(format!("{path}/undo"), json!({"reason": "нет"})).expect(403).await;
        clara.post(format!("{path}/undo"), json!({"reason": "нет"})).expect(200).await;
    }

    async fn of_two_who_bought_the_earlier_goes_on_and_the_later_hunter_keeps_his_lines(app) {
        let first = Story::told(app, Until::Handed).await;
        let mut second = Story::told_by(Crew::OTHER, app, Until::Handed).await;
        let alla = app.as_other_farmer();
        let cup = json!({"client_id": second.client, "sale_on": app.now().await.date_naive().to_string(), "currency": "RUB",
                         "lines": [{"product_line": "coolers", "description": "кулер", "net_minor": NET, "vat_bp": 2200}]});
        let sold = alla.post("/v1/sales", cup).expect(201).await.id();
        alla.post(format!("/v1/sales/{sold}/confirm"), json!({})).expect(200).await;
        second.sale = sell(app, "alla", &second, NET, None).await.id();
        let rights = async || app.as_finance().all(format!("/v1/commission/entitlements?client_id={}", first.client)).await;
        let before = lines(&app.as_director(), &format!("client_id={}", second.client)).await;
        let plan = app.as_director().post("/v1/merges/preview", json!({"client_ids": [second.client, first.client]})).expect(200).await;
        assert_eq!((plan.text("survivor_id"), plan.text("why"), plan.text("stage")), (first.client.clone(), "first_sale".to_owned(), "active".to_owned()));
        assert_eq!(plan["curator_id"], app.as_farmer().id());
        let effects: Vec<_> = plan["entitlements"].as_array().unwrap().iter().map(|cut| cut["effect"].clone()).collect();
        assert_eq!(effects, ["carved_out", "carved_out"]);
        app.advance(days(1)).await;
        merge(app, &first.client, &second.client).await;
        assert_eq!(curators(app, &first.client).await.len(), 1);
        assert_eq!(curators(app, &second.client).await.len(), 0);
        let both = rights().await;
        assert_eq!(both.len(), 2);
        assert_eq!((both[0]["carved_out"][0]["product_line"].clone(), both[1]["narrowed_to"].clone()), (json!("coolers"), json!(["coolers"])));
        // Lines of the ledger stay as they were written, and are read with the survivor's.
        let after = lines(&app.as_director(), &format!("client_id={}", second.client)).await;
        assert!(before.iter().all(|line| after.contains(line)) && after.len() > before.len());
        assert_eq!(after, lines(&app.as_director(), &format!("client_id={}", first.client)).await);
        // What was sold before the merge earns as if there had been none: igor, not ivan.
        let paid = Story { client: first.client.clone(), ..second.clone() };
        pay(app, &paid, 12_200_000).await;
        let residual = async |who: &Actor, sale: &str| amounts(&lines(who, &format!("sale_id={sale}&rule=residual&user_id={}", who.id())).await);
        assert_eq!(residual(&app.as_other_hunter(), &second.sale).await, [300_000]);
        assert_eq!(residual(&app.as_hunter(), &second.sale).await, [] as [i64; 0]);
        // From the merge on water is ivan's, coolers are igor's.
        let now = Story { sale: sell(app, "anna", &first, NET, None).await.id(), ..first.clone() };
        pay(app, &now, 12_200_000).await;
        assert_eq!((residual(&app.as_hunter(), &now.sale).await, residual(&app.as_other_hunter(), &now.sale).await), (vec![300_000], vec![]));
    }

    async fn of_two_open_handoffs_the_survivors_stays_and_undone_both_go_on(app) {
        let first = Story::told(app, Until::Paid).await;
        let second = Story::told_by(Crew::OTHER, app, Until::Proposed).await;
        let proposal = json!({"to_user_id": app.as_farmer().id(), "rehearsed": true, "checklist": checklist()});
        app.as_hunter().post(format!("/v1/handoffs/{}/propose", first.handoff), proposal).expect(200).await;
        let done = merge(app, &first.client, &second.client).await;
        assert_eq!(done["plan"]["cancelled"], json!([second.handoff]));
        let state = async |handoff: &str| app.as_director().get(format!("/v1/handoffs/{handoff}")).expect(200).await.text("state");
        assert_eq!((state(&first.handoff).await, state(&second.handoff).await), ("proposed".to_owned(), "cancelled".to_owned()));
        // New things since stay with the survivor.
        app.advance(hours(1)).await;
        let note = talk(app, "ivan", &first.client).await.id();
        let undone = undo(app, &done).await;
        assert_eq!((undone.text("state"), undone["kept_with_survivor"].clone()), ("undone".to_owned(), json!([note])));
        assert_eq!(state(&second.handoff).await, "proposed");
        assert_eq!(card(&app.as_director(), &second.client).await.text("stage"), "client");
        app.as_other_farmer().post(format!("/v1/handoffs/{}/accept", second.handoff), json!({})).expect(200).await;
        app.as_farmer().post(format!("/v1/handoffs/{}/accept", first.handoff), json!({})).expect(200).await;
        assert_eq!(undo(app, &done).await.body.len(), undone.body.len(), "said again it changes nothing");
        let other = app.as_director().post(format!("/v1/merges/{}/undo", done.id()), json!({"reason": "иначе"})).expect(409).await;
        assert_eq!(other.code(), "already_done");
    }

    async fn a_number_nobody_may_call_stays_so_and_a_named_curator_is_it(app) {
        let number = phone();
        let [one, other] = [client(app, json!({"phones": [{"number": number}]})).await, client(app, json!({"phones": [{"number": number}, {"number": phone()}]})).await];
        app.as_call_manager().post(format!("/v1/clients/{other}/set-do-not-call"), json!({})).expect(200).await;
        merge(app, &one, &other).await;
        let phones = card(&app.as_director(), &one).await["phones"].as_array().unwrap().clone();
        assert!(phones.len() == 2 && phones.iter().all(|phone| phone["do_not_call"] == true), "{phones:?}");
        let two = crate::http::portfolio::clients(app, "anna", 2).await;
        let alla = app.as_other_farmer().id().to_owned();
        let wanted = |user: &str| json!({"client_ids": two, "reason": "одна фирма", "curator_id": user});
        assert_eq!(app.as_director().post("/v1/merges", wanted(app.as_hunter().id())).expect(422).await.code(), "invalid_fields");
        let done = app.as_director().post("/v1/merges", wanted(&alla)).expect(201).await;
        assert_eq!(curators(app, &two[0]).await[0]["user_id"], alla);
        undo(app, &done).await;
        for client in &two {
            let open = curators(app, client).await;
            assert_eq!((open.len(), open[0]["user_id"].clone()), (1, json!(app.as_farmer().id())));
        }
    }

    async fn after_the_month_is_closed_a_merge_stays(app) {
        let first = Story::told(app, Until::Handed).await;
        let second = Story::told_by(Crew::OTHER, app, Until::Handed).await;
        let done = merge(app, &first.client, &second.client).await;
        app.advance(hours(1)).await;
        let now = Story { sale: sell(app, "anna", &first, NET, None).await.id(), ..first.clone() };
        pay(app, &now, 12_200_000).await;
        let month = month(app).await;
        assert!(done.text("undo_until_on").starts_with(&month));
        app.advance(days(40)).await;
        close(app, &month).await;
        let refused = app.as_director().post(format!("/v1/merges/{}/undo", done.id()), json!({"reason": "не та"})).expect(409).await;
        assert_eq!((refused.code(), refused.text("month")), ("period_closed".to_owned(), month));
    }

    async fn a_chain_of_merges_leads_to_its_end_and_is_undone_from_there(app) {
        let [one, two, three] = [client(app, json!({})).await, client(app, json!({})).await, client(app, json!({})).await];
        let inner = merge(app, &two, &three).await;
        let outer = merge(app, &one, &two).await;
        assert_eq!(card(&app.as_director(), &three).await.text("merged_into_id"), one);
        let early = app.as_director().post(format!("/v1/merges/{}/undo", inner.id()), json!({"reason": "не та"})).expect(409).await;
        assert_eq!(early.code(), "record_not_live");
        undo(app, &outer).await;
        assert_eq!(card(&app.as_director(), &three).await.text("merged_into_id"), two);
        undo(app, &inner).await;
        assert_eq!(card(&app.as_director(), &three).await.text("record_status"), "live");
        // Erased, nothing of a person is left in the record that went on in it.
        merge(app, &two, &three).await;
        app.as_director().post(format!("/v1/clients/{two}/erase-personal-data"), json!({})).expect(200).await;
        assert_eq!(card(&app.as_director(), &three).await["phones"], json!([]));
    }
}
