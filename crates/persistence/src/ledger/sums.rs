//! Every sum against what it is the sum of, and every amount against what the journal tells of it. These hold by themselves, whatever
//! the seals say: they would find a mistake of our own.

use super::Account;
use crate::prelude::*;

/// Of which table no row may fulfil the statement, and what is not so of a row that does. `{told …}` is a fact of the entry `j`.
const NEVER: &[(&str, &str, &str)] = &[
    (
        "payments",
        "the journal does not tell of it once, with its amount",
        "select id from payments p where 1 <> (select count(*) from journal j where j.subject_id = p.id and j.name = 'payment_cleared'
           and {number amount_minor} = p.amount_minor and {text currency} = p.currency and {text value_on} = {day p.value_on})",
    ),
    (
        "payments",
        "it is not its unallocated part and what lies on sales",
        "select id from payments p where unallocated_minor < 0
           or amount_minor < unallocated_minor + (select coalesce(sum(amount_minor), 0) from allocations a where a.payment_id = p.id)
           or state = 'cleared' and not exists (select 1 from refunds r where r.client_id = p.client_id or r.payment_id = p.id)
              and amount_minor <> unallocated_minor + (select coalesce(sum(amount_minor), 0) from allocations a where a.payment_id = p.id)",
    ),
    (
        "payments",
        "it bounced and still lies on a sale",
        "select id from payments p where state = 'reversed'
           and (unallocated_minor <> 0 or 0 <> (select coalesce(sum(amount_minor), 0) from allocations a where a.payment_id = p.id))",
    ),
    (
        "refunds",
        "the journal does not tell of it once, with its amount",
        "select id from refunds r where 1 <> (select count(*) from journal j where j.subject_id = r.id and j.name = 'refund_recorded'
           and {number amount_minor} = r.amount_minor and {text currency} = r.currency)",
    ),
    (
        "sales",
        "it is not paid by what was allocated to it",
        "select id from sales s where paid_minor <> (select coalesce(sum(amount_minor), 0) from allocations a where a.sale_id = s.id)
           or paid_minor < 0 or paid_minor + refunded_minor > gross_minor",
    ),
    (
        "sales",
        "it is not the sum of its lines",
        "select id from sales s where gross_minor <> (select coalesce(sum(gross_minor), 0) from sale_lines l where l.sale_id = s.id)",
    ),
    (
        "commission_accruals",
        // More than once where it was held for one cause and then for another.
        "the journal does not tell of it with its amount",
        "select id from commission_accruals a where not exists (select 1 from journal j where j.subject_id = a.id
           and j.name in ('accrual_posted', 'accrual_held', 'accrual_reversed') and {number amount.amount_minor} = a.amount_minor)",
    ),
    (
        "commission_accruals",
        "it does not know what its line has earned so far",
        "select id from (select id, allocation_id, amount_so_far_minor,
             sum(case when allocation_id is not null then amount_minor else 0 end) over (partition by sale_line_id, user_id, rule) as earned,
             row_number() over (partition by sale_line_id, user_id, rule order by id desc) as place
           from commission_accruals where sale_line_id is not null) a
           where place = 1 and allocation_id is not null and amount_so_far_minor <> earned",
    ),
    (
        "commission_accruals",
        "it is another amount in its own currency",
        "select id from commission_accruals where plan_currency = currency and plan_amount_minor <> amount_minor",
    ),
    (
        "commission_adjustments",
        "the journal does not tell of it with its amount",
        "select id from commission_adjustments a where not exists (select 1 from journal j where j.subject_id = a.id
           and j.name in ('adjustment_posted', 'adjustment_entered') and {number amount_minor} = a.amount_minor and {text currency} = a.currency)",
    ),
    (
        "commission_statements",
        "it is not the sum of its lines",
        "select id from commission_statements s where exists (select 1 from commission_periods p where p.month = s.period and p.state <> 'open')
           and (total_minor <> (select coalesce(sum(plan_amount_minor), 0) from commission_accruals a where a.statement_id = s.id)
             or line_count <> (select count(*) from commission_accruals a where a.statement_id = s.id))",
    ),
    (
        "commission_statements",
        "what it pays and carries on is not what it earned and was handed on",
        "select id from commission_statements where total_minor + carry_in_minor <> payable_minor + carry_out_minor
           or payable_minor < 0 or carry_out_minor > 0",
    ),
    (
        "commission_statements",
        "its opening balance is not what earlier ones carried on to it",
        "select id from commission_statements s where carry_in_minor <>
           (select coalesce(sum(carry_out_minor), 0) from commission_statements e where e.carried_to_id = s.id)",
    ),
    (
        "commission_statements",
        "the journal does not tell that it was approved, or paid",
        "select id from commission_statements s
           where state in ('approved', 'paid') and not exists (select 1 from journal j where j.subject_id = s.id and j.name = 'statement_approved')
           or state = 'paid' and not exists (select 1 from journal j where j.subject_id = s.id and j.name = 'statement_paid')",
    ),
    (
        "commission_plans",
        "the journal does not tell once that it was published",
        "select id from commission_plans p where published_by is not null
           and 1 <> (select count(*) from journal j where j.subject_id = p.id and j.name = 'plan_version_published')",
    ),
];

pub(super) async fn look(db: &Db, account: &mut Account) -> Result<(), StoreError> {
    for (table, what, never) in NEVER {
        let text = format!("select id from ({}) as broken limit {}", written(never, db.dialect()), Account::MOST);
        for record in db.rows(&text, []).await? {
            account.differs(table, record.get(0)?, what);
        }
    }
    Ok(())
}

/// The statement as this database reads it.
fn written(never: &str, dialect: Dialect) -> String {
    let mut parts = never.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (word, rest) = part.split_once('}').unwrap_or((part, ""));
        let (kind, name) = word.split_once(' ').unwrap_or((word, ""));
        let path = name.replace('.', ",");
        let value = match (kind, dialect) {
            ("number", Dialect::Postgres) => format!("cast(j.facts #>> '{{{path}}}' as bigint)"),
            ("text", Dialect::Postgres) => format!("j.facts #>> '{{{path}}}'"),
            ("day", Dialect::Postgres) => format!("to_char({name}, 'YYYY-MM-DD')"),
            ("number" | "text", Dialect::Sqlite) => format!("json_extract(j.facts, '$.{name}')"),
            _ => name.to_owned(),
        };
        text += &value;
        text += rest;
    }
    text
}
