//! Dossiers of clients: what is written and computed in their sections, and who may see it (RULES.md §3.22, §6).

use serde_json::{Value, json};

use super::contracts::{on, served};
use crate::harness::story::{Story, Until, rub, unique};
use crate::harness::{Actor, Answer, days};

/// The sections in their order.
pub(super) const SECTIONS: [&str; 12] = [
    "general",
    "decision_makers",
    "usage",
    "sales_technology",
    "dates",
    "purchase_history",
    "competitors",
    "solvency",
    "contracts",
    "receivables",
    "conflicts",
    "promises",
];

pub(super) fn at(client: &str, section: &str) -> String {
    format!("/v1/clients/{client}/dossier/{section}")
}

/// Writes a section that nobody has written.
pub(super) async fn write(who: &Actor, client: &str, section: &str, content: Value) -> Answer {
    who.put(at(client, section), json!({"content": content})).header("if-match", "\"0\"").expect(200).await
}

/// The sections of a whole dossier by their names.
async fn section(who: &Actor, client: &str, name: &str) -> Value {
    let whole = who.get(format!("/v1/clients/{client}/dossier")).expect(200).await;
    let names: Vec<_> =
        whole["sections"].as_array().unwrap().iter().map(|section| section["section"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, SECTIONS);
    whole["sections"].as_array().unwrap().iter().find(|section| section["section"] == name).unwrap().clone()
}

/// What a section has for whoever may see it.
async fn computed(who: &Actor, client: &str, name: &str) -> Value {
    let alone = who.get(at(client, name)).expect(200).await["computed"].clone();
    assert_eq!(alone, section(who, client, name).await["computed"], "alone and in the whole dossier");
    alone
}

/// Which sections somebody may read, and which he may write.
async fn rights(who: &Actor, client: &str) -> (Vec<&'static str>, Vec<&'static str>) {
    let (mut reads, mut writes) = (Vec::new(), Vec::new());
    let whole = who.get(format!("/v1/clients/{client}/dossier")).expect(200).await;
    for (place, name) in SECTIONS.into_iter().enumerate() {
        let alone = who.get(at(client, name)).expect_one_of(&[200, 403]).await;
        let shown = &whole["sections"][place];
        assert_eq!(shown["withheld"], json!(alone.status == 403), "{name}");
        if alone.status == 200 {
            reads.push(name);
        } else {
            assert_eq!((alone.code().as_str(), &alone["section"]), ("section_restricted", &json!(name)));
            assert_eq!((&shown["content"], &shown["computed"]), (&Value::Null, &Value::Null), "{name}");
        }
        // Somebody else has been faster: whoever may write hears that, and nothing changes.
        let body = json!({"content": {}});
        let wrote = who.put(at(client, name), body).header("if-match", "\"999\"").expect_one_of(&[403, 405, 412]).await.status;
        let reviewed = who.post(format!("{}/review", at(client, name)), json!({})).header("if-match", "\"999\"");
        let reviewed = reviewed.expect_one_of(&[403, 412]).await.status;
        assert!(name == "purchase_history" || wrote == reviewed, "{name}");
        if reviewed == 412 {
            writes.push(name);
        }
    }
    (reads, writes)
}

on_both! {
    async fn a_section_is_written_by_the_version_that_was_read(app) {
        let (anna, client) = (app.as_farmer(), served(app).await);
        let path = at(&client, "general");
        let blank = anna.get(&path).expect(200).await;
        assert_eq!((&blank["version"], &blank["content"], &blank["completeness_bp"]), (&json!(0), &Value::Null, &json!(0)));
        let body = json!({"content": {"activity": "пекарня", "website": "romashka.example"}});
        assert_eq!(anna.put(&path, body.clone()).expect(428).await.code(), "if_match_required");
        for wrong in ["\"1\"", "W/\"x\"", "\"чужое\""] {
            assert_eq!(anna.put(&path, body.clone()).header("if-match", wrong).expect_one_of(&[400, 412]).await.json["version"], Value::Null, "{wrong}");
        }
        let made = anna.put(&path, body.clone()).if_match(&blank).expect(200).await;
        assert_eq!((&made["version"], &made["completeness_bp"], &made["updated_by"]), (&json!(1), &json!(5_000), &json!(anna.id())));
        assert_eq!(made["content"], json!({"bank_details": null, "activity": "пекарня", "website": "romashka.example", "notes": null}));
        assert_eq!((&made["reviewed_at"], &made["sensitivity"]), (&made["updated_at"], &json!("open")));
        assert_eq!(anna.put(&path, body).if_match(&blank).expect(412).await.code(), "version_mismatch");
        let less = anna.put(&path, json!({"content": {"notes": "звонить утром"}})).if_match(&made).expect(200).await;
        assert_eq!((&less["version"], &less["content"]["activity"]), (&json!(2), &Value::Null), "it replaces all of it");
        let read = app.as_call_manager().get(&path).expect(200).await;
        assert_eq!((&read["content"]["notes"], read.header("etag")), (&json!("звонить утром"), less.header("etag")));
        app.as_call_manager().get(&path).header("if-none-match", read.header("etag").unwrap()).expect(304).await;
    }

    async fn only_members_of_the_section_are_taken_and_within_their_size(app) {
        let (anna, client) = (app.as_farmer(), served(app).await);
        for (section, content, pointer) in [
            ("general", json!({"colour": 1}), "/content/colour"),
            ("usage", json!({"notes": "есть у других"}), "/content/notes"),
            ("usage", json!({"application": 5}), "/content/application"),
            ("general", json!({"notes": "я".repeat(10_001)}), "/content/notes"),
            ("general", json!([]), "/content"),
            ("dates", json!({"company_birthday": "02-30"}), "/content/company_birthday"),
            ("dates", json!({"other": [{"on": "3-8", "what": "праздник"}]}), "/content/other/0/on"),
            ("competitors", json!({"items": [{"name": "Родник", "offer": "дешевле"}]}), "/content/items/0/noted_on"),
            ("competitors", json!({"items": [{"name": " ", "offer": "", "noted_on": "2026-03-01"}]}), "/content/items/0/name"),
            ("solvency", json!({"rating": "great"}), "/content/rating"),
            ("solvency", json!({"limit": {"amount_minor": -1, "currency": "RUB"}}), "/content/limit/amount_minor"),
            ("contracts", json!({"contracts": []}), "/content/contracts"),
        ] {
            let refused = anna.put(at(&client, section), json!({"content": content})).header("if-match", "*").expect(422).await;
            assert_eq!(refused.pointers(), [pointer], "{section}");
        }
        let wrong = anna.put(at(&client, "general"), json!({"notes": "без content"})).header("if-match", "*").expect(422).await;
        assert!(wrong.pointers().contains(&"/content".to_owned()), "{wrong}");
        let other = anna.put(at(&client, "purchase_history"), json!({"content": {}})).header("if-match", "*").expect(405).await;
        assert_eq!((other.code().as_str(), other.header("allow")), ("method_not_allowed", Some("GET, HEAD")));
        for path in [at(&client, "secrets"), format!("{}/review", at(&client, "secrets"))] {
            anna.post(&path, json!({})).expect_one_of(&[404, 405]).await;
        }
        assert_eq!(anna.get(at(&client, "secrets")).expect(404).await.code(), "not_found");
        anna.put(at(&client, "secrets"), json!({"content": {}})).header("if-match", "*").expect(404).await;
        anna.get("/v1/clients/client_01h455vb4pex5vsknk084sn02q/dossier").expect(404).await;
        anna.get(at("client_01h455vb4pex5vsknk084sn02q", "general")).expect(404).await;
    }

    async fn a_dossier_is_as_full_as_its_sections(app) {
        let (anna, client) = (app.as_farmer(), served(app).await);
        let whole = || async { app.as_farmer().get(format!("/v1/clients/{client}/dossier")).expect(200).await };
        assert_eq!(whole().await["completeness_bp"], 833, "the history alone is whole: 10,000 ÷ 12");
        write(&anna, &client, "decision_makers", json!({"structure": "трое", "notes": "решает Иванов"})).await;
        write(&anna, &client, "solvency", json!({"rating": "reliable", "limit": rub(500), "findings": "свои склады", "checked_on": "2026-03-01"})).await;
        write(&anna, &client, "competitors", json!({"items": [{"name": "Родник", "share_bp": 3_000, "offer": "дешевле", "noted_on": "2026-02-01"}]})).await;
        write(&anna, &client, "dates", json!({"company_birthday": "03-08", "other": [{"on": "12-25", "what": "годовщина"}]})).await;
        assert_eq!(section(&anna, &client, "decision_makers").await["completeness_bp"], 6_667);
        assert_eq!(whole().await["completeness_bp"], 3_889, "(10,000 × 4 + 6,667) ÷ 12");
        assert_eq!(section(&anna, &client, "solvency").await["content"]["limit"], rub(500));
        assert_eq!(section(&anna, &client, "dates").await["content"]["other"], json!([{"on": "12-25", "what": "годовщина"}]));
    }

    async fn who_reads_and_writes_which_section_follows_the_matrix(app) {
        let client = served(app).await;
        let open = || SECTIONS.into_iter().filter(|name| !["dates", "solvency", "contracts", "receivables", "conflicts"].contains(name)).collect::<Vec<_>>();
        let but = |without: &[&str]| SECTIONS.into_iter().filter(|name| !without.contains(name)).collect::<Vec<_>>();
        let all = SECTIONS.to_vec();
        for (role, who, reads, writes) in [
            ("curator", app.as_farmer(), all.clone(), all.clone()),
            ("head of his unit", app.as_head_client_dept(), all.clone(), all.clone()),
            ("director", app.as_director(), all, but(&["solvency", "contracts", "receivables", "conflicts"])),
            ("finance", app.as_finance(), but(&["dates"]), vec!["solvency", "receivables"]),
            ("quality", app.as_quality(), but(&["dates", "solvency", "contracts", "receivables"]), vec!["conflicts"]),
            ("another farmer", app.as_other_farmer(), open(), vec![]),
            ("hunter of others", app.as_hunter(), open(), vec![]),
            ("head of hunters", app.as_head_active_sales(), open(), vec![]),
            ("call manager", app.as_call_manager(), open(), vec![]),
            ("call centre admin", app.as_call_centre_admin(), open(), vec![]),
            ("support clerk", app.as_support_clerk(), open(), vec![]),
        ] {
            assert_eq!(rights(&who, &client).await, (reads, writes), "{role}");
        }
        for who in [app.as_sys_admin(), app.as_importer(), app.as_pbx()] {
            who.get(format!("/v1/clients/{client}/dossier")).expect(403).await;
            who.get(at(&client, "general")).expect(403).await;
        }
    }

    async fn a_hunter_keeps_the_file_until_the_handoff(app) {
        let story = Story::told(app, Until::Paid).await;
        let hunter = app.as_hunter();
        hunter.get(at(&story.client, "solvency")).expect(200).await;
        write(&hunter, &story.client, "contracts", json!({"notes": "оригинал у юриста"})).await;
        let story = Story::told(app, Until::Handed).await;
        assert_eq!(hunter.get(at(&story.client, "solvency")).expect(403).await.code(), "section_restricted");
        hunter.get(at(&story.client, "dates")).expect(200).await;
        hunter.put(at(&story.client, "general"), json!({"content": {}})).header("if-match", "*").expect(403).await;
    }

    async fn an_import_writes_restricted_sections_and_is_shown_none(app) {
        let client = served(app).await;
        let wrote = write(&app.as_importer(), &client, "solvency", json!({"findings": "из старой базы"})).await;
        assert_eq!((&wrote["withheld"], &wrote["content"], &wrote["computed"], &wrote["updated_by"]), (&json!(true), &Value::Null, &Value::Null, &Value::Null));
        app.as_importer().put(at(&client, "general"), json!({"content": {}})).header("if-match", "*").expect(403).await;
        assert_eq!(section(&app.as_farmer(), &client, "solvency").await["content"]["findings"], "из старой базы");
    }

    async fn erasure_forgets_what_was_written(app) {
        let (anna, client) = (app.as_farmer(), served(app).await);
        write(&anna, &client, "general", json!({"notes": "сын учится в Твери"})).await;
        write(&anna, &client, "dates", json!({"company_birthday": "03-08"})).await;
        app.as_director().post(format!("/v1/clients/{client}/erase-personal-data"), json!({})).expect(200).await;
        for name in ["general", "dates"] {
            let after = section(&app.as_director(), &client, name).await;
            assert_eq!((&after["completeness_bp"], &after["version"]), (&json!(0), &json!(2)), "{after}");
            assert!(!after["content"].to_string().contains("Твери") && !after["content"].to_string().contains("03-08"), "{after}");
        }
        let refused = app.as_director().put(at(&client, "general"), json!({"content": {}})).header("if-match", "*").expect(409).await;
        assert_eq!(refused.code(), "record_not_live");
    }

    async fn what_is_computed_is_read_from_the_other_resources(app) {
        let (anna, client, today) = (app.as_farmer(), served(app).await, on(app, 0).await);
        let person = json!({"name": "Иван Иванович", "influence": "economic", "decision_maker": true, "birthday": "1970-03-08", "phones": [{"number": "+79161112233"}]});
        let person = anna.post(format!("/v1/clients/{client}/contacts"), person).expect(201).await.id();
        let contract = json!({"client_id": client, "kind": "supply", "subject": "вода", "terms": {"payment_days": 10}});
        let contract = anna.post("/v1/contracts", contract).expect(201).await.id();
        anna.post(format!("/v1/contracts/{contract}/sign"), json!({"signed_on": today, "number": "17/26"})).expect(200).await;
        let promise = json!({"client_id": client, "made_by": "client", "kind": "payment", "what": "оплатить", "due_on": on(app, 5).await, "amount": rub(300)});
        let promise = anna.post("/v1/promises", promise).expect(201).await.id();
        let claim = json!({"client_id": client, "subject": "вода", "text": "ржавая", "severity": "low"});
        let claim = anna.post("/v1/claims", claim).expect(201).await.id();
        assert!(computed(&anna, &client, "general").await["legal_name"].as_str().unwrap().starts_with("ООО «Досье"));
        let people = computed(&anna, &client, "decision_makers").await;
        assert_eq!((&people["contacts"][0]["id"], &people["contacts"][0]["birthday"]), (&json!(person), &json!("1970-03-08")));
        let stranger = computed(&app.as_call_manager(), &client, "decision_makers").await;
        assert_eq!((&stranger["contacts"][0]["influence"], &stranger["contacts"][0]["birthday"], &stranger["contacts"][0]["phones"]), (&json!("economic"), &Value::Null, &json!([])));
        assert_eq!(computed(&anna, &client, "dates").await["birthdays"], json!([{"contact_id": person, "name": "Иван Иванович", "decision_maker": true, "birthday": "1970-03-08"}]));
        assert_eq!(computed(&anna, &client, "sales_technology").await, Value::Null);
        assert_eq!(computed(&anna, &client, "contracts").await["contracts"][0]["id"], json!(contract));
        assert_eq!(computed(&anna, &client, "conflicts").await["claims"][0]["id"], json!(claim));
        assert_eq!(computed(&anna, &client, "promises").await["promises"][0]["id"], json!(promise));
        assert_eq!(computed(&anna, &client, "receivables").await["promised"], json!([{"promise_id": promise, "amount": rub(300), "due_on": on(app, 5).await}]));
        assert_eq!(computed(&anna, &client, "solvency").await, json!({"credit_hold": false, "average_days_late": null}));
        let named = anna.get(format!("{}?include=reviewed_by", at(&client, "general"))).expect(200).await;
        assert!(named["included"].is_object(), "{named}");
    }

    async fn purchases_dues_and_lateness_follow_sales_and_money(app) {
        let (anna, client) = (app.as_farmer(), served(app).await);
        let empty = computed(&anna, &client, "purchase_history").await;
        assert_eq!((&empty["sales"], &empty["total"], &empty["average"], &empty["first_on"]), (&json!(0), &rub(0), &Value::Null, &Value::Null));
        let contract = json!({"client_id": client, "kind": "supply", "subject": "вода", "terms": {"payment_days": 10}});
        let contract = anna.post("/v1/contracts", contract).expect(201).await.id();
        anna.post(format!("/v1/contracts/{contract}/sign"), json!({"signed_on": on(app, 0).await, "number": "1"})).expect(200).await;
        let sell = async |from_now: i64, line: &str, net_minor: i64| {
            let lines = json!([{"product_line": line, "description": "товар", "net_minor": net_minor, "vat_bp": 0}]);
            let sale = json!({"client_id": client, "sale_on": on(app, from_now).await, "currency": "RUB", "lines": lines});
            let sale = anna.post("/v1/sales", sale).expect(201).await.id();
            anna.post(format!("/v1/sales/{sale}/confirm"), json!({})).expect(200).await.id()
        };
        let first = sell(-30, "water", 10_000).await;
        let second = sell(-9, "coolers", 30_000).await;
        sell(-2, "water", 5_001).await;
        let history = computed(&anna, &client, "purchase_history").await;
        let minor = |amount: i64| json!({"amount_minor": amount, "currency": "RUB"});
        assert_eq!((&history["sales"], &history["total"], &history["average"]), (&json!(3), &minor(45_001), &minor(15_000)));
        assert_eq!((&history["first_on"], &history["last_on"], &history["average_interval_days"]), (&json!(on(app, -30).await), &json!(on(app, -2).await), &json!(14)));
        assert_eq!((&history["since_on"], &history["last_12_months"]), (&history["first_on"], &minor(45_001)));
        let lines = json!([{"product_line": "coolers", "total": minor(30_000), "last_on": on(app, -9).await}, {"product_line": "water", "total": minor(15_001), "last_on": on(app, -2).await}]);
        assert_eq!((&history["by_line"], &history["missing_fx"], &history["abc"]), (&lines, &json!([]), &Value::Null));
        assert_eq!(computed(&app.as_call_manager(), &client, "usage").await["product_lines"], lines);
        let owed = computed(&anna, &client, "receivables").await;
        assert_eq!(owed["currencies"], json!([{"total": minor(45_001), "overdue": minor(10_000)}]));
        assert_eq!(owed["sales"][0], json!({"sale_id": first, "sale_on": on(app, -30).await, "due_on": on(app, -20).await, "due": minor(10_000), "overdue_days": 20}));
        assert_eq!(owed["sales"][1]["overdue_days"], -1);
        for (sale, amount) in [(&first, 10_000), (&second, 30_000)] {
            let payment = json!({"source": "bank", "external_id": format!("dossier-{}", unique()), "client_id": client, "amount": minor(amount), "value_on": on(app, 0).await, "allocations": [{"sale_id": sale, "amount_minor": amount}]});
            app.as_finance().post("/v1/payments", payment).expect(201).await;
        }
        assert_eq!(computed(&anna, &client, "solvency").await["average_days_late"], 10, "(20 + 0) ÷ 2");
        assert_eq!(computed(&anna, &client, "receivables").await["currencies"][0]["total"], minor(5_001));
        app.advance(days(1)).await;
        assert_eq!(computed(&app.as_finance(), &client, "receivables").await["sales"][0]["overdue_days"], -7);
    }

    async fn competitors_are_those_to_whom_deals_were_lost(app) {
        let story = Story::told(app, Until::Prospect).await;
        let hunter = app.as_hunter();
        let deals = hunter.all(format!("/v1/opportunities?client_id={}&state=open", story.client)).await;
        let deal = match deals.first() {
            Some(deal) => deal["id"].as_str().unwrap().to_owned(),
            None => hunter.post("/v1/opportunities", json!({"client_id": story.client, "product_line": "water", "amount": rub(1_000)})).expect(201).await.id(),
        };
        hunter.post(format!("/v1/opportunities/{deal}/lose"), json!({"reason": "дорого", "competitor": "Родник", "final": true})).expect(200).await;
        let lost = computed(&app.as_director(), &story.client, "competitors").await;
        assert_eq!((&lost["lost"][0]["opportunity_id"], &lost["lost"][0]["competitor"]), (&json!(deal), &json!("Родник")));
    }
}
