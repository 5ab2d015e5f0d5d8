//! Promise 9: addresses, filters, cursors that nobody wrote who means well.

use super::{REFUSALS, is_a_problem};
use crate::harness::TestApp;

const QUERIES: [&str; 40] = [
    "limit=0",
    "limit=-1",
    "limit=many",
    "limit=1.5",
    "limit=1e3",
    "limit=",
    "limit=1e3",
    "limit=0x10",
    "limit=%31%00",
    "limit=1&limit=2",
    "cursor=nonsense",
    "cursor=",
    "cursor=AAAA",
    "cursor=eyJrIjoxfQ",
    "cursor=%00",
    "cursor='%3Bdrop+table+client%3B--",
    "cursor=..%2F..%2F",
    "colour=red",
    "__proto__=1",
    "stage[]=active",
    "stage[$ne]=active",
    "stage=active,asleep",
    "stage='+or+1=1--",
    "stage=",
    "stage=active&stage=lost",
    "sort=colour",
    "sort=id;drop+table+client",
    "sort=id,id,id",
    "sort=--id",
    "sort=%00",
    "fields=colour",
    "fields=*",
    "fields=id,id'",
    "curator_id=client_01h2xcejqtf2nbrexx3vqjhp41",
    "curator_id=1+or+1=1",
    "last_contact_before=soon",
    "last_contact_before=2026-02-30T00:00:00Z",
    "last_contact_before=%2B292277026596-12-04T15:30:07Z",
    "%ff=1",
    "stage=%ff",
];

/// Ids that nobody has.
const IDS: [&str; 16] = [
    "x",
    "0",
    "-1",
    "client_",
    "client_01h2xcejqtf2nbrexx3vqjhp41",
    "CLIENT_01H2XCEJQTF2NBREXX3VQJHP4Z",
    "client_zzzzzzzzzzzzzzzzzzzzzzzzzz",
    "user_01h2xcejqtf2nbrexx3vqjhp41",
    "client_01h2xcejqtf2nbrexx3vqjhp4",
    "client_01h2xcejqtf2nbrexx3vqjhp411",
    "%00",
    "%ff",
    "..%2f..%2fetc%2fpasswd",
    "%252e%252e",
    "'%20or%201=1--",
    "01890a5d-ac96-774b-bcce-b302099a8057",
];

/// Instants at the ends of time: found or refused, no fault of ours.
const ENDS_OF_TIME: [&str; 8] = [
    "occurred_after=0000-01-01T00:00:00Z",
    "occurred_after=0001-01-01T00:00:00Z",
    "occurred_after=9999-12-31T23:59:59Z",
    "occurred_after=-9999-01-01T00:00:00Z",
    "occurred_after=%2B262142-01-01T00:00:00Z",
    "occurred_before=0000-01-01T00:00:00Z",
    "occurred_after=2026-06-30T23:59:60Z",
    "occurred_before=9999-12-31T23:59:59.999999999Z",
];

on_both! {
    async fn no_query_is_our_fault(app) {
        let director = app.as_director();
        for query in QUERIES {
            let refused = director.get(format!("/v1/clients?{query}")).expect(400).await;
            is_a_problem(&refused, query);
            assert!(["bad_query", "bad_cursor"].contains(&refused.code().as_str()), "{query}: {refused}");
        }
        for query in ["limit=1000", "stage=active&", "&stage=active"] {
            director.get(format!("/v1/clients?{query}")).expect(200).await;
        }
        // Texts may say anything; of what no text can say nothing is found, and nobody is at fault.
        for (path, names) in [
            ("/v1/clients", &["external_id", "inn", "phone", "curator_id"][..]), ("/v1/users", &["email", "extension"]), ("/v1/calls", &["source", "external_call_id", "client_id"]),
            ("/v1/sales", &["source", "external_id"]), ("/v1/payments", &["source", "external_id"]), ("/v1/refunds", &["source", "external_id"]), ("/v1/product-lines", &["code"]),
            ("/v1/opportunities", &["product_line"]), ("/v1/signals", &["subject"]), ("/v1/events", &["name", "subject_id"]), ("/v1/audit", &["name", "subject_id", "actor_id"]),
            ("/v1/fx-rates", &["currency"]), ("/v1/norms", &["key"]), ("/v1/commission/accruals", &["period"]), ("/v1/commission/statements", &["period"]),
        ] {
            for name in names {
                for value in ["%00", "a%00b", "%ef%bf%bf", "%f0%9f%92%a9", "'", "%25", "_", "\\", "%0d%0a"] {
                    director.get(format!("{path}?{name}={value}")).expect_one_of(&[200, 400]).await;
                }
            }
        }
        let long = format!("phone={}", "9".repeat(20_000));
        let many = vec!["stage=active"; 2_000].join("&");
        for query in [&long, &many] {
            director.get(format!("/v1/clients?{query}")).expect_one_of(&REFUSALS).await;
        }
        for query in ENDS_OF_TIME {
            director.get(format!("/v1/events?{query}")).expect_one_of(&[200, 400]).await;
        }
    }

    async fn no_id_is_our_fault(app) {
        let director = app.as_director();
        for id in IDS {
            for path in ["/v1/clients/{}", "/v1/clients/{}/timeline", "/v1/users/{}", "/v1/commission/periods/{}", "/v1/norms/{}", "/v1/product-lines/{}", "/problems/{}"] {
                is_a_problem(&director.get(path.replace("{}", id)).expect(404).await, id);
            }
        }
        for month in ["2026-00", "2026-13", "99999-01", "2026-1", "-2026-01", "2026-01-01"] {
            director.get(format!("/v1/commission/periods/{month}")).expect(404).await;
        }
        is_a_problem(&director.get(format!("/v1/clients/{}", "x".repeat(8_000))).expect(404).await, "a long id");
    }
}

#[tokio::test]
async fn no_path_leads_around_the_door() {
    let app = TestApp::start(crate::harness::Db::Sqlite).await.unwrap();
    for path in [
        "/v1",
        "/v1/",
        "/v1/clients/",
        "//v1/clients",
        "/v1//clients",
        "/V1/clients",
        "/v1/Clients",
        "/v1/clients;a=b",
        "/v1/./clients",
        "/v1/clients%2f",
        "/v1%2fclients",
        "/%76%31/clients",
        "/v1/clients%00",
        "/v1/../v1/clients",
        "/docs/../v1/clients",
        "/docs/..%2f..%2fetc/passwd",
        "/docs/%2e%2e/%2e%2e/etc/passwd",
        "/problems/../v1/me",
        "/metrics/../v1/me",
        "/.git/config",
        "/.env",
        "/admin",
        "/index.php?x=../../etc/passwd",
    ] {
        let answer = super::framing::asked(&app, &format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).await;
        assert!(["401", "404"].contains(&answer.status.as_str()), "{path}: {}", answer.text);
        assert!(answer.text.contains("application/problem+json"), "{path}: {}", answer.text);
    }
}
