//! Rows in, domain values out: knows SQL, knows no rule and no HTTP.
//!
//! Repositories are methods of [`Db`]: `db.product_lines().by_codes(codes)`. Writes happen only inside [`Store::write`], through [`Tx`].
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
mod db;
mod dialect;
mod error;
pub mod filter;
pub mod handoffs;
pub mod idempotency;
pub mod journal;
mod leases;
pub mod meetings;
pub mod org;
pub mod page;
pub mod portfolio;
mod prelude;
mod query;
mod reach;
pub mod sales;
mod sandbox;
mod settings;
mod store;
mod table;
mod tickets;
mod tx;
pub mod webhooks;

pub use aggregate::{Aggregate, AggregateId};
pub use db::Db;
pub use dialect::Dialect;
pub use error::{AsStoreError, StoreError};
pub use filter::{Filter, Parameters, Several};
pub use journal::Stamp;
pub use page::{After, Page, PageRequest};
pub use reach::Reach;
pub use store::{Prepared, Store, StoreOptions};
pub use tx::{Outer, Tx};
