//! Promise 2 (tests/README.md §1): what was acknowledged survives the crash of PostgreSQL, and meanwhile nobody is told a lie.

use std::time::Duration;

use super::agreement;
use super::dice::Dice;
use super::load::{Load, Manner};
use crate::harness::TestApp;
use crate::harness::scale::{report, size};

#[tokio::test]
async fn what_was_acknowledged_survives_the_crash_of_the_database() {
    let Some(app) = TestApp::on_cluster().await else { return };
    // The server itself stays: whoever asks is answered, with success or with 503.
    let (load, mut dice) = (Load::on(&app, Manner { may_break: false, ..Manner::PATIENT }).await, Dice::new(2));
    let stops = size(2, 10);
    let mut longest = Duration::ZERO;
    load.during(async {
        for _ in 0..stops {
            load.goes_on(Duration::from_secs(30)).await;
            tokio::time::sleep(Duration::from_millis(u64::try_from(dice.below(size(300, 1_500))).unwrap())).await;
            let before = load.unknown();
            app.cluster().crash();
            while load.unknown() == before {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            longest = longest.max(load.goes_on(Duration::from_secs(10)).await);
        }
    })
    .await;
    report(&format!(
        "{stops} immediate stops of PostgreSQL: {} writes acknowledged, {} put off and asked for again, back after {longest:.1?} at most",
        load.done(),
        load.unknown()
    ));
    load.is_kept().await;
    agreement::holds(&app).await;
}
