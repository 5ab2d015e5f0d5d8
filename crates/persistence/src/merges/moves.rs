//! What belongs to a client goes to another record, and back: two statements a table, however much it is. What went is kept, so that
//! exactly that returns. The ledger is never touched: it is read by both records (`family`).

use domain::commission::PeriodState;
use domain::merges::Counts;
use domain::{ClientId, Date, Instant, MergeId, Word};
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::Merges;
use crate::commission::entitlement;
use crate::prelude::*;
use crate::query::change_sealed;
use crate::sales::{payment, refund, sale};
use crate::statement::Statement;

/// Tables whose rows belong to a client by `client_id` and have a version.
const OWNED: [&str; 11] = [
    "calls",
    "contacts",
    "meetings",
    "opportunities",
    "handoffs",
    "call_tasks",
    "promises",
    "claims",
    "contracts",
    "call_reviews",
    "missed_calls",
];
/// The same of money: their rows are sealed.
const MONEY: [&str; 4] = ["sales", "payments", "refunds", "commission_entitlements"];
/// Columns by which other clients name a client.
const NAMED_BY: [&str; 4] = ["head_office_id", "referrer_client_id", "duplicate_of_id", "merged_into_id"];
/// What came since the merge: kind of its ids, table, when it came.
const KEPT: [(&str, &str, &str); 12] = [
    ("activity", "activities", "recorded_at"),
    ("call", "calls", "received_at"),
    ("contact", "contacts", "created_at"),
    ("meeting", "meetings", "created_at"),
    ("opportunity", "opportunities", "registered_at"),
    ("sale", "sales", "created_at"),
    ("payment", "payments", "recorded_at"),
    ("handoff", "handoffs", "created_at"),
    ("calltask", "call_tasks", "created_at"),
    ("promise", "promises", "created_at"),
    ("claim", "claims", "created_at"),
    ("contract", "contracts", "created_at"),
];
/// So many of each kind are named at most.
const NAMED: u32 = 200;

/// From which record to which, and by which merge.
#[derive(Clone, Copy, Debug)]
pub struct Between {
    pub merge: MergeId,
    pub merged: ClientId,
    pub survivor: ClientId,
}

impl Between {
    fn values(self) -> [Value; 3] {
        [self.merge.uuid().into(), self.merged.uuid().into(), self.survivor.uuid().into()]
    }
}

/// The rows that were moved.
fn moved(kind: &str) -> String {
    format!("(select row_id from merge_moves where merge_id = $1 and kind = '{kind}')")
}

fn keep(kind: &str, from: &str) -> String {
    format!("insert into merge_moves (merge_id, kind, row_id) select $1, '{kind}', id from {from}")
}

