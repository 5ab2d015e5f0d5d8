//! Are there enough people in the call centre and in active sales (N-1 … N-3, N-5, N-6)?

use domain::org::UnitCode;
use domain::portfolio::staffing::{Check, checks};

use super::counted_signals::count_staff;
use crate::prelude::*;

/// Each norm of staffing, and how many people there are.
pub async fn report_staffing(ctx: &Ctx, actor: &Actor) -> Result<Vec<Check>> {
    actor.may(Action::ReadNorms)?;
    let rules = ctx.rules().await?;
    let staff = count_staff(ctx.read()).await?;
    let units = ctx.read().users().working_in(&[UnitCode::CallCentre, UnitCode::ActiveSales]).await?;
    let of = |unit: UnitCode| units.iter().find(|(other, _)| *other == unit).map_or(0, |(_, people)| *people);
    Ok(checks(staff, (of(UnitCode::CallCentre), of(UnitCode::ActiveSales)), &rules.norms))
}
