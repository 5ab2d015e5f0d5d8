//! Names beside ids (openapi/README.md §1.22): every word of every operation, and who is told what.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::guards::{document, operations};
use crate::harness::story::{Story, Until, rub, talk, unique};
use crate::harness::{Actor, Answer, TestApp};

/// Every `GET` that has `include`, with its words.
fn asked() -> Vec<(String, Vec<String>)> {
    let document = document();
    let with_words = operations(&document).into_iter().filter(|operation| operation.method == "get").filter_map(|operation| {
        let parameter = operation.spec["parameters"].as_array()?.iter().find(|parameter| parameter["name"] == "include")?;
        let words = parameter["schema"]["items"]["enum"].as_array().expect("the words are listed");
        Some((operation.path.to_owned(), words.iter().map(|word| word.as_str().unwrap().to_owned()).collect()))
    });
    with_words.collect()
}

/// `template` with something that is there in each of its open parts; `None` if nothing is.
async fn filled(reader: &Actor, template: &str) -> Option<String> {
    let mut path = String::new();
    for part in template.trim_start_matches('/').split('/') {
        let Some(open) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) else {
            path = format!("{path}/{part}");
            continue;
        };
        let list = reader.get(&path).expect_one_of(&[200, 403]).await;
        let first = list.json["items"].as_array()?.first()?.clone();
        path = format!("{path}/{}", [&first[open], &first["id"]].into_iter().find_map(Value::as_str)?);
    }
    Some(path)
}

/// The ids and codes that stand in `item` under `word`: in its own members, and in those of objects and arrays of its own.
fn named(item: &Value, word: &str, levels: u8) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (name, member) in item.as_object().into_iter().flatten().filter(|(name, _)| *name != "included") {
        let values = member.as_array().map_or_else(|| vec![member.clone()], Clone::clone);
        if name == word || *name == format!("{word}_id") {
            found.extend(values.iter().filter_map(Value::as_str).map(str::to_owned));
        }
        if levels > 0 {
            found.extend(values.iter().flat_map(|value| named(value, word, levels - 1)));
        }
    }
    found
}

/// Everything that an answer tells: id or code → what, by kind.
fn told(answer: &Answer) -> BTreeMap<String, (String, Value)> {
    let kinds = answer["included"].as_object().unwrap_or_else(|| panic!("nothing is included in\n{answer}"));
    let things = kinds
        .iter()
        .flat_map(|(kind, things)| things.as_object().unwrap().iter().map(move |(id, thing)| (id.clone(), (kind.clone(), thing.clone()))));
    things.collect()
}

/// A company in which most kinds of things name each other.
async fn company(app: &TestApp) -> Story {
    let story = Story::told(app, Until::Completed).await;
    talk(app, "anna", &story.client).await;
    Story::told(app, Until::Contract).await;
    let path = format!("/v1/clients/{}", story.client);
    app.as_farmer().post(format!("{path}/contacts"), json!({"name": "Пётр", "position": "завхоз"})).expect(201).await;
    let refund = json!({"source": "bank", "external_id": format!("refund-{}", unique()), "sale_id": story.sale, "amount": rub(100),
                        "value_on": app.now().await.date_naive().to_string(), "reason": "бой"});
    app.as_finance().post("/v1/refunds", refund).expect(201).await;
    let bonus = json!({"user_id": app.as_hunter().id(), "amount": rub(1_000), "reason": "премия"});
    app.as_finance().post("/v1/commission/adjustments", bonus).expect(201).await;
    let hook = json!({"url": "https://hooks.test/x", "event_types": ["period_closed"]});
    app.as_director().post("/v1/webhook-endpoints", hook).expect(201).await;
    story
}

