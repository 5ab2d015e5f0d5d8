//! Baton over HTTP. Here lives what a caller of the API meets: addresses, JSON, headers, authentication, limits, the OpenAPI document, and
//! which error becomes which problem. What must not be here: a rule of the sales department (`domain`), the order of steps in which a
//! use case loads, decides and saves (`app`), a query (`persistence`). A handler reads its arguments, calls one use case, and writes the
//! answer.
//!
//! # One request: `POST /v1/handoffs/{id}/accept`
//!
//! [`serve`] has started the server; [`router`] lists the steps that the request goes through, in two layers. Around everything,
//! [`response_headers`] will add the headers that every answer carries, and [`observe`] gives the request its id, its language and its
//! deadline; they are kept in `request`, where whatever follows finds them. Around `/v1`, `authenticate` finds out who calls and puts a
//! [`Caller`](auth::Caller) into the request, [`limits`] counts it, the query is compared with the parameters that the OpenAPI document
//! names, [`idempotency`] looks whether the same request under the same `Idempotency-Key` has been answered before, and [`body`] turns a
//! lost race into 412 where `If-Match` was sent; `include` adds names beside the ids of what was read.
//!
//! Then actix extracts the arguments of the handler, `routes/handoffs/accept_handoff.rs`: [`May<permission::TakeHandoff>`](auth::May)
//! refuses whoever has no role that takes handoffs before anything of his body is judged; [`wire::Target`] reads the id and the version
//! that the caller saw; [`body::Json`] reads the body into its type under [`wire`] and checks it whole. The handler calls
//! `app::handoffs::accept_handoff` (its crate says what happens there), turns the handoff into its JSON with `wire/handoff.rs`, and
//! [`answer`] adds `ETag` and status. If the use case refuses, [`problem`] says which code that is, in the language of the request, and
//! the answer goes back out through the same layers: the answer is kept under its key, the measurement taken, the headers added.
//!
//! # Who knows whom
//!
//! `request`, `mentions` and [`problem`] lie at the bottom; [`body`], [`auth`], [`list`], [`answer`] and [`limits`] above them; then [`wire`],
//! [`batch`] and [`routes`]; [`openapi`] reads the routes, [`router`] puts the steps around them, [`serve`] starts it all. Nothing
//! below names anything above: a guard test holds that.
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
mod compression;
pub mod config;
pub mod docs;
pub mod idempotency;
mod include;
pub mod language;
pub mod ledger;
pub mod limits;
pub mod list;
mod live;
mod mentions;
pub mod oauth;
pub mod observe;
pub mod openapi;
pub mod problem;
mod request;
pub mod response_headers;
pub mod router;
pub mod routes;
pub mod serve;
mod telephony_worker;
pub mod webhook_dispatcher;
pub mod wire;

pub use config::Config;
pub use problem::{Code, Problem};
