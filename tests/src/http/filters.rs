//! What every list can be asked for: some of its items by their ids, `me` for people, `null` for members that are empty.

use serde_json::Value;

use crate::guards::{document, operations};
use crate::harness::story::{Crew, Story, Until};
use crate::harness::{Actor, TestApp};

/// Lists with the schema of each of their parameters, those of the client among them.
fn lists(client: &str) -> Vec<(String, Vec<Value>)> {
    let document = document();
    let lists = operations(&document).into_iter().filter_map(|operation| {
        let parameters = operation.spec["parameters"].as_array()?;
        parameters.iter().any(|parameter| parameter["name"] == "cursor").then_some(())?;
        let path = operation.path.replace("/clients/{id}/", &format!("/clients/{client}/"));
        (operation.method == "get" && !path.contains('{')).then_some((path, parameters.clone()))
    });
    lists.collect()
}

/// The words that a parameter takes beside values of its kind.
fn words(parameter: &Value) -> Vec<&str> {
    let schema = if parameter["schema"]["type"] == "array" { &parameter["schema"]["items"] } else { &parameter["schema"] };
    let choices = schema["anyOf"].as_array().into_iter().flatten();
    choices.filter_map(|choice| choice["enum"][0].as_str()).collect()
}

async fn reader(app: &TestApp, path: &str) -> Actor {
    for name in ["dmitri", "fedor", "sasha"] {
        if app.actor(name).get(path).expect_one_of(&[200, 403]).await.status == 200 {
            return app.actor(name);
        }
    }
    panic!("nobody of the test may read {path}");
}

fn ids(items: &[Value]) -> Vec<&str> {
    items.iter().filter_map(|item| item["id"].as_str()).collect()
}

