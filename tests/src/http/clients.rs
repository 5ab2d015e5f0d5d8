//! Clients from outside: how they come into the base, what moves them, what is known of them.

use serde_json::{Value, json};

use super::pointers;
use crate::harness::story::{phone, unique};
use crate::harness::{Answer, TestApp, days};

/// A suspect of the call centre, with members of its own.
fn card(more: &Value) -> Value {
    let mut card = json!({"legal_name": format!("ООО «Лютик {}»", unique()), "source": "purchased_list"});
    card.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    card
}

pub(super) async fn created(app: &TestApp, more: Value) -> Answer {
    app.as_call_manager().post("/v1/clients", card(&more)).expect(201).await
}

/// An imported client who buys already, anna's.
pub(super) async fn imported(app: &TestApp, more: Value) -> Answer {
    let mut base = json!({"source": "import", "stage": "active", "curator_id": app.as_farmer().id()});
    base.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    app.as_importer().post("/v1/clients", card(&base)).expect(201).await
}

pub(super) async fn stage(app: &TestApp, id: &str) -> String {
    app.as_director().get(format!("/v1/clients/{id}")).expect(200).await.text("stage")
}

fn ids(items: &[Value]) -> Vec<&str> {
    items.iter().filter_map(|item| item["id"].as_str()).collect()
}

on_both! {
    async fn a_branch_is_a_client_of_its_own_who_knows_his_head_office(app) {
        let card = |kpp: Option<&str>| json!({"legal_name": "АО «Сеть»", "source": "internet", "inn": "7736050003", "kpp": kpp});
        let clerk = app.as_call_manager();
        let head = clerk.post("/v1/clients", card(Some("773601001"))).expect(201).await;
        assert!(head["head_office_id"].is_null());
        let branch = clerk.post("/v1/clients", card(Some("780143001"))).expect(201).await;
        assert_eq!(branch.text("head_office_id"), head.id());
        // Whoever says no KPP means the head office.
        for twice in [Some("773601001"), Some("780143001"), None] {
            let refused = clerk.post("/v1/clients", card(twice)).expect(409).await;
            assert_eq!(refused.text("id"), if twice == Some("780143001") { branch.id() } else { head.id() });
        }
        let found = app.as_director().get(format!("/v1/clients?head_office_id={}&include=head_office", head.id())).expect(200).await;
        assert_eq!((found.items().len(), found["included"]["clients"][&head.id()]["legal_name"].as_str()), (1, Some("АО «Сеть»")));
        let mut second = card(Some("540143001"));
        second["head_office_id"] = json!(branch.id());
        assert_eq!(pointers(&clerk.post("/v1/clients", second.clone()).expect(422).await), ["/head_office_id"], "a branch of a branch");
        second["head_office_id"] = json!(head.id());
        clerk.post("/v1/clients", second).expect(201).await;
        let path = format!("/v1/clients/{}", head.id());
        for wrong in [head.id(), branch.id()] {
            assert_eq!(pointers(&clerk.patch(&path, json!({"head_office_id": wrong})).if_match(&head).expect(422).await), ["/head_office_id"]);
        }
        let path = format!("/v1/clients/{}", branch.id());
        let moved = clerk.patch(&path, json!({"kpp": "773601001"})).if_match(&branch).expect(409).await;
        assert_eq!(moved.code(), "client_exists");
        let freed = clerk.patch(&path, json!({"head_office_id": null})).if_match(&branch).expect(200).await;
        assert!(freed["head_office_id"].is_null());
        // A script puts each office under its own id.
        for (id, kpp, status) in [("o-1", "773601001", 200), ("o-2", "780143001", 200), ("o-3", "663143001", 201)] {
            app.as_importer().put(format!("/v1/clients/by-external-id/{id}"), card(Some(kpp))).expect(status).await;
        }
    }

    async fn a_client_is_created_and_shown_as_he_was_said(app) {
        let made = created(app, json!({"trade_name": "Лютик", "inn": "7707083893", "kpp": "773601001", "city": "Москва", "emails": [" a@lutik.example "],
            "addresses": {"legal": "Тверская, 1"}, "time_zone": "Asia/Omsk", "phones": [{"number": "8 (916) 123-45-67", "label": "офис"}]})).await;
        assert_eq!(made.header("location"), Some(format!("/v1/clients/{}", made.id()).as_str()));
        assert_eq!((&made["stage"], &made["version"], &made["acquisition_no"], &made["curator_id"]), (&json!("suspect"), &json!(1), &json!(1), &Value::Null));
        assert_eq!(made["phones"], json!([{"number": "+79161234567", "extension": null, "label": "офис", "callable": true, "do_not_call": false}]));
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
        for query in ["colour=red", "stage=asleep", "sort=city", "phone=x", "last_contact_before=yesterday", "fields=soul", "cursor=x", "limit=0"] {
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
        let several = app.as_call_manager().patch(&path, change.clone()).header("if-match", "\"1\", \"2\"").expect(400).await;
        assert_eq!((&*several.code(), &*several.text("detail")), ("bad_header", "If-Match: the one ETag that you read, or *"));
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
