//! Promise 7 (tests/README.md §1): no rule is broken by many who act at once.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::agreement::{self, count};
use super::dice::Dice;
use crate::harness::scale::{report, size};
use crate::harness::story::{NET, Story, Until, checklist, rub, sell};
use crate::harness::{Actor, Db, TestApp, stamp};

/// The most clients that a farmer may have here.
const ROOM: i64 = 3;
const PEOPLE: usize = 16;

/// Where it happens: clients of whom all could be handed to the same farmer, and their sales.
struct Floor {
    clients: Vec<Story>,
    sales: Vec<(String, String)>,
    on: String,
    now: String,
}

impl Floor {
    async fn of(app: &TestApp) -> Self {
        let (mut clients, mut sales) = (Vec::new(), Vec::new());
        for turn in 0..8 {
            let story = Story::told(app, if turn < 6 { Until::Paid } else { Until::Handed }).await;
            sales.push((story.client.clone(), story.sale.clone()));
            clients.push(story);
        }
        for story in clients.iter().filter(|story| !story.sale.is_empty()).skip(6) {
            let more = sell(app, "anna", story, NET, None).await.id();
            sales.push((story.client.clone(), more));
        }
        app.as_admin().post("/v1/norms", json!({"key": "portfolio.norm_max", "value": ROOM, "reason": "a test"})).expect(201).await;
        // All are offered to her who has room for half of them.
        for story in clients.iter().take(2 * usize::try_from(ROOM).unwrap()) {
            app.actor("helga").post(format!("/v1/handoffs/{}/propose", story.handoff), proposal(&app.as_other_farmer())).expect(200).await;
        }
        let now = app.now().await;
        Self { clients, sales, on: now.date_naive().to_string(), now: stamp(now) }
    }

    /// Something that somebody does now: who, where, what.
    fn act(&self, app: &TestApp, dice: &mut Dice) -> (&'static str, String, Value) {
        let story = dice.one(&self.clients);
        let (client, sale) = dice.one(&self.sales);
        let farmer = if dice.below(2) == 0 { app.as_farmer() } else { app.as_other_farmer() };
        let handoff = |verb: &str| format!("/v1/handoffs/{}/{verb}", story.handoff);
        // From few numbers, so that the same is told again and again.
        let number = dice.below(60);
        match dice.below(12) {
            0 | 1 => ("helga", handoff("propose"), proposal(&farmer)),
            2..=4 => (*dice.one(&["anna", "alla"]), handoff("accept"), json!({})),
            5 => (*dice.one(&["anna", "alla"]), handoff("return"), json!({"reason": "incomplete", "comment": "чей это договор?"})),
            6 => ("clara", handoff("assign"), json!({"to_user_id": farmer.id()})),
            7 => ("ivan", handoff("introduce"), json!({"kind": "visit", "occurred_at": self.now})),
            8 | 9 => {
                let (client, sale) = &self.sales[number % self.sales.len()];
                let minor = 1_000 + i64::try_from(number).unwrap() * 77;
                let allocations = json!([{"sale_id": sale, "amount_minor": minor}]);
                let payment = json!({"source": "bank", "external_id": format!("same-{number}"), "client_id": client, "amount": rub(minor), "value_on": self.on, "allocations": allocations});
                ("fedor", "/v1/payments".to_owned(), payment)
            }
            10 => {
                let refund = json!({"source": "bank", "external_id": format!("back-{number}"), "sale_id": self.sales[number % self.sales.len()].1, "amount": rub(500 + i64::try_from(number).unwrap()), "value_on": self.on, "reason": "возврат"});
                ("fedor", "/v1/refunds".to_owned(), refund)
            }
            _ => {
                let sale = json!({"client_id": client, "sale_on": self.on, "currency": "RUB", "external_id": format!("{sale}-{number}"), "source": "shop",
                                  "lines": [{"product_line": "water", "description": "вода", "net_minor": 5_000, "vat_bp": 2200}]});
                ("importer", "/v1/sales".to_owned(), sale)
            }
        }
    }
}

fn proposal(to: &Actor) -> Value {
    json!({"to_user_id": to.id(), "rehearsed": true, "checklist": checklist()})
}

