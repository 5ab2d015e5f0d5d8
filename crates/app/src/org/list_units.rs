//! Lists units.

use domain::access::Action;
use domain::org::{Unit, UnitCode};
use persistence::{Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// A page of units, in the order of RULES.md §2.
pub async fn list_units(ctx: &Ctx, actor: &Actor, code: Option<UnitCode>, request: PageRequest) -> Result<Page<Unit>, AppError> {
    actor.may(Action::ReadOrg)?;
    Ok(ctx.read().units().page(code, &request).await?)
}
