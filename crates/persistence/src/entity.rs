//! The tables, one file each; private to this crate.

pub(crate) mod call;
pub(crate) mod call_event;
pub(crate) mod activity;
pub(crate) mod assignment;
pub(crate) mod client;
pub(crate) mod client_domain;
pub(crate) mod client_phone;
pub(crate) mod contact;
pub(crate) mod journal;
pub(crate) mod meeting;
pub(crate) mod api_key;
pub(crate) mod calendar;
pub(crate) mod integration;
pub(crate) mod norm;
pub(crate) mod product_line;
pub(crate) mod refresh_token;
pub(crate) mod setting;
pub(crate) mod signal;
pub(crate) mod signing_key;
pub(crate) mod unit;
pub(crate) mod user;
