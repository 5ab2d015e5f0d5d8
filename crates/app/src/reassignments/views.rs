//! Reassignments: shown, listed.

use domain::ReassignmentId;
use domain::reassignments::{LoadAfter, Move, Reassignment};
use persistence::reassignments::ReassignmentFilter;

use crate::prelude::*;

/// A reassignment, and what is shown besides.
#[derive(Clone, Debug)]
pub struct ReassignmentView {
    pub reassignment: Reassignment,
    /// Who went to whom, where a single one is shown.
    pub moves: Option<Vec<Move>>,
    /// What everybody had before and afterwards, in the answer to the command.
    pub loads: Vec<LoadAfter>,
}

/// The reassignment with who went to whom, or [`AppError::NotFound`], also where the caller may not see it.
pub async fn get_reassignment(ctx: &Ctx, actor: &Actor, id: ReassignmentId) -> Result<ReassignmentView> {
    actor.may(Action::ReassignCurator)?;
    let reassignment = ctx.get(id).await?;
    actor.authorise(Action::ReassignCurator, &reassignment.standing()).map_err(|_| AppError::NotFound("reassignment"))?;
    let moves = ctx.read().reassignments().moves(id).await?;
    Ok(ReassignmentView { reassignment, moves: Some(moves), loads: Vec::new() })
}

/// A page of reassignments.
pub async fn list_reassignments(
    ctx: &Ctx,
    actor: &Actor,
    filter: &ReassignmentFilter,
    request: &PageRequest,
) -> Result<Page<ReassignmentView>> {
    let view = |reassignment| ReassignmentView { reassignment, moves: None, loads: Vec::new() };
    Ok(ctx.page(actor, filter, request).await?.map(view))
}
