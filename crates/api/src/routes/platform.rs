//! The server itself: health, problems and events in words, the sandbox clock.

use super::table::Table;

pub mod event_names;
pub mod health;
mod page;
pub mod problems;
mod reset_sandbox;
mod sandbox_clock;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table.service(sandbox_clock::get_sandbox_clock).service(sandbox_clock::advance_sandbox_clock).service(reset_sandbox::reset_sandbox);
}
