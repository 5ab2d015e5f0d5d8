//! The rules that must hold after each step, as statements that no row may fulfil, and as what must not change from one step to the next.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, Statement};

use super::deeds::{Deed, Done};
use crate::harness::TestApp;

/// No row may fulfil any of these. The numbers are those of RULES.md §5.
const NEVER: [(&str, &str); 11] = [
    (
        "I-4: at most one curator at every instant",
        "select a.client_id as id from assignments a join assignments b on b.client_id = a.client_id and b.id > a.id and a.role = 'curator' and b.role = 'curator'
          where a.from_at < coalesce(b.to_at, '9999-01-01') and b.from_at < coalesce(a.to_at, '9999-01-01') and a.from_at < coalesce(a.to_at, '9999-01-01') and b.from_at < coalesce(b.to_at, '9999-01-01')",
    ),
    (
        "I-4: exactly one for whom we work with after the sale",
        "select id from clients c where c.stage in ('client', 'active', 'abandoned') and c.record_status = 'live' and 1 <> (select count(*) from assignments a
           where a.client_id = c.id and a.role = 'curator' and a.to_at is null and a.user_id = c.curator_id)",
    ),
    (
        "I-5: nobody is active without a handoff, an import, a direct sale or a return",
        "select id from clients c where c.stage = 'active' and not c.imported and c.hunter_of_record_id is not null and c.won_back_at is null
           and not exists (select 1 from handoffs h where h.client_id = c.id and h.accepted_at is not null)",
    ),
    (
        "I-6: a hunter has no deal on a line that the client bought, once he is handed over",
        "select o.id from opportunities o join users u on u.id = o.owner_id join clients c on c.id = o.client_id
          where o.state = 'open' and u.unit = 'active_sales' and c.stage in ('active', 'abandoned') and c.hunter_of_record_id is not null
            and exists (select 1 from sales s join sale_lines l on l.sale_id = s.id where s.client_id = c.id and s.acquisition_no = c.acquisition_no
              and s.state in ('partly_paid', 'paid') and l.product_line = o.product_line)",
    ),
    (
        "I-6: nobody of the call centre calls who is handed over",
        "select t.id from call_tasks t join clients c on c.id = t.client_id where t.state in ('queued', 'leased', 'callback') and c.stage in ('active', 'abandoned')",
    ),
    ("I-8: one open call task", "select client_id as id from call_tasks where state in ('queued', 'leased', 'callback') group by client_id having count(*) > 1"),
    ("I-8: one client for each person who holds one", "select leased_by as id from call_tasks where state = 'leased' group by leased_by having count(*) > 1"),
    (
        "I-8: one open first meeting",
        "select client_id as id from meetings where kind = 'first' and state in ('booked', 'confirmed') group by client_id having count(*) > 1",
    ),
    ("I-8: one open handoff", "select client_id as id from handoffs where state not in ('completed', 'cancelled') group by client_id having count(*) > 1"),
    ("I-18: nobody approves his own statement", "select id from commission_statements where approved_by = user_id"),
    ("a lost client has no deal", "select o.id from opportunities o join clients c on c.id = o.client_id where o.state = 'open' and c.stage = 'disqualified'"),
];

/// What is only added to (I-2).
const ADDED_TO: [&str; 5] = ["activities", "commission_accruals", "journal", "call_events", "assignments"];

/// What was so after the step before.
pub(super) struct Rules {
    pool: DatabaseConnection,
    stages: BTreeMap<String, String>,
    rows: BTreeMap<&'static str, i64>,
    entries: i64,
    erased: BTreeSet<String>,
}

impl Rules {
    pub(super) async fn at(app: &TestApp) -> Self {
        let pool = Database::connect(app.database_url()).await.unwrap();
        let mut rules = Self { pool, stages: BTreeMap::new(), rows: BTreeMap::new(), entries: 0, erased: BTreeSet::new() };
        rules.every_change_of_a_stage_is_written_down().await.unwrap();
        rules.count_rows().await.unwrap();
        rules
    }

    /// The rule that does not hold after what was done, if there is one.
    pub(super) async fn hold(&mut self, done: &Done) -> Result<(), String> {
        if done.status >= 500 {
            return Err(format!("{done}"));
        }
        for (rule, sql) in NEVER {
            let broken = self.number(&format!("select count(*) as n from ({sql}) as broken")).await;
            if broken != 0 {
                return Err(format!("{rule}: not so {broken} times"));
            }
        }
        self.every_change_of_a_stage_is_written_down().await?;
        self.count_rows().await?;
        if self.erased.contains(&done.client) && done.succeeded() && done.deed.is_a_command_to_the_client() {
            return Err("I-22: an erased client took a command".to_owned());
        }
        if done.deed == Deed::Erase && done.succeeded() {
            self.erased.insert(done.client.clone());
        }
        Ok(())
    }

    /// I-1: whose stage is another than before has entries about himself since then.
    async fn every_change_of_a_stage_is_written_down(&mut self) -> Result<(), String> {
        let now = self.texts(&format!("select {} as k, stage as v from clients", self.key("id"))).await;
        let changed: Vec<_> = now.iter().filter(|(id, stage)| self.stages.get(*id).is_some_and(|before| before != *stage)).collect();
        if !changed.is_empty() {
            let (since, key) = (self.entries, self.key("client_id"));
            let told = self
                .texts(&format!(
                    "select {key} as k, max(name) as v from journal where seq > {since} and client_id is not null
                 and name not in ('client_updated', 'activity_logged', 'curator_changed') group by client_id"
                ))
                .await;
            if let Some((id, stage)) = changed.into_iter().find(|(id, _)| !told.contains_key(*id)) {
                return Err(format!("I-1: {id} is {stage}, and the journal does not say why"));
            }
        }
        self.stages = now;
        self.entries = self.number("select coalesce(max(seq), 0) as n from journal").await;
        Ok(())
    }

    async fn count_rows(&mut self) -> Result<(), String> {
        for table in ADDED_TO {
            let rows = self.number(&format!("select count(*) as n from {table}")).await;
            if self.rows.insert(table, rows).is_some_and(|before| before > rows) {
                return Err(format!("I-2: rows of {table} are gone"));
            }
        }
        Ok(())
    }

    /// An id as a text that is the same in each table.
    fn key(&self, column: &str) -> String {
        match self.pool.get_database_backend() {
            DatabaseBackend::Sqlite => format!("hex({column})"),
            _ => format!("cast({column} as text)"),
        }
    }

    async fn number(&self, sql: &str) -> i64 {
        self.rows_of(sql).await[0].try_get("", "n").unwrap()
    }

    async fn texts(&self, sql: &str) -> BTreeMap<String, String> {
        self.rows_of(sql).await.iter().map(|row| (row.try_get("", "k").unwrap(), row.try_get("", "v").unwrap())).collect()
    }

    async fn rows_of(&self, sql: &str) -> Vec<sea_orm::QueryResult> {
        let statement = Statement::from_string(self.pool.get_database_backend(), sql);
        self.pool.query_all_raw(statement).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
    }
}
