//! Where telephony posts (RULES.md §3.3b): who enters, what is kept of it, and how the settings of an integration change what is read.

use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::story::unique;
use crate::harness::{Answer, TestApp};

/// A telephony system, and the path to which it posts.
struct Pbx {
    id: String,
    source: String,
    path: String,
}

impl Pbx {
    async fn connected(app: &TestApp, settings: Value) -> Self {
        let source = format!("box-{}", unique());
        let mut new = json!({"name": "АТС", "kind": "telephony", "source": source});
        new.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
        let made = app.as_admin().post("/v1/integrations", new).expect(201).await;
        let shown = app.as_admin().post(format!("/v1/integrations/{}/rotate-url-secret", made.id()), json!({})).expect(200).await;
        assert_eq!(shown.header("cache-control"), Some("no-store"));
        let address = shown["address"].as_str().unwrap();
        assert!(address.starts_with(made["address"].as_str().unwrap()) && address.len() > made["address"].as_str().unwrap().len() + 40);
        Self { id: made.id(), source, path: address[address.find("/v1/").unwrap()..].to_owned() }
    }

    async fn post(&self, app: &TestApp, body: Value, status: u16) -> Answer {
        app.as_stranger().post(&self.path, body).expect(status).await
    }

    /// The bodies that it posted, once all of them have been worked on.
    async fn reports(&self, app: &TestApp) -> Vec<Value> {
        for _ in 0..100 {
            let reports = app.as_admin().all(&format!("/v1/integrations/{}/reports", self.id)).await;
            if reports.iter().all(|report| report["outcome"] != "pending") {
                return reports;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("after five seconds something still waits");
    }

    async fn calls(&self, app: &TestApp) -> Vec<Value> {
        self.reports(app).await;
        app.as_call_centre_admin().all(&format!("/v1/calls?source={}", self.source)).await
    }
}

fn missed(id: &str, from: &str) -> Value {
    json!({"external_call_id": id, "direction": "in", "client_phone": from, "outcome": "missed", "started_at": "2026-03-02T10:00:00Z", "agent_ref": "olga"})
}

on_both! {
    async fn what_is_posted_is_a_call_within_a_second(app) {
        let pbx = Pbx::connected(app, json!({"agents": [{"agent_ref": "olga", "user_id": app.as_hunter().id()}]})).await;
        let answer = pbx.post(app, missed("1", "8 916 000-02-00"), 200).await;
        assert_eq!(answer.json, json!({"status": "success"}));
        pbx.post(app, missed("1", "8 916 000-02-00"), 200).await;
        let calls = pbx.calls(app).await;
        assert_eq!(calls.len(), 1);
        assert_eq!((&calls[0]["client_phone"], &calls[0]["user_id"], &calls[0]["signature"]), (&json!("+79160000200"), &json!(app.as_hunter().id()), &json!("secret")));
        assert_eq!(calls[0]["talk_seconds"], 0, "nobody talks in a call that was missed");
        let outcomes: Vec<_> = pbx.reports(app).await.iter().map(|report| report["outcome"].clone()).collect();
        assert_eq!(outcomes, [json!("repeated"), json!("folded")], "newest first");
        let told = app.as_call_centre_admin().get(format!("/v1/calls/{}/reports", calls[0]["id"].as_str().unwrap())).expect(200).await;
        assert_eq!(told.items().len(), 2);
        assert_eq!(serde_json::from_str::<Value>(told.items()[0]["body"].as_str().unwrap()).unwrap(), missed("1", "8 916 000-02-00"));
        app.as_call_manager().get(format!("/v1/calls/{}/reports", calls[0]["id"].as_str().unwrap())).expect(403).await;
    }

    async fn a_report_by_our_own_api_is_kept_too(app) {
        let call = app.as_pbx().post("/v1/calls", json!({"external_call_id": format!("own-{}", unique()), "direction": "outbound", "client_phone": "+79160000486", "sip_code": "SIP 486 Busy Here", "queue": "sales"})).expect(202).await;
        assert_eq!((&call["outcome"], &call["sip_code"], &call["signature"]), (&json!("busy"), &json!(486), &json!("key")));
        let told = app.as_director().get(format!("/v1/calls/{}/reports", call.id())).expect(200).await;
        assert_eq!((&told.items()[0]["signature"], &told.items()[0]["outcome"]), (&json!("key"), &json!("folded")));
        assert!(told.items()[0]["body"].as_str().unwrap().contains("\"queue\""), "members that nobody knows are kept");
    }

    async fn calls_between_extensions_are_kept_where_that_is_wanted(app) {
        for keep in [false, true] {
            let pbx = Pbx::connected(app, json!({"provider": "asterisk", "keep_internal": keep})).await;
            pbx.post(app, json!({"uniqueid": "1.0", "src": "101", "dst": "102", "dialstatus": "ANSWER", "answeredtime": 30}), 200).await;
            let calls = pbx.calls(app).await;
            assert_eq!(calls.len(), usize::from(keep));
            assert_eq!(pbx.reports(app).await[0]["outcome"], if keep { "folded" } else { "ignored" });
        }
    }

    async fn who_may_not_enter_leaves_no_more_than_a_line(app) {
        let pbx = Pbx::connected(app, json!({"allowed_addresses": ["203.0.113.0/24"]})).await;
        assert_eq!(pbx.post(app, missed("1", "+79160000200"), 403).await.code(), "address_not_allowed");
        let refused = &pbx.reports(app).await[0];
        assert_eq!((&refused["signature"], &refused["outcome"], &refused["problem"], &refused["body"]), (&Value::Null, &json!("failed"), &json!("address_not_allowed"), &json!("")));
        let pbx = Pbx::connected(app, json!({})).await;
        let without = pbx.path.rsplit_once('/').unwrap().0;
        for (path, status, code) in [(without.to_owned(), 401, "unauthorized"), (format!("{without}/nonsense"), 401, "unauthorized"), ("/v1/telephony/integration_01h2xcejqtf2nbrexx3vqjhp41".to_owned(), 404, "not_found"), ("/v1/telephony/nonsense".to_owned(), 404, "not_found")] {
            assert_eq!(app.as_stranger().post(path, missed("1", "1")).expect(status).await.code(), code);
        }
        let importer = app.as_importer();
        assert_eq!(importer.post(without, missed("1", "1")).expect(401).await.code(), "unauthorized", "a key of another integration");
        assert!(pbx.calls(app).await.is_empty());
    }

    async fn the_settings_of_an_integration_are_checked(app) {
        let made = |settings: Value| {
            let mut new = json!({"name": "АТС", "kind": "telephony", "source": format!("box-{}", unique())});
            new.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
            new
        };
        for (settings, pointer) in [
            (json!({"provider": "carrier-pigeon"}), "/provider"),
            (json!({"region": "Russia"}), "/region"),
            (json!({"region": "ZZ"}), "/region"),
            (json!({"lines": ["abc"]}), "/lines"),
            (json!({"agents": [{"agent_ref": "x", "user_id": app.as_hunter().id()}, {"agent_ref": "x", "user_id": app.as_farmer().id()}]}), "/agents"),
            (json!({"allowed_addresses": ["everywhere"]}), "/allowed_addresses"),
            (json!({"lines": [""]}), "/lines"),
            (json!({"agents": [{"agent_ref": "x", "user_id": "user_01h2xcejqtf2nbrexx3vqjhp41"}]}), "/agents/0/user_id"),
            (json!({"provider": "mango", "secrets": {"api_key": "x"}}), "/secrets/api_salt"),
            (json!({"provider": "uis", "secrets": {"auth_token": "x"}}), "/secrets/auth_token"),
            (json!({"secrets": {"signing_secret": "short"}}), "/secrets/signing_secret"),
        ] {
            let refused = app.as_admin().post("/v1/integrations", made(settings)).expect(422).await;
            assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused}");
        }
        let mango = app.as_admin().post("/v1/integrations", made(json!({"provider": "mango", "secrets": {"api_key": "one", "api_salt": "two"}}))).expect(201).await;
        assert_eq!(mango["secrets_set"], json!(["api_key", "api_salt"]));
        let path = format!("/v1/integrations/{}", mango.id());
        let bare = app.as_admin().patch(&path, json!({"secrets": {"api_key": null, "api_salt": null}})).if_match(&mango).expect(200).await;
        assert_eq!(bare["secrets_set"], json!([]));
        let import = app.as_admin().post("/v1/integrations", json!({"name": "1С", "kind": "import", "source": format!("erp-{}", unique())})).expect(201).await;
        assert_eq!(import["address"], Value::Null);
        assert_eq!(app.as_admin().post(format!("/v1/integrations/{}/rotate-url-secret", import.id()), json!({})).expect(409).await.code(), "no_address");
    }
}
