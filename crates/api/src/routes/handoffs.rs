//! `/v1/handoffs`: listed, shown, and a file for each command on one.

mod accept_handoff;
mod assign_handoff;
mod cancel_handoff;
mod complete_handoff;
mod exempt_handoff;
mod introduce_handoff;
mod propose_handoff;
mod return_handoff;

use super::table::Table;
use crate::routes::prelude::*;
use crate::wire::handoff::{Handoff, HandoffKey};
use app::handoffs::HandoffFilter;

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table
        .service(list_handoffs)
        .service(Counting::<HandoffFilter, _>::at("/handoffs", "handoffs"))
        .service(get_handoff)
        .service(propose_handoff::propose_handoff)
        .service(return_handoff::return_handoff)
        .service(accept_handoff::accept_handoff)
        .service(assign_handoff::assign_handoff)
        .service(introduce_handoff::introduce_handoff)
        .service(complete_handoff::complete_handoff)
        .service(exempt_handoff::exempt_handoff)
        .service(cancel_handoff::cancel_handoff);
}

/// List handoffs.
///
/// Oldest first, or by `due_at`, which lists only handoffs with a step due.
#[utoipa::path(tag = "handoffs", params(ListQuery<HandoffFilter>), responses((status = 200, body = List<Handoff>)))]
#[get("/handoffs")]
pub async fn list_handoffs(ctx: Data<Ctx>, caller: May<permission::ReadClients>, query: ListQuery<HandoffFilter>) -> Listed<Handoff> {
    List::answer(&query, app::handoffs::list_handoffs(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Show a handoff.
///
/// With its checklist, its returns and when the next step is due.
#[utoipa::path(tag = "handoffs", params(("id" = HandoffKey, Path)), responses((status = 200, body = Handoff)))]
#[get("/handoffs/{id}")]
pub async fn get_handoff(ctx: Data<Ctx>, caller: Caller, id: PathId<HandoffKey>) -> Answered<Handoff> {
    Ok(Answer::ok(app::handoffs::get_handoff(&ctx, &caller, *id).await?))
}
