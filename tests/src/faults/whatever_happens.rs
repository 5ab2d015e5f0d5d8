//! Promise 27 (tests/README.md §1): whatever people do, in whatever order and however many days apart, the rules that have a number in
//! RULES.md §5 hold after each step. What fails is cut down by proptest to a short story, told in words.

mod deeds;
mod rules;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use super::agreement;
use super::dice::seed;
use crate::harness::scale::{report, size};
use crate::harness::story::{Crew, Story, Until};
use crate::harness::{Db, TestApp};
use deeds::{Deed, PEOPLE, World};
use rules::Rules;

/// How far each client has come before the story begins.
const OPENINGS: [Until; 4] = [Until::Called, Until::Paid, Until::Proposed, Until::Completed];
/// Steps of one story.
const STEPS: usize = 30;

/// Somebody does something about a client, so many hours after whatever was before.
#[derive(Clone, Debug)]
struct Step {
    hours: i64,
    who: &'static str,
    deed: Deed,
    client: usize,
    /// Which of several: people, amounts.
    other: usize,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    // Mostly the same day; sometimes so long that a client is forgotten.
    let hours = prop_oneof![6 => 0_i64..4, 3 => 20_i64..100, 1 => 700_i64..900];
    let who = prop::sample::select(PEOPLE.to_vec());
    let step = (hours, who, prop::sample::select(Deed::ALL.to_vec()), 0..OPENINGS.len(), 0_usize..6)
        .prop_map(|(hours, who, deed, client, other)| Step { hours, who, deed, client, other });
    vec(step, 1..STEPS)
}

/// Tells the story to a new company; the rule that it breaks, and how it came to that, if it breaks any.
async fn tell(db: Db, steps: &[Step]) -> Result<(), String> {
    let Some(app) = TestApp::start(db).await else { return Ok(()) };
    let mut clients = Vec::new();
    for (place, until) in OPENINGS.into_iter().enumerate() {
        let crew = if place % 2 == 0 { Crew::default() } else { Crew::OTHER };
        clients.push(Story::told_by(crew, &app, until).await);
    }
    let (mut world, mut rules) = (World::of(clients), Rules::at(&app).await);
    let mut told = Vec::new();
    for step in steps {
        if step.hours > 0 {
            app.advance(crate::harness::hours(step.hours)).await;
        }
        let done = world.take(&app, step.who, step.deed, step.client, step.other).await;
        told.push(format!("+{:>3} h  {:<7} {done}", step.hours, step.who));
        if let Err(broken) = rules.hold(&done).await {
            return Err(format!("{broken}, after\n{}", told.join("\n")));
        }
    }
    agreement::holds(&app).await;
    Ok(())
}

fn whatever_they_do(db: Db) {
    let cases = size(4, 100);
    let config = Config { cases, max_shrink_iters: 60, failure_persistence: None, ..Config::default() };
    let bytes: Vec<u8> = seed().to_le_bytes().repeat(4);
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let outcome = runner.run(&steps(), |steps| runtime.block_on(tell(db, &steps)).map_err(TestCaseError::fail));
    if let Err(failed) = outcome {
        panic!("BATON_SEED={}: {failed}", seed());
    }
    report(&format!("{cases} stories of up to {STEPS} steps on {db:?}: every rule held after each"));
}

#[test]
fn whatever_they_do_on_sqlite() {
    whatever_they_do(Db::Sqlite);
}

#[test]
fn whatever_they_do_on_postgres() {
    whatever_they_do(Db::Postgres);
}
