//! E-6: whatever two records are merged, undone at once everything is as before: both records and all that belongs to them, the ledger,
//! and the journal but for what tells of the merge itself. Meanwhile I-4 holds. So many pairs: two dozen, or `BATON_FAULTS=large` a
//! thousand.

use serde_json::{Value, json};

use super::dice::{Dice, seed};
use crate::harness::scale::{report, size};
use crate::harness::story::{Crew, NET, Story, Until, pay, phone, sell, talk, unique};
use crate::harness::{Actor, TestApp};

const UNTIL: [Until; 9] = [
    Until::Called,
    Until::Booked,
    Until::Prospect,
    Until::Contract,
    Until::Sold,
    Until::Paid,
    Until::Proposed,
    Until::Handed,
    Until::Completed,
];

/// Lists of what belongs to a client.
const LISTS: [&str; 13] = [
    "calls",
    "meetings",
    "opportunities",
    "sales",
    "payments",
    "handoffs",
    "promises",
    "claims",
    "contracts",
    "call-tasks",
    "missed-calls",
    "commission/entitlements",
    "commission/accruals",
];

/// A client at some point of his life, with some things of his.
async fn somebody(app: &TestApp, dice: &mut Dice, crew: Crew) -> String {
    if dice.below(4) == 0 {
        return plain(app, dice).await;
    }
    let mut story = Story::told_by(crew, app, *dice.one(&UNTIL)).await;
    let director = app.as_director();
    for _ in 0..dice.below(3) {
        talk(app, "dmitri", &story.client).await;
    }
    if dice.below(2) == 0 {
        let promise = json!({"client_id": story.client, "made_by": "us", "kind": "other", "what": "позвонить", "due_on": "2030-01-01"});
        director.post("/v1/promises", promise).expect(201).await;
    }
    if !story.handoff.is_empty() && story.stage(app).await == "active" && dice.below(2) == 0 {
        story.sale = sell(app, crew.farmer, &story, NET, None).await.id();
        pay(app, &story, 12_200_000).await;
    }
    story.client
}

/// A client about whom little is known: of the call centre, imported, lost, or written off.
async fn plain(app: &TestApp, dice: &mut Dice) -> String {
    let mut card = json!({"legal_name": format!("ООО «Клевер {}»", unique()), "source": "import", "phones": [{"number": phone()}], "emails": [format!("a{}@x{}.example", unique(), dice.below(3))]});
    let stage = *dice.one(&["none", "active", "abandoned", "lost"]);
    if stage != "none" {
        card["stage"] = stage.into();
    }
    if ["active", "abandoned"].contains(&stage) {
        card["curator_id"] = app.actor(dice.one::<&str>(&["anna", "alla"])).id().into();
    }
    let id = app.as_importer().post("/v1/clients", card).expect(201).await.id();
    app.as_director()
        .post(format!("/v1/clients/{id}/contacts"), json!({"name": "Анна", "external_id": "a-1", "phones": [{"number": phone()}]}))
        .expect(201)
        .await;
    id
}

/// Everything that is to be as before. Versions grow, whatever happens.
async fn state(app: &TestApp, client: &str) -> Value {
    let director = app.as_director();
    let mut seen = json!({"client": director.get(format!("/v1/clients/{client}")).expect(200).await.json});
    for list in ["contacts", "activities", "assignments"] {
        seen[list] = director.all(format!("/v1/clients/{client}/{list}")).await.into();
    }
    for list in LISTS {
        let who: Actor = if list == "claims" { app.as_quality() } else { app.as_director() };
        seen[list] = who.all(format!("/v1/{list}?client_id={client}")).await.into();
    }
    without_versions(&mut seen);
    seen
}

fn without_versions(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(without_versions),
        Value::Object(members) => {
            members.remove("version");
            members.values_mut().for_each(without_versions);
        }
        _ => {}
    }
}

async fn journal(app: &TestApp, client: &str) -> Vec<Value> {
    app.as_director().all(format!("/v1/events?client_id={client}")).await
}

/// I-4: at most one interval is open, and exactly one with whom a farmer or hunter works.
async fn one_curator(app: &TestApp, client: &str) {
    let card = app.as_director().get(format!("/v1/clients/{client}")).expect(200).await;
    let open = app.as_director().all(format!("/v1/clients/{client}/assignments?role=curator&open=true")).await;
    let open: Vec<_> = open.iter().map(|interval| interval["user_id"].clone()).collect();
    let curator: Vec<_> = Some(card["curator_id"].clone()).into_iter().filter(|curator| !curator.is_null()).collect();
    assert_eq!(open, curator, "{card}");
    if card["record_status"] == "live" && ["client", "active", "abandoned"].contains(&card.text("stage").as_str()) {
        assert_eq!(open.len(), 1, "{card}");
    }
}

/// The intervals that go on; an interval that the merge itself began and the undoing ended is part of the history.
fn without_interlude(state: &mut Value, since: &[Value]) {
    let Some(all) = state["assignments"].as_array_mut() else { return };
    all.retain(|interval| since.contains(&interval["id"]) || interval["reason"] != "merged" && interval["reason"] != "unmerged");
}

async fn walk(app: &TestApp, dice: &mut Dice) {
    let (one, other) = (somebody(app, dice, Crew::default()).await, somebody(app, dice, Crew::OTHER).await);
    let before = [state(app, &one).await, state(app, &other).await];
    let told = [journal(app, &one).await, journal(app, &other).await];
    let merged = app.as_director().post("/v1/merges", json!({"client_ids": [one, other], "reason": "одна фирма"})).expect(201).await;
    let (survivor, gone) = (merged.text("survivor_id"), merged.text("merged_id"));
    one_curator(app, &survivor).await;
    one_curator(app, &gone).await;
    let ledger = app.as_director().all(format!("/v1/commission/accruals?client_id={survivor}")).await;
    let mut lines: Vec<Value> = ledger.clone();
    without_versions(&mut Value::from(lines.clone()));
    lines.iter_mut().for_each(without_versions);
    for line in before.iter().flat_map(|state| state["commission/accruals"].as_array().unwrap()) {
        assert!(lines.contains(line), "the ledger is not rewritten: {line}");
    }
    let undone = app.as_director().post(format!("/v1/merges/{}/undo", merged.id()), json!({"reason": "не та"})).expect(200).await;
    assert_eq!(undone["kept_with_survivor"], json!([]));
    for (client, (before, told)) in [&one, &other].into_iter().zip(before.iter().zip(&told)) {
        let mut after = state(app, client).await;
        let since: Vec<_> = before["assignments"].as_array().unwrap().iter().map(|interval| interval["id"].clone()).collect();
        let curator_stayed = after["assignments"].as_array().unwrap().len() == since.len();
        without_interlude(&mut after, &since);
        for (name, was) in before.as_object().unwrap() {
            if name == "assignments" && !curator_stayed {
                continue;
            }
            assert_eq!(&after[name], was, "{name} of {client} in {merged}");
        }
        one_curator(app, client).await;
        let now = journal(app, client).await;
        assert_eq!(now[..told.len()], told[..], "the journal is only added to");
    }
}

on_both! {
    async fn merged_and_undone_everything_is_as_before(app) {
        let pairs = size(24, 1_000);
        for number in 0..pairs {
            walk(app, &mut Dice::new(number)).await;
        }
        let url = app.database_url();
        let config = || api::Config::of(&[("BATON_DATABASE_URL", &url)]).unwrap();
        api::ledger::verify(&config()).await.unwrap();
        api::audit::verify(&config()).await.unwrap();
        report(&format!("{pairs} pairs merged and undone from the seed {}", seed()));
    }
}
