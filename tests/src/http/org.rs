//! People, units, norms and the calendar, from outside.

use serde_json::{Value, json};

use super::authentication::{password_form, token, with_token};
use super::pointers;
use crate::harness::{Answer, PASSWORD, TestApp, days};

async fn hire(app: &TestApp, name: &str, role: &str) -> Answer {
    let person =
        json!({"email": format!("{name}@baton.test"), "name": name, "unit": "active_sales", "roles": [role], "password": PASSWORD});
    app.as_admin().post("/v1/users", person).expect(201).await
}

on_both! {
    async fn i_am_told_who_i_am_and_what_i_may_do(app) {
        let me = app.as_hunter().get("/v1/me").expect(200).await;
        assert_eq!((&me["user"]["id"], &me["unit"], &me["roles"]), (&json!(app.as_hunter().id()), &json!("active_sales"), &json!(["hunter"])));
        assert_eq!((&me["permissions"]["propose_handoff"], &me["permissions"]["manage_users"]), (&json!("own"), &Value::Null));
        let machine = app.as_pbx().get("/v1/me").expect(200).await;
        assert_eq!((&machine["user"], &machine["permissions"]), (&Value::Null, &json!({"post_call": "all"})));
    }

    async fn the_administrator_hires_and_so_may_a_director(app) {
        let person = json!({"email": "new@baton.test", "name": "New", "unit": "active_sales", "roles": ["hunter"]});
        app.as_head_active_sales().post("/v1/users", person.clone()).expect(403).await;
        let twin = json!({"email": "twin@baton.test", "name": "Twin", "unit": "active_sales", "roles": ["hunter"]});
        app.as_director().post("/v1/users", twin).expect(201).await;
        let made = app.as_sys_admin().post("/v1/users", person).expect(201).await;
        assert_eq!(made.header("location"), Some(format!("/v1/users/{}", made.id()).as_str()));
        let shown = app.as_hunter().get(format!("/v1/users/{}", made.id())).expect(200).await;
        assert_eq!((shown.json.clone(), shown["password"].is_null()), (made.json.clone(), true));
    }

    async fn a_login_and_an_extension_belong_to_one_person(app) {
        let person = |email: &str, extension: &str| json!({"email": email, "name": "New", "unit": "active_sales", "roles": ["hunter"], "extension": extension});
        let taken = app.as_admin().post("/v1/users", person("IVAN@baton.test", "900")).expect(409).await;
        assert_eq!((taken.code().as_str(), &taken["id"]), ("email_taken", &json!(app.as_hunter().id())));
        let taken = app.as_admin().post("/v1/users", person("new@baton.test", "201")).expect(409).await;
        assert_eq!(taken.code(), "extension_taken");
        let made = app.as_admin().post("/v1/users", person("new@baton.test", "900")).expect(201).await;
        app.as_admin().patch(format!("/v1/users/{}", made.id()), json!({"email": "ivan@baton.test"})).if_match(&made).expect(409).await;
    }

    async fn every_wrong_member_of_a_person_is_pointed_at(app) {
        let wrong = json!({"email": "nobody", "name": "  ", "unit": "active_sales", "roles": []});
        assert_eq!(pointers(&app.as_admin().post("/v1/users", wrong).expect(422).await), ["/email", "/name", "/roles"]);
        for (member, value) in [("unit", json!("sales")), ("roles", json!(["import_integration"])), ("password", json!("password1")), ("deputy_user_id", json!("user_01h455vb4pex5vsknk084sn02q")), ("salary", json!(1))] {
            let mut person = json!({"email": "new@baton.test", "name": "New", "unit": "active_sales", "roles": ["hunter"]});
            person[member] = value;
            assert_eq!(pointers(&app.as_admin().post("/v1/users", person).expect(422).await), [format!("/{member}")], "{member}");
        }
    }

    async fn the_directory_is_filtered_and_paged(app) {
        let names = |people: &[Value]| people.iter().map(|person| person["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let all = app.as_farmer().all("/v1/users").await;
        assert_eq!(names(&app.as_farmer().all("/v1/users?role=farmer,hunter&unit=active_sales").await), ["ivan", "igor"]);
        assert_eq!(names(&app.as_farmer().all("/v1/users?email=Anna%40baton.test").await), ["anna"]);
        assert_eq!(names(&app.as_farmer().all("/v1/users?extension=101&state=active,on_leave").await), ["olga"]);
        assert_eq!(app.as_farmer().all("/v1/users?state=deactivated").await.len(), 0);
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        while seen.len() < all.len() {
            let page = app.as_farmer().get(format!("/v1/users?limit=4{cursor}")).expect(200).await;
            seen.extend(page.items().to_vec());
            cursor = format!("&cursor={}", page["next_cursor"].as_str().unwrap_or_default());
        }
        assert_eq!(seen, all);
        app.as_farmer().get("/v1/users?salary=1").expect(400).await;
        app.as_pbx().get("/v1/users").expect(403).await;
    }

    async fn a_change_needs_the_version_that_was_read(app) {
        let path = format!("/v1/users/{}", app.as_hunter().id());
        let read = app.as_admin().get(&path).expect(200).await;
        app.as_admin().patch(&path, json!({"name": "Иван"})).expect(428).await;
        let changed = app.as_admin().patch(&path, json!({"name": "Иван", "extension": null})).if_match(&read).expect(200).await;
        assert_eq!((&changed["name"], &changed["extension"]), (&json!("Иван"), &Value::Null));
        app.as_admin().patch(&path, json!({"name": "Пётр"})).if_match(&read).expect(412).await;
        app.as_admin().get(&path).header("if-none-match", changed.etag()).expect(304).await;
    }

    async fn new_roles_count_at_once_for_tokens_that_are_alive(app) {
        app.as_hunter().post("/v1/norms", json!({"key": "portfolio.norm_max", "value": 50, "reason": "more"})).expect(403).await;
        let path = format!("/v1/users/{}", app.as_hunter().id());
        app.as_director().patch(&path, json!({"roles": ["director"]})).header("if-match", "*").expect(200).await;
        app.as_hunter().post("/v1/norms", json!({"key": "portfolio.norm_max", "value": 50, "reason": "more"})).expect(201).await;
    }

    async fn who_leaves_works_until_his_last_day_is_over(app) {
        let path = format!("/v1/users/{}", app.as_hunter().id());
        let last_day = (app.now().await + days(2)).date_naive().to_string();
        let leaving = app.as_admin().post(format!("{path}/terminate"), json!({"terminated_on": last_day})).expect(200).await;
        assert_eq!((&leaving["state"], &leaving["terminated_on"]), (&json!("active"), &json!(last_day)));
        app.as_hunter().get("/v1/units").expect(200).await;
        app.advance(days(3)).await;
        app.as_hunter().get("/v1/units").expect(401).await;
        assert_eq!(app.as_admin().get(&path).expect(200).await["state"], "terminated");
        let refused = app.as_admin().patch(&path, json!({"state": "active"})).header("if-match", "*").expect(409).await;
        assert_eq!((&refused["from"], &refused["event"]), (&json!("terminated"), &json!("return")));
    }

    async fn somebody_must_be_able_to_administer(app, empty) {
        let me = app.as_admin().get("/v1/me").expect(200).await;
        let path = format!("/v1/users/{}", me["user"]["id"].as_str().unwrap());
        assert_eq!(app.as_admin().post(format!("{path}/deactivate"), json!({})).expect(409).await.code(), "last_sys_admin");
        assert_eq!(app.as_admin().patch(&path, json!({"roles": ["director"]})).header("if-match", "*").expect(409).await.code(), "last_sys_admin");
    }

    async fn the_units_exist_and_are_headed(app) {
        let units = app.as_farmer().all("/v1/units").await;
        assert_eq!(units.len(), 13);
        let unit = app.as_farmer().get("/v1/units?code=active_sales").expect(200).await.items()[0].clone();
        let path = format!("/v1/units/{}", unit["id"].as_str().unwrap());
        let read = app.as_farmer().get(&path).expect(200).await;
        app.as_farmer().patch(&path, json!({"name": "Hunters"})).if_match(&read).expect(403).await;
        let head = app.as_head_active_sales();
        let changed = app.as_director().patch(&path, json!({"head_user_id": head.id(), "checks_unit": "call_centre"})).if_match(&read).expect(200).await;
        assert_eq!((&changed["head_user_id"], &changed["checks_unit"]), (&json!(head.id()), &json!("call_centre")));
        assert_eq!(head.get("/v1/me").expect(200).await["units_headed"], json!(["active_sales"]));
        assert_eq!(pointers(&app.as_director().patch(&path, json!({"checks_unit": "active_sales"})).if_match(&changed).expect(422).await), ["/checks_unit"]);
        assert_eq!(pointers(&app.as_director().patch(&path, json!({"head_user_id": "user_01h455vb4pex5vsknk084sn02q"})).if_match(&changed).expect(422).await), ["/head_user_id"]);
    }

    async fn a_norm_is_set_as_a_new_version(app) {
        let path = "/v1/norms/portfolio.norm_max";
        assert_eq!(app.as_farmer().get(path).expect(200).await["value"], 40);
        let made = app.as_director().post("/v1/norms", json!({"key": "portfolio.norm_max", "value": 50, "reason": "season"})).expect(201).await;
        assert_eq!((made.header("location"), &made["set_by"]), (Some(path), &json!(app.as_director().id())));
        let from = (app.now().await + days(10)).date_naive().to_string();
        app.as_sys_admin().post("/v1/norms", json!({"key": "portfolio.norm_max", "value": 60, "effective_on": from, "reason": "later"})).expect(201).await;
        let now = app.as_farmer().get(path).expect(200).await;
        assert_eq!((&now["value"], &now["default"], now["versions"].as_array().unwrap().len()), (&json!(50), &json!(40), 2));
        app.advance(days(10)).await;
        assert_eq!(app.as_farmer().get(path).expect(200).await["value"], 60);
    }

    async fn what_a_commission_plan_says_is_set_by_a_plan_alone(app) {
        let refused = app.as_director().post("/v1/norms", json!({"key": "commission.clawback_days", "value": null, "reason": "for ever"})).expect(422).await;
        assert_eq!((pointers(&refused), &refused["errors"][0]["code"]), (vec!["/key"], &json!("set_by_plan")));
        let draft = app.as_finance().post("/v1/commission/plans", json!({"name": "for ever", "clawback_days": null, "farmer_bp": 250})).expect(201).await;
        app.as_director().post(format!("/v1/commission/plans/{}/publish", draft.id()), json!({})).expect(200).await;
        let shown = async |key: &str| app.as_farmer().get(format!("/v1/norms/commission.{key}")).expect(200).await;
        let clawback = shown("clawback_days").await;
        assert_eq!((&clawback["value"], &clawback["default"]), (&Value::Null, &json!(90)));
        assert!(clawback.text("text").contains("commission plan"));
        // The next draft begins with what is in force, not with the defaults.
        let next = app.as_finance().post("/v1/commission/plans", json!({"name": "next", "first_sale_bp": 900})).expect(201).await;
        assert_eq!((&next["farmer_bp"], &next["clawback_days"], &next["first_sale_bp"]), (&json!(250), &Value::Null, &json!(900)));
        app.as_director().post("/v1/norms", json!({"key": "commission.dispute_days", "value": 7, "reason": "holidays"})).expect(201).await;
    }

    async fn a_wrong_norm_is_taught_its_range(app) {
        let set = |body: Value| app.as_director().post("/v1/norms", body).expect(422);
        for value in [json!(0), json!(100_001), json!("40"), json!(null), json!(true), json!(1.5), json!([1])] {
            let refused = set(json!({"key": "portfolio.norm_max", "value": value, "reason": "x"})).await;
            assert_eq!(pointers(&refused), ["/value"], "{value}");
            assert!(refused["errors"][0]["detail"].as_str().unwrap().contains("a whole number from 1 to 100000"), "{refused}");
        }
        assert_eq!(pointers(&set(json!({"key": "portfolio.norm_most", "value": 1, "reason": "x"})).await), ["/key"]);
        assert_eq!(pointers(&set(json!({"key": "portfolio.norm_max", "reason": "x"})).await), ["/value"]);
        assert_eq!(pointers(&set(json!({"key": "portfolio.norm_max", "value": 1, "reason": " "})).await), ["/reason"]);
        assert_eq!(pointers(&set(json!({"key": "portfolio.norm_max", "value": 1, "reason": "x", "effective_on": "2020-01-01"})).await), ["/effective_on"]);
        app.as_farmer().post("/v1/norms", json!({"key": "portfolio.norm_max", "value": 50, "reason": "x"})).expect(403).await;
        app.as_farmer().get("/v1/norms/portfolio.norm_most").expect(404).await;
        app.as_call_manager().get("/v1/norms").expect(403).await;
    }

    async fn every_norm_is_listed_with_its_default(app) {
        use domain::Word;
        let listed = app.as_farmer().all("/v1/norms").await;
        assert_eq!(listed.len(), domain::norms::NormKey::ALL.len());
        assert!(listed.iter().all(|norm| norm["value"] == norm["default"] && norm["text"].is_string()));
        assert_eq!(app.as_farmer().all("/v1/norms?key=portfolio.norm_max,portfolio.norm_min").await.len(), 2);
        let page = app.as_farmer().get("/v1/norms?limit=7&sort=-rule").expect(200).await;
        assert_eq!((page.items().len(), &page.items()[0]["key"]), (7, &listed.last().unwrap()["key"]));
    }

    async fn the_calendar_is_changed_member_by_member(app) {
        let read = app.as_farmer().get("/v1/calendar").expect(200).await;
        assert_eq!((&read["time_zone"], read["working_week"].as_array().unwrap().len()), (&json!("Europe/Moscow"), 5));
        app.as_farmer().patch("/v1/calendar", json!({"holidays": []})).if_match(&read).expect(403).await;
        let changed = app.as_director().patch("/v1/calendar", json!({"holidays": ["2026-05-01", "2026-01-01"], "working_week": ["saturday", "monday"]})).if_match(&read).expect(200).await;
        assert_eq!((&changed["holidays"], &changed["working_week"]), (&json!(["2026-01-01", "2026-05-01"]), &json!(["monday", "saturday"])));
        app.as_director().patch("/v1/calendar", json!({"holidays": []})).if_match(&read).expect(412).await;
        for (member, value) in [("time_zone", json!("Europe/Moskau")), ("working_week", json!([])), ("working_week", json!(["caturday"])), ("holidays", json!(["2026-02-30"])), ("weekends", json!([]))] {
            let mut patch = json!({});
            patch[member] = value;
            let refused = app.as_director().patch("/v1/calendar", patch).if_match(&changed).expect(422).await;
            assert!(pointers(&refused)[0].starts_with(&format!("/{member}")), "{refused}");
        }
    }

    async fn somebody_new_can_work_at_once(app, empty) {
        hire(app, "ivan", "hunter").await;
        let login = token(app, &password_form("IVAN@baton.test")).expect(200).await;
        assert_eq!(with_token(app, &login).get("/v1/me").expect(200).await["user"]["email"], "ivan@baton.test");
    }
}
