//! Use cases: authorise → load → ask the domain → save with the journal. No HTTP, no SQL.
//!
//! HTTP, telephony, imports and the clock are four doors to these rooms. One use case is one file: `<area>/<verb>.rs`.
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

mod actor;
pub mod auth;
mod batch;
pub mod calling;
pub mod clients;
pub mod clock;
pub mod commission;
mod ctx;
pub mod demo;
mod error;
pub mod events;
pub mod handoffs;
pub mod ids;
pub mod list;
pub mod meetings;
pub mod once;
pub mod org;
pub mod portfolio;
mod prelude;
mod rules;
pub mod sales;
pub mod sandbox;
#[cfg(test)]
mod stage;
pub mod sweeps;
pub mod webhooks;

pub use actor::{Actor, Who};
pub use batch::batch;
pub use clock::Clock;
pub use ctx::{Company, Ctx, Work, expect};
pub use error::{AppError, FieldError};
pub use rules::Rules;
