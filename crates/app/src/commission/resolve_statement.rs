//! Decides an objection: what is due after all is a correction in an open month, the statement keeps its lines (I-15).

use domain::commission::correction::NewAdjustment;
use domain::commission::{DisputeVerdict, Statement};
use domain::{Money, StatementId};

use super::adjustments::enter;
use super::statements::lock_to_decide;
use crate::prelude::*;

/// The decision.
#[derive(Clone, Debug)]
pub struct Resolution {
    /// Was the objection right?
    pub verdict: DisputeVerdict,
    /// Why.
    pub reason: String,
    /// What is paid (or taken) besides, in the currency of the plan.
    pub correction: Option<Money>,
}

/// Decides; not on one's own (I-18).
pub async fn resolve_statement(ctx: &Ctx, actor: &Actor, target: Target<StatementId>, resolution: Resolution) -> Result<Statement> {
    let by = actor.person_for(Action::KeepCommission)?;
    ctx.write(actor, async |work| {
        let statement = lock_to_decide(work, target, &[]).await?;
        let resolved = work.apply(statement.resolve(resolution.verdict, &resolution.reason, by)?).await?;
        if let Some(amount) = resolution.correction {
            let correction = NewAdjustment {
                user_id: resolved.user_id,
                counterpart_id: None,
                amount,
                reason: resolution.reason.clone(),
                client_id: None,
                sale_id: None,
                statement_id: Some(target.id),
                value_on: None,
            };
            enter(work, correction, by, "/correction").await?;
        }
        Ok(resolved)
    })
    .await
}
