//! The torture: two hundred people who repeat, hang up, and change the same thing at once (promises 5 and 7 of tests/README.md §1
//! together).

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;

use super::agreement::{self, count, number};
use super::dice::Dice;
use super::load::{Load, Manner};
use crate::harness::TestApp;
use crate::harness::scale::{report, size};

const MANNER: Manner = Manner { writers: 150, dropped: 25, doubled: 25, may_break: true };
/// Those of the two hundred who change what others change.
const CHANGERS: usize = 50;

/// What somebody was told of his changes.
#[derive(Default)]
struct Changes {
    /// The version that each acknowledged change made.
    made: BTreeSet<String>,
    told: usize,
    unknown: usize,
}

/// Changes one client again and again, each time as he last saw him, and hangs up now and then.
async fn change(app: &TestApp, client: &str, changes: &Mutex<Changes>, dice: &mut Dice) {
    let who = app.as_call_manager();
    for turn in 0..size(3, 60) {
        let seen = who.get(client).await;
        let change = who.patch(client, json!({"trade_name": format!("Имя {turn} {}", dice.below(1_000_000))})).if_match(&seen);
        let patience = if dice.below(4) == 0 { dice.below(30) } else { 20_000 };
        let answer = tokio::time::timeout(Duration::from_millis(u64::try_from(patience).unwrap()), change.attempt()).await;
        let mut changes = changes.lock().unwrap();
        match answer {
            Ok(Ok(answer)) if answer.status == 200 => {
                changes.told += 1;
                changes.made.insert(answer.etag());
            }
            Ok(Ok(answer)) => assert!(matches!(answer.status.as_u16(), 412 | 503), "{answer}"),
            Ok(Err(_)) | Err(_) => changes.unknown += 1,
        }
    }
}

on_both! {
    async fn two_hundred_people_who_repeat_hang_up_and_collide_do_no_harm(app) {
        let client = app.as_call_manager().post("/v1/clients", json!({"legal_name": "ООО «Один на всех»", "source": "inbound"})).await;
        let path = format!("/v1/clients/{}", client.id());
        let load = Load::on(app, MANNER).await;
        let changes = Mutex::new(Changes::default());
        let updates = "select count(*) as n from journal where name = 'client_updated'";
        let before = count(app, updates).await;
        load.during(join_all((0..CHANGERS).map(|changer| {
            let (path, changes) = (&path, &changes);
            async move { change(app, path, changes, &mut Dice::new(1_000 + changer)).await }
        })))
        .await;
        let (made, changes) = (count(app, updates).await - before, changes.into_inner().unwrap());
        assert_eq!(changes.made.len(), changes.told, "each acknowledged change made a version of its own");
        assert!(number(changes.told) <= made && made <= number(changes.told + changes.unknown), "{made} changes, {} acknowledged, {} unknown", changes.told, changes.unknown);
        report(&format!("200 people on {:?}: {} writes acknowledged, {} asked for again, {made} changes of one client", app.db, load.done(), load.unknown()));
        load.is_kept().await;
        agreement::holds(app).await;
    }
}
