//! Shows a norm.

use domain::access::Action;
use domain::norms::NormKey;

use super::list_norms::{Norm, norms};
use crate::{Actor, AppError, Ctx};

/// The norm with its versions.
pub async fn get_norm(ctx: &Ctx, actor: &Actor, key: NormKey) -> Result<Norm, AppError> {
    actor.may(Action::ReadNorms)?;
    norms(ctx, vec![key]).await?.pop().ok_or(AppError::NotFound("norm"))
}
