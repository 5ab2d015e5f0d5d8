//! What a script says under the id of its own system: it creates, it changes, and said again it changes nothing.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::harness::story::{NET, Story, Until, phone, unique};
use crate::harness::{Actor, TestApp};

fn at(resource: &str, external_id: &str) -> String {
    format!("/v1/{resource}/by-external-id/{external_id}")
}

/// The importer with a key that may do `scopes`.
async fn importer(app: &TestApp, scopes: Value) -> Actor {
    let path = format!("/v1/integrations/{}/keys", app.as_importer().id());
    let key = app.as_director().post(path, json!({"scopes": scopes})).expect(201).await.text("key");
    app.bearing(&key)
}

async fn events(app: &TestApp, client: &str) -> Vec<String> {
    let told = app.as_director().all(format!("/v1/events?client_id={client}")).await;
    told.iter().map(|event| event["name"].as_str().unwrap().to_owned()).collect()
}

on_both! {
    async fn a_client_is_created_changed_and_left_alone_under_one_address(app) {
        let script = app.as_importer();
        let path = at("clients", "1c-001");
        let made = script.put(&path, json!({"legal_name": "ООО «Астра»", "source": "import", "city": "Тула", "phones": [{"number": phone()}]})).expect(201).await;
        assert_eq!((made.text("external_id"), made.header("location").map(str::to_owned)), ("1c-001".into(), Some(format!("/v1/clients/{}", made.id()))));
        let same = json!({"legal_name": "ООО «Астра»", "source": "import", "city": "Тула"});
        let again = script.put(&path, same).expect(200).await;
        assert_eq!((again.id(), again.etag()), (made.id(), made.etag()), "nothing is new, nothing has changed");
        let moved = script.put(&path, json!({"city": "Орёл", "trade_name": null})).expect(200).await;
        assert_eq!((moved.text("city"), moved.text("legal_name"), &moved["phones"]), ("Орёл".into(), "ООО «Астра»".into(), &made["phones"]));
        assert_eq!(events(app, &made.id()).await, ["client_created", "client_updated"], "the journal tells an update");
        assert!(script.put(&path, json!({"city": null})).expect(200).await["city"].is_null());
        assert_eq!(script.put(&path, json!({"colour": 1})).expect(422).await.pointers(), ["/colour"]);
        assert_eq!(script.put(at("clients", "1c-002"), json!({"city": "Тула", "colour": 1})).expect(422).await.pointers(), ["/colour", "/legal_name", "/source"]);
        assert_eq!(script.put(&path, json!({"external_id": "other"})).expect(422).await.pointers(), ["/external_id"]);
        script.put(&path, json!({"external_id": "1c-001"})).expect(200).await;
    }

    async fn a_version_may_be_named_and_none_need_be(app) {
        let path = at("clients", "v-1");
        let body = json!({"legal_name": "ООО «Версия»", "source": "import"});
        app.as_importer().put(&path, body.clone()).header("if-match", "\"1\"").expect(412).await;
        let made = app.as_importer().put(&path, body).expect(201).await;
        let changed = app.as_importer().put(&path, json!({"city": "Псков"})).if_match(&made).expect(200).await;
        app.as_importer().put(&path, json!({"city": "Омск"})).if_match(&made).expect(412).await;
        assert_eq!(app.as_director().get(format!("/v1/clients/{}", made.id())).await.etag(), changed.etag());
    }

    async fn ids_of_other_systems_are_written_as_they_like(app) {
        for (written, meant) in [("00%2D%D0%A3%D0%A2%2F12", "00-УТ/12"), ("a%20b", "a b"), ("contacts", "contacts"), ("100%25", "100%"), ("a+b", "a+b")] {
            let made = app.as_importer().put(at("clients", written), json!({"legal_name": "ООО", "source": "import"})).expect(201).await;
            assert_eq!(made.text("external_id"), meant);
            app.as_importer().put(at("clients", written), json!({})).expect(200).await;
        }
        app.as_importer().put(at("clients", "%20"), json!({"legal_name": "ООО", "source": "import"})).expect(422).await;
        app.as_importer().put(at("clients", &"x".repeat(201)), json!({"legal_name": "ООО", "source": "import"})).expect(422).await;
    }

    async fn of_many_at_once_one_creates(app) {
        let put = |n: u32| app.as_importer().put(at("clients", "race"), json!({"legal_name": format!("ООО «Гонка {n}»"), "source": "import"})).expect_one_of(&[200, 201]);
        let answers = join_all((0..8).map(|n| std::future::IntoFuture::into_future(put(n)))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        assert!(answers.iter().all(|answer| answer.id() == answers[0].id()));
    }

    async fn who_was_entered_by_hand_is_recognised_by_his_tax_id(app) {
        let by_hand = app.as_call_manager().post("/v1/clients", json!({"legal_name": "Ромашка", "source": "internet", "inn": "7736050003"})).expect(201).await;
        let told = app.as_importer().put(at("clients", "1c-7"), json!({"legal_name": "ООО «Ромашка»", "source": "import", "inn": "7736050003"})).expect(200).await;
        assert_eq!((told.id(), told.text("external_id"), told.text("legal_name")), (by_hand.id(), "1c-7".into(), "ООО «Ромашка»".into()));
        let other = app.as_importer().put(at("clients", "1c-8"), json!({"legal_name": "ООО «Ромашка»", "source": "import", "inn": "7736050003"})).expect(409).await;
        assert_eq!((other.code(), other.text("id")), ("client_exists".into(), by_hand.id()));
    }

    async fn a_batch_with_mode_upsert_takes_each_item_so(app) {
        let item = |id: &str, city: &str| json!({"external_id": id, "legal_name": format!("ООО «{id}»"), "source": "import", "city": city});
        let items = json!({"items": [item("b-1", "Тула"), item("b-2", "Тула"), item("b-1", "Орёл"), {"external_id": "b-2", "city": null}, {"legal_name": "ООО"}, {"external_id": "b-3"}]});
        let answer = app.as_importer().post("/v1/clients/batch?mode=upsert", items.clone()).expect(207).await;
        let told: Vec<_> = answer.items().iter().map(|item| (item["status"].as_u64().unwrap(), item["external_id"].as_str())).collect();
        assert_eq!(told, [(201, Some("b-1")), (201, Some("b-2")), (200, Some("b-1")), (200, Some("b-2")), (422, None), (422, Some("b-3"))]);
        assert_eq!((&answer["created"], &answer["known"], &answer["failed"]), (&json!(2), &json!(2), &json!(2)));
        let found = app.as_director().get("/v1/clients?external_id=b-1").await;
        assert_eq!(found.items()[0]["city"], "Орёл");
        let refused = app.as_importer().post("/v1/clients/batch?mode=upsert&atomic=true", items).expect(422).await;
        assert_eq!(refused.pointers(), ["/items/4/external_id", "/items/5/legal_name", "/items/5/source"]);
        let created = app.as_importer().post("/v1/clients/batch?mode=create", json!({"items": [item("b-1", "Казань")]})).expect(207).await;
        assert_eq!((&created.items()[0]["status"], &created.items()[0]["external_id"]), (&json!(409), &json!("b-1")));
        app.as_importer().post("/v1/clients/batch?mode=replace", json!({"items": [{}]})).expect(400).await;
        app.as_hunter().post("/v1/clients/x/activities/batch?mode=upsert", json!({"items": [{}]})).expect(400).await;
    }

    async fn contacts_belong_to_their_client_and_their_script(app) {
        let story = Story::told(app, Until::Contract).await;
        let path = format!("/v1/clients/{}/contacts", story.client);
        let (put, number) = (format!("{path}/by-external-id/p-1"), phone());
        let made = app.as_importer().put(&put, json!({"name": "Иван", "phones": [{"number": number}], "birthday": "1980-02-01"})).expect(201).await;
        let told = app.as_importer().put(&put, json!({"position": "директор", "phones": [{"number": phone()}]})).expect(200).await;
        assert_eq!((told.id(), told.text("position"), told.text("name")), (made.id(), "директор".into(), "Иван".into()));
        assert_eq!(app.as_importer().put(&put, json!({"position": "директор"})).expect(200).await.etag(), told.etag());
        let found = app.as_hunter().get(format!("{path}?external_id=p-1")).await;
        assert_eq!((found.items().len(), &found.items()[0]["birthday"]), (1, &json!("1980-02-01")));
        // The same person at another client's is somebody else here.
        let elsewhere = app.as_importer().put(at("clients", "else"), json!({"legal_name": "ООО «Иное»", "source": "import"})).expect(201).await;
        app.as_importer().put(format!("/v1/clients/{}/contacts/by-external-id/p-1", elsewhere.id()), json!({"name": "Иван"})).expect(201).await;
        let body = json!({"external_id": "p-2", "name": "Пётр"});
        let posted = app.as_hunter().post(&path, body.clone()).expect(201).await;
        assert_eq!(app.as_hunter().post(&path, body).expect(200).await.id(), posted.id());
        let refused = app.as_hunter().post(&path, json!({"external_id": "p-2", "name": "Павел"})).expect(409).await;
        assert_eq!((refused.code(), refused.text("id")), ("external_id_taken".into(), posted.id()));
        let items = json!({"items": [{"external_id": "p-2", "name": "Пётр Первый"}, {"external_id": "p-3", "name": "Павел"}]});
        let batch = app.as_importer().post(format!("{path}/batch?mode=upsert"), items).expect(207).await;
        assert_eq!(batch.items().iter().map(|item| item["status"].as_u64().unwrap()).collect::<Vec<_>>(), [200, 201]);
    }

    async fn a_sale_in_draft_becomes_what_is_said_and_a_confirmed_one_stays(app) {
        let story = Story::told(app, Until::Contract).await;
        let today = app.now().await.date_naive().to_string();
        let said = |net: i64| json!({"source": "1c", "client_id": story.client, "seller_id": app.as_hunter().id(), "sale_on": today, "currency": "RUB",
            "lines": [{"product_line": "water", "net_minor": net, "vat_bp": 2200}]});
        let path = at("sales", "s-1");
        let made = app.as_importer().put(&path, said(NET)).expect(201).await;
        assert_eq!((made.text("external_id"), made.text("source")), ("s-1".into(), "1c".into()));
        assert_eq!(app.as_importer().put(&path, said(NET)).expect(200).await.etag(), made.etag());
        let dearer = app.as_importer().put(&path, said(NET * 2)).expect(200).await;
        assert_eq!((dearer.id(), &dearer["lines"][0]["net_minor"]), (made.id(), &json!(NET * 2)));
        app.as_importer().post(format!("/v1/sales/{}/confirm", made.id()), json!({})).expect(200).await;
        assert_eq!(app.as_importer().put(&path, said(NET * 2)).expect(200).await.text("state"), "confirmed");
        assert_eq!(app.as_importer().put(&path, said(NET)).expect(409).await.code(), "illegal_transition");
        let mut other = said(NET * 2);
        other["client_id"] = json!(app.as_importer().put(at("clients", "else"), json!({"legal_name": "ООО", "source": "import"})).expect(201).await.id());
        assert_eq!(app.as_importer().put(&path, other).expect(409).await.code(), "sale_conflict");
        let mut nameless = said(NET);
        nameless.as_object_mut().unwrap().remove("source");
        assert_eq!(app.as_importer().put(at("sales", "s-2"), nameless).expect(422).await.pointers(), ["/source"]);
        let mut item = said(NET * 2);
        item["external_id"] = json!("s-1");
        let batch = app.as_importer().post("/v1/sales/batch?mode=upsert", json!({"items": [item]})).expect(207).await;
        assert_eq!((&batch.items()[0]["status"], &batch.items()[0]["id"]), (&json!(200), &json!(made.id())));
    }

    async fn product_lines_are_named_by_the_warehouse(app) {
        let director = app.as_director();
        let path = at("product-lines", "nom-1");
        let made = director.put(&path, json!({"code": "filters", "name": "Фильтры", "active": false})).expect(201).await;
        assert_eq!(made["active"], false);
        let told = director.put(&path, json!({"code": "filters", "name": "Фильтры для воды", "active": true})).expect(200).await;
        assert_eq!((told.id(), &told["active"]), (made.id(), &json!(true)));
        assert_eq!(director.put(&path, json!({"name": "Фильтры для воды"})).expect(200).await.etag(), told.etag());
        assert_eq!(director.put(&path, json!({"code": "tea"})).expect(422).await.pointers(), ["/code"]);
        let water = director.put(at("product-lines", "nom-2"), json!({"code": "water"})).expect(200).await;
        assert_eq!((water.text("external_id"), water.text("code")), ("nom-2".into(), "water".into()));
        assert_eq!(director.get("/v1/product-lines?external_id=nom-2").await.items().len(), 1);
        let taken = director.post("/v1/product-lines", json!({"external_id": "nom-2", "code": "tea", "name": "Чай"})).expect(409).await;
        assert_eq!((taken.code(), taken.text("id")), ("external_id_taken".into(), water.id()));
    }

    async fn people_come_from_the_personnel_department(app) {
        let admin = app.as_admin();
        let path = at("users", "hr-1");
        let body = json!({"email": format!("hr-{}@baton.test", unique()), "name": "Новая", "unit": "office", "roles": ["quality"], "state": "on_leave"});
        let made = admin.put(&path, body.clone()).expect(201).await;
        assert_eq!((made.text("state"), made.text("external_id")), ("on_leave".into(), "hr-1".into()));
        assert_eq!(admin.put(&path, body).expect(200).await.etag(), made.etag());
        assert_eq!(admin.put(&path, json!({"name": "Новая Фамилия"})).expect(200).await.text("name"), "Новая Фамилия");
        let known = admin.get(format!("/v1/users/{}", app.as_hunter().id())).await;
        let told = admin.put(at("users", "hr-2"), json!({"email": known.text("email").to_uppercase()})).expect(200).await;
        assert_eq!((told.id(), told.text("external_id")), (known.id(), "hr-2".into()));
        assert_eq!(admin.get("/v1/users?external_id=hr-2").await.items().len(), 1);
        app.as_finance().put(at("users", "hr-3"), json!({})).expect(403).await;
        let taken = admin.post("/v1/users", json!({"external_id": "hr-2", "email": format!("x-{}@baton.test", unique()), "name": "X", "unit": "office", "roles": ["quality"]})).expect(409).await;
        assert_eq!(taken.code(), "external_id_taken");
    }

    async fn with_clients_read_a_script_sees_what_it_wrote(app) {
        let script = importer(app, json!(["clients:read", "clients:write"])).await;
        let made = script.put(at("clients", "seen"), json!({"legal_name": "ООО «Видно»", "source": "import"})).expect(201).await;
        assert_eq!(script.get(format!("/v1/clients/{}", made.id())).expect(200).await.json, made.json);
        assert_eq!(script.get("/v1/clients?external_id=seen").expect(200).await.items().len(), 1);
        script.get("/v1/sales").expect(200).await;
        let blind = importer(app, json!(["clients:write"])).await;
        assert_eq!(blind.get("/v1/clients").expect(403).await["action"], "read_clients");
        let box_key = format!("/v1/integrations/{}/keys", app.as_pbx().id());
        app.as_director().post(box_key, json!({"scopes": ["clients:read"]})).expect(422).await;
    }
}
