//! The operations: one file each, one folder an area. [`crate::router`] says where they hang.

pub mod platform;
pub mod sales;
