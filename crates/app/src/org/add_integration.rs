//! Connects an outside system.

use domain::access::{Action, Standing};
use domain::org::integrations::NewIntegration;
use domain::org::{Integration, Refusal};

use crate::{Actor, AppError, Ctx};

/// Connects it; a `source` in use is refused: records are known by it.
pub async fn add_integration(ctx: &Ctx, actor: &Actor, new: NewIntegration) -> Result<Integration, AppError> {
    actor.authorise(Action::ManageUsers, &Standing::default())?;
    ctx.write(actor, async |work| {
        if let Some(other) = work.integrations().by_source(&new.source).await? {
            return Err(Refusal::SourceTaken { id: other.id }.into());
        }
        work.apply(Integration::connect(work.id(), new.clone(), work.now)).await
    })
    .await
}
