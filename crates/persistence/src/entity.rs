//! The tables, one file each; private to this crate.

pub(crate) mod accrual;
pub(crate) mod activity;
pub(crate) mod adjustment;
pub(crate) mod api_key;
pub(crate) mod assignment;
pub(crate) mod calendar;
pub(crate) mod call;
pub(crate) mod call_event;
pub(crate) mod client;
pub(crate) mod client_domain;
pub(crate) mod client_phone;
pub(crate) mod commission_period;
pub(crate) mod commission_plan;
pub(crate) mod contact;
pub(crate) mod entitlement;
pub(crate) mod fx_rate;
pub(crate) mod handoff;
pub(crate) mod idempotency;
pub(crate) mod integration;
pub(crate) mod journal;
pub(crate) mod journal_anchor;
pub(crate) mod meeting;
pub(crate) mod norm;
pub(crate) mod refresh_token;
pub(crate) mod search_text;
pub(crate) mod setting;
pub(crate) mod signal;
pub(crate) mod signing_key;
pub(crate) mod statement;
pub(crate) mod unit;
pub(crate) mod user;

pub(crate) use crate::sales::payments::payment;
pub(crate) use crate::sales::sales::sale;
