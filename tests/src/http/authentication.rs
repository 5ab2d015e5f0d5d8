//! Authentication from outside: logins, tokens, keys, and how they end.

use std::future::IntoFuture;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::pointers;
use crate::harness::{Actor, Answer, PASSWORD, Request, TestApp};

const FORM: &str = "application/x-www-form-urlencoded";

/// Asks for a token.
#[track_caller]
pub(crate) fn token(app: &TestApp, form: &str) -> Request {
    app.as_stranger().ask(reqwest::Method::POST, "/oauth/token").raw(FORM, form.to_owned())
}

/// The form of somebody who logs in with the password of the tests.
pub(crate) fn password_form(email: &str) -> String {
    format!("grant_type=password&username={}&password={}", email.replace('@', "%40"), PASSWORD.replace(' ', "+"))
}

/// Whoever got this token.
pub(super) fn with_token(app: &TestApp, answer: &Answer) -> Actor {
    app.bearing(&answer.text("access_token"))
}

on_both! {
    async fn a_dismissed_person_is_out_at_once_in_all_his_logins(app) {
        let path = format!("/v1/users/{}", app.as_hunter().id());
        let second = token(app, &password_form("ivan@baton.test")).expect(200).await;
        app.as_hunter().get("/v1/units").expect(200).await;
        app.as_admin().post(format!("{path}/deactivate"), json!({})).expect(200).await;
        app.as_hunter().get("/v1/units").expect(401).await;
        with_token(app, &second).get("/v1/units").expect(401).await;
        token(app, &format!("grant_type=refresh_token&refresh_token={}", second.text("refresh_token"))).expect(400).await;
        token(app, &password_form("ivan@baton.test")).expect(400).await;
        app.as_admin().post(format!("{path}/deactivate"), json!({})).expect(200).await;
        app.as_admin().patch(&path, json!({"state": "active"})).header("if-match", "*").expect(200).await;
        token(app, &password_form("ivan@baton.test")).expect(200).await;
    }

    async fn another_instance_hears_of_a_dismissal_within_a_second(app) {
        let other = app.sibling().await;
        let path = format!("/v1/users/{}", app.as_hunter().id());
        let there = other.asked_by(&app.as_hunter());
        there.get("/v1/units").expect(200).await;
        app.as_admin().post(format!("{path}/deactivate"), json!({})).expect(200).await;
        let began = std::time::Instant::now();
        while there.get("/v1/units").expect_one_of(&[200, 401]).await.status == 200 {
            assert!(began.elapsed() < Duration::from_millis(1_500), "still let in");
        }
    }

    async fn a_person_changes_his_own_password_knowing_the_old_one(app) {
        let path = format!("/v1/users/{}/set-password", app.as_hunter().id());
        let wanted = json!({"password": "another good sentence 9"});
        app.as_other_hunter().post(&path, wanted.clone()).expect(403).await;
        assert_eq!(pointers(&app.as_hunter().post(&path, wanted).expect(422).await), ["/current_password"]);
        app.as_hunter().post(&path, json!({"password": "another good sentence 9", "current_password": PASSWORD})).expect(200).await;
        app.as_hunter().get("/v1/me").expect(401).await;
        token(app, "grant_type=password&username=ivan%40baton.test&password=another+good+sentence+9").expect(200).await;
    }

    async fn a_key_is_shown_once_and_dies_when_it_is_revoked(app) {
        let box_ = app.as_admin().post("/v1/integrations", json!({"name": "PBX", "kind": "telephony", "source": "attic-pbx"})).expect(201).await;
        assert_eq!(app.as_admin().post("/v1/integrations", json!({"name": "PBX", "kind": "telephony", "source": "attic-pbx"})).expect(409).await.code(), "source_taken");
        let keys = format!("/v1/integrations/{}/keys", box_.id());
        assert_eq!(pointers(&app.as_admin().post(&keys, json!({"scopes": ["payments:write"]})).expect(422).await), ["/scopes"]);
        assert_eq!(pointers(&app.as_admin().post(&keys, json!({"scopes": ["calls:write"], "expires_at": "2020-01-01T00:00:00Z"})).expect(422).await), ["/expires_at"]);
        let issued = app.as_admin().post(&keys, json!({"scopes": ["calls:write"], "name": "first"})).expect(201).await;
        assert!(issued.text("key").starts_with("baton_sk_"));
        let listed = app.as_admin().all(&keys).await;
        assert!(listed.len() == 1 && listed[0]["key"].is_null() && issued.text("key").starts_with(listed[0]["hint"].as_str().unwrap()));
        let machine = app.bearing(&issued.text("key"));
        assert_eq!(machine.get("/v1/me").expect(200).await["integration"]["source"], "attic-pbx");
        app.as_finance().get(&keys).expect(403).await;
        let path = issued.header("location").unwrap().to_owned();
        let revoked = app.as_admin().post(format!("{path}/revoke"), json!({})).expect(200).await;
        assert_eq!(app.as_admin().post(format!("{path}/revoke"), json!({})).expect(200).await.json, revoked.json);
        machine.get("/v1/me").expect(401).await;
    }

    async fn a_switched_off_integration_is_out(app) {
        let source = app.as_admin().get("/v1/integrations?source=office-pbx").expect(200).await.items()[0]["id"].as_str().unwrap().to_owned();
        let path = format!("/v1/integrations/{source}");
        app.as_admin().patch(&path, json!({"active": false})).header("if-match", "*").expect(200).await;
        app.as_pbx().get("/v1/me").expect(401).await;
        app.as_admin().patch(&path, json!({"active": true})).header("if-match", "*").expect(200).await;
        app.as_pbx().get("/v1/me").expect(200).await;
    }

    async fn machines_that_can_renew_tokens_get_short_ones(app) {
        let id = app.as_pbx().get("/v1/me").expect(200).await["integration"]["id"].as_str().unwrap().to_owned();
        let basic = |id: &str, key: &str| format!("Basic {}", STANDARD.encode(format!("{id}:{key}")));
        let form = "grant_type=client_credentials";
        let answer = token(app, form).header("authorization", basic(&id, app.as_pbx().token())).expect(200).await;
        assert_eq!((answer.header("cache-control"), &answer["scope"], &answer["token_type"]), (Some("no-store"), &json!("calls:write"), &json!("Bearer")));
        assert_eq!(with_token(app, &answer).get("/v1/me").expect(200).await["permissions"], json!({"post_call": "all"}));
        let refused = token(app, form).header("authorization", basic(&id, "baton_sk_wrong")).expect(401).await;
        assert_eq!((&refused["error"], refused.header("www-authenticate")), (&json!("invalid_client"), Some("Basic realm=\"baton\"")));
        token(app, form).header("authorization", "Basic nonsense").expect(401).await;
        let more = token(app, "grant_type=client_credentials&scope=payments:write").header("authorization", basic(&id, app.as_pbx().token())).expect(400).await;
        assert_eq!(more["error"], "invalid_scope");
    }

    async fn the_token_endpoint_speaks_oauth(app) {
        for (form, error) in [
            ("", "invalid_request"), ("grant_type=password", "invalid_request"), ("grant_type=implicit", "unsupported_grant_type"),
            ("grant_type=password&username=ivan%40baton.test&password=wrong", "invalid_grant"), ("grant_type=password&username=nobody&password=wrong", "invalid_grant"),
            ("grant_type=refresh_token&refresh_token=wrong", "invalid_grant"), ("grant_type=password&grant_type=password", "invalid_request"),
            ("grant_type=password&username=ivan%40baton.test%00&password=x", "invalid_request"), ("grant_type=password&username=a\0&password=x", "invalid_request"), ("grant_type=refresh_token&refresh_token=%00", "invalid_request"),
            ("grant_type=password&username=%ff&password=x", "invalid_grant"),
        ] {
            let refused = token(app, form).expect(400).await;
            assert_eq!((&refused["error"], refused.header("cache-control")), (&json!(error), Some("no-store")), "{form}");
        }
        app.as_stranger().post("/oauth/token", json!({"grant_type": "password"})).expect(400).await;
    }

    async fn a_stolen_refresh_token_ends_the_login(app) {
        let login = token(app, &password_form("ivan@baton.test")).expect(200).await;
        let go_on = |answer: &Answer| token(app, &format!("grant_type=refresh_token&refresh_token={}", answer.text("refresh_token")));
        let next = go_on(&login).expect(200).await;
        with_token(app, &next).get("/v1/me").expect(200).await;
        go_on(&login).expect(400).await;
        go_on(&next).expect(400).await;
        with_token(app, &next).get("/v1/me").expect(401).await;
        app.as_hunter().get("/v1/me").expect(200).await;
    }

    async fn of_two_that_refresh_at_once_at_most_one_goes_on(app) {
        let login = token(app, &password_form("ivan@baton.test")).expect(200).await;
        let form = format!("grant_type=refresh_token&refresh_token={}", login.text("refresh_token"));
        let asked = (0..8).map(|_| token(app, &form).expect_one_of(&[200, 400]).into_future());
        let answers = futures_util::future::join_all(asked).await;
        assert!(answers.iter().filter(|answer| answer.status == 200).count() <= 1);
    }

    async fn logging_out_ends_the_login(app) {
        let login = token(app, &password_form("ivan@baton.test")).expect(200).await;
        let revoke = |token: &str| app.as_stranger().ask(reqwest::Method::POST, "/oauth/revoke").raw(FORM, format!("token={token}"));
        revoke(&login.text("refresh_token")).expect(200).await;
        with_token(app, &login).get("/v1/me").expect(401).await;
        revoke("nonsense").expect(200).await;
        app.as_stranger().ask(reqwest::Method::POST, "/oauth/revoke").raw(FORM, "").expect(400).await;
    }

    async fn the_public_keys_are_published_without_their_private_halves(app) {
        let keys = app.as_stranger().get("/.well-known/jwks.json").expect(200).await;
        let key = &keys["keys"][0];
        assert_eq!((&key["kty"], &key["crv"], &key["alg"], &key["d"]), (&json!("OKP"), &json!("Ed25519"), &json!("EdDSA"), &Value::Null));
    }
}
