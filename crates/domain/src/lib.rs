//! The rules of the three-stage sales department: values in, values or refusals out.
//!
//! Knows no I/O, no clock, no randomness and no wire: instants, ids and norms arrive as arguments. Every rule quotes its
//! source in `design/domain.md` (`C14`, `E-7`, `N-41`, `I-11`).
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

pub mod access;
pub mod calendar;
pub mod calling;
pub mod clients;
pub mod commission;
mod context;
pub mod event;
pub mod handoffs;
pub mod ids;
mod lifecycle;
pub mod meetings;
pub mod money;
pub mod network;
pub mod norms;
pub mod org;
pub mod phone;
pub mod portfolio;
pub mod sales;
pub mod webhooks;
pub mod words;

pub use calendar::zulu;
pub use context::DecisionContext;
pub use event::{Decided, Event, EventName, Facts};
pub use ids::*;
pub use lifecycle::Illegal;
pub(crate) use lifecycle::lifecycle;
pub use money::{Bp, Currency, Money};
pub use words::Word;

/// An instant; always UTC, whole microseconds.
pub type Instant = chrono::DateTime<chrono::Utc>;
/// A civil date of the company calendar.
pub type Date = chrono::NaiveDate;
/// The row version of an aggregate: 0 before it is first stored, then 1, 2 …; the number in its `ETag`.
pub type Version = i64;
