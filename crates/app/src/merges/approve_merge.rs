//! A head of one of the curators' units agrees, or a director decides; with the last one who has a say the records are one.

use domain::MergeId;
use domain::access::Role;
use domain::merges::{ApprovalError, Approver, Merge};
use domain::org::UnitCode;

use super::carry_out::carry_out;
use super::plan::{Asked, both, decide, live, units_with_say};
use super::views::visible;
use crate::prelude::*;

/// Approves it.
pub async fn approve_merge(ctx: &Ctx, actor: &Actor, target: Target<MergeId>) -> Result<Merge> {
    actor.may(Action::ApproveMerge)?;
    ctx.write(actor, async |work| {
        let (merge, clients, needed) = begin(work, target).await?;
        merge.ensure_proposed()?;
        live([&clients.0, &clients.1])?;
        let (merge, last) = merge.approve(&approver(actor, &needed)?, &needed).map_err(refused)?;
        if !last {
            return work.apply(merge.waits()).await;
        }
        let asked = Asked { merge_id: merge.id, curator_id: merge.curator_id, today: work.today };
        let decision = decide(work, clients, &asked).await?;
        carry_out(work, merge, decision).await
    })
    .await
}

/// The merge and both clients, locked in the order clients → merge; and the units that have a say.
pub(super) async fn begin(work: &Work<'_>, target: Target<MergeId>) -> Result<(Merge, (Client, Client), Vec<UnitCode>)> {
    let known = work.get(target.id).await?;
    let ids = [known.survivor_id, known.merged_id];
    let clients = both(work.clients().lock_many(ids).await?, ids)?;
    let merge = visible(work.actor, work.lock_target(target).await?)?;
    let needed = units_with_say(work, &clients.0, &clients.1).await?;
    Ok((merge, clients, needed))
}

/// For whom the caller may speak; [`AppError::Forbidden`] if for nobody who has a say.
pub(super) fn approver(actor: &Actor, needed: &[UnitCode]) -> Result<Approver> {
    let decides = actor.is(Role::Director);
    let heads = |unit: &UnitCode| {
        let standing = Standing { people: Vec::new(), unit: Some(*unit) };
        actor.authorise(Action::ApproveMerge, &standing).is_ok()
    };
    let units: Vec<_> = needed.iter().copied().filter(heads).collect();
    if units.is_empty() && !decides {
        return Err(AppError::Forbidden(Action::ApproveMerge));
    }
    Ok(Approver { user_id: actor.user(), units, decides })
}

fn refused(error: ApprovalError) -> AppError {
    match error {
        ApprovalError::Refused(refusal) => refusal.into(),
        ApprovalError::OwnMatter(own) => own.into(),
    }
}
