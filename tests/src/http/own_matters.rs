//! Persons, not roles (RULES.md §6.1): the attack of those who give themselves power, deals and money, and what each money command says to
//! the person concerned.

use serde_json::{Value, json};

use super::commission::{close, lines, month, served, statement};
use crate::harness::story::{GROSS, NET, Story, Until, checklist, pay, rub, sell, unique};
use crate::harness::{Actor, PASSWORD, TestApp, days};

async fn roles(app: &TestApp, whom: &Actor, roles: Value) {
    app.as_director().patch(format!("/v1/users/{}", whom.id()), json!({"roles": roles})).header("if-match", "*").expect(200).await;
}

async fn signals(app: &TestApp, kind: &str) -> Vec<Value> {
    app.as_director().all(format!("/v1/signals?kind={kind}")).await
}

/// What a request of somebody comes to, as one sees it in a table.
async fn cell(actor: &Actor, path: &str, body: &Value) -> &'static str {
    let answer = actor.post(path, body.clone()).expect_one_of(&[200, 201, 403, 409]).await;
    match answer["code"].as_str() {
        // What somebody before him has done already would have been his to do.
        None | Some("illegal_transition") => "✔",
        Some("own_matter") => "✘",
        Some(_) => "–",
    }
}

/// The form of somebody who logs in with `password`.
fn form(email: &str, password: &str) -> String {
    format!("grant_type=password&username={}&password={}", email.replace('@', "%40"), password.replace(' ', "+"))
}

/// A payment of the client of the story, put on nothing yet unless `sale` says on what.
async fn money(app: &TestApp, story: &Story, sale: Option<&str>) -> Value {
    let mut payment = json!({"source": "bank", "external_id": format!("own-{}", unique()), "client_id": story.client, "amount": rub(1_000),
        "value_on": app.now().await.date_naive().to_string()});
    if let Some(sale) = sale {
        payment["allocations"] = json!([{"sale_id": sale, "amount_minor": 1_000}]);
    }
    payment
}

