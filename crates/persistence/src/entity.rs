//! The tables, one file each; private to this crate.

pub(crate) mod accrual;
pub(crate) mod activity;
<<<<<<< HEAD
pub(crate) mod allocation;
=======
pub(crate) mod adjustment;
>>>>>>> main
pub(crate) mod api_key;
pub(crate) mod assignment;
pub(crate) mod calendar;
pub(crate) mod client;
pub(crate) mod client_domain;
pub(crate) mod client_phone;
pub(crate) mod commission_period;
pub(crate) mod commission_plan;
pub(crate) mod contact;
<<<<<<< HEAD
pub(crate) mod handoff;
=======
pub(crate) mod entitlement;
pub(crate) mod fx_rate;
>>>>>>> main
pub(crate) mod integration;
pub(crate) mod journal;
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
pub(crate) mod statement;
pub(crate) mod unit;
pub(crate) mod user;
