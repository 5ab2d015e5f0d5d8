//! The use cases: authorise, load, ask the domain, save with the journal. One use case is one file, `<area>/<verb>.rs`, and all who want
//! something done come through it: HTTP, telephony, imports, and time itself ([`sweeps`]). Here lives the order of those steps, what
//! is locked in which order, and what one area sets off in another. What must not be here: what the rules are (`domain` decides and
//! has no `async`), HTTP and JSON (`api`), SQL (`persistence`).
//!
//! # One use case: accepting a handoff
//!
//! `api` calls [`handoffs::accept_handoff`] with the [`Ctx`] (database, clock, company, the rules in force), the [`Actor`] who was
//! authenticated, and a [`Target`]: the id, and the version that he saw. [`Ctx::write`] opens a transaction and gives the use case a
//! [`Work`]: through it repositories are reached, and it holds one instant that is now throughout, the norms and the calendar. The work
//! may run twice, if the database asks for it, so nothing outside of the transaction happens in it.
//!
//! `handoffs/take_over.rs` looks at the handoff without a lock, to learn who is to receive the client. Then locks are taken in the order
//! in which everybody takes them: the row of the farmer, so that nobody else fills the last place of his portfolio; the client; the
//! handoff. What counts is the handoff as it is now: whether the actor may accept this one, whether it has the version that he saw.
//! `domain` decides: `Handoff::accept` returns the new state with its events, or a refusal, which becomes an
//! [`AppError`] and rolls everything back.
//!
//! [`Work::apply`] saves the handoff by id and version and remembers the events for the journal. The same file does what
//! follows: the client becomes active and gets his new curator, the hunter's right to commission wakes and what was held for it is posted
//! (`commission/effects`), open deals pass to the farmer. All of it, and the journal, is committed at once; webhooks, streams and
//! timelines read the journal afterwards. Under an `Idempotency-Key` ([`once`]) the commit waits for the answer, so that both last or
//! neither.
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
mod contact_card;
mod ctx;
pub mod demo;
pub mod dossier;
mod error;
pub mod events;
#[cfg(test)]
mod fixture;
pub mod groups;
pub mod handoffs;
pub mod ids;
pub mod journal;
mod keeper;
pub mod ledger;
pub mod list;
pub mod meetings;
pub mod merges;
pub mod names;
pub mod once;
pub mod org;
pub mod portfolio;
mod prelude;
pub mod queue;
pub(crate) mod readings;
pub mod reassignments;
pub mod receivables;
mod rules;
pub mod sales;
pub mod sandbox;
pub mod storage;
pub mod sweeps;
mod target;
pub mod telephony;
mod waiting;
pub mod webhooks;

pub use actor::{Actor, Who};
pub use batch::batch;
pub use clock::Clock;
pub use ctx::{Company, Ctx, Work};
pub use error::{AppError, FieldError};
pub use rules::Rules;
pub use target::Target;
