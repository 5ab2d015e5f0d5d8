//! What the departments have besides: reviews, missed calls, presence, calendars, the queue, clients who were reassigned.

use serde_json::json;

use super::{Company, PEOPLE, first};
use crate::harness::story::{phone, unique};
use crate::harness::{TestApp, stamp};

impl Company {
    /// Quality listens to a call of each who has one.
    pub(super) async fn review_calls(&mut self, app: &TestApp, card: &str) {
        for person in PEOPLE {
            let Some(call) = self.of(person, "call").map(str::to_owned) else { continue };
            let review = json!({"scorecard_id": card, "scores": [{"criterion": "hello", "points": 20}]});
            let review = app.as_quality().post(format!("/v1/calls/{call}/review"), review).expect(201).await.id();
            self.give(person, "call_review", review);
        }
    }

    /// Clients of curators, and an unknown number, call and are not answered.
    pub(super) async fn miss_calls(&mut self, app: &TestApp) {
        let at = app.now().await;
        let missed = |number: &str| {
            json!({"external_call_id": format!("missed-{}", unique()), "direction": "inbound", "client_phone": number, "outcome": "no_answer",
                   "started_at": stamp(at), "ended_at": stamp(at)})
        };
        for person in PEOPLE {
            let Some(client) = self.of(person, "client").map(str::to_owned) else { continue };
            let card = app.as_director().get(format!("/v1/clients/{client}")).expect(200).await;
            let Some(number) = card["phones"][0]["number"].as_str() else { continue };
            app.as_pbx().post("/v1/calls", missed(number)).expect_one_of(&[201, 202]).await;
            for duty in app.as_director().all(format!("/v1/missed-calls?client_id={client}")).await {
                self.give(person, "missed_call", duty["id"].as_str().unwrap().to_owned());
            }
        }
    }

    /// Who makes calls says that he is there.
    pub(super) async fn be_there(&mut self, app: &TestApp) {
        for person in ["olga", "oleg", "vera", "ivan", "igor", "helga", "anna", "alla", "clara", "kira", "karl", "dmitri"] {
            let here = app.actor(person).post("/v1/availabilities", json!({"state": "available"})).expect(201).await.id();
            self.give(person, "availability", here);
        }
    }

    /// A client of anna's goes to alla.
    pub(super) async fn reassign_somebody(&self, app: &TestApp) -> String {
        let (anna, alla) = (app.as_farmer().id().to_owned(), app.as_other_farmer().id().to_owned());
        let card =
            json!({"legal_name": format!("ООО «Переданный {}»", unique()), "source": "import", "stage": "active", "curator_id": anna});
        let client = app.as_importer().post("/v1/clients", card).expect(201).await.id();
        let list = json!([{"client_id": client, "to_user_id": alla}]);
        let body = json!({"from_user_id": anna, "mode": "list", "list": list, "reason": "request"});
        app.as_head_client_dept().post("/v1/reassignments", body).expect(201).await.id()
    }

    /// Two records of one firm are merged, and two more may be one.
    pub(super) async fn merge_somebody(&self, app: &TestApp) -> String {
        let mut clients = Vec::new();
        for _ in 0..4 {
            let card =
                json!({"legal_name": format!("ООО «Двойник {}»", unique()), "source": "internet", "emails": ["info@double.example"]});
            clients.push(app.as_call_centre_admin().post("/v1/clients", card).expect(201).await.id());
        }
        let body = json!({"client_ids": [clients[0], clients[1]], "reason": "одна фирма"});
        app.as_director().post("/v1/merges", body).expect(201).await.id()
    }

    /// Everybody subscribes to his calendar; the secret of one of them.
    pub(super) async fn issue_calendars(&self, app: &TestApp) -> String {
        let mut url = String::new();
        for person in PEOPLE {
            url = app.actor(person).post("/v1/me/calendar-feed", json!({})).expect(201).await.text("url");
        }
        url.rsplit('/').next().unwrap_or_default().trim_end_matches(".ics").to_owned()
    }

    /// A script, and a list with one task.
    pub(super) async fn call_somebody(&self, app: &TestApp) -> [(&'static str, String); 4] {
        let vera = app.as_call_centre_admin();
        let script = vera.post("/v1/scripts", json!({"name": "Вода"})).expect(201).await.id();
        let steps = json!({"steps": [{"code": "hello", "text": "Здравствуйте", "answer": "none"}]});
        vera.post(format!("/v1/scripts/{script}/versions"), steps).expect(201).await;
        let card =
            json!({"legal_name": format!("ООО «Очередь {}»", unique()), "source": "purchased_list", "phones": [{"number": phone()}]});
        let client = vera.post("/v1/clients", card).expect(201).await.id();
        let list = vera.post("/v1/call-lists", json!({"name": "Очередь", "client_ids": [client]})).expect(201).await.id();
        vera.post(format!("/v1/call-lists/{list}/activate"), json!({})).expect(200).await;
        let task = first(&vera, "/v1/call-tasks").await;
        [("script", script), ("version", "1".to_owned()), ("call_list", list), ("call_task", task)]
    }
}
