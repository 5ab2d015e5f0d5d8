//! stub of helper commission
pub mod follow;
