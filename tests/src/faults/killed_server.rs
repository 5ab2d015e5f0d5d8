//! Promise 1 (tests/README.md §1): what was acknowledged survives the death of the server.

use std::time::Duration;

use super::agreement;
use super::dice::Dice;
use super::load::{Load, Manner};
use crate::harness::scale::{report, size};

on_both! {
    async fn what_was_acknowledged_survives_the_death_of_the_server(app, apart) {
        let (load, mut dice) = (Load::on(app, Manner::PATIENT).await, Dice::new(1));
        let kills = size(4, 30);
        load.during(async {
            for _ in 0..kills {
                load.goes_on(Duration::from_secs(30)).await;
                tokio::time::sleep(Duration::from_millis(u64::try_from(dice.below(size(300, 1_500))).unwrap())).await;
                app.process().kill_and_start().await;
            }
            load.goes_on(Duration::from_secs(30)).await;
        })
        .await;
        report(&format!("{kills} kills of the server on {:?}: {} writes acknowledged, {} answers lost and asked for again", app.db, load.done(), load.unknown()));
        load.is_kept().await;
        agreement::holds(app).await;
    }
}
