//! Promise 5 (tests/README.md §1): repeating a request is harmless, however often, from however many sides, to whichever instance.

use std::future::IntoFuture;

use futures_util::StreamExt;
use futures_util::stream::iter;
use serde_json::{Value, json};

use super::agreement::{self, count};
use crate::harness::scale::{report, size};
use crate::harness::story::{Story, Until, call_event, rub, unique};
use crate::harness::{Actor, Process, TestApp};

/// What is sent, by whom, and how it is counted.
struct Sent {
    who: Actor,
    path: &'static str,
    body: Value,
    key: Option<&'static str>,
    rows: String,
}

async fn all(app: &TestApp) -> Vec<Sent> {
    let story = Story::told(app, Until::Completed).await;
    let now = app.now().await;
    let name = format!("ООО «Сто раз {}»", unique());
    let payment = json!({"source": "bank", "external_id": "once", "client_id": story.client, "amount": rub(100), "value_on": now.date_naive().to_string(), "allocations": []});
    let mut call = call_event(now, "+74951112233", "101");
    call["external_call_id"] = "once".into();
    vec![
        Sent {
            who: app.as_hunter(),
            path: "/v1/clients",
            rows: format!("clients where legal_name = '{name}'"),
            body: json!({"legal_name": name, "source": "inbound"}),
            key: Some("once"),
        },
        Sent {
            who: app.as_importer(),
            path: "/v1/clients",
            rows: "clients where external_id = 'once'".to_owned(),
            body: json!({"external_id": "once", "legal_name": "ООО «Однажды»", "source": "import"}),
            key: None,
        },
        Sent {
            who: app.as_finance(),
            path: "/v1/payments",
            rows: "payments where external_id = 'once'".to_owned(),
            body: payment,
            key: None,
        },
        Sent { who: app.as_pbx(), path: "/v1/calls", rows: "calls where external_call_id = 'once'".to_owned(), body: call, key: None },
    ]
}

on_both! {
    async fn a_request_sent_a_thousand_times_has_one_effect(app) {
        let retries = size(96, 1_024);
        let all = all(app).await;
        // It takes its clock as it stands; a process of its own, for those of one process know each other's requests.
        let other = Process::start(&app.database_url(), &[]).await;
        for sent in all {
            let there = sent.who.at(&other.base());
            let answers = iter(0..retries).map(|turn| {
                let request = if turn % 2 == 0 { &sent.who } else { &there }.post(sent.path, sent.body.clone());
                let request = if let Some(key) = sent.key { request.header("idempotency-key", key) } else { request };
                request.expect_one_of(&[200, 201, 202, 409]).into_future()
            });
            let answers: Vec<_> = answers.buffer_unordered(32).collect().await;
            let (done, early): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status.is_success());
            assert!(done.iter().all(|answer| answer.id() == done[0].id()), "{} at {}", sent.body, sent.path);
            assert!(early.iter().all(|answer| sent.key.is_some() && answer.code() == "idempotency_in_progress"));
            assert!(!done.is_empty());
            let first = done.iter().filter(|answer| answer.status != 200 && answer.header("idempotent-replayed").is_none()).count();
            assert_eq!((first, count(app, &format!("select count(*) as n from {}", sent.rows)).await), (1, 1), "{}", sent.path);
        }
        report(&format!("4 × {retries} repeats, 32 at once, at two instances, on {:?}: one effect each", app.db));
        agreement::holds(app).await;
    }
}
