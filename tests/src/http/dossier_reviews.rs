//! Sections of dossiers fall due for review and are reviewed; the signal about it comes and goes by itself (RULES.md §3.22, N-60).

use serde_json::{Value, json};

use super::contracts::{on, served};
use super::dossier::{SECTIONS, at, write};
use crate::harness::{TestApp, days};

const RESTRICTED: [&str; 5] = ["dates", "solvency", "contracts", "receivables", "conflicts"];

async fn signals(app: &TestApp, client: &str) -> Vec<Value> {
    app.as_director().all(format!("/v1/signals?kind=dossier_review_due&subject={client}&state=open")).await
}

/// A client of anna's of whom it was agreed that nobody has to speak with him for half a year.
async fn quiet(app: &TestApp) -> String {
    let client = served(app).await;
    let agreed = json!({"until_on": on(app, 180).await, "reason": "сезон"});
    app.as_head_client_dept().post(format!("/v1/clients/{client}/exempt-contact"), agreed).expect(200).await;
    client
}

async fn due(app: &TestApp, client: &str) -> Value {
    app.as_farmer().get(format!("/v1/clients/{client}/dossier")).expect(200).await["review_due"].clone()
}

on_both! {
    async fn a_review_puts_off_the_day_and_does_not_change_the_content(app) {
        let (anna, client) = (app.as_farmer(), served(app).await);
        let path = at(&client, "solvency");
        let blank = anna.get(&path).expect(200).await;
        assert_eq!(blank["review_due_on"], on(app, 90).await);
        assert_eq!(anna.get(at(&client, "general")).expect(200).await["review_due_on"], on(app, 180).await);
        app.advance(days(10)).await;
        let reviewed = anna.post(format!("{path}/review"), json!({})).if_match(&blank).expect(200).await;
        assert_eq!((&reviewed["version"], &reviewed["review_due_on"], &reviewed["reviewed_by"]), (&json!(1), &json!(on(app, 90).await), &json!(anna.id())));
        assert_eq!((&reviewed["updated_at"], &reviewed["content"]), (&Value::Null, &Value::Null));
        assert_eq!(anna.post(format!("{path}/review"), json!({})).if_match(&blank).expect(412).await.code(), "version_mismatch");
        let written = anna.put(&path, json!({"content": {"rating": "risky"}})).if_match(&reviewed).expect(200).await;
        let again = app.as_finance().post(format!("{path}/review"), json!({})).expect(200).await;
        assert_eq!((&again["content"]["rating"], &again["updated_by"], &again["reviewed_by"]), (&json!("risky"), &written["updated_by"], &json!(app.as_finance().id())));
    }

    async fn what_is_due_is_told_to_the_curator_until_it_is_reviewed(app) {
        let (anna, client) = (app.as_farmer(), quiet(app).await);
        app.advance(days(89)).await;
        assert_eq!((due(app, &client).await, signals(app, &client).await.len()), (json!([]), 0));
        app.advance(days(1)).await;
        assert_eq!(due(app, &client).await, json!(RESTRICTED));
        let told = signals(app, &client).await;
        assert_eq!((told.len(), &told[0]["user_id"], &told[0]["facts"]["sections"]), (1, &json!(anna.id()), &json!(RESTRICTED)));
        for name in &RESTRICTED[1..] {
            anna.post(format!("{}/review", at(&client, name)), json!({})).expect(200).await;
        }
        assert_eq!(signals(app, &client).await.len(), 1, "one is still due");
        write(&anna, &client, "dates", json!({"company_birthday": "03-08"})).await;
        assert_eq!((due(app, &client).await, signals(app, &client).await.len()), (json!([]), 0));
        app.advance(days(89)).await;
        assert_eq!(signals(app, &client).await.len(), 0);
        app.advance(days(1)).await;
        assert_eq!(signals(app, &client).await[0]["facts"]["sections"], json!(SECTIONS));
    }

    async fn another_curator_is_told_himself_and_nobody_of_a_client_without_one(app) {
        let client = quiet(app).await;
        let stray = app.as_call_manager().post("/v1/clients", json!({"legal_name": "ООО «Ничей»", "source": "inbound"})).expect(201).await.id();
        app.advance(days(91)).await;
        assert_eq!((signals(app, &client).await.len(), signals(app, &stray).await.len()), (1, 0));
        let body = json!({"from_user_id": app.as_farmer().id(), "client_ids": [client], "mode": "round_robin", "to_user_ids": [app.as_other_farmer().id()], "reason": "overload"});
        app.as_head_client_dept().post("/v1/reassignments", body).expect(201).await;
        app.advance(days(1)).await;
        let told = signals(app, &client).await;
        assert_eq!((told.len(), &told[0]["user_id"]), (1, &json!(app.as_other_farmer().id())));
        app.as_director().post(format!("/v1/clients/{client}/erase-personal-data"), json!({})).expect(200).await;
        assert_eq!(signals(app, &client).await.len(), 0);
    }
}
