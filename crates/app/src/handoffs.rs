//! Handoffs: a client passes from the hunter to a farmer.

mod accept_handoff;
mod assign_handoff;
mod cancel_handoff;
mod command;
mod complete_handoff;
pub mod effects;
mod exempt_handoff;
pub(crate) mod farmers;
mod introduce_handoff;
pub(crate) mod overdue;
mod prelude;
mod propose_handoff;
mod return_handoff;
mod take_over;

use domain::HandoffId;
use domain::handoffs::Handoff;

pub use accept_handoff::accept_handoff;
pub use assign_handoff::assign_handoff;
pub use cancel_handoff::cancel_handoff;
pub use complete_handoff::complete_handoff;
pub use exempt_handoff::exempt_handoff;
pub use introduce_handoff::{Introduction, introduce_handoff};
pub use persistence::handoffs::HandoffFilter;
pub use propose_handoff::propose_handoff;
pub use return_handoff::return_handoff;

use crate::prelude::*;

/// The handoff, or [`AppError::NotFound`]. Whoever may read clients may read handoffs (§6).
pub async fn get_handoff(ctx: &Ctx, actor: &Actor, id: HandoffId) -> Result<Handoff> {
    actor.may(Action::ReadClients)?;
    ctx.get(id).await
}

/// A page of handoffs, oldest first; everybody's for whoever may read clients (§6).
pub async fn list_handoffs(ctx: &Ctx, actor: &Actor, filter: &HandoffFilter, request: &PageRequest) -> Result<Page<Handoff>> {
    ctx.page(actor, filter, request).await
}
