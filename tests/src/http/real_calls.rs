//! Real calls of a bank's campaigns, posted twice, the second time shuffled: the state is the same, none is double, none lost
//! (I-3, E-12, E-13). A sample unless `BATON_TEST_CALLS` says how many (45211 = all); `tests/acceptance/calls.py` does the same
//! against any running server.

use std::collections::BTreeMap;
use std::io::Read;
use std::process::{Command, Stdio};

use futures_util::StreamExt;
use futures_util::stream::iter;
use serde_json::{Value, json};

use crate::guards::root;
use crate::harness::{TestApp, env, said_aloud};

/// So many posts are under way at once.
const LINES: usize = 8;

fn calls() -> Option<Vec<String>> {
    let wanted = env("BATON_TEST_CALLS").map_or(200, |text| text.parse().expect("BATON_TEST_CALLS is a number"));
    let file = root().ancestors().skip(1).take(2).map(|above| above.join("shared/data/calls/calls.ndjson.gz")).find(|file| file.is_file());
    let Some(file) = file else {
        said_aloud("SKIPPED: ../shared/data is not there, so nobody posted the real calls");
        return None;
    };
    let mut gzip = Command::new("gzip").arg("-dc").arg(file).stdout(Stdio::piped()).spawn().expect("gzip");
    let mut text = String::new();
    gzip.stdout.take().unwrap().read_to_string(&mut text).unwrap();
    gzip.wait().unwrap();
    let all: Vec<_> = text.lines().map(str::to_owned).collect();
    // Spread over all three years.
    Some(all.iter().step_by((all.len() / wanted).max(1)).take(wanted).cloned().collect())
}

/// The same, in an order that has nothing to do with the first.
fn shuffled(calls: &[String]) -> Vec<String> {
    let mut placed: Vec<_> =
        calls.iter().enumerate().map(|(place, call)| (place.wrapping_mul(2_654_435_761) % 1_000_003, call.clone())).collect();
    placed.sort();
    placed.into_iter().map(|(_, call)| call).collect()
}

async fn post_all(app: &TestApp, calls: &[String]) -> BTreeMap<String, (u16, Vec<u8>)> {
    let pbx = app.as_pbx();
    let posts = iter(calls.iter().cloned()).map(|call| {
        let pbx = pbx.clone();
        async move {
            let answer = pbx.ask(reqwest::Method::POST, "/v1/calls").raw("application/json", call).expect_one_of(&[200, 201, 202]).await;
            (answer.text("external_call_id"), (answer.status.as_u16(), answer.body))
        }
    });
    posts.buffer_unordered(LINES).collect().await
}

/// Everything that the calls have made; the order of arrival is nobody's matter.
async fn state(app: &TestApp, clients: &BTreeMap<String, String>) -> (BTreeMap<String, Value>, Vec<Value>) {
    let calls = app.as_call_centre_admin().all("/v1/calls").await;
    let calls = calls.into_iter().map(|call| (call["external_call_id"].as_str().unwrap().to_owned(), call)).collect();
    let mut cards = Vec::new();
    for client in clients.values() {
        cards.push(app.as_hunter().get(format!("/v1/clients/{client}")).expect(200).await.json);
        cards.extend(app.as_hunter().all(format!("/v1/clients/{client}/activities")).await);
    }
    (calls, cards)
}

on_both! {
    async fn real_calls_posted_twice_in_another_order_are_the_same_calls(app) {
        let Some(calls) = calls() else { return };
        let mut clients = BTreeMap::new();
        let parsed: Vec<Value> = calls.iter().map(|call| serde_json::from_str(call).unwrap()).collect();
        for call in parsed.iter().step_by(10) {
            let phone = call["client_phone"].as_str().unwrap();
            let card = json!({"legal_name": format!("ООО «{phone}»"), "source": "purchased_list", "phones": [{"number": phone}]});
            clients.insert(phone.to_owned(), app.as_call_manager().post("/v1/clients", card).expect(201).await.id());
        }
        let first = post_all(app, &calls).await;
        assert_eq!(first.values().filter(|(status, _)| *status == 201).count(), clients.len());
        assert_eq!(first.values().filter(|(status, _)| *status == 202).count(), calls.len() - clients.len());
        let before = state(app, &clients).await;
        assert_eq!(before.0.len(), calls.len());
        let talk = |calls: &mut dyn Iterator<Item = &Value>| calls.map(|call| call["talk_seconds"].as_i64().unwrap()).sum::<i64>();
        assert_eq!(talk(&mut before.0.values()), talk(&mut parsed.iter()));
        let spoken = parsed.iter().step_by(10).filter(|call| call["outcome"] == "answered" && call["talk_seconds"].as_i64() >= Some(30)).count();
        assert_eq!(before.1.len(), clients.len() + spoken, "a card each, and an activity for each talk");
        assert!(before.1.iter().all(|card| card["stage"].is_null() || card["stage"] == "suspect"), "history moves nobody");
        let again = post_all(app, &shuffled(&calls)).await;
        assert!(again.iter().all(|(id, (status, body))| *status == 200 && *body == first[id].1));
        assert_eq!(state(app, &clients).await, before);
    }
}
