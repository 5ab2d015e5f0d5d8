//! The operations: one file each, one folder an area. [`crate::router`] says where they hang.

pub mod calling;
pub mod clients;
pub mod commission;
pub mod events;
pub mod handoffs;
pub mod meetings;
pub mod oauth;
pub mod org;
pub mod platform;
pub mod portfolio;
mod prelude;
pub mod sales;
pub mod webhooks;
