//! The tables, one file each; private to this crate.

pub(crate) mod allocation;
pub(crate) mod api_key;
pub(crate) mod calendar;
pub(crate) use crate::clients::client;
pub(crate) mod idempotency;
pub(crate) mod integration;
pub(crate) mod journal;
pub(crate) mod journal_anchor;
pub(crate) mod norm;
pub(crate) mod opportunity;
pub(crate) mod payment;
pub(crate) mod product_line;
pub(crate) mod refresh_token;
pub(crate) mod refund;
pub(crate) mod sale;
pub(crate) mod sale_line;
pub(crate) mod setting;
pub(crate) mod signal;
pub(crate) mod signing_key;
pub(crate) mod unit;
pub(crate) mod user;
