//! Reads what a box says, by the company's region and the zone of the integration.

use domain::calendar::Calendar;
use domain::calling::reading::{Reading, Spoken, Unread, read};
use domain::calling::report::Report;

use crate::Who;
use crate::prelude::*;

/// The report that is meant, and what of it was not taken as it came.
pub async fn read_report(ctx: &Ctx, actor: &Actor, spoken: Spoken) -> Result<(Report, Vec<Unread>)> {
    let rules = ctx.rules().await?;
    let own = match &actor.who {
        Who::Integration { time_zone: Some(zone), .. } => Calendar::standard(zone).ok(),
        _ => None,
    };
    let how = Reading { region: &ctx.company.region, calendar: own.as_ref().unwrap_or(&rules.calendar), now: ctx.now() };
    Ok(read(spoken, how))
}
