//! The log of a dossier: who looked at what, who wrote, who was refused, and who is told of it (RULES.md §3.22, S004-14).

use serde_json::{Value, json};

use super::contracts::served;
use super::dossier::{at, write};
use crate::harness::{Actor, TestApp, hours, stamp};

async fn log(who: &Actor, client: &str, query: &str) -> Vec<(String, String, String)> {
    let text = |entry: &Value, name: &str| entry[name].as_str().unwrap_or_default().to_owned();
    let entries = who.all(format!("/v1/clients/{client}/dossier/access-log?{query}")).await;
    entries.iter().map(|entry| (text(entry, "section"), text(entry, "action"), text(entry, "outcome"))).collect()
}

fn entry(section: &str, action: &str, outcome: &str) -> (String, String, String) {
    (section.to_owned(), action.to_owned(), outcome.to_owned())
}

/// anna reads and writes, a hunter is refused, the head reads the whole.
async fn used(app: &TestApp) -> String {
    let client = served(app).await;
    app.as_farmer().get(at(&client, "general")).expect(200).await;
    app.as_farmer().get(at(&client, "solvency")).expect(200).await;
    write(&app.as_farmer(), &client, "general", json!({"notes": "важное"})).await;
    app.as_hunter().get(at(&client, "contracts")).expect(403).await;
    app.as_hunter().put(at(&client, "contracts"), json!({"content": {}})).header("if-match", "*").expect(403).await;
    app.as_finance().post(format!("{}/review", at(&client, "contracts")), json!({})).expect(403).await;
    client
}

