//! What finance of the demo company does: it closes each month, issues the statements, approves and pays them.

use domain::access::Role;
use domain::commission::{Month, StatementState};
use domain::{Date, Instant, StatementId};
use persistence::Several;

use super::people::Staff;
use crate::commission::{Close, StatementFilter, approve_statement, close_period, issue_statement, pay_statement};
use crate::prelude::*;

const ALL: PageRequest = PageRequest { limit: 200, after: None, sort: "id", descending: false };

/// On the first business day of a month it closes the one before, and issues its statements; those to which nobody objected in time
/// are approved, and paid on the day after.
pub(super) async fn morning(ctx: &Ctx, staff: &Staff, yesterday: Option<Date>, today: Date) -> Result<()> {
    let (_, finance) = staff.nth(Role::Finance, 0).ok_or(AppError::Forbidden(Action::KeepCommission))?;
    for one in with_state(ctx, finance, StatementState::Approved, None).await? {
        pay_statement(ctx, finance, one.into(), Some(&format!("ВЕД-{}", today.format("%m%d")))).await?;
    }
    for one in with_state(ctx, finance, StatementState::Issued, Some(ctx.now())).await? {
        approve_statement(ctx, finance, one.into(), false).await?;
    }
    match yesterday.map(Month::of) {
        Some(last) if last != Month::of(today) => {
            close_period(ctx, finance, last.into(), Close::Full).await?;
            for one in with_state(ctx, finance, StatementState::Draft, None).await? {
                issue_statement(ctx, finance, one.into()).await?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The statements in `state`; only those to which nobody may object after `until` any more.
async fn with_state(ctx: &Ctx, finance: &Actor, state: StatementState, until: Option<Instant>) -> Result<Vec<StatementId>> {
    let filter = StatementFilter { state: Some(Several(vec![state])), dispute_until_before: until, ..StatementFilter::default() };
    Ok(ctx.page(finance, &filter, &ALL).await?.items.into_iter().map(|statement| statement.id).collect())
}