on_both! {
    async fn every_list_gives_some_of_its_items_by_their_ids(app) {
        let story = Story::told(app, Until::Completed).await;
        Story::told_by(Crew::OTHER, app, Until::Paid).await;
        let mut asked = 0;
        for (path, parameters) in lists(&story.client) {
            if parameters.iter().all(|parameter| parameter["name"] != "id" || parameter["in"] != "query") {
                continue;
            }
            let reader = reader(app, &path).await;
            let items = reader.all(&path).await;
            let known = ids(&items);
            let foreign = reader.get(format!("{path}?id=event_01h455vb4pex5vsknk084sn02q")).expect(400).await;
            assert!(foreign.text("detail").starts_with("id: must be an id that begins with "), "{path}: {foreign}");
            if let (Some(first), Some(last)) = (known.first(), known.last()) {
                let some = reader.all(format!("{path}?id={first},{last},{last}")).await;
                assert_eq!(ids(&some).len(), if first == last { 1 } else { 2 }, "{path}");
                assert!(ids(&some).contains(first) && ids(&some).contains(last), "{path}");
                asked += 1;
                let many = vec![*first; 200].join(",");
                assert_eq!(reader.get(format!("{path}?id={many}")).expect(200).await.items().len(), 1, "{path}");
                let more = reader.get(format!("{path}?id={many},{first}")).expect(400).await;
                assert!(more.text("detail").starts_with("id: takes at most 200 values"), "{more}");
            }
        }
        assert!(asked > 12, "only {asked} lists had something in them");
        assert_eq!(app.as_director().all(format!("/v1/clients?id={}&stage=suspect", story.client)).await.len(), 0, "with the other filters");
    }

    async fn me_is_the_person_who_asks_wherever_a_person_is_meant(app) {
        let story = Story::told(app, Until::Completed).await;
        let mut asked = 0;
        for (path, parameters) in lists(&story.client) {
            for parameter in parameters.iter().filter(|parameter| words(parameter).contains(&"me")) {
                let (name, reader) = (parameter["name"].as_str().unwrap(), reader(app, &path).await);
                let (me, own) = (reader.all(format!("{path}?{name}=me")).await, reader.all(format!("{path}?{name}={}", reader.id())).await);
                assert_eq!(me, own, "{path}?{name}=me");
                asked += 1;
            }
        }
        assert!(asked > 25, "only {asked} filters know me");
        assert_eq!(ids(&app.as_farmer().all("/v1/clients?curator_id=me").await), [story.client.as_str()]);
        assert_eq!(ids(&app.as_hunter().all("/v1/meetings?hunter_id=me").await), [story.meeting.as_str()]);
        assert_eq!(ids(&app.as_other_hunter().all("/v1/meetings?hunter_id=me").await), [""; 0]);
        assert_eq!(app.as_hunter().get("/v1/users?id=me").expect(200).await.items()[0]["name"], "ivan");
        assert!(!app.as_director().all("/v1/audit?actor_id=me").await.is_empty());
        let machine = app.as_importer().get("/v1/payments?recorded_by=me").expect(400).await;
        assert!(machine.text("detail").starts_with("recorded_by: me is the person who asks"), "{machine}");
        app.as_hunter().get("/v1/clients?id=me").expect(400).await;
    }

    async fn null_stands_for_items_without_a_value(app) {
        let story = Story::told(app, Until::Completed).await;
        Story::told(app, Until::Contract).await;
        Story::told(app, Until::Called).await;
        let (mut asked, mut some) = (0, 0);
        for (path, parameters) in lists(&story.client) {
            for parameter in &parameters {
                let (name, nullable) = (parameter["name"].as_str().unwrap(), words(parameter).contains(&"null"));
                let reader = reader(app, &path).await;
                if !nullable {
                    let kind = words(parameter).is_empty() && parameter["schema"]["type"] == "string" && parameter["schema"]["format"].is_null();
                    if !kind && parameter["in"] == "query" {
                        reader.get(format!("{path}?{name}=null")).expect(400).await;
                    }
                    continue;
                }
                let all = reader.all(&path).await;
                let found = reader.all(format!("{path}?{name}=null")).await;
                let expected: Vec<_> = all.iter().filter(|item| item.get(name).is_none_or(Value::is_null)).cloned().collect();
                assert_eq!(ids(&found), ids(&expected), "{path}?{name}=null");
                asked += 1;
                some += usize::from(!found.is_empty() && found.len() < all.len());
            }
        }
        assert!(asked > 30 && some > 5, "{asked} filters know null, {some} of them chose some items and left others");
        let both = app.as_director().all(format!("/v1/calls?disposition=null,meeting_booked&client_id={}", story.client)).await;
        assert_eq!(ids(&both), [story.call.as_str()], "null beside values");
    }

    async fn people_and_flags_of_screens_narrow_their_lists(app) {
        let story = Story::told(app, Until::Sold).await;
        let finance = app.as_finance();
        assert_eq!(ids(&finance.all(format!("/v1/sales?unpaid=true&client_id={}", story.client)).await), [story.sale.as_str()]);
        assert_eq!(finance.all(format!("/v1/sales?unpaid=false&client_id={}", story.client)).await.len(), 0);
        assert_eq!(ids(&finance.all("/v1/sales?seller_unit=active_sales").await), [story.sale.as_str()]);
        crate::harness::story::pay(app, &story, crate::harness::story::GROSS).await;
        assert_eq!(finance.all(format!("/v1/sales?unpaid=true&client_id={}", story.client)).await.len(), 0);
        assert_eq!(finance.all("/v1/payments?recorded_by=me").await.len(), 1);
        let clara = app.as_head_client_dept();
        let handoffs = |query: &'static str| clara.all(format!("/v1/handoffs?client_id={}&{query}", story.client));
        assert_eq!((handoffs("overdue=false").await.len(), handoffs("overdue=true").await.len()), (1, 0));
        assert_eq!((handoffs("to_user_id=null").await.len(), handoffs("exempt=true").await.len()), (1, 0));
        let name = app.as_director().get(format!("/v1/clients/{}", story.client)).expect(200).await.text("legal_name");
        let named = app.as_director().all("/v1/clients?sort=-legal_name").await;
        assert!(named.iter().any(|client| client["legal_name"] == name.as_str()));
        assert!(named.iter().map(|client| client["legal_name"].as_str().unwrap()).rev().is_sorted());
    }
}
