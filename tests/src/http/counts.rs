//! Every list is counted by every member that the document names, and the numbers are those of the list.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::guards::{document, operations};
use crate::harness::story::{Crew, Story, Until, talk};
use crate::harness::{Actor, TestApp};

/// A list that is counted.
struct Counted {
    /// The path of the list.
    list: String,
    /// By what.
    by: Vec<String>,
    /// What the list can be filtered by.
    filters: Vec<String>,
}

fn counted(client: &str) -> Vec<Counted> {
    let document = document();
    let operations = operations(&document);
    let counts = operations.iter().filter_map(|operation| {
        let list = operation.path.strip_suffix("/counts")?.replace("/clients/{id}/", &format!("/clients/{client}/"));
        let parameters = operation.spec["parameters"].as_array()?;
        let query = parameters.iter().filter(|parameter| parameter["in"] == "query").filter_map(|parameter| parameter["name"].as_str());
        let by = parameters.iter().find(|parameter| parameter["name"] == "by")?;
        let words = by["schema"]["items"]["enum"].as_array()?.iter().filter_map(Value::as_str);
        Some(Counted { list, by: words.map(str::to_owned).collect(), filters: query.map(str::to_owned).collect() })
    });
    counts.filter(|counted| !counted.list.contains('{')).collect()
}

/// The value of a member of an item; the currency of an amount of money stands inside of it.
fn member<'a>(item: &'a Value, name: &str) -> &'a Value {
    if name == "currency" && item["amount"].is_object() { &item["amount"]["currency"] } else { &item[name] }
}

/// A value as a parameter says it.
fn parameter(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned).replace(' ', "%20").replace('+', "%2B")
}

async fn reader(app: &TestApp, path: &str) -> Actor {
    for name in ["dmitri", "fedor", "sasha"] {
        if app.actor(name).get(path).expect_one_of(&[200, 403]).await.status == 200 {
            return app.actor(name);
        }
    }
    panic!("nobody of the test may read {path}");
}

on_both! {
    async fn counts_are_those_of_the_list_and_of_its_filters(app) {
        let story = Story::told(app, Until::Completed).await;
        talk(app, "ivan", &story.client).await;
        Story::told_by(Crew::OTHER, app, Until::Sold).await;
        Story::told(app, Until::Contract).await;
        Story::told(app, Until::Called).await;
        let (mut compared, mut narrowed, mut without) = (0, 0, 0);
        for Counted { list, by, filters } in counted(&story.client) {
            let reader = reader(app, &list).await;
            let items = reader.all(&list).await;
            let whole = reader.get(format!("{list}/counts")).expect(200).await;
            assert_eq!((&whole["total"], &whole["items"]), (&json!(items.len()), &json!([{"count": items.len()}])), "{list}");
            for name in by {
                let counts = reader.get(format!("{list}/counts?by={name}")).expect(200).await;
                assert_eq!((&counts["by"], &counts["total"], &counts["truncated"]), (&json!([name]), &json!(items.len()), &json!(false)), "{list} by {name}");
                let mut expected = BTreeMap::new();
                for item in &items {
                    *expected.entry(member(item, &name).to_string()).or_insert(0) += 1;
                }
                let found: BTreeMap<_, _> = counts.items().iter().map(|group| (group[&name].to_string(), group["count"].as_i64().unwrap())).collect();
                assert_eq!(found, expected, "{list} by {name}");
                let numbers: Vec<_> = counts.items().iter().map(|group| -group["count"].as_i64().unwrap()).collect();
                assert!(numbers.is_sorted(), "{list} by {name}: the greatest come first, {numbers:?}");
                compared += usize::from(found.len() > 1);
                for group in counts.items().iter().filter(|_| filters.contains(&name)) {
                    let query = format!("{name}={}", parameter(&group[&name]));
                    assert_eq!(reader.all(format!("{list}?{query}")).await.len(), usize::try_from(group["count"].as_u64().unwrap()).unwrap(), "{list}?{query}");
                    let again = reader.get(format!("{list}/counts?by={name}&{query}")).expect(200).await;
                    assert_eq!(again.items(), std::slice::from_ref(group), "{list} by {name} with {query}");
                    narrowed += 1;
                    without += usize::from(group[&name].is_null());
                }
            }
        }
        assert!(compared > 18 && narrowed > 60 && without > 5, "only {compared} counts had groups, {narrowed} filters were tried, {without} of them null");
    }

    async fn two_members_are_counted_together_and_by_is_checked(app) {
        let story = Story::told(app, Until::Handed).await;
        Story::told(app, Until::Called).await;
        let director = app.as_director();
        let both = director.get("/v1/clients/counts?by=stage,curator_id&source=purchased_list").expect(200).await;
        let anna = app.as_farmer().id().to_owned();
        let group = |curator: Value, stage: &str| json!({"stage": stage, "curator_id": curator, "count": 1});
        assert_eq!(both["by"], json!(["stage", "curator_id"]));
        for expected in [group(json!(anna), "active"), group(Value::Null, "contacted")] {
            assert!(both.items().contains(&expected), "{expected} in {both}");
        }
        assert_eq!(director.get(format!("/v1/clients/counts?by=stage&id={}", story.client)).expect(200).await.items(), [json!({"stage": "active", "count": 1})]);
        let unknown = director.get("/v1/clients/counts?by=colour").expect(400).await;
        assert!(unknown.text("detail").starts_with("by: must be one of stage, temperature"), "{unknown}");
        for by in ["", "stage,stage", "stage,source,city", "legal_name"] {
            director.get(format!("/v1/clients/counts?by={by}")).expect(400).await;
        }
        for other in ["limit=1", "sort=id", "cursor=x", "fields=id", "colour=red"] {
            director.get(format!("/v1/clients/counts?{other}")).expect(400).await;
        }
        director.get("/v1/clients/client_01h455vb4pex5vsknk084sn02q/activities/counts").expect(404).await;
    }

    async fn nobody_counts_further_than_he_sees(app) {
        Story::told(app, Until::Paid).await;
        Story::told_by(Crew::OTHER, app, Until::Paid).await;
        for (who, path) in [("ivan", "/v1/commission/accruals"), ("anna", "/v1/payments"), ("helga", "/v1/commission/accruals"), ("fedor", "/v1/payments")] {
            let seen = app.actor(who).all(path).await.len();
            assert_eq!(app.actor(who).get(format!("{path}/counts")).expect(200).await["total"], seen, "{who} {path}");
        }
        let own = app.as_hunter().get("/v1/commission/accruals/counts?by=user_id").expect(200).await;
        assert_eq!(own.items().iter().map(|group| &group["user_id"]).collect::<Vec<_>>(), [app.as_hunter().id()]);
        app.as_finance().get("/v1/integrations/counts").expect(403).await;
        app.as_pbx().get("/v1/payments/counts").expect(403).await;
    }
}
