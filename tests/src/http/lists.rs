//! Every list, in every order that the document names: page by page, both ways, each item once.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::guards::{document, operations};
use crate::harness::Actor;
use crate::harness::story::{Story, Until, talk};

/// How many pages of one are asked for, at most.
const MOST_PAGES: usize = 60;

/// The list from its beginning, one item a page.
async fn one_by_one(actor: &Actor, path: &str) -> Vec<Value> {
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    for _ in 0..MOST_PAGES {
        let page = actor.get(format!("{path}&limit=1{cursor}")).expect(200).await;
        seen.extend(page.items().iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return seen,
        }
    }
    seen
}

/// Paths of lists with the orders they offer, those of the story's client among them.
fn lists(client: &str) -> Vec<(String, Vec<String>)> {
    let document = document();
    let lists = operations(&document).into_iter().filter_map(|operation| {
        let parameters = operation.spec["parameters"].as_array()?;
        let sort = parameters.iter().find(|parameter| parameter["name"] == "sort")?;
        let orders = sort["schema"]["enum"].as_array().expect("a list names its orders");
        let path = operation.path.replace("/clients/{id}/", &format!("/clients/{client}/"));
        let orders = orders.iter().filter_map(Value::as_str).filter(|name| !name.starts_with('-')).map(str::to_owned).collect();
        (operation.method == "get" && !path.contains('{') && path != "/v1/slots").then_some((path, orders))
    });
    lists.collect()
}

/// By what an item stands in its list: a number, an amount, a text.
fn place<'a>(path: &str, item: &'a Value, order: &str) -> (i64, &'a str) {
    match (path, order) {
        // Who was never spoken to stands where he entered his stage.
        ("/v1/clients", "last_contact_at") => (0, item["last_contact_at"].as_str().or_else(|| item["stage_since"].as_str()).unwrap()),
        // As RULES.md numbers them: N-9 before N-10.
        ("/v1/norms", _) => (0, ""),
        _ => {
            let number = item[order].as_i64().or_else(|| item[order]["amount_minor"].as_i64());
            (number.unwrap_or_default(), item[order].as_str().unwrap_or_default())
        }
    }
}

on_both! {
    async fn every_order_of_every_list_shows_each_item_once_both_ways(app) {
        let mut last = String::new();
        for until in [Until::Completed, Until::Handed, Until::Sold] {
            let story = Story::told(app, until).await;
            talk(app, "ivan", &story.client).await;
            last = story.client;
        }
        let (mut walked, mut by_time) = (0, 0);
        for (path, orders) in lists(&last) {
            let mut readers = ["dmitri", "fedor", "sasha"].map(|name| app.actor(name)).into_iter();
            let reader = loop {
                let Some(reader) = readers.next() else { panic!("nobody of the test may read {path}") };
                if reader.get(path.as_str()).expect_one_of(&[200, 403]).await.status == 200 {
                    break reader;
                }
            };
            for order in orders {
                let up = one_by_one(&reader, &format!("{path}?sort={order}")).await;
                let whole = reader.all(format!("{path}?sort={order}")).await;
                assert_eq!(up, whole[..whole.len().min(MOST_PAGES)], "{path} by {order}: pages of one are not the page of all");
                let down = one_by_one(&reader, &format!("{path}?sort=-{order}")).await;
                let backwards: Vec<_> = whole.iter().rev().take(MOST_PAGES).cloned().collect();
                assert_eq!(down, backwards, "{path} by {order}: not the same both ways");
                let places: Vec<_> = whole.iter().map(|item| place(&path, item, &order)).collect();
                assert!(places.is_sorted(), "{path} by {order}: {places:?}");
                walked += usize::from(whole.len() > 1);
                by_time += usize::from(order != "id" && whole.len() > 1);
            }
        }
        assert!(walked > 15 && by_time > 8, "only {walked} lists had something in them, {by_time} in an order other than by id");
    }

    async fn lists_are_narrowed_by_what_their_screens_ask(app) {
        let story = Story::told(app, Until::Completed).await;
        Story::told(app, Until::Contract).await;
        let director = app.as_director();
        let all = |path: String| { let director = director.clone(); async move { director.all(path).await } };
        let calls = all(format!("/v1/calls?client_phone={}", story.phone.replace('+', "%2B"))).await;
        assert!(!calls.is_empty() && calls.iter().all(|call| call["client_phone"] == story.phone.as_str()));
        director.get("/v1/calls?client_phone=call").expect(400).await;
        let day = all("/v1/opportunities".to_owned()).await[0]["close_on"].as_str().unwrap().to_owned();
        assert_eq!(all(format!("/v1/opportunities?close_before={day}")).await.len(), 0);
        assert_eq!(all(format!("/v1/opportunities?close_from={day}")).await.len(), 2);
        let history = format!("/v1/clients/{}/activities", story.client);
        let at = all(format!("{history}?sort=occurred_at")).await[1]["occurred_at"].as_str().unwrap().to_owned();
        let (before, after) = (all(format!("{history}?occurred_before={at}")).await.len(), all(format!("{history}?occurred_after={at}")).await.len());
        let (whole, same) = (all(history.clone()).await, at.as_str());
        assert_eq!(before + after + whole.iter().filter(|one| one["occurred_at"] == same).count(), whole.len());
        assert!(before > 0 && after > 0, "{before} before, {after} after");
        director.get(format!("{history}?occurred_before=%2B123456-01-01T00:00:00Z")).expect(400).await;
        director.get("/v1/clients?city=").expect(400).await;
        assert_eq!(all("/v1/sales?external_id=null".to_owned()).await.len(), 1);
    }

    async fn a_cursor_that_names_no_place_is_refused(app) {
        for _ in 0..2 {
            Story::told(app, Until::Sold).await;
        }
        let director = app.as_director();
        let nowhere = [Value::Null, "abc\0".into()];
        let (number, none) = (Some(Value::from("9".repeat(30))), None);
        for (path, order, besides) in [("/v1/sales", "gross", &number), ("/v1/clients", "stage_since", &number), ("/v1/opportunities", "close_on", &number), ("/v1/clients", "legal_name", &none)] {
            let page = director.get(format!("{path}?limit=1&sort={order}")).expect(200).await;
            let bytes = URL_SAFE_NO_PAD.decode(page.text("next_cursor")).unwrap();
            let [seal, _, id]: [Value; 3] = serde_json::from_slice(&bytes).unwrap();
            for key in nowhere.iter().chain(besides) {
                let cursor = URL_SAFE_NO_PAD.encode(json!([seal, key, id]).to_string());
                let refused = director.get(format!("{path}?limit=1&sort={order}&cursor={cursor}")).expect(400).await;
                assert_eq!(refused.code(), "bad_cursor", "{path} by {order} from {key}");
            }
        }
    }

    async fn whoever_names_ids_gets_all_of_them_on_one_page(app) {
        let mut ids = Vec::new();
        for number in 0..60 {
            ids.push(app.as_director().post("/v1/clients", json!({"legal_name": format!("ООО «Страница {number}»"), "source": "media"})).expect(201).await.id());
        }
        let path = format!("/v1/clients?id={}", ids.join(","));
        assert_eq!(app.as_director().get(&path).expect(200).await.items().len(), 60);
        assert_eq!(app.as_director().get(format!("{path}&limit=7")).expect(200).await.items().len(), 7);
    }
}
