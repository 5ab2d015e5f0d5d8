//! The tables, one file each; private to this crate.

pub(crate) mod accrual;
pub(crate) mod activity;
pub(crate) mod adjustment;
pub(crate) mod allocation;
pub(crate) mod assignment;
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
pub(crate) mod meeting;
pub(crate) mod opportunity;
pub(crate) mod payment;
pub(crate) mod product_line;
pub(crate) mod refund;
pub(crate) mod sale;
pub(crate) mod sale_line;
pub(crate) mod search_text;
pub(crate) mod statement;
pub(crate) use crate::org::user;