on_both! {
    async fn no_rule_is_broken_by_many_who_act_at_once(app) {
        let floor = Floor::of(app).await;
        let each = size(20, 2_000);
        let done = join_all((0..PEOPLE).map(|person| {
            let floor = &floor;
            async move {
                let (mut dice, mut done) = (Dice::new(person), 0);
                let offered = &floor.clients[person % (2 * usize::try_from(ROOM).unwrap())].handoff;
                app.as_other_farmer().post(format!("/v1/handoffs/{offered}/accept"), json!({})).expect_one_of(&[200, 409]).await;
                for _ in 0..each {
                    let (who, path, body) = floor.act(app, &mut dice);
                    // A busy machine may ask to come again; that breaks no rule.
                    let answer = app.actor(who).post(path, body).expect_one_of(&[200, 201, 403, 409, 422, 503]).await;
                    done += usize::from(answer.status.is_success());
                }
                done
            }
        }))
        .await
        .into_iter()
        .sum::<usize>();
        agreement::holds(app).await;
        let fullest = "select coalesce(max(clients), 0) as n from (select count(*) as clients from clients where curator_id in
            (select id from users where name in ('anna', 'alla')) group by curator_id) as portfolios";
        assert!(count(app, fullest).await <= ROOM, "a farmer has more than he has room for");
        assert!(count(app, "select count(*) as n from handoffs where accepted_at is not null").await >= ROOM, "hardly anything was handed over");
        assert!(done > PEOPLE * each / 20, "only {done} of {} were done", PEOPLE * each);
        report(&format!("{} commands by {PEOPLE} at once on {:?}, {done} of them done: no rule was broken", PEOPLE * each, app.db));
    }

    async fn nobody_is_turned_away_who_reads_what_many_read(app) {
        Story::told(app, Until::Paid).await;
        let fedor = app.as_finance();
        for _ in 0..3 {
            join_all((0..PEOPLE).map(|_| async { fedor.get("/v1/commission/accruals").expect(200).await })).await;
        }
        let reads = count(app, "select count(*) as n from journal where name = 'restricted_read'").await;
        assert!(reads >= 3 * i64::try_from(PEOPLE).unwrap(), "only {reads} reads stand in the journal");
    }
}

/// Two farmers, two heads and the clock want the same client at the same time, through two instances.
#[tokio::test]
async fn of_all_who_want_one_client_one_gets_him() {
    let Some(app) = TestApp::start(Db::Postgres).await else { return };
    let other = app.sibling().await;
    for _ in 0..size(5, 100) {
        let story = Story::told(&app, Until::Proposed).await;
        let handoff = |verb: &str| format!("/v1/handoffs/{}/{verb}", story.handoff);
        let reassignment = |from: &Actor, to: &Actor| json!({"from_user_id": from.id(), "client_ids": [story.client], "mode": "even", "to_user_ids": [to.id()], "reason": "request"});
        let (anna, alla, clara, helga) = (app.as_farmer(), app.as_other_farmer(), app.as_head_client_dept(), app.as_head_active_sales());
        let (here, there) = (app.base(), other.base());
        let wishes = [
            (anna.at(&here), handoff("accept"), json!({})),
            (alla.at(&there), handoff("accept"), json!({})),
            (clara.at(&there), handoff("assign"), json!({"to_user_id": alla.id()})),
            (helga.at(&here), handoff("propose"), proposal(&alla)),
            (app.as_admin().at(&there), "/v1/sandbox/clock/advance".to_owned(), json!({"seconds": 3 * 86_400})),
            (clara.at(&here), "/v1/reassignments".to_owned(), reassignment(&anna, &alla)),
            (app.as_director().at(&there), "/v1/reassignments".to_owned(), reassignment(&alla, &anna)),
        ];
        join_all(
            wishes
                .into_iter()
                .map(|(who, path, body)| async move { who.post(path, body).expect_one_of(&[200, 201, 403, 409, 422, 503]).await }),
        )
        .await;
        agreement::holds(&app).await;
    }
    let active = count(&app, "select count(*) as n from clients where stage in ('active', 'abandoned') and curator_id is not null").await;
    assert!(active > 0, "nobody got anybody");
}
