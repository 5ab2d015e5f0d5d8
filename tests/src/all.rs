//! Black box: the real server on a real database, over HTTP, on SQLite and on PostgreSQL.
//!
//! `harness` starts it and speaks to it; `http` asks area by area; `journeys` runs the acceptance scripts; `guards` keeps the
//! promises that no single feature owns; `faults` takes things away from it,
//! `hostile` wishes it ill.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions, reason = "a test that panics has failed")]

#[macro_use]
mod harness;

mod faults;
mod guards;
mod hostile;
mod http;
mod journeys;
