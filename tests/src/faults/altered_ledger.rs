//! Promise 20 (tests/README.md §1), for money: whatever is changed by hand in a table of money is found by `baton ledger verify`, and by
//! the night; and where nothing was changed, nothing is found.

use api::Config;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::json;

use super::dice::Dice;
use crate::harness::scale::{report, size};
use crate::harness::story::{Story, Until, pay, rub, sell};
use crate::harness::{TestApp, days};

const TABLES: [&str; 12] = [
    "allocations",
    "commission_accruals",
    "commission_adjustments",
    "commission_entitlements",
    "commission_periods",
    "commission_plans",
    "commission_statements",
    "fx_rates",
    "payments",
    "refunds",
    "sale_lines",
    "sales",
];

async fn verify(app: &TestApp) -> Result<String, String> {
    let url = app.database_url();
    api::ledger::verify(&Config::of(&[("BATON_DATABASE_URL", &url)]).unwrap()).await
}

async fn measured(app: &TestApp) -> String {
    String::from_utf8(app.as_stranger().get("/metrics").expect(200).await.body).unwrap()
}

/// Someone at the database, whom no constraint stops.
struct Forger {
    pool: DatabaseConnection,
}

/// A column, and what kind of values it holds.
struct Column {
    name: String,
    kind: String,
}

impl Forger {
    async fn at(app: &TestApp) -> Self {
        let pool = Database::connect(ConnectOptions::new(app.database_url()).max_connections(1).to_owned()).await.unwrap();
        let forger = Self { pool };
        let unbound = if forger.is_postgres() { "set session_replication_role = replica" } else { "pragma foreign_keys = off" };
        forger.does(unbound).await;
        for table in TABLES {
            forger.does(&format!("create table kept_{table} as select * from {table}")).await;
        }
        forger
    }

    fn is_postgres(&self) -> bool {
        self.pool.get_database_backend() == DbBackend::Postgres
    }

