//! The tables, one file each; private to this crate.

pub(crate) mod allocation;
pub(crate) use crate::clients::client;
pub(crate) mod opportunity;
pub(crate) mod payment;
pub(crate) mod product_line;
pub(crate) mod refund;
pub(crate) mod sale;
pub(crate) mod sale_line;
pub(crate) use crate::org::user;
