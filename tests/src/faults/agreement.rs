//! What must hold whatever happened: the ledger, the journal and the states tell one story, and no effect happened twice.

use sea_orm::{ConnectionTrait, Database, Statement};

use crate::harness::TestApp;

/// No row may fulfil any of these.
const NEVER: [(&str, &str); 7] = [
    ("a client was created once", "select id from clients c where 1 <> (select count(*) from journal j where j.subject_id = c.id and j.name = 'client_created')"),
    (
        "a call was told once",
        "select id from calls c where 1 <> (select count(*) from journal j where j.subject_id = c.id and j.name in ('call_recorded', 'call_unmatched'))",
    ),
    ("a conversation was told once", "select id from activities a where 1 < (select count(*) from journal j where j.subject_id = a.id and j.name = 'activity_logged')"),
    ("a client has one open handoff at most", "select client_id as id from handoffs where state not in ('completed', 'cancelled') group by client_id having count(*) > 1"),
    (
        "a client has the curator of his one open assignment",
        "select id from clients c where curator_id is not null and 1 <> (select count(*) from assignments a
           where a.client_id = c.id and a.role = 'curator' and a.to_at is null and a.user_id = c.curator_id)
           or 1 < (select count(*) from assignments a where a.client_id = c.id and a.role = 'curator' and a.to_at is null)",
    ),
    (
        "a handoff was accepted once",
        "select id from handoffs h where (accepted_at is null) <> (0 = (select count(*) from journal j where j.subject_id = h.id and j.name = 'handoff_accepted'))
           or 1 < (select count(*) from journal j where j.subject_id = h.id and j.name = 'handoff_accepted')",
    ),
    ("an answer is kept with its effect", "select actor_id as id from idempotency where status is null"),
];

/// Holds everything to be true that must be, walks the chains of the journal, and sums up the money (`persistence::ledger`).
pub(super) async fn holds(app: &TestApp) {
    for (rule, sql) in NEVER {
        let broken = count(app, &format!("select count(*) as n from ({sql}) as broken")).await;
        assert_eq!(broken, 0, "{rule}: not so {broken} times (seed {})", super::dice::seed());
    }
    let url = app.database_url();
    api::ledger::verify(&api::Config::of(&[("BATON_DATABASE_URL", &url)]).unwrap()).await.unwrap_or_else(|broken| panic!("{broken}"));
}

/// The number `n` that this statement gives.
pub(super) async fn count(app: &TestApp, sql: &str) -> i64 {
    count_in(&app.database_url(), sql).await
}

/// The same of any database.
pub(super) async fn count_in(url: &str, sql: &str) -> i64 {
    let pool = Database::connect(url).await.unwrap();
    let row =
        pool.query_one_raw(Statement::from_string(pool.get_database_backend(), sql)).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    let n = row.unwrap().try_get("", "n").unwrap();
    pool.close().await.unwrap();
    n
}

pub(super) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap()
}
