//! Lists signals.

use domain::access::Action;
use domain::portfolio::Signal;
use persistence::portfolio::{Reach, SignalFilter};
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page of those that are the caller's, his unit's, or all.
pub async fn list_signals(ctx: &Ctx, actor: &Actor, filter: &SignalFilter, request: &PageRequest) -> Result<Page<Signal>, AppError> {
    let reach = Reach { scope: actor.may(Action::ReadSignals)?, user: actor.user(), unit: actor.unit() };
    Ok(ctx.read().signals().page(filter, reach, request).await?)
}
