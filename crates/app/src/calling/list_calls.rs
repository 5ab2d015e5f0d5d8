//! Lists calls; the inbox are those that nobody knows (E-15).

use domain::access::Action;
use domain::calling::Call;
use persistence::calling::CallFilter;
use persistence::{Page, PageRequest};

use super::get_call::{heard, shown};
use crate::events::looked;
use crate::{Actor, AppError, Ctx};

/// A page of calls.
pub async fn list_calls(ctx: &Ctx, actor: &Actor, filter: CallFilter, request: PageRequest) -> Result<Page<Call>, AppError> {
    actor.may(Action::ReadCalls)?;
    let page = ctx.read().calls().page(&filter, &request).await?.map(|call| shown(actor, call));
    looked(ctx, actor, page.items.iter().filter_map(|call| heard(actor, call)).collect()).await?;
    Ok(page)
}

/// A page of the calls that somebody has to match.
pub async fn list_call_inbox(ctx: &Ctx, actor: &Actor, filter: CallFilter, request: PageRequest) -> Result<Page<Call>, AppError> {
    list_calls(ctx, actor, CallFilter { unmatched: Some(true), ..filter }, request).await
}
