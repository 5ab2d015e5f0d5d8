//! Promise 23 (tests/README.md §1): the same commands in the same order get the same answers on SQLite and on PostgreSQL, ids aside.

mod commands;
mod comparison;

use crate::harness::{Answer, Db, TestApp};

use super::agreement;
use super::dice::{Dice, seed};
use crate::harness::scale::{report, size};
use commands::Command;
use comparison::Ids;

/// Commands to one company; then another one is taken.
const SEQUENCE: usize = 250;

async fn ask(app: &TestApp, command: &Command, ids: &Ids, side: usize) -> Answer {
    let who = app.actor(command.who);
    let request = match &command.body {
        Some(body) if command.method == reqwest::Method::PATCH => who.patch(ids.replaced(&command.path, side), ids.replaced_in(body, side)),
        Some(body) => who.post(ids.replaced(&command.path, side), ids.replaced_in(body, side)),
        None => who.get(ids.replaced(&command.path, side)),
    };
    let request = command.headers.iter().fold(request, |request, (name, value)| request.header(name, value));
    request.attempt().await.unwrap()
}

async fn one_sequence(sequence: usize) -> Option<()> {
    let both = [TestApp::start(Db::Sqlite).await?, TestApp::start(Db::Postgres).await?];
    let (mut dice, mut ids) = (Dice::new(23_000 + sequence), Ids::default());
    for name in commands::PEOPLE {
        ids.know(name, both[0].actor(name).id(), both[1].actor(name).id());
    }
    for (number, command) in commands::relays().into_iter().enumerate() {
        assert!(step(&both, &command, &mut ids, number).await, "the relay stopped at {command:?}");
    }
    let mut done = 0;
    for number in 0..SEQUENCE {
        let command = commands::any(&mut dice, &ids);
        done += usize::from(step(&both, &command, &mut ids, number).await);
    }
    assert!(done > SEQUENCE / 5, "only {done} of {SEQUENCE} commands were done: they test too little");
    for app in &both {
        agreement::holds(app).await;
    }
    Some(())
}

/// Asks both; was it done?
async fn step(both: &[TestApp; 2], command: &Command, ids: &mut Ids, number: usize) -> bool {
    let (one, other) = tokio::join!(ask(&both[0], command, ids, 0), ask(&both[1], command, ids, 1));
    let differences = ids.differences(&one, &other);
    assert!(
        differences.is_empty(),
        "command {number} (BATON_SEED={}): {command:?}\n{differences:#?}\non SQLite: {one}\non PostgreSQL: {other}",
        seed()
    );
    assert!(one.status.as_u16() < 500, "command {number}: {command:?}\n{one}");
    one.status.is_success()
}

#[tokio::test]
async fn both_databases_give_the_same_answers() {
    let sequences = size(1, 40);
    for sequence in 0..sequences {
        if one_sequence(sequence).await.is_none() {
            return;
        }
    }
    report(&format!("{sequences} sequences of {SEQUENCE} commands and a relay: no difference between SQLite and PostgreSQL"));
}