on_both! {
    async fn every_word_of_every_operation_tells_what_its_members_name(app) {
        company(app).await;
        let (mut answered, mut kinds, mut faults) = (0, BTreeSet::new(), Vec::new());
        for (template, words) in asked() {
            let mut readers = ["dmitri", "fedor", "sasha"].map(|name| app.actor(name)).into_iter();
            let answer = loop {
                let Some(reader) = readers.next() else { break None };
                let Some(path) = filled(&reader, &template).await else { continue };
                if reader.get(&path).expect_one_of(&[200, 403, 404]).await.status == 200 {
                    break Some((reader, path));
                }
            };
            // Nobody has got one yet: deliveries, keys.
            let Some((reader, path)) = answer else { continue };
            for word in &words {
                let answer = reader.get(format!("{path}?include={word}")).expect(200).await;
                let told = told(&answer);
                let items = answer.json["items"].as_array().cloned().unwrap_or_else(|| vec![answer.json.clone()]);
                let named: BTreeSet<_> = items.iter().flat_map(|item| named(item, word, 1)).collect();
                for id in &named {
                    let of_any_kind = ["subject", "actor"].contains(&word.as_str());
                    let silent = of_any_kind && !["client_", "user_", "sale_"].iter().any(|kind| id.starts_with(kind));
                    if !silent && !id.starts_with("integration_") && !told.contains_key(id) {
                        faults.push(format!("{path} include={word} does not tell of {id}"));
                    }
                }
                let others = told.keys().filter(|id| !named.contains(*id));
                faults.extend(others.map(|id| format!("{path} include={word} tells of {id}, which it does not name")));
                kinds.extend(told.into_values().map(|(kind, _)| kind));
                answered += 1;
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        assert!(answered > 150, "only {answered} words were asked for");
        let seen = ["accruals", "activities", "calls", "clients", "contacts", "entitlements", "handoffs", "meetings", "opportunities",
                    "payments", "plans", "product_lines", "sales", "units", "users"];
        assert!(seen.iter().all(|kind| kinds.contains(*kind)), "only {kinds:?} were told of");
    }

    async fn what_is_told_of_each_thing_is_what_a_screen_shows(app) {
        let story = Story::told(app, Until::Sold).await;
        let hunter = app.as_hunter();
        let sale = hunter.get(format!("/v1/sales/{}?include=client,seller,product_line,opportunity", story.sale)).expect(200).await;
        let client = hunter.get(format!("/v1/clients/{}", story.client)).expect(200).await;
        assert_eq!(sale["included"]["clients"][&story.client], json!({"id": story.client, "legal_name": client["legal_name"],
            "trade_name": client["trade_name"], "stage": client["stage"], "curator_id": client["curator_id"]}));
        assert_eq!(sale["included"]["users"], json!({hunter.id(): {"id": hunter.id(), "name": "ivan", "unit": "active_sales"}}));
        assert_eq!(sale["included"]["product_lines"], json!({"water": {"code": "water", "name": "Вода"}}));
        let handoffs = hunter.get(format!("/v1/handoffs?client_id={}&include=first_sale,client", story.client)).expect(200).await;
        assert_eq!(handoffs["included"]["sales"], json!({}), "the sale is not paid yet, and the kind that was asked for is there");
        let accruals = app.as_director().get(format!("/v1/opportunities/{}?include=client", story.opportunity)).expect(200).await;
        assert_eq!(accruals["included"]["clients"].as_object().unwrap().len(), 1);
        let paid = Story::told(app, Until::Paid).await;
        let payment = app.as_finance().get(format!("/v1/payments/{}?include=sale", paid.payment)).expect(200).await;
        let shown = app.as_finance().get(format!("/v1/sales/{}", paid.sale)).expect(200).await;
        assert_eq!(payment["included"]["sales"][&paid.sale], json!({"id": paid.sale, "sale_on": shown["sale_on"], "gross": shown["gross"],
            "due": shown["due"], "state": "paid"}));
    }

    async fn wrong_words_are_refused_with_those_that_there_are(app) {
        let hunter = app.as_hunter();
        for (path, detail) in [
            ("/v1/handoffs?include=colour", "include: colour is not known; known are client, first_sale, from_user, intro_activity, to_user, user"),
            ("/v1/handoffs?include=", "include: names what is to be told beside the answer, by commas; known are client, first_sale, from_user, intro_activity, to_user, user"),
            ("/v1/clients?include=a,b,c,d,e,f,g,h,i", "include: takes at most 8 words at a time"),
            ("/v1/handoffs?%69nclude=colour", "include: colour is not known; known are client, first_sale, from_user, intro_activity, to_user, user"),
            ("/v1/product-lines?include=client", "include: is not known here; known are id, active, code, external_id, parent, limit, cursor, fields, sort"),
            ("/v1/handoffs?include=client&include=user", "include: is given twice; several values are separated by commas"),
        ] {
            let refused = hunter.get(path).expect(400).await;
            assert_eq!((refused.code().as_str(), refused.text("detail").as_str()), ("bad_query", detail), "{path}");
        }
        let stream = hunter.get("/v1/events?include=client").header("accept", "text/event-stream").expect(400).await;
        assert_eq!(stream.code(), "bad_query");
        let command = hunter.post("/v1/clients?include=curator", json!({})).expect(400).await;
        assert_eq!(command.code(), "bad_query");
    }

    async fn only_what_one_may_read_is_told(app) {
        let story = company(app).await;
        // Outside systems are the administrator's matter, clients are not.
        let calls = app.as_hunter().get("/v1/calls?include=integration,client").expect(200).await;
        assert_eq!(calls["included"]["integrations"], json!({}), "{calls}");
        assert!(calls["included"]["clients"][&story.client].is_object(), "{calls}");
        let audit = app.as_sys_admin().get("/v1/audit?include=client,actor,subject&limit=200").expect(200).await;
        assert!(audit.items().iter().any(|entry| entry["client_id"] == story.client.as_str()), "the trail tells of clients: {audit}");
        assert_eq!(audit["included"]["clients"], json!({}), "{audit}");
        assert!(audit["included"]["users"][app.as_hunter().id()].is_object(), "{audit}");
        // Of what somebody earns nothing is told beside an event.
        let events = app.as_director().get("/v1/events?include=subject&limit=200").expect(200).await;
        let kinds: Vec<_> = events["included"].as_object().unwrap().keys().map(String::as_str).collect();
        assert!(!kinds.iter().any(|kind| ["accruals", "adjustments", "entitlements", "statements"].contains(kind)), "{kinds:?}");
        assert!(kinds.contains(&"sales") && kinds.contains(&"payments"), "{kinds:?}");
    }

    async fn lists_page_and_thin_out_their_items_as_without_it(app) {
        company(app).await;
        let director = app.as_director();
        let page = director.get("/v1/clients?include=curator,created_by&fields=id&limit=1").expect(200).await;
        assert_eq!(page.items()[0].as_object().unwrap().keys().collect::<Vec<_>>(), ["id"]);
        assert!(!page["included"]["users"].as_object().unwrap().is_empty(), "{page}");
        let link = page.header("link").unwrap();
        assert!(link.contains("include=curator%2Ccreated_by"), "{link}");
        // A cursor goes with other words, and with none.
        let cursor = page.text("next_cursor");
        for include in ["", "&include=first_sale"] {
            let next = director.get(format!("/v1/clients?cursor={cursor}&limit=1{include}")).expect(200).await;
            assert_ne!(next.items()[0]["id"], page.items()[0]["id"]);
        }
        assert!(director.get("/v1/clients").expect(200).await.json.get("included").is_none());
    }

    async fn another_name_makes_another_tag_and_both_may_be_changed_by(app) {
        let story = Story::told(app, Until::Handed).await;
        let (path, farmer) = (format!("/v1/clients/{}", story.client), app.as_farmer());
        let with_names = format!("{path}?include=curator");
        let read = farmer.get(&with_names).expect(200).await;
        assert_ne!(read.etag(), farmer.get(&path).expect(200).await.etag());
        let again = farmer.get(&with_names).header("if-none-match", read.etag()).expect(304).await;
        assert_eq!((again.etag(), again.body.len()), (read.etag(), 0));
        let head = farmer.ask(reqwest::Method::HEAD, &with_names).expect(200).await;
        assert_eq!((head.etag(), head.body.len()), (read.etag(), 0));
        // The client has not changed, the name has.
        let person = format!("/v1/users/{}", farmer.id());
        let seen = app.as_sys_admin().get(&person).expect(200).await;
        app.as_sys_admin().patch(&person, json!({"name": "Анна Петровна"})).if_match(&seen).expect(200).await;
        let renamed = farmer.get(&with_names).header("if-none-match", read.etag()).expect(200).await;
        assert_eq!(renamed["included"]["users"][farmer.id()]["name"], "Анна Петровна");
        assert_ne!(renamed.etag(), read.etag());
        farmer.patch(&path, json!({"city": "Тверь"})).if_match(&read).expect(200).await;
        farmer.patch(&path, json!({"city": "Клин"})).if_match(&renamed).expect(412).await;
    }
}
