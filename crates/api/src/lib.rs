//! HTTP: the doors of Baton. Thin: what JSON looks like, who calls, which use case; decisions live in `domain`, steps in `app`.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "a test that panics has failed"
    )
)]

pub mod answer;
pub mod audit;
pub mod auth;
mod authenticate;
pub mod batch;
pub mod body;
pub mod config;
pub mod courier;
pub mod docs;
pub mod edge;
pub mod idempotency;
pub mod language;
pub mod limits;
pub mod list;
mod live;
pub mod oauth;
pub mod observe;
pub mod openapi;
pub mod problem;
mod request;
pub mod router;
pub mod routes;
pub mod serve;
pub mod wire;

pub use config::Config;
pub use problem::{Code, Problem};
