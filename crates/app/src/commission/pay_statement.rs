//! A statement has been paid by payroll; it never changes again.

use domain::StatementId;
use domain::commission::{AccrualState, Statement};

use super::statements::lock_to_decide;
use crate::prelude::*;

/// Marks it paid, under payroll's own number; twice is once.
pub async fn pay_statement(ctx: &Ctx, actor: &Actor, target: Target<StatementId>, payment_ref: Option<&str>) -> Result<Statement> {
    let by = actor.person_for(Action::KeepCommission)?;
    ctx.write(actor, async |work| {
        let statement = lock_to_decide(work, target, &[]).await?;
        let paid = work.apply(statement.pay(by, payment_ref.map(str::to_owned), work.now)?).await?;
        work.move_accruals(target.id, AccrualState::Approved, AccrualState::Paid).await?;
        Ok(paid)
    })
    .await
}