    async fn does(&self, sql: &str) {
        self.tries(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// How many rows it changed.
    async fn tries(&self, sql: &str) -> Result<u64, sea_orm::DbErr> {
        Ok(self.pool.execute_unprepared(sql).await?.rows_affected())
    }

    async fn texts(&self, sql: &str) -> Vec<String> {
        let rows = self.pool.query_all_raw(Statement::from_string(self.pool.get_database_backend(), sql)).await.unwrap();
        rows.iter().map(|row| row.try_get("", "text").unwrap()).collect()
    }

    async fn columns(&self, table: &str) -> Vec<Column> {
        let sql = if self.is_postgres() {
            format!(
                "select column_name || ' ' || data_type as text from information_schema.columns where table_schema = 'public' and table_name = '{table}' order by 1"
            )
        } else {
            format!("select name || ' ' || lower(type) as text from pragma_table_info('{table}') order by 1")
        };
        let pair = |text: String| text.split_once(' ').map(|(name, kind)| Column { name: name.to_owned(), kind: kind.to_owned() });
        self.texts(&sql).await.into_iter().filter_map(pair).collect()
    }

    async fn ids(&self, table: &str) -> Vec<String> {
        self.texts(&format!("select {} as text from {table} order by 1", self.id())).await
    }

    fn id(&self) -> &'static str {
        if self.is_postgres() { "id::text" } else { "hex(id)" }
    }

    /// Another value for a column.
    fn other(&self, column: &Column, dice: &mut Dice) -> String {
        let (name, kind) = (&column.name, column.kind.as_str());
        let by = 1 + dice.below(1_000_000);
        if kind.contains("json") {
            return if self.is_postgres() { "'{\"x\": 1}'::jsonb" } else { "'{\"x\": 1}'" }.to_owned();
        }
        match kind {
            _ if kind.contains("uuid") => if self.is_postgres() { "gen_random_uuid()" } else { "randomblob(16)" }.to_owned(),
            _ if kind.contains("timestamp") => "'2001-02-03T04:05:06+00:00'".to_owned(),
            _ if kind.contains("date") => "'2001-02-03'".to_owned(),
            _ if kind.contains("bool") => format!("not {name}"),
            _ if kind.contains("int") => format!("coalesce({name}, 0) + {by}"),
            _ => format!("coalesce({name}, '') || 'x'"),
        }
    }

    /// Alters something in `table`; gives what, if it could be done.
    async fn alters(&self, table: &str, dice: &mut Dice) -> Option<String> {
        let (columns, ids) = (self.columns(table).await, self.ids(table).await);
        let (column, row, id) = (dice.one(&columns), dice.one(&ids), self.id());
        let name = &column.name;
        let others: Vec<_> = columns.iter().map(|column| column.name.as_str()).filter(|name| *name != "id").collect();
        let fresh = if self.is_postgres() { "gen_random_uuid()" } else { "randomblob(16)" };
        let sql = match dice.below(10) {
            0 => format!("delete from {table} where {id} = '{row}'"),
            1 => format!("insert into {table} (id, {0}) select {fresh}, {0} from {table} where {id} = '{row}'", others.join(", ")),
            2 => format!("update {table} set {name} = null where {id} = '{row}' and {name} is not null"),
            3 => {
                let from = dice.one(&ids);
                format!(
                    "update {table} set {name} = (select o.{name} from kept_{table} o where {} = '{from}') where {id} = '{row}'
                     and coalesce(cast({name} as text), '') <> (select coalesce(cast(o.{name} as text), '') from kept_{table} o where {0} = '{from}')",
                    if self.is_postgres() { "o.id::text" } else { "hex(o.id)" }
                )
            }
            _ => format!("update {table} set {name} = {} where {id} = '{row}'", self.other(column, dice)),
        };
        (self.tries(&sql).await.ok()? > 0).then_some(sql)
    }

    async fn puts_back(&self, table: &str) {
        self.does(&format!("delete from {table}")).await;
        self.does(&format!("insert into {table} select * from kept_{table}")).await;
    }
}

/// Some of everything that money is told by.
async fn some_of_everything(app: &TestApp) {
    let story = Story::told(app, Until::Completed).await;
    let finance = app.as_finance();
    let today = app.now().await.date_naive().to_string();
    for net in [100_000, 200_000] {
        let sold = Story { sale: sell(app, "anna", &story, net, None).await.id(), ..story.clone() };
        let paid = pay(app, &sold, net * 122 / 100).await;
        if net == 200_000 {
            finance.post(format!("/v1/payments/{}/bounce", paid.id()), json!({})).expect(200).await;
        } else {
            let back = json!({"source": "bank", "external_id": "back", "amount": rub(12_200), "reason": "возврат", "value_on": today, "sale_id": sold.sale});
            finance.post("/v1/refunds", back).expect(201).await;
        }
    }
    let correction = json!({"user_id": app.as_hunter().id(), "counterpart_id": app.as_other_hunter().id(), "amount": rub(5_000), "reason": "поделили иначе"});
    finance.post("/v1/commission/adjustments", correction).expect(201).await;
    for currency in ["USD", "EUR"] {
        finance.post("/v1/fx-rates", json!({"currency": currency, "value_on": today, "rate": "92.3456"})).expect(201).await;
    }
    finance.post(format!("/v1/commission/periods/{}/close", today[..7].to_owned()), json!({})).expect(200).await;
    app.advance(days(1)).await;
}

on_both! {
    async fn whatever_is_altered_in_a_table_of_money_is_found(app) {
        some_of_everything(app).await;
        let whole = verify(app).await.unwrap();
        assert!(whole.contains("the ledger is whole") && whole.contains("\nthe journal is whole"), "{whole}");
        let forger = Forger::at(app).await;
        let (mut dice, mut missed, mut done, mut tables) = (Dice::new(21), Vec::new(), 0, std::collections::BTreeSet::new());
        let wanted = size(150, 1_000);
        while done < wanted {
            let table = *dice.one(&TABLES);
            assert!(!forger.ids(table).await.is_empty(), "no rows in {table}");
            let Some(sql) = forger.alters(table, &mut dice).await else { continue };
            (done, _) = (done + 1, tables.insert(table));
            match verify(app).await {
                Err(found) if found.contains(&format!("({table})")) => {}
                other => missed.push((sql, other)),
            }
            forger.puts_back(table).await;
        }
        assert!(missed.is_empty(), "{} of {done}: {missed:#?}", missed.len());
        assert_eq!(tables.len(), TABLES.len(), "{tables:?}");
        report(&format!("{done} alterations of money on {:?}, each found", app.db));
        assert_eq!(verify(app).await.unwrap(), whole);
        forger.pool.close().await.unwrap();
    }

    async fn whoever_alters_the_seals_too_does_not_agree_with_the_journal(app) {
        some_of_everything(app).await;
        let forger = Forger::at(app).await;
        forger.does("create table kept_seals as select * from seals").await;
        for (sql, found) in [
            ("update seals set digest = 'x' where table_name = 'payments'", "the seals that it vouches for"),
            ("update seals set shape = 'x' where table_name = 'payments'", "nobody remembers"),
            ("delete from seals where table_name = 'sales'", "no journal entry says that it was written"),
            ("delete from seals", "the seals that it vouches for"),
            ("update seals set table_name = 'sales' where table_name = 'payments'", "it was deleted by hand"),
            ("update seals set seq = -1 where table_name = 'fx_rates'", "no journal entry vouches"),
        ] {
            forger.does(sql).await;
            let differs = verify(app).await.unwrap_err();
            assert!(differs.contains(found), "{sql}: {differs}");
            forger.does("delete from seals").await;
            forger.does("insert into seals select * from kept_seals").await;
        }
        verify(app).await.unwrap();
        // The entry that vouches is a part of the chain of hashes.
        forger.does("update journal set seal = null where seal is not null").await;
        assert!(verify(app).await.unwrap_err().contains("it is not as it was written"));
        forger.pool.close().await.unwrap();
    }

    async fn the_night_finds_it_and_says_so(app) {
        some_of_everything(app).await;
        let signals = async |app: &TestApp| app.as_director().all("/v1/signals?kind=ledger_differs&state=open").await;
        assert!(signals(app).await.is_empty());
        let forger = Forger::at(app).await;
        forger.does("update commission_accruals set amount_minor = amount_minor + 1").await;
        app.advance(days(1)).await;
        let raised = signals(app).await;
        assert_eq!((raised.len(), &raised[0]["subject"]), (1, &json!("ledger")));
        let told = measured(app).await;
        assert!(!told.contains("baton_ledger_differences 0\n") && told.contains("baton_ledger_differences "), "{told}");
        assert!(told.contains("baton_journal_anchor{hash=\""), "{told}");
        forger.puts_back("commission_accruals").await;
        app.advance(days(1)).await;
        assert!(signals(app).await.is_empty());
        assert!(self::measured(app).await.contains("baton_ledger_differences 0\n"));
        forger.pool.close().await.unwrap();
    }

    async fn anchors_that_are_gone_are_missed(app) {
        Story::told(app, Until::Called).await;
        app.advance(days(3)).await;
        let forger = Forger::at(app).await;
        forger.does("create table kept_anchors as select * from journal_anchors").await;
        for sql in ["delete from journal_anchors", "delete from journal_anchors where number = (select max(number) from journal_anchors)"] {
            forger.does(sql).await;
            let url = app.database_url();
            let found = api::audit::verify(&Config::of(&[("BATON_DATABASE_URL", &url)]).unwrap()).await.unwrap_err();
            assert!(found.contains("it tells of anchor"), "{found}");
            // Whoever deletes what the journal tells of them as well is left with entries that no anchor covers.
            forger.does("delete from journal_anchors").await;
            forger.does("insert into journal_anchors select * from kept_anchors").await;
        }
        forger.does("delete from journal where name = 'journal_anchored'").await;
        forger.does("delete from journal_anchors").await;
        let url = app.database_url();
        let found = api::audit::verify(&Config::of(&[("BATON_DATABASE_URL", &url)]).unwrap()).await.unwrap_err();
        assert!(found.contains("older than a day"), "{found}");
        forger.pool.close().await.unwrap();
    }
}