on_both! {
    async fn p1_nobody_gives_himself_power(app) {
        let (sasha, dmitri, fedor) = (app.as_sys_admin(), app.as_director(), app.as_finance());
        let path = |whom: &Actor| format!("/v1/users/{}", whom.id());
        for own in [json!({"roles": ["sys_admin", "director", "finance"]}), json!({"unit": "finance"})] {
            let refused = sasha.patch(path(&sasha), own).header("if-match", "*").expect(403).await;
            assert_eq!((refused.code().as_str(), &refused["user_id"]), ("own_matter", &json!(sasha.id())));
        }
        assert_eq!(sasha.patch(path(&app.as_hunter()), json!({"roles": ["finance"]})).header("if-match", "*").expect(403).await.code(), "own_matter");
        assert_eq!(sasha.patch(path(&fedor), json!({"roles": ["hunter"]})).header("if-match", "*").expect(403).await.code(), "own_matter");
        assert_eq!(sasha.post(format!("{}/set-password", path(&dmitri)), json!({"password": "a sentence of mine 17"})).expect(403).await.code(), "own_matter");
        assert_eq!(sasha.post(format!("{}/terminate", path(&dmitri)), json!({"terminated_on": app.now().await.date_naive()})).expect(403).await.code(), "own_matter");
        assert_eq!(dmitri.patch(path(&dmitri), json!({"roles": ["director", "finance"]})).header("if-match", "*").expect(403).await.code(), "own_matter");
        assert_eq!((signals(app, "rights_changed").await.len(), signals(app, "password_reset").await.len()), (0, 0), "nothing has changed");
        // Who may: a director; and each time the directors are told.
        roles(app, &app.as_hunter(), json!(["hunter", "finance"])).await;
        roles(app, &app.as_hunter(), json!(["hunter"])).await;
        let told = signals(app, "rights_changed").await;
        assert_eq!((told.len(), &told[0]["facts"]["by"], &told[1]["facts"]["user_id"]), (2, &json!(dmitri.id()), &json!(app.as_hunter().id())));
        // What sees neither money nor restricted data stays the administrator's, and tells nobody.
        sasha.patch(path(&app.as_hunter()), json!({"roles": ["hunter", "farmer"]})).header("if-match", "*").expect(200).await;
        sasha.post(format!("{}/set-password", path(&app.as_hunter())), json!({"password": "a sentence of mine 17"})).expect(200).await;
        assert_eq!(signals(app, "rights_changed").await.len(), 2);
        // To lock somebody out at once is no end, and does not make room for another director.
        sasha.post(format!("{}/deactivate", path(&dmitri)), json!({})).expect(200).await;
        assert_eq!(sasha.patch(path(&app.as_farmer()), json!({"roles": ["director"]})).header("if-match", "*").expect(403).await.code(), "own_matter");
    }

    async fn p1_whoever_hires_into_power_once_money_has_come_is_a_director(app) {
        let person = |name: &str| json!({"email": format!("{name}@baton.test"), "name": name, "unit": "finance", "roles": ["finance"], "password": PASSWORD});
        app.as_sys_admin().post("/v1/users", person("early")).expect(201).await;
        assert_eq!(signals(app, "rights_changed").await.len(), 1);
        Story::told(app, Until::Paid).await;
        assert_eq!(app.as_sys_admin().post("/v1/users", person("puppet")).expect(403).await.code(), "own_matter");
        app.as_director().post("/v1/users", person("late")).expect(201).await;
        let made = app.as_sys_admin().post("/v1/integrations", json!({"name": "1C", "kind": "import", "provider": "generic", "source": "1c"})).expect(201).await;
        let keys = format!("/v1/integrations/{}/keys", made.id());
        assert_eq!(app.as_sys_admin().post(&keys, json!({"scopes": ["payments:write"]})).expect(403).await.code(), "own_matter");
        app.as_sys_admin().post(&keys, json!({"scopes": ["clients:write"]})).expect(201).await;
        app.as_director().post(&keys, json!({"scopes": ["payments:write", "sales:write"]})).expect(201).await;
    }

    async fn p1_the_first_director_is_made_by_the_administrator(app, empty) {
        let person = |name: &str, role: &str| json!({"email": format!("{name}@baton.test"), "name": name, "unit": "office", "roles": [role], "password": PASSWORD});
        let clerk = app.as_admin().post("/v1/users", person("dora", "support_clerk")).expect(201).await;
        app.as_admin().post("/v1/users", person("fin", "finance")).expect(201).await;
        app.as_admin().patch(format!("/v1/users/{}", clerk.id()), json!({"roles": ["director"]})).if_match(&clerk).expect(200).await;
        let second = app.as_admin().post("/v1/users", person("dina", "support_clerk")).expect(201).await;
        assert_eq!(app.as_admin().patch(format!("/v1/users/{}", second.id()), json!({"roles": ["director"]})).if_match(&second).expect(403).await.code(), "own_matter");
    }

    async fn p1_a_one_time_password_ends_every_login_and_lets_its_person_choose_his_own(app) {
        let (sasha, fedor) = (app.as_sys_admin(), app.as_finance());
        let path = format!("/v1/users/{}", fedor.id());
        fedor.get("/v1/units").expect(200).await;
        app.as_hunter().post(format!("{path}/reset-password"), json!({})).expect(403).await;
        let sent = sasha.post(format!("{path}/reset-password"), json!({})).expect(200).await;
        fedor.get("/v1/units").expect(401).await;
        crate::http::token(app, &form("fedor@baton.test", PASSWORD)).expect(400).await;
        let once = sent.text("password");
        let in_by_it = crate::http::token(app, &form("fedor@baton.test", &once)).expect(200).await;
        let fedor = app.bearing(&in_by_it.text("access_token"));
        fedor.get("/v1/units").expect(403).await;
        fedor.get("/v1/commission/accruals").expect(403).await;
        let mine = json!({"password": "my own sentence again 9", "current_password": once});
        assert_eq!(fedor.post(format!("{path}/set-password"), mine).expect(200).await["one_time_until"], Value::Null);
        let again = crate::http::token(app, &form("fedor@baton.test", "my own sentence again 9")).expect(200).await;
        app.bearing(&again.text("access_token")).get("/v1/commission/accruals").expect(200).await;
        crate::http::token(app, &form("fedor@baton.test", &once)).expect(400).await;
        let told = signals(app, "password_reset").await;
        assert_eq!((told.len(), &told[0]["facts"]["by"], &told[0]["facts"]["user_id"]), (1, &json!(sasha.id()), &json!(app.as_finance().id())));
    }

    async fn p2_nobody_moves_a_deal_to_himself(app) {
        let story = Story::told(app, Until::Contract).await;
        let (helga, dmitri) = (app.as_head_active_sales(), app.as_director());
        let deal = format!("/v1/opportunities/{}", story.opportunity);
        let to = |whom: &Actor| json!({"owner_id": whom.id()});
        assert_eq!(helga.post(format!("{deal}/reassign"), to(&helga)).expect(403).await.code(), "own_matter");
        // Nor by another way: a deal or a sale of his own beside it.
        let other = json!({"client_id": story.client, "product_line": "coolers", "amount": rub(NET)});
        assert_eq!(helga.post("/v1/opportunities", other).expect(403).await.code(), "own_matter");
        let sale = json!({"client_id": story.client, "sale_on": app.now().await.date_naive().to_string(), "currency": "RUB",
            "lines": [{"product_line": "water", "net_minor": NET, "vat_bp": 0}]});
        assert_eq!(helga.post("/v1/sales", sale).expect(403).await.code(), "own_matter");
        helga.post(format!("{deal}/reassign"), to(&app.as_other_hunter())).expect(200).await;
        dmitri.post(format!("{deal}/reassign"), to(&helga)).expect(200).await;
        let sold = sell(app, "helga", &story, NET, Some(&story.opportunity)).await;
        assert_eq!(sold["seller_id"], helga.id());
    }

    async fn p2_nobody_gives_himself_a_handoff_while_somebody_else_can_take_it(app) {
        let story = Story::told(app, Until::Paid).await;
        let clara = app.as_head_client_dept();
        roles(app, &clara, json!(["head_client_dept", "farmer"])).await;
        let handoff = format!("/v1/handoffs/{}", story.handoff);
        let proposal = json!({"to_user_id": app.as_farmer().id(), "rehearsed": true, "checklist": checklist()});
        app.as_hunter().post(format!("{handoff}/propose"), proposal).expect(200).await;
        app.advance(days(5)).await;
        let assign = |whom: &Actor| json!({"to_user_id": whom.id()});
        assert_eq!(clara.post(format!("{handoff}/assign"), assign(&clara)).expect(403).await.code(), "own_matter");
        for farmer in [app.as_farmer(), app.as_other_farmer()] {
            app.as_sys_admin().post(format!("/v1/users/{}/deactivate", farmer.id()), json!({})).expect(200).await;
        }
        assert_eq!(clara.post(format!("{handoff}/assign"), assign(&clara)).expect(200).await["state"], "accepted");
        let told = signals(app, "own_matter").await;
        assert_eq!((told.len(), &told[0]["subject"], &told[0]["facts"]["user_id"]), (1, &json!(story.handoff), &json!(clara.id())));
    }

    async fn p3_a_split_is_said_by_sellers_and_heads_and_stands_in_the_journal(app) {
        let story = Story::told(app, Until::Prospect).await;
        let split = |first: i64| json!([{"user_id": app.as_hunter().id(), "share_bp": first}, {"user_id": app.as_other_hunter().id(), "share_bp": 10_000 - first}]);
        let mut sale = json!({"client_id": story.client, "sale_on": app.now().await.date_naive().to_string(), "currency": "RUB",
            "lines": [{"product_line": "water", "net_minor": NET, "vat_bp": 0}], "seller_id": app.as_hunter().id()});
        sale["credit_split"] = split(5_000);
        for may_not in [app.as_support_clerk(), app.as_finance(), app.as_importer()] {
            assert_eq!(may_not.post("/v1/sales", sale.clone()).expect(403).await["action"], "split_credit");
        }
        let draft = app.as_hunter().post("/v1/sales", sale).expect(201).await;
        let path = format!("/v1/sales/{}", draft.id());
        for may_not in [app.as_support_clerk(), app.as_finance(), app.as_importer()] {
            assert_eq!(may_not.patch(&path, json!({"credit_split": split(1)})).header("if-match", "*").expect(403).await["action"], "split_credit");
        }
        app.as_hunter().patch(&path, json!({"credit_split": split(6_000)})).if_match(&draft).expect(200).await;
        let told = app.as_director().get(format!("/v1/audit?subject_id={}&name=sale_updated", draft.id())).expect(200).await.items()[0]["facts"].clone();
        assert_eq!(told["credit_split"], json!({"before": split(5_000), "after": split(6_000)}));
        assert_eq!(told.get("gross_minor"), None, "the gross has not changed");
        // Nobody with a share, and nobody who cannot agree one, confirms it.
        for may_not in [app.as_hunter(), app.as_finance(), app.as_importer()] {
            assert_eq!(may_not.post(format!("{path}/confirm"), json!({})).expect(409).await.code(), "own_split");
        }
        app.as_head_active_sales().post(format!("{path}/confirm"), json!({})).expect(200).await;
    }

    async fn p4_one_person_in_finance_does_not_pay_himself(app) {
        let story = served(app).await;
        let (fedor, now) = (app.as_finance(), month(app).await);
        let gift = json!({"user_id": app.as_hunter().id(), "amount": rub(1_000_000), "reason": "премия"});
        fedor.post("/v1/commission/adjustments", gift).expect(201).await;
        close(app, &now).await;
        let path = format!("/v1/commission/statements/{}", statement(app, &app.as_hunter(), &now).await.id());
        fedor.post(format!("{path}/issue"), json!({})).expect(200).await;
        assert_eq!(fedor.post(format!("{path}/approve"), json!({"acknowledged": true})).expect(403).await.code(), "own_matter");
        app.advance(days(10)).await;
        assert_eq!(fedor.post(format!("{path}/approve"), json!({})).expect(403).await.code(), "own_matter");
        // The director is the second for what finance has posted itself, and only there.
        let other = format!("/v1/commission/statements/{}", statement(app, &app.as_farmer(), &now).await.id());
        fedor.post(format!("{other}/issue"), json!({})).expect(200).await;
        app.as_director().post(format!("{other}/approve"), json!({})).expect(403).await;
        app.as_director().post(format!("{path}/approve"), json!({})).expect(200).await;
        fedor.post(format!("{path}/pay"), json!({})).expect(200).await;
        assert_eq!(story.stage(app).await, "active");
    }

    async fn p4_a_large_correction_waits_for_another(app) {
        let fedor = app.as_finance();
        let path = "/v1/commission/adjustments";
        let of = |minor: i64| json!({"user_id": app.as_hunter().id(), "amount": rub(minor), "reason": "договорились"});
        assert_eq!(fedor.post(path, of(10_000_000)).expect(201).await["state"], "posted");
        let waiting = fedor.post(path, of(10_000_001)).expect(201).await;
        assert_eq!((&waiting["state"], lines(&fedor, "kind=adjustment").await.len()), (&json!("waiting"), 1));
        let decide = |verb: &str| format!("{path}/{}/{verb}", waiting.id());
        assert_eq!(fedor.post(decide("approve"), json!({})).expect(403).await.code(), "own_matter");
        app.as_hunter().post(decide("approve"), json!({})).expect(403).await;
        assert_eq!(app.as_finance().all(format!("{path}?state=waiting")).await.len(), 1);
        let posted = app.as_other_finance().post(decide("approve"), json!({})).expect(200).await;
        assert_eq!((&posted["state"], &posted["decided_by"], lines(&fedor, "kind=adjustment").await.len()), (&json!("posted"), &json!(app.as_other_finance().id()), 2));
        assert_eq!(app.as_other_finance().post(decide("approve"), json!({})).expect(200).await.json, posted.json);
        app.as_other_finance().post(decide("reject"), json!({"reason": "поздно"})).expect(409).await;
        let no = fedor.post(path, of(-10_000_001)).expect(201).await;
        let rejected = app.as_director().post(format!("{path}/{}/reject", no.id()), json!({"reason": "нет"})).expect(200).await;
        assert_eq!((&rejected["state"], lines(&fedor, "kind=adjustment").await.len()), (&json!("rejected"), 2));
        app.as_director().post("/v1/norms", json!({"key": "commission.correction_needs_second_minor", "value": null, "reason": "доверяем"})).expect(201).await;
        assert_eq!(fedor.post(path, of(99_000_000)).expect(201).await["state"], "posted");
    }

    /// 16 money commands, each by the person concerned, by somebody else in finance, and by a director as the second where one of finance is
    /// concerned: ivan, a hunter who is in finance too, and fedor, who posts.
    async fn who_keeps_money_in_whose_matter(app) {
        let story = Story::told(app, Until::Sold).await;
        let (ivan, fedor, faina, dmitri) = (app.as_hunter(), app.as_finance(), app.as_other_finance(), app.as_director());
        roles(app, &ivan, json!(["hunter", "finance"])).await;
        let today = app.now().await.date_naive().to_string();
        let mut table = vec![format!("{:<52} himself  finance  director", "matter (✘ own_matter, – forbidden)")];
        let mut row = async |what: &str, himself: &Actor, finance: &Actor, asks: [(String, Value); 3]| {
            let mut line = format!("{what:<52}");
            for (actor, (path, body)) in [himself, finance, &dmitri].into_iter().zip(asks) {
                let said = cell(actor, &path, &body).await;
                line.extend([format!(" {said:<8}")]);
            }
            table.push(line.trim_end().to_owned());
        };
        let same = |path: &str, body: Value| [(path.to_owned(), body.clone()), (path.to_owned(), body.clone()), (path.to_owned(), body)];
        let mut paid = Vec::new();
        for sale in [Some(story.sale.as_str()), Some(&story.sale), Some(&story.sale)] {
            paid.push(("/v1/payments".to_owned(), money(app, &story, sale).await));
        }
        row("record a payment of his sale", &ivan, &faina, paid.try_into().unwrap()).await;
        let on = app.as_finance().post("/v1/payments", json!({"source": "bank", "external_id": "on", "client_id": story.client, "amount": rub(5_000),
            "value_on": app.now().await.date_naive(), "allocations": [{"sale_id": story.sale, "amount_minor": 5_000}]})).expect(201).await.id();
        let back = |name: &str| ("/v1/refunds".to_owned(), json!({"source": "bank", "external_id": name, "payment_id": on, "amount": rub(1), "value_on": today, "reason": "возврат"}));
        row("record a refund of his sale", &ivan, &faina, [back("r1"), back("r2"), back("r3")]).await;
        row("bounce a payment of his sale", &ivan, &faina, same(&format!("/v1/payments/{on}/bounce"), json!({}))).await;
        let large = |minor: i64| json!({"user_id": app.as_other_hunter().id(), "amount": rub(minor), "reason": "много"});
        let waiting = fedor.post("/v1/commission/adjustments", large(20_000_000)).expect(201).await.id();
        row("approve a correction that he entered", &fedor, &faina, same(&format!("/v1/commission/adjustments/{waiting}/approve"), json!({}))).await;
        let waiting = fedor.post("/v1/commission/adjustments", large(30_000_000)).expect(201).await.id();
        row("reject a correction that he entered", &fedor, &faina, same(&format!("/v1/commission/adjustments/{waiting}/reject"), json!({"reason": "нет"}))).await;
        let waiting = faina.post("/v1/commission/adjustments", json!({"user_id": ivan.id(), "amount": rub(20_000_000), "reason": "много"})).expect(201).await.id();
        row("approve a correction in his favour", &ivan, &fedor, same(&format!("/v1/commission/adjustments/{waiting}/approve"), json!({}))).await;
        let story = Story { sale: sell(app, "ivan", &story, NET, None).await.id(), ..story };
        pay(app, &story, GROSS).await;
        let handoff = format!("/v1/handoffs/{}", story.handoff);
        let proposal = json!({"to_user_id": app.as_farmer().id(), "rehearsed": true, "checklist": checklist()});
        ivan.post(format!("{handoff}/propose"), proposal).expect(200).await;
        app.as_farmer().post(format!("{handoff}/accept"), json!({})).expect(200).await;
        let now = month(app).await;
        row("close softly a month in which he is paid", &ivan, &fedor, same(&format!("/v1/commission/periods/{now}/close"), json!({"soft": true}))).await;
        row("close a month in which he is paid", &ivan, &fedor, same(&format!("/v1/commission/periods/{now}/close"), json!({}))).await;
        let path = format!("/v1/commission/statements/{}", statement(app, &ivan, &now).await.id());
        row("issue his statement", &ivan, &fedor, same(&format!("{path}/issue"), json!({}))).await;
        let line = lines(&ivan, "kind=first").await.remove(0);
        ivan.post(format!("{path}/dispute"), json!({"accrual_id": line["id"], "reason": "мало"})).expect(200).await;
        row("decide a dispute of his", &ivan, &fedor, same(&format!("{path}/resolve"), json!({"verdict": "rejected", "reason": "по договору"}))).await;
        row("approve his statement", &ivan, &fedor, same(&format!("{path}/approve"), json!({}))).await;
        row("mark his statement paid", &ivan, &fedor, same(&format!("{path}/pay"), json!({}))).await;
        let right = fedor.all(format!("/v1/commission/entitlements?client_id={}", story.client)).await[0]["id"].as_str().unwrap().to_owned();
        for verb in ["suspend", "resume", "end"] {
            row(&format!("{verb} his right to residual commission"), &ivan, &fedor, same(&format!("/v1/commission/entitlements/{right}/{verb}"), json!({"reason": "спор"}))).await;
        }
        let bonus = json!({"user_id": ivan.id(), "amount": rub(100), "reason": "премия"});
        row("correct his commission", &ivan, &faina, same("/v1/commission/adjustments", bonus)).await;
        crate::guards::committed("own_matter", &table.join("\n"));
    }
}
