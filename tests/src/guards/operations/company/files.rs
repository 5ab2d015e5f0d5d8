//! What stands in the files of clients: a contract, a promise, a claim, a debt of each person's client; and plans of collections.

use serde_json::json;

use super::Company;
use crate::harness::TestApp;

impl Company {
    /// Everybody who has a client writes into his file. Claims come last: an open one stands in the way of new deals.
    pub(super) async fn keep_files(&mut self, app: &TestApp) {
        for person in ["olga", "oleg", "ivan", "igor", "anna", "alla", "kira", "sveta"] {
            let client = self.of(person, "client").unwrap().to_owned();
            let author = if person == "sveta" { app.as_director() } else { app.actor(person) };
            let promise = json!({"client_id": client, "made_by": "us", "kind": "other", "what": "позвонить", "due_on": "2030-01-01"});
            self.give(person, "promise", author.post("/v1/promises", promise).expect(201).await.id());
            let claim = json!({"client_id": client, "subject": "вода", "text": "ржавая", "severity": "low"});
            self.give(person, "claim", app.actor(person).post("/v1/claims", claim).expect(201).await.id());
            if !["olga", "oleg", "sveta"].contains(&person) {
                let contract = json!({"client_id": client, "kind": "supply", "subject": "вода"});
                self.give(person, "contract", app.actor(person).post("/v1/contracts", contract).expect(201).await.id());
            }
        }
        // Goes by the sale for which money is owed.
        for person in ["ivan", "igor", "anna", "alla", "kira"] {
            let client = self.of(person, "client").unwrap().to_owned();
            let sale = self.sell(app, person, &client).await;
            self.give(person, "receivable", sale);
        }
        for person in ["anna", "alla", "kira"] {
            let plan = json!({"user_id": app.actor(person).id(), "period": "2030-01", "items": []});
            self.give(person, "collection_plan", app.actor(person).post("/v1/collection-plans", plan).expect(201).await.id());
        }
    }
}
