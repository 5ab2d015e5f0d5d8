//! Promise 16 (tests/README.md §1): a flood of logins or of packed bodies does not make the server hold more than 256 MiB.

use std::process::Command;

use futures_util::StreamExt;
use futures_util::stream::iter;

use crate::harness::scale::{report, size};
use crate::harness::{Db, TestApp};

/// So much zero, and what gzip makes of it.
const UNPACKED: &str = "head -c 200000000 /dev/zero | gzip -1";

#[tokio::test]
async fn a_flood_of_logins_and_of_packed_bodies_stays_small() {
    let app = TestApp::apart(Db::Sqlite).await.unwrap();
    let idle = app.process().peak_mib();
    let (at_once, logins) = (size(60, 400), size(120, 4_000));
    // Everybody gets his turn, or is asked to come again.
    let answers = iter(0..logins).map(|number| {
        let form = format!("grant_type=password&username=nobody{number}%40baton.test&password=wrong");
        let asked = app.as_stranger().ask(reqwest::Method::POST, "/oauth/token").raw("application/x-www-form-urlencoded", form);
        async move { asked.expect_one_of(&[400, 503]).await.status.as_u16() }
    });
    let answers: Vec<_> = answers.buffer_unordered(at_once).collect().await;
    assert!(answers.contains(&400), "nobody got a turn");
    let flooded = app.process().peak_mib();
    assert!(flooded <= 256, "{flooded} MiB after {logins} logins, {at_once} at once ({idle} MiB before)");
    let bomb = Command::new("sh").args(["-c", UNPACKED]).output().unwrap().stdout;
    assert!((100_000..1_000_000).contains(&bomb.len()), "{} bytes", bomb.len());
    let bombs = iter(0..size(16, 200)).map(|_| {
        let sent = app.as_director().ask(reqwest::Method::POST, "/v1/clients").raw("application/json", bomb.clone());
        async { sent.header("content-encoding", "gzip").expect(415).await }
    });
    bombs.buffer_unordered(16).for_each(async |_| ()).await;
    let bombed = app.process().peak_mib();
    assert!(bombed <= 256, "{bombed} MiB after bodies that would be 200 MB ({flooded} MiB before)");
    report(&format!("{logins} logins, {at_once} at once, and {} gzip bombs: {bombed} MiB at the most, {idle} MiB before", size(16, 200)));
}
