//! The server itself: health, problems in words, the sandbox clock.

use super::table::Table;

mod advance_clock;
mod get_clock;
pub mod health;
pub mod problems;
mod reset_sandbox;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table.service(get_clock::get_sandbox_clock).service(advance_clock::advance_sandbox_clock).service(reset_sandbox::reset_sandbox);
}
