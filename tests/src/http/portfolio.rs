//! Portfolios and signals from outside.

use serde_json::{Value, json};

use crate::harness::story::{talk, unique};
use crate::harness::{TestApp, days};

/// So many imported clients of somebody's.
pub(super) async fn clients(app: &TestApp, curator: &str, number: usize) -> Vec<String> {
    let mut made = Vec::new();
    for _ in 0..number {
        let name = format!("ООО «Клевер {}»", unique());
        let card = json!({"legal_name": name, "source": "import", "stage": "active", "curator_id": app.actor(curator).id()});
        made.push(app.as_importer().post("/v1/clients", card).expect(201).await.id());
    }
    made
}

async fn norm(app: &TestApp, key: &str, value: i64) {
    app.as_director().post("/v1/norms", json!({"key": key, "value": value, "reason": "for the test"})).expect(201).await;
}

/// Kinds of the signals that are not resolved, with what they are about.
async fn open_signals(app: &TestApp, kinds: &[&str]) -> Vec<(String, String)> {
    let text = |signal: &Value, member: &str| signal[member].as_str().unwrap().to_owned();
    let all = app.as_director().all("/v1/signals?state=open,acknowledged").await;
    all.iter()
        .filter(|signal| kinds.contains(&signal["kind"].as_str().unwrap()))
        .map(|signal| (text(signal, "kind"), text(signal, "subject")))
        .collect()
}

