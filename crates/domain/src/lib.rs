//! The rules of the sales department as pure functions: values in, the next state and its events out, or a refusal.
//!
//! **What lives here.** One module per area (`clients`, `calling`, `meetings`, `sales`, `handoffs`, `commission`, `portfolio`,
//! `dossier`, `groups`, `receivables`, `merges`, `webhooks`, `org`): its types, its lifecycles, its decisions with their unit tests, and a `Refusal` enum with one variant per rule.
//! Beside them what all areas share: [`access`] (who may do what), [`norms`] and [`calendar`] (the numbers and days that rules use),
//! [`money`], [`ids`], [`phone`], [`network`], [`event`] (what decisions return), [`mod@words`] (enums with fixed texts) and
//! `lifecycle` (state tables and [`Illegal`]).
//!
//! **What must not.** No I/O, no SQL, no HTTP, no JSON of requests, no clock, no randomness: the current time, new ids, norms and
//! everything read from the database arrive as arguments. Modules do not import each other in circles. Every rule names its source in
//! `RULES.md` (`C14`, `E-7`, `N-41`, `I-11`).
//!
//! # One request: a farmer accepts a handoff
//!
//! `POST /v1/handoffs/{id}/accept` reaches the use case `app::handoffs::accept_handoff`, which locks the farmer, the client and the
//! handoff, counts the farmer's portfolio, and then asks this crate:
//!
//! 1. [`access`]: may the caller take this handoff? The `standing` of a [`handoffs::Handoff`] says to whom it belongs.
//! 2. `Handoff::accept` (`handoffs/steps.rs`) first asks the state table in `handoffs/lifecycle.rs`: `Accept: Proposed => Accepted`. In
//!    every other state the answer is [`Illegal`], which becomes the problem `illegal_transition`.
//! 3. It then checks the rules of the step: nobody accepts from himself (E-38), and the farmer must have room (N-11) unless the head
//!    overrides that (E-24), else `handoffs::Refusal::PortfolioFull` with the numbers.
//! 4. It sets the deadline for the introduction, in business days of the [`calendar`] by the norm N-18c (`handoffs/deadlines.rs`).
//! 5. It returns [`Decided`]: the accepted handoff, to be stored, and the [`Event`] `handoff_accepted`, to be journalled.
//! 6. The use case goes on in the same transaction: `Client::on` with `ClientEvent::HandoffAccepted` moves the client from `client` to
//!    `active` (C15), `Client::assign_curator` makes the farmer his curator, and `Entitlement::accept` and `Accrual::release` release
//!    the hunter's commission.
//!
//! All of it is one transaction: if any rule refuses, nothing is stored and nothing is journalled.
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
mod already;
pub mod blank;
pub mod calendar;
pub mod calling;
pub mod clients;
pub mod commission;
mod context;
pub mod dossier;
pub mod event;
pub mod groups;
pub mod handoffs;
pub mod ids;
mod lifecycle;
pub mod meetings;
pub mod merges;
pub mod moment;
pub mod money;
pub mod network;
pub mod norms;
pub mod org;
pub mod own_matter;
pub mod phone;
pub mod portfolio;
pub mod queue;
pub mod reassignments;
pub mod receivables;
pub mod sales;
pub mod scalar;
pub mod webhooks;
pub mod words;

pub use already::AlreadyDone;
pub use context::DecisionContext;
pub use event::{Decided, Event, EventName, Facts, facts};
pub use ids::*;
pub use lifecycle::Illegal;
pub(crate) use lifecycle::lifecycle;
pub use moment::zulu;
pub use money::{Bp, Currency, Money, MoneyError};
pub use scalar::Scalar;
pub use words::Word;

/// An instant; always UTC, whole microseconds.
pub type Instant = chrono::DateTime<chrono::Utc>;
/// A civil date of the company calendar.
pub type Date = chrono::NaiveDate;
/// The row version of an aggregate: 0 before it is first stored, then 1, 2 …; the number in its `ETag`.
pub type Version = i64;
