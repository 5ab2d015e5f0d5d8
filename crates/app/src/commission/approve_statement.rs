//! Approves a statement: finance does, the director for finance's own people, nobody for himself (I-18) or what he has posted (§6.1);
//! nor before everybody has agreed to the splits that it pays by.

use domain::StatementId;
use domain::commission::{AccrualState, Refusal, Statement};
use domain::own_matter::{Matter, OwnMatter};
use domain::sales::split_signature::{missing, missing_codes};

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
        splits_agreed(work, target.id).await?;
        let approved = work.apply(statement.approve(by, &posters, work.now)?).await?;
        work.move_accruals(target.id, AccrualState::Stated, AccrualState::Approved).await?;
        Ok(approved)
    })
    .await
}

/// §6, §6.1: finance checks that everybody has agreed to the splits by which the statement pays.
async fn splits_agreed(work: &Work<'_>, statement: StatementId) -> Result<()> {
    let deals = work.statements().split_deals(statement).await?;
    match deals.iter().find(|deal| missing(&deal.split_signatures).next().is_some()) {
        Some(deal) => Err(Refusal::SplitNotAgreed { opportunity_id: deal.id, missing: missing_codes(&deal.split_signatures) }.into()),
        None => Ok(()),
    }
}
