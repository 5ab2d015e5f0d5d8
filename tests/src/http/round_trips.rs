//! How often an operation asks the database and waits for its answer: the budget of each, on both databases alike. Writes that nobody
//! waits for travel with the next question, at the latest with the commit.

use serde_json::json;

use crate::harness::Actor;
use crate::harness::story::{Story, Until, call_event, checklist, pay, rub, sell, talk, unique};

/// The least that `request` needed of a few tries: now and then a request asks for more (rules, people). Counted on the thread that
/// serves HTTP: what else the server does, it does on another.
macro_rules! least {
    ($app:expr, $($tries:expr),+ $(,)?) => {{
        let mut least = u64::MAX;
        $({
            let before = $app.round_trips();
            $tries;
            let before = before.into_iter().chain(std::iter::repeat(0));
            least = least.min($app.round_trips().into_iter().zip(before).map(|(after, before)| after - before).max().unwrap_or_default());
        })+
        least
    }};
}

/// Whoever asks was authenticated and the rules were read less than a second ago.
async fn known(actor: &Actor) {
    actor.get("/v1/me").expect(200).await;
}

fn keep(budgets: &mut Vec<String>, operation: &str, needed: u64, budget: u64) {
    if needed > budget {
        budgets.push(format!("{operation}: {needed} round trips, {budget} are allowed"));
    }
}

on_both! {
    // One of each write's round trips asks how far the rules have come, so that it decides by those of its own transaction.
    async fn each_operation_keeps_its_budget(app) {
        let mut over = Vec::new();
        let stories = [Story::told(app, Until::Completed).await, Story::told(app, Until::Completed).await];
        let (finance, anna, helga) = (app.as_finance(), app.actor("anna"), app.actor("helga"));
        let client = &stories[0].client;

        known(&anna).await;
        let needed = least!(app, anna.get(format!("/v1/clients/{client}")).expect(200).await, anna.get(format!("/v1/clients/{client}")).expect(200).await);
        keep(&mut over, "card", needed, 1);
        let needed = least!(app, anna.get("/v1/clients?stage=active").expect(200).await, anna.get("/v1/clients?stage=active").expect(200).await);
        keep(&mut over, "list of clients", needed, 1);

        // One a kind of thing; whoever sees what is restricted leaves an entry of the journal, which is a transaction.
        let dossier = format!("/v1/clients/{client}/dossier");
        known(&app.as_call_manager()).await;
        let needed = least!(app, app.as_call_manager().get(&dossier).expect(200).await, app.as_call_manager().get(&dossier).expect(200).await);
        keep(&mut over, "the open sections of a dossier", needed, 6);
        known(&anna).await;
        let needed = least!(app, anna.get(&dossier).expect(200).await, anna.get(&dossier).expect(200).await);
        keep(&mut over, "a whole dossier", needed, 15);

        known(&app.as_hunter()).await;
        let explained = "/v1/commission/accruals?include=explanation";
        let needed = least!(app, app.as_hunter().get(explained).expect(200).await, app.as_hunter().get(explained).expect(200).await);
        keep(&mut over, "list of ledger lines with explanations", needed, 1);

        let now = app.now().await;
        let told = async |story: &Story| app.as_pbx().post("/v1/calls", call_event(now, &story.phone, "101")).expect(201).await;
        told(&stories[0]).await;
        // One asks whether the call returns a missed one.
        keep(&mut over, "intake of a call", least!(app, told(&stories[0]).await, told(&stories[1]).await, told(&stories[0]).await), 7);

        let mut paid = u64::MAX;
        for story in [&stories[0], &stories[1], &stories[0]] {
            let sale = sell(app, "anna", story, 100_000, None).await.id();
            let story = Story { sale, ..story.clone() };
            known(&finance).await;
            // The clock of the sandbox is asked besides, which needs no round trip.
            paid = paid.min(least!(app, pay(app, &story, 122_000).await));
        }
        // One asks whether the client had promised to pay for the sale.
        keep(&mut over, "payment, allocated, with commission", paid, 11);

        known(&helga).await;
        known(&anna).await;
        let noted = least!(app, talk(app, "anna", client).await, talk(app, "anna", client).await, talk(app, "anna", client).await);
        keep(&mut over, "contact logged", noted, 5);
        assert!(over.is_empty(), "{over:#?}");
    }

    async fn steps_of_the_relay_keep_theirs(app) {
        let mut over = Vec::new();
        let (mut held, mut accepted, mut proposed, mut taken, mut advanced) = (u64::MAX, u64::MAX, u64::MAX, u64::MAX, u64::MAX);
        let (ivan, anna) = (app.actor("ivan"), app.actor("anna"));
        for _ in 0..2 {
            let story = Story::told(app, Until::Booked).await;
            let meeting = ivan.get(format!("/v1/meetings/{}", story.meeting)).expect(200).await;
            app.advance_to(meeting.text("starts_at").parse::<chrono::DateTime<chrono::Utc>>().unwrap() + crate::harness::hours(1)).await;
            known(&ivan).await;
            held = held.min(least!(app, ivan.post(format!("/v1/meetings/{}/hold", story.meeting), json!({})).expect(200).await));
            accepted = accepted.min(least!(app, ivan.post(format!("/v1/meetings/{}/accept", story.meeting), json!({})).expect(200).await));

            let story = Story::told(app, Until::Paid).await;
            known(&ivan).await;
            let proposal = json!({"to_user_id": anna.id(), "rehearsed": true, "checklist": checklist()});
            proposed = proposed.min(least!(app, ivan.post(format!("/v1/handoffs/{}/propose", story.handoff), proposal).expect(200).await));
            known(&anna).await;
            taken = taken.min(least!(app, anna.post(format!("/v1/handoffs/{}/accept", story.handoff), json!({})).expect(200).await));
            let close_on = (app.now().await + crate::harness::days(20)).date_naive().to_string();
            let deal = json!({"client_id": story.client, "product_line": "water", "amount": rub(1_000 + i64::from(unique())), "close_on": close_on});
            let deal = anna.post("/v1/opportunities", deal).expect(201).await.id();
            let next = json!({"stage": "proposal"});
            advanced = advanced.min(least!(app, anna.post(format!("/v1/opportunities/{deal}/advance"), next).expect(200).await));
        }
        keep(&mut over, "hold a meeting", held, 6);
        keep(&mut over, "accept a meeting", accepted, 5);
        keep(&mut over, "propose a handoff", proposed, 5);
        keep(&mut over, "accept a handoff", taken, 13);
        keep(&mut over, "advance a deal", advanced, 4);
        assert!(over.is_empty(), "{over:#?}");
    }
}
