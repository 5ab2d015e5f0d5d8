//! The tables, one file each; private to this crate.

pub(crate) mod call;
pub(crate) mod call_event;
pub(crate) mod journal;
pub(crate) mod meeting;
pub(crate) mod product_line;
pub(crate) mod setting;
