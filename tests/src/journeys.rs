//! The acceptance scripts of `../shared/acceptance`, which know nothing of our code, against the real server.

use std::io::Write;
use std::path::{Path, PathBuf};

use domain::Currency;
use tokio::process::Command;

use crate::guards::root;
use crate::harness::{ADMIN_EMAIL, Db, PASSWORD, TestApp, env, said_aloud};

/// The scripts, if they lie beside the checkout; CI has them.
fn scripts() -> Option<PathBuf> {
    let here = env("BATON_ACCEPTANCE").map(PathBuf::from);
    let beside = root().ancestors().skip(1).take(2).map(|above| above.join("shared/acceptance")).collect::<Vec<_>>();
    let found = here.into_iter().chain(beside).find(|folder| folder.join("relay.py").is_file());
    if found.is_none() {
        said_aloud("SKIPPED: ../shared/acceptance is not there, so nobody ran the relay");
    }
    found
}

async fn run(app: &TestApp, script: &Path, arguments: &[&Path]) {
    run_with(app, script, arguments, &[]).await;
}

async fn run_with(app: &TestApp, script: &Path, arguments: &[&Path], settings: &[(&str, &str)]) {
    let told = Command::new("python3")
        .arg(script)
        .args(arguments)
        .current_dir(script.parent().unwrap())
        .envs([
            ("BATON_URL", app.base().as_str()),
            ("BATON_ADMIN_EMAIL", ADMIN_EMAIL),
            ("BATON_ADMIN_PASSWORD", PASSWORD),
            ("PYTHONDONTWRITEBYTECODE", "1"),
        ])
        .envs(settings.iter().copied())
        .envs(scripts().map(|folder| ("BATON_ACCEPTANCE", folder)))
        .output()
        .await
        .expect("python3");
    let (said, complained) = (String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
    assert!(told.status.success(), "{} failed:\n{said}\n{complained}", script.display());
}

/// Every box in its own encoding, signed, repeated, tampered with, out of order.
async fn every_box_is_understood(db: Db) {
    const PUBLIC: &str = "https://boxes.example.com";
    let Some(scripts) = scripts() else { return };
    let Some(app) = TestApp::empty_with(db, |config| config.public_url = PUBLIC.into()).await else { return };
    run_with(&app, &scripts.join("telephony.py"), &[], &[("BATON_PUBLIC_URL", PUBLIC)]).await;
    app.has_told_what_is_declared().await;
}

#[tokio::test]
async fn every_box_is_understood_on_sqlite() {
    every_box_is_understood(Db::Sqlite).await;
}

#[tokio::test]
async fn every_box_is_understood_on_postgres() {
    every_box_is_understood(Db::Postgres).await;
}

/// A day and a half of a call centre, beside a model of its queue.
async fn a_call_centre_works(db: Db) {
    let Some(scripts) = scripts() else { return };
    let Some(app) = TestApp::empty(db).await else { return };
    run(&app, &scripts.join("call_centre.py"), &[]).await;
    app.has_told_what_is_declared().await;
}

#[tokio::test]
async fn a_call_centre_works_on_sqlite() {
    a_call_centre_works(Db::Sqlite).await;
}

#[tokio::test]
async fn a_call_centre_works_on_postgres() {
    a_call_centre_works(Db::Postgres).await;
}

/// Nobody is forgotten: a year of a client department.
async fn a_client_department_works(db: Db) {
    let Some(scripts) = scripts() else { return };
    let Some(app) = TestApp::empty(db).await else { return };
    run(&app, &scripts.join("client_department.py"), &[]).await;
    app.has_told_what_is_declared().await;
}

#[tokio::test]
async fn a_client_department_works_on_sqlite() {
    a_client_department_works(Db::Sqlite).await;
}

#[tokio::test]
async fn a_client_department_works_on_postgres() {
    a_client_department_works(Db::Postgres).await;
}

/// Some of a real wholesaler's customers, spoken to only when they bought: who is abandoned, lost and won back at each month's end.
async fn the_forgotten_are_counted(db: Db) {
    let Some(scripts) = scripts() else { return };
    if !scripts.with_file_name("data/retail_year/documents.csv").is_file() {
        said_aloud("SKIPPED: ../shared/data is not there, so nobody counted the forgotten");
        return;
    }
    let Some(app) = TestApp::empty_with(db, |config| config.currency = Currency::parse("GBP").unwrap()).await else { return };
    run(&app, &root().join("tests/acceptance/silence.py"), &[Path::new("40")]).await;
}

#[tokio::test]
async fn the_forgotten_are_counted_on_sqlite() {
    the_forgotten_are_counted(Db::Sqlite).await;
}

#[tokio::test]
async fn the_forgotten_are_counted_on_postgres() {
    the_forgotten_are_counted(Db::Postgres).await;
}

/// A sample of real calls, replayed as a campaign; `tests/acceptance/campaign.py` alone replays all 45,211 against any sandbox.
async fn a_real_campaign_is_counted(db: Db) {
    let Some(scripts) = scripts() else { return };
    if !scripts.with_file_name("data/calls/calls.ndjson.gz").is_file() {
        said_aloud("SKIPPED: ../shared/data is not there, so nobody replayed the campaign");
        return;
    }
    let Some(app) = TestApp::empty(db).await else { return };
    // A hundred of three thousand in the spring of 2009, when earlier campaigns had been won.
    let [many, of, from] = ["100", "3000", "33000"].map(Path::new);
    run(&app, &root().join("tests/acceptance/campaign.py"), &[many, of, from]).await;
    app.has_told_what_is_declared().await;
}

#[tokio::test]
async fn a_real_campaign_is_counted_on_sqlite() {
    a_real_campaign_is_counted(Db::Sqlite).await;
}

#[tokio::test]
async fn a_real_campaign_is_counted_on_postgres() {
    a_real_campaign_is_counted(Db::Postgres).await;
}

async fn the_relay_is_run(db: Db) {
    let Some(scripts) = scripts() else { return };
    let Some(app) = TestApp::empty(db).await else { return };
    run(&app, &scripts.join("relay.py"), &[]).await;
    app.has_told_what_is_declared().await;
}

/// The walkthroughs of the README, pasted into bash one after the other, as a reader would.
async fn the_readme_works_when_pasted(db: Db) {
    let Some(app) = TestApp::empty(db).await else { return };
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let blocks: Vec<_> =
        readme.split("```").filter_map(|block| block.strip_prefix("sh\n")).filter(|block| block.starts_with("# walkthrough")).collect();
    assert_eq!(blocks.len(), 3, "the README has three walkthroughs");
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).unwrap().port();
    let script = format!("set -euo pipefail; trap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n{}", blocks.join("\n"));
    let told = Command::new("bash")
        .args(["-c", &script])
        .env("B", app.base())
        .env("BATON_ADMIN_EMAIL", ADMIN_EMAIL)
        .env("PORT", port.to_string())
        .output()
        .await
        .expect("bash");
    let (said, complained) = (String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
    assert!(told.status.success(), "a walkthrough failed:\n{said}\n{complained}");
    for wanted in [
        "too_early",
        "\"stage\":\"active\"",
        "\"rate_bp\":1000",
        "\"abandoned\":1",
        "payment_conflict",
        "\"pointer\"",
        "version_mismatch",
        "webhook.test",
        "\"status\":204",
        "whsec_",
    ] {
        assert!(said.contains(wanted), "the walkthrough was to show {wanted}:\n{said}\n{complained}");
    }
}

/// The first month of the wholesaler's year; `make year` runs it whole.
async fn a_month_of_a_wholesaler(db: Db) {
    let Some(scripts) = scripts() else { return };
    let Some(app) = TestApp::empty_with(db, |config| config.currency = Currency::parse("GBP").unwrap()).await else { return };
    let year =
        std::fs::read_to_string(scripts.parent().unwrap().join("data/retail_year/documents.csv")).expect("the wholesaler's documents");
    let month = year.lines().nth(1).and_then(|first| first.split(',').nth(3)).map(|on| on[..7].to_owned()).unwrap();
    let mut documents = tempfile::NamedTempFile::with_suffix(".csv").unwrap();
    for line in
        year.lines().take(1).chain(year.lines().skip(1).filter(|line| line.split(',').nth(3).is_some_and(|on| on.starts_with(&month))))
    {
        writeln!(documents, "{line}").unwrap();
    }
    run(&app, &scripts.join("year.py"), &[documents.path()]).await;
}

/// What random stories of money once found to differ, and three short stories; `make hard-money` tells fifty long ones.
async fn hard_money(db: Db) {
    if scripts().is_none() {
        return;
    }
    let own = root().join("tests/acceptance");
    let Some(app) = TestApp::empty(db).await else { return };
    run(&app, &own.join("hard_money_repros.py"), &[]).await;
    for (seed, closing) in [("1", "mixed"), ("3", "prompt"), ("5", "never")] {
        let Some(app) = TestApp::empty(db).await else { return };
        run(&app, &own.join("hard_money.py"), &[Path::new("4"), Path::new(seed), Path::new(closing)]).await;
    }
}

#[tokio::test]
async fn hard_money_agrees_on_sqlite() {
    hard_money(Db::Sqlite).await;
}

#[tokio::test]
async fn hard_money_agrees_on_postgres() {
    hard_money(Db::Postgres).await;
}

#[tokio::test]
async fn the_relay_is_run_on_sqlite() {
    the_relay_is_run(Db::Sqlite).await;
}

#[tokio::test]
async fn the_relay_is_run_on_postgres() {
    the_relay_is_run(Db::Postgres).await;
}

#[tokio::test]
async fn the_readme_works_when_pasted_on_sqlite() {
    the_readme_works_when_pasted(Db::Sqlite).await;
}

#[tokio::test]
async fn the_readme_works_when_pasted_on_postgres() {
    the_readme_works_when_pasted(Db::Postgres).await;
}

#[tokio::test]
async fn a_month_of_a_wholesaler_on_sqlite() {
    a_month_of_a_wholesaler(Db::Sqlite).await;
}

#[tokio::test]
async fn a_month_of_a_wholesaler_on_postgres() {
    a_month_of_a_wholesaler(Db::Postgres).await;
}
