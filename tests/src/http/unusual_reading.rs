//! Somebody who is about to leave reads the base (E-45).

use serde_json::{Value, json};

use crate::harness::{Actor, TestApp, days};

/// So many clients nobody is the curator of.
async fn clients(app: &TestApp, many: usize) -> Vec<String> {
    let item = |number: usize| json!({"legal_name": format!("ООО «База {number}»"), "source": "rumour", "phones": [{"number": format!("+7495{:07}", 5_000_000 + number)}]});
    let made =
        app.as_call_centre_admin().post("/v1/clients/batch", json!({"items": (0..many).map(item).collect::<Vec<_>>()})).expect(207).await;
    made["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

async fn told(who: &Actor) -> Vec<Value> {
    who.all("/v1/signals?kind=unusual_reading").await
}

async fn norm(app: &TestApp, key: &str, value: Value) {
    app.as_director().post("/v1/norms", json!({"key": key, "value": value, "reason": "проба"})).expect(201).await;
}

on_both! {
    async fn p5_reading_three_portfolios_in_a_day_is_told_to_the_head_and_the_directors(app) {
        let base = clients(app, 100).await;
        let (hunter, head, director) = (app.as_hunter(), app.as_head_active_sales(), app.as_director());
        for _ in 0..3 {
            hunter.get("/v1/clients?limit=90").expect(200).await;
        }
        assert!(told(&director).await.is_empty(), "ninety are three portfolios of the norm, however often they are read");
        hunter.get("/v1/clients?limit=200&fields=id,legal_name").expect(200).await;
        assert!(told(&director).await.is_empty(), "a list without numbers is no base");
        hunter.get(format!("/v1/clients/{}", base[99])).expect(200).await;
        hunter.get(format!("/v1/clients/{}", base[98])).expect(200).await;
        let signal = told(&head).await.pop().unwrap();
        assert_eq!((&signal["facts"]["clients"], &signal["facts"]["usual"], &signal["facts"]["user_id"]), (&json!(91), &json!(90), &json!(hunter.id())));
        assert_eq!((told(&director).await.len(), told(&hunter).await.len(), told(&app.as_head_client_dept()).await.len()), (1, 0, 0), "he himself is not told");
        let entries = director.all("/v1/audit?name=unusual_reading").await;
        assert_eq!(entries.len(), 1, "and it stands in the journal: {entries:?}");
        director.get("/v1/clients?limit=200").expect(200).await;
        assert_eq!(told(&director).await.len(), 1, "a director's work is the whole base");
    }

    async fn p5_the_company_may_stop_it(app) {
        let base = clients(app, 70).await;
        norm(app, "reading.unusual_factor", json!(1)).await;
        norm(app, "reading.hard_stop_factor", json!(2)).await;
        let farmer = app.as_farmer();
        for id in &base[..60] {
            farmer.get(format!("/v1/clients/{id}")).expect(200).await;
        }
        let stopped = farmer.get(format!("/v1/clients/{}", base[60])).expect(403).await;
        assert_eq!((stopped.code().as_str(), &stopped["clients"]), ("reading_stopped", &json!(60)));
        assert_eq!(farmer.get("/v1/clients?limit=200").expect(403).await.code(), "reading_stopped", "nor by a list");
        farmer.get("/v1/clients?limit=60").expect(200).await;
        farmer.get(format!("/v1/clients/{}", base[0])).expect(200).await;
        let signal = told(&app.as_head_client_dept()).await.pop().unwrap();
        assert_eq!((&signal["facts"]["clients"], &signal["facts"]["most"]), (&json!(31), &json!(60)));
        app.advance(days(1)).await;
        farmer.get(format!("/v1/clients/{}", base[60])).expect(200).await;
    }
}