impl Merges<'_> {
    async fn run(&self, sql: String, between: Between, bound: usize) -> Result<(), StoreError> {
        let values: Vec<Value> = between.values().into_iter().take(bound).collect();
        self.db().execute(&sql, values).await.map(drop)
    }

    /// The same for a table of money.
    async fn run_sealed(&self, table: &str, sql: String, between: Between) -> Result<(), StoreError> {
        let statement = Statement::new(sql, between.values());
        match table {
            "sales" => change_sealed::<sale::Entity>(self.db(), statement).await,
            "payments" => change_sealed::<payment::Entity>(self.db(), statement).await,
            "refunds" => change_sealed::<refund::Entity>(self.db(), statement).await,
            _ => change_sealed::<entitlement::Entity>(self.db(), statement).await,
        }
        .map(drop)
    }

    /// Everything of the merged record goes to the survivor.
    pub async fn move_all(&self, between: Between) -> Result<(), StoreError> {
        for table in OWNED.iter().chain(&MONEY).chain(&["activities", "suppressions"]) {
            self.run(keep(table, &format!("{table} where client_id = $2")), between, 2).await?;
        }
        // The numbers of statements' values are those of `Between::values`; each statement names all three.
        let to = "client_id = $3";
        let of = |table: &str| format!("client_id = $2 and id in {}", moved(table));
        for table in OWNED {
            self.run(format!("update {table} set version = version + 1, {to} where {}", of(table)), between, 3).await?;
        }
        for table in MONEY {
            let sql = format!("update {table} set version = version + 1, {to} where {}", of(table));
            self.run_sealed(table, sql, between).await?;
        }
        self.run(format!("update activities set {to} where {}", of("activities")), between, 3).await?;
        self.run(format!("update suppressions set version = version + 1, {to} where {}", of("suppressions")), between, 3).await?;
        let group = format!("update call_tasks set group_id = $3 where group_id = $2 and id in {}", moved("call_tasks"));
        self.run(group, between, 3).await?;
        self.follow_contacts(between).await?;
        self.rename(between).await
    }

    /// Numbers and texts by which contacts lead to their client.
    async fn follow_contacts(&self, between: Between) -> Result<(), StoreError> {
        for (table, column) in [("contact_phones", "contact_id"), ("search_texts", "subject_id")] {
            let sql = format!("update {table} set client_id = $3 where client_id = $2 and {column} in {}", moved("contacts"));
            self.run(sql, between, 3).await?;
        }
        Ok(())
    }

    /// Other clients who name the merged record name the survivor.
    async fn rename(&self, between: Between) -> Result<(), StoreError> {
        for column in NAMED_BY {
            self.run(keep(&format!("clients.{column}"), &format!("clients where {column} = $2 and id <> $3")), between, 3).await?;
            let sql = format!(
                "update clients set version = version + 1, {column} = $3 where {column} = $2 and id in {}",
                moved(&format!("clients.{column}"))
            );
            self.run(sql, between, 3).await?;
        }
        Ok(())
    }

    /// What went to the survivor returns, where nobody has given it to a third record since.
    pub async fn move_back(&self, between: Between) -> Result<(), StoreError> {
        let of = |table: &str| format!("client_id = $3 and id in {}", moved(table));
        for table in OWNED.iter().chain(&["suppressions"]) {
            self.run(format!("update {table} set version = version + 1, client_id = $2 where {}", of(table)), between, 3).await?;
        }
        for table in MONEY {
            let sql = format!("update {table} set version = version + 1, client_id = $2 where {}", of(table));
            self.run_sealed(table, sql, between).await?;
        }
        self.run(format!("update activities set client_id = $2 where {}", of("activities")), between, 3).await?;
        let group = format!("update call_tasks set group_id = $2 where group_id = $3 and id in {}", moved("call_tasks"));
        self.run(group, between, 3).await?;
        for (table, column) in [("contact_phones", "contact_id"), ("search_texts", "subject_id")] {
            let sql = format!("update {table} set client_id = $2 where client_id = $3 and {column} in {}", moved("contacts"));
            self.run(sql, between, 3).await?;
        }
        for column in NAMED_BY {
            let sql = format!(
                "update clients set version = version + 1, {column} = $2 where {column} = $3 and id in {}",
                moved(&format!("clients.{column}"))
            );
            self.run(sql, between, 3).await?;
        }
        Ok(())
    }

    /// Nobody answers for the merged record any more: its open intervals end, and are kept to be opened again.
    pub async fn end_assignments(&self, between: Between, at: Instant) -> Result<(), StoreError> {
        self.run(keep("assignments", "assignments where client_id = $2 and to_at is null"), between, 2).await?;
        let sql = format!("update assignments set to_at = $2 where id in {} and to_at is null", moved("assignments"));
        self.db().execute(&sql, [between.merge.uuid().into(), Value::from(at)]).await.map(drop)
    }

    /// Whoever answered for it does again, without a gap: while it was merged there was no such record.
    pub async fn reopen_assignments(&self, between: Between) -> Result<(), StoreError> {
        let sql = format!("update assignments set to_at = null where id in {}", moved("assignments"));
        self.run(sql, between, 1).await
    }

    /// How much would go to the survivor: one statement.
    pub async fn counts(&self, merged: ClientId) -> Result<Counts, StoreError> {
        const TABLES: [&str; 12] = [
            "activities",
            "calls",
            "contacts",
            "meetings",
            "opportunities",
            "sales",
            "payments",
            "handoffs",
            "call_tasks",
            "promises",
            "claims",
            "contracts",
        ];
        let numbers: Vec<_> = TABLES.iter().map(|table| format!("(select count(*) from {table} where client_id = $1)")).collect();
        let row = self.db().row(&format!("select {}", numbers.join(", ")), [merged.uuid().into()]).await?;
        let row = row.ok_or_else(StoreError::lost)?;
        let number = |place: usize| row.get::<i64>(place);
        Ok(Counts {
            activities: number(0)?,
            calls: number(1)?,
            contacts: number(2)?,
            meetings: number(3)?,
            opportunities: number(4)?,
            sales: number(5)?,
            payments: number(6)?,
            handoffs: number(7)?,
            tasks: number(8)?,
            letters: 0,
            promises: number(9)?,
            claims: number(10)?,
            contracts: number(11)?,
        })
    }

    /// When each line was first sold to each of these two, by its code: line, day to the first, day to the second.
    pub async fn first_sold(&self, one: ClientId, other: ClientId) -> Result<Vec<(String, ClientId, Date)>, StoreError> {
        let sql = "select l.product_line, s.client_id, min(s.sale_on) from sales s join sale_lines l on l.sale_id = s.id \
                   where s.client_id in ($1, $2) and s.state in ('confirmed', 'partly_paid', 'paid') group by l.product_line, s.client_id";
        let rows = self.db().rows(sql, [one.uuid().into(), other.uuid().into()]).await?;
        rows.iter().map(|row| Ok((row.get(0)?, ClientId::new(row.get(1)?), row.get(2)?))).collect()
    }

    /// In which merges that hold a sale went to another record.
    pub async fn moved_in(&self, sale: domain::SaleId) -> Result<Vec<MergeId>, StoreError> {
        let sql = "select v.merge_id from merge_moves v join merges m on m.id = v.merge_id and m.state = 'done' \
                   where v.row_id = $1 and v.kind = 'sales'";
        let rows = self.db().rows(sql, [sale.uuid().into()]).await?;
        rows.iter().map(|row| Ok(MergeId::new(row.get(0)?))).collect()
    }

    /// To which record a sale was made that has gone to another one since, and when it first went; nothing for all others.
    pub async fn origin_of(&self, sale: domain::SaleId) -> Result<Option<(ClientId, Instant)>, StoreError> {
        let sql = "select m.merged_id, m.done_at from merge_moves v join merges m on m.id = v.merge_id and m.state = 'done' \
                   where v.row_id = $1 and v.kind = 'sales' order by m.done_at limit 1";
        let row = self.db().row(sql, [sale.uuid().into()]).await?;
        row.map(|row| Ok((ClientId::new(row.get(0)?), row.get(1)?))).transpose()
    }

    /// The first month that is closed and holds what was earned on either record since.
    pub async fn closed_since(&self, between: Between, since: Instant) -> Result<Option<String>, StoreError> {
        let sql = format!(
            "select min(a.period) from commission_accruals a join commission_periods p on p.month = a.period and p.state = '{}' \
             where a.client_id in ($1, $2) and a.recorded_at > $3",
            PeriodState::Closed.as_str()
        );
        let values: [Value; 3] = [between.merged.uuid().into(), between.survivor.uuid().into(), since.into()];
        self.db().row(&sql, values).await?.map_or(Ok(None), |row| row.get(0))
    }

    /// Tasks and deals that the merge has cancelled and that stay cancelled: their clients have others of the kind by now (I-8).
    pub async fn open_since(&self, between: Between) -> Result<Vec<Uuid>, StoreError> {
        let open = "select t.id from merge_moves v join call_tasks t on t.id = v.row_id \
                    join call_tasks o on o.client_id = t.client_id and o.state in ('queued', 'leased', 'callback') and o.id <> t.id \
                    where v.merge_id = $1 and v.kind = 'image.call_tasks' and t.state not in ('queued', 'leased', 'callback') \
                    union all select t.id from merge_moves v join opportunities t on t.id = v.row_id \
                    join opportunities o on o.client_id = t.client_id and o.product_line = t.product_line and o.state = 'open' and o.id <> t.id \
                    where v.merge_id = $1 and v.kind = 'image.opportunities' and t.state <> 'open'";
        let rows = self.db().rows(open, [between.merge.uuid().into()]).await?;
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// What came to the survivor since, and stays there: the ids, by kind and in the order in which they came.
    pub async fn kept(&self, between: Between, since: Instant) -> Result<Vec<String>, StoreError> {
        let part = |(place, (kind, table, came)): (usize, &(&str, &str, &str))| {
            format!(
                "select * from (select {place} as place, '{kind}' as kind, t.id as id from {table} t where t.client_id = $3 and t.{came} > $4 \
                 and t.id not in (select row_id from merge_moves where merge_id = $1 and kind = '{table}') and t.id <> $2 order by t.id limit {NAMED}) k{place}"
            )
        };
        let parts: Vec<_> = KEPT.iter().enumerate().map(part).collect();
        let sql = format!("{} order by 1, 3", parts.join(" union all "));
        let values = between.values().into_iter().chain([Value::from(since)]);
        let rows = self.db().rows(&sql, values).await?;
        rows.iter().map(|row| Ok(domain::ids::typed(&row.get::<String>(1)?, row.get::<Uuid>(2)?))).collect()
    }
}
