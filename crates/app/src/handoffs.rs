//! stub of helper sales
pub mod follow;
