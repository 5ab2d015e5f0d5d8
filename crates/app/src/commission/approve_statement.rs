//! Approves a statement: finance does, the director for finance's own people, nobody for himself (I-18) or what he has posted (§6.1).

use domain::StatementId;
use domain::commission::{AccrualState, Statement};
use domain::own_matter::{Matter, OwnMatter};

use super::statements::lock_to_decide;
use crate::prelude::*;

/// When the time for objections is over, or its person has acknowledged it; that he has, nobody says for him.
pub async fn approve_statement(ctx: &Ctx, actor: &Actor, target: Target<StatementId>, acknowledged: bool) -> Result<Statement> {
    let by = actor.person_for(Action::KeepCommission)?;
    ctx.write(actor, async |work| {
        let posters = work.statements().posters(target.id).await?;
        let statement = lock_to_decide(work, target, &posters).await?;
        if acknowledged {
            return Err(OwnMatter { user_id: statement.user_id, matter: Matter::Acknowledged }.into());
        }
        let approved = work.apply(statement.approve(by, &posters, work.now)?).await?;
        work.move_accruals(target.id, AccrualState::Stated, AccrualState::Approved).await?;
        Ok(approved)
    })
    .await
}
