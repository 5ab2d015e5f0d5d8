//! The tables, one file each; private to this crate.

pub(crate) use crate::clients::client;
pub(crate) use crate::org::user;

pub(crate) use crate::sales::payments::payment;
pub(crate) use crate::sales::sales::sale;
