//! What a server for real asks of its operator: a secret for its keys, one name for its tokens, a door before its measurements.

use api::Config;

use crate::harness::{Db, TestApp};

const SECRET: (&str, &str) = ("BATON_KEY_SECRET", "a secret of sixteen");

#[test]
fn production_keeps_no_keys_in_the_clear() {
    let refused = Config::of(&[("BATON_ENV", "production")]).err().unwrap();
    assert_eq!(refused.name, "BATON_KEY_SECRET");
    assert!(refused.to_string().contains("in the clear"), "{refused}");
    assert!(Config::of(&[("BATON_ENV", "production"), SECRET]).is_ok());
    assert!(Config::of(&[]).is_ok(), "a developer's machine does without");
    let portless = Config::of(&[("BATON_METRICS_LISTEN", "everywhere")]).err().unwrap();
    assert_eq!(portless.name, "BATON_METRICS_LISTEN");
}

#[tokio::test]
async fn instances_that_are_told_different_addresses_take_each_others_tokens() {
    for db in [Db::Sqlite, Db::Postgres] {
        let Some(app) = TestApp::empty_with(db, |config| config.public_url = "https://one.example.com".into()).await else { continue };
        let other = app.sibling_with(|config| config.public_url = "https://two.example.com".into()).await;
        other.asked_by(&app.as_admin()).get("/v1/me").expect(200).await;
    }
}

#[tokio::test]
async fn measurements_in_production_are_for_those_who_are_known() {
    let production = |config: &mut Config| config.env = api::config::Env::Production;
    let app = TestApp::empty_with(Db::Sqlite, production).await.unwrap();
    app.as_stranger().get("/metrics").expect(401).await;
    app.as_stranger().get("/metrics").header("authorization", "Bearer forged").expect(401).await;
    app.as_admin().get("/metrics").expect(200).await;
    app.as_stranger().get("/healthz").expect(200).await;
}

#[tokio::test]
async fn measurements_may_have_an_address_of_their_own() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let app = TestApp::empty_with(Db::Sqlite, |config| {
        config.env = api::config::Env::Production;
        config.metrics_listen = Some(free.to_string());
    })
    .await
    .unwrap();
    app.as_admin().get("/metrics").expect(404).await;
    let there = |path: &str| reqwest::get(format!("http://{free}{path}"));
    assert!(there("/metrics").await.unwrap().text().await.unwrap().contains("baton_journal_entries"));
    assert_eq!(there("/v1/me").await.unwrap().status().as_u16(), 404, "nothing else is there");
}
