//! Rows in, domain values out. Here lives what speaks SQL: the tables, each declared once (`table!`), the filters of lists
//! ([`mod@filter`]), repositories with the queries that are special, transactions ([`Store`]), the [`journal`], and all that differs
//! between SQLite and PostgreSQL ([`Dialect`]). What must not be here: a rule of the sales department, a permission, anything of HTTP.
//!
//! # One request: `POST /v1/handoffs/{id}/accept`
//!
//! `app::handoffs::accept_handoff` calls [`Store::write`], which takes the writer's turn on SQLite, begins a transaction and hands the
//! use case a [`Tx`]. The use case finds the handoff (`db.find(id)`: the id leads to its [`Aggregate`]), locks the farmer's row, the
//! client and the handoff in that order (`db.lock(id)`: `select … for update`), and counts the farmer's clients by a query of the
//! repository `clients`. Rows are read by position into domain values; a cell that no rule can have written is
//! [`StoreError::Corrupt`], with its place. What the domain decided comes back through [`Tx::apply`]: the new state replaces the row of
//! its id and version ([`StoreError::Stale`] if there is another version by now), its events are remembered. When the use case is
//! done, [`journal`] chains and appends all of them, and the transaction commits; on an error it is rolled back, and run again where the
//! database asks for that (a deadlock, a link of a chain that somebody else wrote first).
//!
//! # Reading a list
//!
//! `db.page(reach, &filter, request)`: the [`Filter`] gives the conditions, the [`Reach`] how far the reader sees, the request the order
//! and where the page begins; keyset pages, one statement.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "a test that panics has failed"
    )
)]

mod aggregate;
pub mod calling;
pub mod clients;
mod codec;
pub mod commission;
pub mod counts;
mod db;
mod dialect;
pub mod dossier;
mod driver;
mod error;
pub mod filter;
pub mod groups;
pub mod handoffs;
pub mod idempotency;
pub mod journal;
mod leases;
pub mod ledger;
pub mod meetings;
pub mod merges;
pub mod names;
pub mod org;
pub mod page;
pub mod portfolio;
mod prelude;
mod query;
pub mod queue;
mod reach;
pub mod reassignments;
pub mod receivables;
mod rules;
pub mod sales;
mod sandbox;
mod sealing;
mod settings;
mod statement;
mod store;
mod table;
mod tickets;
mod tx;
pub mod webhooks;

pub use aggregate::{Aggregate, AggregateId};
pub use counts::Counts;
pub use db::Db;
pub use dialect::Dialect;
pub use error::{AsStoreError, StoreError};
pub use filter::{Asker, Countable, Filter, OrNull, Parameters, Several};
pub use journal::Stamp;
pub use page::{After, Page, PageRequest};
pub use reach::Reach;
pub use rules::RulesVersion;
pub use store::{Prepared, Store, StoreOptions};
pub use tx::{Outer, Tx};
