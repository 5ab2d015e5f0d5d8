//! The operations: one file each, one folder an area. [`crate::router`] says where they hang.

pub mod oauth;
pub mod org;
pub mod clients;
pub mod handoffs;
pub mod platform;
pub mod portfolio;
pub mod sales;
