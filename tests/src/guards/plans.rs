//! No page of a list walks its table. Every list is asked in every order and with every filter of the document, by readers who see
//! everything, their unit's or their own; PostgreSQL tells how many rows it read for the page, and SQLite how it would find them.
//!
//! When it fails: the filter or order wants an index (migrations/), or its condition a form that the index knows; an index is
//! `(filter, order, id)`. What is left without one on purpose stands in [`WITHOUT_INDEX`] with the reason.

mod explained;
mod samples;

use std::collections::{BTreeMap, BTreeSet};

use persistence::{Store, StoreOptions};
use sea_orm::{ConnectionTrait, Database, Statement};
use serde_json::Value;

use self::explained::{Log, Ran};
use self::samples::Samples;
use crate::guards::{document, operations};
use crate::harness::{Actor, Db, TestApp, empty_database};

/// Rows that a page of 50 may read. The tables have from 7,000 to 20,000; who has a twentieth of one may be found by walking a little.
const MOST_ROWS: u64 = 4_500;

/// `(list, parameter, why)`: asked by nobody in a hurry, or true of so many rows that a page is soon full.
const WITHOUT_INDEX: &[(&str, &str, &str)] = &[
    ("/v1/calls", "direction", "two of the three are half of all calls; nobody lists the internal ones alone"),
    ("/v1/sales", "source", "a company has few sources, each with many sales"),
    ("/v1/opportunities", "close_from", "asked in the order of `close_on`; in another it is soon full"),
    ("/v1/commission/entitlements", "state", "in the order of the end of the schedule, which ended ones have no longer"),
    ("/v1/signals", "unit", "a head asks for his own unit, of which he sees all"),
    ("/v1/call-inbox", "direction", "few calls are in the inbox"),
    ("/v1/call-inbox", "outcome", "few calls are in the inbox"),
    ("/v1/call-inbox", "disposition", "few calls are in the inbox"),
];

/// Lists of things that a company has few of; what is owed, which is added up anew; and the journal, which is read by its places.
const SHORT: [&str; 17] = [
    "/v1/audit",
    "/v1/call-review-samples",
    "/v1/call-lists",
    "/v1/client-groups",
    "/v1/scripts",
    "/v1/fx-rates",
    "/v1/commission/periods",
    "/v1/commission/plans",
    "/v1/events",
    "/v1/integrations",
    "/v1/norms",
    "/v1/product-lines",
    "/v1/receivables",
    "/v1/scorecards",
    "/v1/units",
    "/v1/users",
    "/v1/webhook-endpoints",
];

/// One way to ask a list.
struct Asked {
    path: String,
    parameter: Option<String>,
    query: String,
}

/// Every list alone and by each of its filters, in each of its orders.
fn questions(document: &Value, samples: &Samples) -> Vec<Asked> {
    let mut asked = Vec::new();
    for operation in operations(document).into_iter().filter(|operation| operation.method == "get") {
        let parameters = operation.spec["parameters"].as_array().cloned().unwrap_or_default();
        let Some(sort) = parameters.iter().find(|parameter| parameter["name"] == "sort") else { continue };
        let path = operation.path.replace("/clients/{id}/", &format!("/clients/{}/", samples.client));
        if path.contains('{') || SHORT.contains(&operation.path) {
            continue;
        }
        let orders: Vec<&str> = sort["schema"]["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for order in &orders {
            asked.push(Asked { path: path.clone(), parameter: None, query: format!("sort={order}") });
        }
        for parameter in &parameters {
            let name = parameter["name"].as_str().unwrap_or_default();
            for value in samples.of(document, operation.path, parameter) {
                for order in orders_with(name, &orders) {
                    let pairs = [(name, value.as_str()), ("sort", order)];
                    let url = reqwest::Url::parse_with_params("http://baton.test/", pairs).unwrap();
                    let query = url.query().unwrap_or_default().to_owned();
                    asked.push(Asked { path: path.clone(), parameter: Some(name.to_owned()), query });
                }
            }
        }
    }
    asked
}

/// The orders in which a filter is tried: both ways by creation and by what else the list is sorted by first. Days and instants narrow
/// the order by themselves: with another one, the best that a database can do is to sort what it finds.
fn orders_with<'a>(parameter: &str, orders: &[&'a str]) -> Vec<&'a str> {
    let suffixes = ["_from", "_before", "_after"];
    let Some(narrowed) = suffixes.iter().find_map(|suffix| parameter.strip_suffix(suffix)) else {
        return orders.iter().copied().take(4).collect();
    };
    let own: Vec<&str> = orders.iter().copied().filter(|order| order.trim_start_matches('-').starts_with(narrowed)).collect();
    if own.is_empty() { orders.iter().copied().take(2).collect() } else { own }
}

