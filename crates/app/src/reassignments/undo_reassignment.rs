//! Takes a reassignment back: each client whom nobody has given to a third person since then returns.

use domain::reassignments::{Refusal, is_keeper};
use domain::{ReassignmentId, UserId};

use super::reassign::{back, pass_promises};
use super::views::ReassignmentView;
use crate::clients::curate::set_curators;
use crate::prelude::*;

/// Undoes it, for `reason`; to `to` where whoever gave the clients away has left.
pub async fn undo_reassignment(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<ReassignmentId>,
    reason: String,
    to: Option<UserId>,
) -> Result<ReassignmentView> {
    actor.may(Action::ReassignCurator)?;
    ctx.write(actor, async |work| {
        let done = work.lock(target.id).await?;
        actor.authorise(Action::ReassignCurator, &done.standing()).map_err(|_| AppError::NotFound("reassignment"))?;
        target.check(done.version)?;
        let moves = work.reassignments().moves(done.id).await?;
        if !done.is_to_undo(&reason, work.now)? {
            return Ok(ReassignmentView { reassignment: done, moves: Some(moves), loads: Vec::new() });
        }
        let keeper = match to {
            Some(to) => work.named("/to_user_id", to).await?,
            None => work.get(done.from_user_id).await?,
        };
        if !is_keeper(&keeper, done.unit) {
            return Err(match to {
                Some(_) => AppError::field("/to_user_id", "wrong_unit", format!("keeps no clients in {} now", done.unit)),
                None => Refusal::ReceiverLeft { user_id: keeper.id }.into(),
            });
        }
        let clients = work.clients().lock_many(moves.iter().map(|one| one.client_id)).await?;
        let (returning, skipped) = back(&moves, clients, keeper.id);
        let goes: Vec<_> = returning.iter().filter_map(|(client, to)| Some((client.id, client.curator_id?, *to))).collect();
        set_curators(work, returning, done.unit, "undone").await?;
        pass_promises(work, &goes).await?;
        let undone = work.apply(done.undone(reason.clone(), skipped, actor.user(), work.now)?).await?;
        Ok(ReassignmentView { reassignment: undone, moves: Some(moves), loads: Vec::new() })
    })
    .await
}
