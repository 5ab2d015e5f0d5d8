//! The tables, one file each; private to this crate.

pub(crate) mod journal;
pub(crate) mod product_line;
pub(crate) mod setting;
