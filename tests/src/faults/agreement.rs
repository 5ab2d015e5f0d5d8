//! What must hold whatever happened: the ledger, the journal and the states tell one story, and no effect happened twice.

use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};

use crate::harness::TestApp;

/// No row may fulfil any of these.
const NEVER: [(&str, &str); 13] = [
    ("a client was created once", "select id from clients c where 1 <> (select count(*) from journal j where j.subject_id = c.id and j.name = 'client_created')"),
    ("a payment was told once", "select id from payments p where 1 <> (select count(*) from journal j where j.subject_id = p.id and j.name = 'payment_cleared')"),
    ("a refund was told once", "select id from refunds r where 1 <> (select count(*) from journal j where j.subject_id = r.id and j.name = 'refund_recorded')"),
    (
        "a call was told once",
        "select id from calls c where 1 <> (select count(*) from journal j where j.subject_id = c.id and j.name in ('call_recorded', 'call_unmatched'))",
    ),
    ("a conversation was told once", "select id from activities a where 1 < (select count(*) from journal j where j.subject_id = a.id and j.name = 'activity_logged')"),
    (
        "a line of the ledger was told once, with its amount",
        "select id from commission_accruals a where 1 <> (select count(*) from journal j where j.subject_id = a.id
           and j.name in ('accrual_posted', 'accrual_held', 'accrual_reversed') and {amount} = a.amount_minor)",
    ),
    (
        "the ledger knows what it has added up",
        "select id from commission_accruals a where allocation_id is not null
           and not exists (select 1 from commission_accruals b where b.sale_line_id = a.sale_line_id and b.user_id = a.user_id and b.rule = a.rule and b.id > a.id)
           and amount_so_far_minor <> (select sum(amount_minor) from commission_accruals b
                where b.sale_line_id = a.sale_line_id and b.user_id = a.user_id and b.rule = a.rule and b.allocation_id is not null)",
    ),
    (
        "a sale is paid by what was allocated to it",
        "select id from sales s where paid_minor <> (select coalesce(sum(amount_minor), 0) from allocations a where a.sale_id = s.id)
           or paid_minor < 0 or paid_minor + refunded_minor > gross_minor",
    ),
    (
        "no payment is given away twice",
        "select id from payments p where unallocated_minor < 0
           or amount_minor < unallocated_minor + (select coalesce(sum(amount_minor), 0) from allocations a where a.payment_id = p.id)
           or state = 'cleared' and not exists (select 1 from refunds r where r.client_id = p.client_id)
              and amount_minor <> unallocated_minor + (select coalesce(sum(amount_minor), 0) from allocations a where a.payment_id = p.id)",
    ),
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

/// Holds everything to be true that must be, and walks the chains of the journal.
pub(super) async fn holds(app: &TestApp) {
    for (rule, sql) in NEVER {
        let broken = count(app, &format!("select count(*) as n from ({sql}) as broken")).await;
        assert_eq!(broken, 0, "{rule}: not so {broken} times (seed {})", super::dice::seed());
    }
    let url = app.database_url();
    api::audit::verify(&api::Config::of(&[("BATON_DATABASE_URL", &url)]).unwrap()).await.unwrap_or_else(|broken| panic!("{broken}"));
}

/// The number `n` that this statement gives.
pub(super) async fn count(app: &TestApp, sql: &str) -> i64 {
    count_in(&app.database_url(), sql).await
}

/// The same of any database.
pub(super) async fn count_in(url: &str, sql: &str) -> i64 {
    let pool = Database::connect(url).await.unwrap();
    let amount = match pool.get_database_backend() {
        DbBackend::Postgres => "(j.facts->'amount'->>'amount_minor')::bigint",
        _ => "json_extract(j.facts, '$.amount.amount_minor')",
    };
    let sql = sql.replace("{amount}", amount);
    let row = pool
        .query_one_raw(Statement::from_string(pool.get_database_backend(), &sql))
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    let n = row.unwrap().try_get("", "n").unwrap();
    pool.close().await.unwrap();
    n
}

pub(super) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap()
}
