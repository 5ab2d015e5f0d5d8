//! What the journal tells stands in the catalogue of events: names, what they happen to, and facts of the shape declared.

use std::collections::BTreeSet;

use domain::Word;
use domain::event::EventName;
use domain::event::catalogue::{Fact, Shape, described};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use serde_json::Value;

use super::app::TestApp;

impl TestApp {
    /// Panics if something happened here that is not declared.
    pub(crate) async fn has_told_what_is_declared(&self) {
        let pool = Database::connect(ConnectOptions::new(self.database_url()).max_connections(1).to_owned()).await.unwrap();
        let faults: BTreeSet<_> = told(&pool).await.iter().filter_map(|(name, kind, facts)| fault(name, kind, facts)).collect();
        pool.close().await.unwrap();
        let faults: Vec<_> = faults.into_iter().collect();
        assert!(faults.is_empty(), "declare these in crates/domain/src/event/catalogue/:\n{}", faults.join("\n"));
    }
}

/// Name, kind of the subject and facts of what happened, each once.
async fn told(pool: &DatabaseConnection) -> Vec<(String, String, Value)> {
    let sql =
        "select name, subject_kind as kind, cast(facts as text) as facts from journal group by name, subject_kind, cast(facts as text)";
    let rows = pool.query_all_raw(Statement::from_string(pool.get_database_backend(), sql)).await.unwrap();
    let text = |row: &sea_orm::QueryResult, column: &str| row.try_get::<String>("", column).unwrap();
    rows.iter().map(|row| (text(row, "name"), text(row, "kind"), serde_json::from_str(&text(row, "facts")).unwrap())).collect()
}

fn fault(name: &str, kind: &str, facts: &Value) -> Option<String> {
    let Some(about) = EventName::parse(name).and_then(described) else { return Some(format!("{name}: no such event")) };
    if !about.subjects.contains(&kind) {
        return Some(format!("{name} happens to a {kind}"));
    }
    facts.as_object().into_iter().flatten().find_map(|(fact, value)| {
        let declared: Vec<_> = about.facts.iter().filter(|known| known.name == fact).collect();
        let known = about.others || !declared.is_empty();
        let fits = known
            && (declared.is_empty()
                || about.others && (is_change(value) || *value == "changed")
                || declared.iter().any(|fact| fits(fact, value)));
        (!fits).then(|| format!("{name} tells {fact}: {value}"))
    })
}

fn is_change(value: &Value) -> bool {
    value.as_object().is_some_and(|change| change.len() == 2 && change.contains_key("before") && change.contains_key("after"))
}

fn fits(fact: &Fact, value: &Value) -> bool {
    if fact.change {
        return is_change(value) && ["before", "after"].iter().all(|side| value[*side].is_null() || is_of(fact.shape, &value[*side]));
    }
    fact.null && value.is_null() || is_of(fact.shape, value)
}

fn is_of(shape: Shape, value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    let texts = || value.as_array().is_some_and(|items| items.iter().all(Value::is_string));
    match shape {
        Shape::Word | Shape::Text => value.is_string(),
        Shape::Words | Shape::Ids => texts(),
        Shape::Id => text.rsplit_once('_').is_some_and(|(_, id)| id.len() == 26),
        Shape::Day => text.parse::<chrono::NaiveDate>().is_ok(),
        Shape::Month => format!("{text}-01").parse::<chrono::NaiveDate>().is_ok(),
        Shape::Instant => text.ends_with('Z') && text.parse::<chrono::DateTime<chrono::Utc>>().is_ok(),
        Shape::Number => value.is_i64(),
        Shape::Flag => value.is_boolean(),
        Shape::Money => value["amount_minor"].is_i64() && value["currency"].is_string(),
        Shape::Shares => value.as_array().is_some_and(|shares| shares.iter().all(|share| share["share_bp"].is_i64())),
        Shape::Any => !value.is_object(),
    }
}