on_both! {
    async fn a_portfolio_counts_what_a_person_carries(app) {
        clients(app, "anna", 3).await;
        let path = format!("/v1/portfolios/{}", app.as_farmer().id());
        let load = app.as_farmer().get(&path).expect(200).await;
        assert_eq!(load.json, json!({"user_id": app.as_farmer().id(), "name": "anna", "unit": "client_department", "clients": 3, "abandoned": 0, "exempt": 0,
                                     "at_risk": 0, "contacted": 0, "contact_coverage_bp": 0,
                                     "arithmetic": {"clients": 3, "abandoned": 0, "norm_min": 20, "norm_target": 30, "norm_max": 40, "threshold": 1},
                                     "norm_min": 20, "norm_target": 30, "norm_max": 40, "signal": "none"}));
        app.as_other_farmer().get(&path).expect(404).await;
        app.as_hunter().get(&path).expect(404).await;
        app.as_finance().get(&path).expect(403).await;
        app.as_head_client_dept().get(&path).expect(200).await;
        app.as_director().get("/v1/portfolios/user_01h455vb4pex5vsknk084sn02q").expect(404).await;
    }

    async fn whoever_is_silent_for_nearly_a_month_is_at_risk_and_his_curators_word_counts(app) {
        let theirs = clients(app, "anna", 3).await;
        let path = format!("/v1/portfolios/{}", app.as_farmer().id());
        let numbers = async || {
            let load = app.as_farmer().get(&path).expect(200).await;
            ["at_risk", "contacted", "contact_coverage_bp", "abandoned", "exempt"].map(|member| load[member].as_i64())
        };
        app.advance(days(23)).await;
        assert_eq!(numbers().await, [Some(0), Some(0), Some(0), Some(0), Some(0)], "a week is left to the day");
        app.advance(days(1)).await;
        assert_eq!(numbers().await, [Some(3), Some(0), Some(0), Some(0), Some(0)]);
        talk(app, "clara", &theirs[0]).await;
        assert_eq!(numbers().await, [Some(2), Some(0), Some(0), Some(0), Some(0)], "somebody else's word keeps him and is not the curator's");
        talk(app, "anna", &theirs[1]).await;
        assert_eq!(numbers().await, [Some(1), Some(1), Some(3_333), Some(0), Some(0)]);
        let until = json!({"until_on": "2026-06-01", "reason": "сезон"});
        let head = app.as_head_client_dept();
        head.post(format!("/v1/clients/{}/exempt-contact", theirs[2]), until).expect(200).await;
        assert_eq!(numbers().await, [Some(0), Some(1), Some(5_000), Some(0), Some(1)], "neither above nor below");
        app.advance(days(31)).await;
        assert_eq!(numbers().await, [Some(0), Some(0), Some(0), Some(2), Some(1)]);
    }

    async fn what_the_old_base_says_of_the_last_contact_was_the_curators_word(app) {
        let spoken = "2026-02-20T09:00:00Z";
        let card = json!({"legal_name": "ООО «Старый клевер»", "source": "import", "stage": "active", "curator_id": app.as_farmer().id(), "last_contact_at": spoken});
        let client = app.as_importer().post("/v1/clients", card).expect(201).await;
        assert_eq!(client["last_curator_contact_at"], json!(spoken));
        let load = app.as_farmer().get(format!("/v1/portfolios/{}", app.as_farmer().id())).expect(200).await;
        assert_eq!((&load["contacted"], &load["contact_coverage_bp"]), (&json!(1), &json!(10_000)));
    }

    async fn portfolios_are_listed_to_whom_they_concern(app) {
        clients(app, "anna", 1).await;
        let names = async |who: crate::harness::Actor, query: &str| {
            who.all(format!("/v1/portfolios{query}")).await.iter().map(|load| load["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(app.as_director(), "").await, ["anna", "alla", "kira"]);
        assert_eq!(names(app.as_head_client_dept(), "").await, ["anna", "alla"]);
        assert_eq!(names(app.as_farmer(), "").await, ["anna"]);
        assert_eq!(names(app.as_director(), "?unit=key_accounts").await, ["kira"]);
        assert_eq!(names(app.as_director(), "?sort=-id").await, ["kira", "alla", "anna"]);
        assert_eq!(names(app.as_director(), "?signal=neglected").await, [] as [&str; 0]);
        let page = app.as_director().get("/v1/portfolios?limit=2").expect(200).await;
        assert_eq!(app.as_director().get(format!("/v1/portfolios?limit=2&cursor={}", page.text("next_cursor"))).expect(200).await.items()[0]["name"], "kira");
        app.as_finance().get("/v1/portfolios").expect(403).await;
        app.as_director().get("/v1/portfolios?signal=lazy").expect(400).await;
    }

    async fn a_neglected_portfolio_is_a_signal_until_somebody_calls(app) {
        let forgotten = clients(app, "anna", 1).await;
        app.advance(days(31)).await;
        let load = app.as_farmer().get(format!("/v1/portfolios/{}", app.as_farmer().id())).await;
        assert_eq!((&load["clients"], &load["abandoned"], &load["signal"]), (&json!(1), &json!(1), &json!("neglected")));
        let anna = app.as_farmer().id().to_owned();
        assert_eq!(open_signals(app, &["neglect", "overload"]).await, [("neglect".to_owned(), anna.clone())]);
        let seen = app.as_farmer().all("/v1/signals?kind=neglect").await;
        assert_eq!((seen.len(), &seen[0]["facts"]["abandoned"]), (1, &json!(1)));
        assert_eq!(app.as_other_farmer().all("/v1/signals").await.len(), 0);
        app.as_other_farmer().get(format!("/v1/signals/{}", seen[0]["id"].as_str().unwrap())).expect(404).await;
        app.advance(days(2)).await;
        assert_eq!(open_signals(app, &["neglect"]).await.len(), 1, "one is open per kind and subject");
        talk(app, "anna", &forgotten[0]).await;
        app.advance(days(1)).await;
        assert_eq!(open_signals(app, &["neglect"]).await, []);
        assert_eq!(app.as_farmer().all("/v1/signals?kind=neglect&state=resolved").await.len(), 1);
    }

    async fn overload_asks_for_another_farmer(app) {
        for (key, value) in [("portfolio.norm_min", 1), ("portfolio.norm_target", 2), ("portfolio.norm_max", 4)] {
            norm(app, key, value).await;
        }
        clients(app, "anna", 5).await;
        clients(app, "alla", 1).await;
        app.advance(days(1)).await;
        let anna = app.as_farmer().id().to_owned();
        // ceil(6 / 2) − 2 farmers.
        assert_eq!(open_signals(app, &["overload", "neglect", "add_farmer"]).await, [("overload".to_owned(), anna), ("add_farmer".to_owned(), "client_department".to_owned())]);
        let asked = app.as_head_client_dept().all("/v1/signals?kind=add_farmer").await;
        assert_eq!(asked[0]["facts"]["count"], 1);
    }

    async fn e25_the_clients_of_a_leaver_are_told_to_his_head_until_somebody_has_them(app) {
        clients(app, "anna", 2).await;
        let anna = app.as_farmer().id().to_owned();
        let today = app.now().await.date_naive().to_string();
        app.as_admin().post(format!("/v1/users/{anna}/terminate"), json!({"terminated_on": today})).expect(200).await;
        let waiting = [("clients_without_keeper".to_owned(), anna.clone())];
        assert_eq!(open_signals(app, &["clients_without_keeper"]).await, waiting, "he is told at once");
        app.advance(days(7)).await;
        assert_eq!(open_signals(app, &["clients_without_keeper"]).await, waiting);
        let told = app.as_head_client_dept().all("/v1/signals?kind=clients_without_keeper").await;
        assert_eq!((&told[0]["facts"]["clients"], &told[0]["facts"]["left_on"], &told[0]["user_id"]), (&json!(2), &json!(today), &json!(anna)));
        assert!(told[0]["facts"]["due_on"].is_string());
        assert_eq!(app.as_head_active_sales().all("/v1/signals?kind=clients_without_keeper").await, [] as [Value; 0]);
        let all = json!({"from_user_id": anna, "mode": "even", "reason": "left"});
        app.as_head_client_dept().post("/v1/reassignments", all).expect(201).await;
        assert_eq!(open_signals(app, &["clients_without_keeper"]).await, []);
    }

    async fn the_clients_of_key_accounts_are_theirs_and_not_the_client_departments(app) {
        let (key, plain) = (clients(app, "kira", 1).await, clients(app, "anna", 1).await);
        let (karl, clara) = (app.actor("karl"), app.as_head_client_dept());
        let rename = |who: &crate::harness::Actor, client: &str| {
            who.patch(format!("/v1/clients/{client}"), json!({"city": "Тверь"})).header("if-match", "*")
        };
        rename(&karl, &key[0]).expect(200).await;
        rename(&clara, &plain[0]).expect(200).await;
        rename(&karl, &plain[0]).expect(403).await;
        rename(&clara, &key[0]).expect(403).await;
        // Where the curator goes, his clients go.
        let kira = app.actor("kira").id().to_owned();
        let seen = app.as_admin().get(format!("/v1/users/{kira}")).await;
        app.as_admin().patch(format!("/v1/users/{kira}"), json!({"unit": "client_department"})).if_match(&seen).expect(200).await;
        rename(&clara, &key[0]).expect(200).await;
        rename(&karl, &key[0]).expect(403).await;
    }

    async fn n1_n2_n5_n6_too_few_people_are_a_signal(app) {
        app.advance(days(1)).await;
        let staffing = open_signals(app, &["understaffed", "no_admin", "red_zone"]).await;
        let about = |kind: &str, unit: &str| staffing.contains(&(kind.to_owned(), unit.to_owned()));
        assert!(about("understaffed", "call_centre") && about("understaffed", "active_sales") && about("red_zone", "active_sales"), "{staffing:?}");
        assert!(!about("no_admin", "call_centre"), "vera is there");
        norm(app, "active_sales.min_managers", 2).await;
        norm(app, "active_sales.red_zone_at_or_below", 1).await;
        app.advance(days(1)).await;
        assert_eq!(open_signals(app, &["understaffed", "red_zone"]).await, [("understaffed".to_owned(), "call_centre".to_owned())]);
    }

    async fn a_signal_is_acknowledged_and_resolved_by_a_head(app) {
        clients(app, "anna", 1).await;
        app.advance(days(31)).await;
        let signal = app.as_farmer().all("/v1/signals?kind=neglect").await[0]["id"].as_str().unwrap().to_owned();
        let path = format!("/v1/signals/{signal}");
        let open = app.as_head_client_dept().get(&path).expect(200).await;
        let seen = app.as_farmer().post(format!("{path}/acknowledge"), json!({})).if_match(&open).expect(200).await;
        assert_eq!((&seen["state"], &seen["version"]), (&json!("acknowledged"), &json!(2)));
        app.as_farmer().post(format!("{path}/resolve"), json!({})).expect(403).await;
        app.as_head_active_sales().post(format!("{path}/resolve"), json!({})).expect(404).await;
        app.as_head_client_dept().post(format!("{path}/resolve"), json!({})).if_match(&open).expect(412).await;
        assert_eq!(app.as_head_client_dept().post(format!("{path}/resolve"), json!({})).expect(200).await["state"], "resolved");
        app.as_head_client_dept().post(format!("{path}/resolve"), json!({})).expect(200).await;
        let late = app.as_farmer().post(format!("{path}/acknowledge"), json!({})).expect(409).await;
        assert_eq!((late.code().as_str(), &late["from"], &late["event"]), ("illegal_transition", &json!("resolved"), &json!("acknowledge")));
        app.advance(days(1)).await;
        assert_eq!(open_signals(app, &["neglect"]).await.len(), 1, "what goes on is raised anew");
    }
}
