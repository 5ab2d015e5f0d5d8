//! `deploy/example.env` lists every setting with its default, as the server reads them.

use std::fmt::Write;

use api::Config;
use api::config::SETTINGS;

use crate::harness::env;

#[test]
fn example_env_lists_every_setting_with_its_default() {
    let mut text = String::from(
        "# Every setting of Baton with its default; uncomment what you change. A file baton.toml may hold the same without BATON_, in lower case.\n",
    );
    for (name, default, expects) in SETTINGS {
        write!(text, "\n# {expects}\n#{name}={default}\n").unwrap();
    }
    let path = super::root().join("deploy/example.env");
    if env("INSTA_UPDATE").is_some_and(|wish| wish == "always") {
        std::fs::write(&path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(committed, text, "deploy/example.env is not what api::config::SETTINGS says: run `make snapshots` and commit it");
}

#[test]
fn the_defaults_are_settings_that_the_server_takes() {
    let defaults: Vec<_> = SETTINGS.iter().map(|(name, default, _)| (*name, *default)).collect();
    assert!(Config::of(&defaults).is_ok());
}

#[test]
fn a_wrong_setting_is_refused_by_its_name() {
    for (name, wrong) in [
        ("BATON_LISTEN", "here"),
        ("BATON_DATABASE_URL", "mysql://host/baton"),
        ("BATON_DATABASE_CONNECTIONS", "0"),
        ("BATON_ENV", "staging"),
        ("BATON_MODE", "fast"),
        ("BATON_ADMIN_EMAIL", "alone@baton.test"),
        ("BATON_CURRENCY", "ROUBLES"),
        ("BATON_REGION", "Russia"),
        ("BATON_TIME_ZONE", "Moscow"),
        ("BATON_DEMO", "perhaps"),
        ("BATON_LOG_FORMAT", "xml"),
        ("BATON_WORKERS", "many"),
        ("BATON_RATE_LIMIT", "many"),
        ("BATON_LOGIN_FAILURES", "-1"),
        ("BATON_TRUSTED_PROXIES", "the proxy"),
        ("BATON_CORS_ORIGINS", "crm.example.com"),
        ("BATON_CORS_ORIGINS", "https://crm.example.com/"),
        ("BATON_BODY_TIMEOUT", "0"),
        ("BATON_WEBHOOK_NETWORKS", "the cellar"),
        ("BATON_METRICS_LISTEN", "everywhere"),
    ] {
        let error = Config::of(&[(name, wrong)]).err().unwrap_or_else(|| panic!("{name}={wrong} was taken"));
        let told = error.to_string();
        assert!(told.starts_with(name) || name == "BATON_ADMIN_EMAIL" && told.starts_with("BATON_ADMIN_PASSWORD"), "{told}");
        assert!(!error.expects.is_empty(), "{told}");
    }
    let sandbox_in_production = Config::of(&[("BATON_MODE", "sandbox"), ("BATON_ENV", "production")]);
    assert!(sandbox_in_production.is_err_and(|error| error.name == "BATON_MODE"));
}
