//! Somebody says that two records are one client. A director's word is done at once.

use domain::access::Role;
use domain::merges::{Merge, NewMerge};
use domain::{ClientId, UserId};

use super::carry_out::carry_out;
use super::plan::{Asked, both, decide};
use crate::prelude::*;

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub client_ids: [ClientId; 2],
    pub reason: String,
    /// Who shall be the curator; else as E-6 says.
    pub curator_id: Option<UserId>,
}

/// Proposes it; by a director it is done.
pub async fn create_merge(ctx: &Ctx, actor: &Actor, wanted: &Wanted) -> Result<Merge> {
    actor.may(Action::ProposeMerge)?;
    ctx.write(actor, async |work| {
        let clients = both(work.clients().lock_many(wanted.client_ids).await?, wanted.client_ids)?;
        // Who proposes again what waits for approval has proposed it already; a director's word decides.
        if !actor.is(Role::Director)
            && let Some(waiting) = work.merges().proposed_of(wanted.client_ids).await?
        {
            return Ok(waiting);
        }
        let asked = Asked { merge_id: work.id(), curator_id: wanted.curator_id, today: work.today };
        let decision = decide(work, clients, &asked).await?;
        let new = NewMerge { reason: wanted.reason.clone(), curator_id: wanted.curator_id, plan: decision.plan.clone() };
        let mut proposed = Merge::propose(asked.merge_id, new, actor.user(), work.now);
        if !actor.is(Role::Director) {
            return work.apply(proposed).await;
        }
        proposed.state.approvals = actor.user().into_iter().collect();
        let merge = work.apply(proposed).await?;
        carry_out(work, merge, decision).await
    })
    .await
}