/// The director, who reads every list, and people who see a part of this one.
fn readers(app: &TestApp, path: &str) -> Vec<Actor> {
    let near: &[&str] = match path {
        "/v1/payments" | "/v1/refunds" | "/v1/signals" => &["anna", "clara", "karl"],
        // Not heads: one whose unit holds nothing of what is listed is told so by a walk (crates/persistence/README.md §7).
        path if path.starts_with("/v1/commission/") => &["ivan"],
        "/v1/clients" => &["anna", "clara"],
        _ => &[],
    };
    ["dmitri"].into_iter().chain(near.iter().copied()).map(|name| app.actor(name)).collect()
}

#[tokio::test]
async fn no_page_of_a_list_walks_its_table() {
    let Some(app) = TestApp::explained().await else { return };
    let pool = Database::connect(app.database_url()).await.unwrap();
    pool.execute_unprepared(include_str!("plans/company.sql")).await.unwrap();
    let document = document();
    let samples = Samples::of_company(&app).await;
    let mut log = Log::of(app.cluster());
    let mut faults = BTreeSet::new();
    let mut statements: BTreeMap<String, bool> = BTreeMap::new();
    let (mut asked, mut refused) = (0, 0);
    for question in questions(&document, &samples) {
        for (nth, reader) in readers(&app, &question.path).into_iter().enumerate() {
            let path = format!("{}?{}", question.path, question.query);
            log.skip();
            let answer = reader.get(path.as_str()).expect_one_of(&[200, 400, 403]).await;
            if answer.status == 400 {
                faults.insert(format!("{path}: plans/samples.rs has no good value: {}", answer.json["detail"]));
            }
            if answer.status != 200 {
                refused += 1;
                continue;
            }
            asked += 1;
            for Ran { text, rows, plan } in log.read().into_iter().filter(Ran::is_page) {
                let excused = question.parameter.as_deref().is_some_and(|name| is_excused(&question.path, name));
                if rows > MOST_ROWS && !excused {
                    faults.insert(format!("{path} read {rows} rows: {plan}\n        {text}"));
                }
                // What one client has is few enough to be sorted.
                let of_all = !question.path.starts_with("/v1/clients/");
                *statements.entry(text).or_default() |= question.parameter.is_none() && nth == 0 && of_all;
            }
        }
    }
    assert!(asked > 600 && refused < asked / 4, "{asked} asked, {refused} refused");
    faults.extend(on_sqlite(statements).await);
    assert!(
        faults.is_empty(),
        "{} of {asked} pages are not found by an index:\n{}",
        faults.len(),
        faults.into_iter().collect::<Vec<_>>().join("\n")
    );
}

fn is_excused(path: &str, parameter: &str) -> bool {
    WITHOUT_INDEX.iter().any(|(list, name, _)| *list == path && *name == parameter)
}

/// Which of the statements SQLite would answer by reading a whole table, and which of those that choose nothing (`true`) by sorting.
/// A search is written otherwise there.
async fn on_sqlite(statements: BTreeMap<String, bool>) -> Vec<String> {
    let database = empty_database(Db::Sqlite).await.expect("SQLite is everywhere");
    let store = Store::connect(&StoreOptions { url: database.url(), max_connections: 1, threads: 1 }).await.unwrap();
    store.migrate().await.unwrap();
    drop(store);
    let pool = Database::connect(database.url()).await.unwrap();
    let mut faults = Vec::new();
    for (text, whole) in statements.iter().filter(|(text, _)| !text.contains("search_texts")) {
        let explain = Statement::from_string(pool.get_database_backend(), format!("explain query plan {text}"));
        let steps = pool.query_all_raw(explain).await.unwrap_or_else(|error| panic!("{text}: {error}"));
        let steps: Vec<String> = steps.iter().map(|step| step.try_get("", "detail").unwrap()).collect();
        let walks = steps.iter().any(|step| step.starts_with("SCAN") && !step.contains("INDEX") && !step.contains("VIRTUAL"));
        if walks || *whole && steps.iter().any(|step| step.contains("FOR ORDER BY")) {
            faults.push(format!("SQLite: {}\n        {text}", steps.join("; ")));
        }
    }
    faults
}
