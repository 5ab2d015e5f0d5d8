//! Lists handoffs.

use domain::access::Action;
use domain::handoffs::Handoff;
use persistence::handoffs::HandoffFilter;
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page of handoffs, oldest first.
pub async fn list_handoffs(ctx: &Ctx, actor: &Actor, filter: &HandoffFilter, request: &PageRequest) -> Result<Page<Handoff>, AppError> {
    actor.may(Action::ReadClients)?;
    Ok(ctx.read().handoffs().page(filter, request).await?)
}
