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
pub(crate) mod product_line;
pub(crate) mod setting;
pub(crate) mod signal;