on_both! {
    async fn a_director_gives_out_what_is_kept_of_the_people_of_a_client(app) {
        let client = served(app).await;
        let person = json!({"name": "Ольга Петрова", "birthday": "1980-03-08", "phones": [{"number": "+7 912 345-67-89"}]});
        app.as_farmer().post(format!("/v1/clients/{client}/contacts"), person).expect(201).await;
        write(&app.as_farmer(), &client, "solvency", json!({"findings": "платит после звонка"})).await;
        write(&app.as_farmer(), &client, "general", json!({"notes": "спросить Ольгу"})).await;
        let path = format!("/v1/clients/{client}/personal-data");
        app.as_farmer().get(&path).expect(403).await;
        app.as_sys_admin().get(&path).expect(403).await;
        let director = app.as_director();
        let data = director.get(&path).expect(200).await.json;
        assert_eq!(data["client"]["id"], json!(client));
        let of_olga: Vec<_> = data["contacts"].as_array().unwrap().iter().filter(|contact| contact["name"] == "Ольга Петрова").collect();
        assert_eq!((of_olga.len(), &of_olga[0]["birthday"]), (1, &json!("1980-03-08")));
        assert_eq!(of_olga[0]["phones"][0]["number"], json!("+79123456789"));
        let sections = data["dossier"].as_array().unwrap();
        let names: Vec<_> = sections.iter().map(|section| &section["section"]).collect();
        assert_eq!(names, ["general", "solvency"], "those in which something is written, in the order of the dossier");
        assert_eq!(sections[0]["content"]["notes"], json!("спросить Ольгу"));
        assert_eq!(sections[1]["content"]["findings"], json!("платит после звонка"));
        for list in data["see_also"].as_array().unwrap() {
            director.get(list.as_str().unwrap()).expect(200).await;
        }
        let exports = log(&director, &client, "action=export").await;
        assert_eq!(exports, [entry("solvency", "export", "allowed"), entry("general", "export", "allowed")]);
        director.post(format!("/v1/clients/{client}/erase-personal-data"), json!({})).expect(200).await;
        let gone = director.get(&path).expect(200).await.json.to_string();
        assert!(!gone.contains("Ольга") && !gone.contains("79123456789") && !gone.contains("платит"), "{gone}");
    }

    async fn each_restricted_look_each_writing_and_each_refusal_is_in_the_log(app) {
        let client = used(app).await;
        let director = app.as_director();
        let all = log(&director, &client, "").await;
        let wanted = [
            entry("contracts", "review", "refused"),
            entry("contracts", "write", "refused"),
            entry("contracts", "read", "refused"),
            entry("general", "write", "allowed"),
            entry("solvency", "read", "allowed"),
        ];
        assert_eq!(all, wanted, "the newest first; looks at what is open are not written down");
        let first = director.all(format!("/v1/clients/{client}/dossier/access-log")).await[0].clone();
        assert_eq!((&first["user_id"], first["request_id"].is_string(), first["at"].is_string()), (&json!(app.as_finance().id()), true, true));
        assert_eq!(log(&director, &client, "section=contracts&action=read").await, wanted[2..3]);
        assert_eq!(log(&director, &client, "outcome=allowed").await, wanted[3..]);
        assert_eq!(log(&director, &client, "action=review").await, wanted[..1]);
        assert_eq!(log(&director, &client, "action=export").await.len(), 0);
        assert_eq!(log(&director, &client, &format!("user_id={}&outcome=refused", app.as_hunter().id())).await, wanted[1..3]);
        let now = stamp(app.now().await);
        assert_eq!(log(&director, &client, &format!("at_after={now}")).await.len(), 0);
        assert_eq!(log(&director, &client, &format!("at_before={now}")).await.len(), 0);
        app.advance(hours(1)).await;
        let later = stamp(app.now().await);
        assert_eq!(log(&director, &client, &format!("at_before={later}")).await.len(), 5);
        let path = format!("/v1/clients/{client}/dossier/access-log?limit=3");
        let page = director.get(&path).expect(200).await;
        let rest = director.get(format!("{path}&cursor={}", page.text("next_cursor"))).expect(200).await;
        let sections: Vec<_> = page.items().iter().chain(rest.items()).map(|entry| entry["section"].as_str().unwrap()).collect();
        assert_eq!((sections, &rest["next_cursor"]), (vec!["contracts", "contracts", "contracts", "general", "solvency"], &Value::Null));
        let wrong = director.get(format!("/v1/clients/{client}/dossier/access-log?section=secrets")).expect(400).await;
        assert_eq!(wrong.code(), "bad_query");
    }

    async fn the_whole_dossier_writes_down_each_restricted_section_that_it_shows(app) {
        let client = served(app).await;
        app.as_finance().get(format!("/v1/clients/{client}/dossier")).expect(200).await;
        app.as_call_manager().get(format!("/v1/clients/{client}/dossier")).expect(200).await;
        let mut seen: Vec<_> = log(&app.as_director(), &client, "").await.into_iter().map(|(section, ..)| section).collect();
        seen.sort();
        assert_eq!(seen, ["conflicts", "contracts", "receivables", "solvency"], "what is withheld is not read");
    }

    async fn the_log_is_for_the_head_of_the_curators_unit_and_directors(app) {
        let client = used(app).await;
        assert_eq!(log(&app.as_head_client_dept(), &client, "").await.len(), 5);
        let path = format!("/v1/clients/{client}/dossier/access-log");
        for who in [app.as_head_active_sales(), app.as_farmer(), app.as_hunter(), app.as_finance(), app.as_quality(), app.as_call_centre_admin(), app.as_sys_admin(), app.as_importer()] {
            assert_eq!(who.get(&path).expect(403).await.code(), "forbidden");
        }
        for method in ["PUT", "PATCH", "DELETE"] {
            let refused = app.as_director().ask(method.parse().unwrap(), &path).raw("application/json", "{}");
            refused.header("if-match", "*").expect_one_of(&[403, 404, 405]).await;
        }
        assert_eq!(log(&app.as_director(), &client, "").await.len(), 5, "nothing of it can be changed");
    }

    async fn directors_alone_are_told_of_it_and_never_of_what_was_written(app) {
        let client = used(app).await;
        let named = "/v1/events?name=dossier_section_read,dossier_section_refused,dossier_section_written,dossier_reviewed&client_id=";
        let told = app.as_director().all(format!("{named}{client}")).await;
        let names: Vec<_> = told.iter().map(|event| event["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["dossier_section_read", "dossier_section_written", "dossier_section_refused", "dossier_section_refused", "dossier_section_refused"]);
        assert!(!json!(told).to_string().contains("важное"), "the journal cannot forget");
        for who in [app.as_farmer(), app.as_head_client_dept(), app.as_call_manager()] {
            assert_eq!(who.all(format!("{named}{client}")).await, Vec::<Value>::new());
        }
        let audit = app.as_sys_admin().all(format!("/v1/audit?name=dossier_section_read&client_id={client}")).await;
        assert_eq!((audit.len(), &audit[0]["facts"]), (1, &json!({})), "he configures, and does not see which");
    }
}
