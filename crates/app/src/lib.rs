//! placeholder
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions, reason = "a test that panics has failed"))]
pub mod auth;
