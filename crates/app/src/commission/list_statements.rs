//! Lists statements.

use domain::commission::Statement;
use persistence::commission::StatementFilter;
use persistence::{Page, PageRequest};

use super::whose::whose;
use crate::events::looked_at_commission;
use crate::{Actor, AppError, Ctx};

/// A page of those that the caller may see, oldest first.
pub async fn list_statements(
    ctx: &Ctx,
    actor: &Actor,
    filter: StatementFilter,
    request: &PageRequest,
) -> Result<Page<Statement>, AppError> {
    let filter = StatementFilter { whose: whose(actor)?, ..filter };
    let page = ctx.read().statements().page(&filter, request).await?;
    looked_at_commission(ctx, actor, page.items.iter().map(|found| found.user_id)).await?;
    Ok(page)
}
