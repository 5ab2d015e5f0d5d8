//! Reads what a box says, by the region and the zone of the integration, else of the company.

use domain::Instant;
use domain::calendar::Calendar;
use domain::calling::reading::{Reading, Spoken, Unread, read};
use domain::calling::report::Report;

use crate::Who;
use crate::actor::Reporting;
use crate::prelude::*;

/// The report that is meant, and what of it was not taken as it came.
pub async fn read_report(ctx: &Ctx, actor: &Actor, spoken: Spoken) -> Result<(Report, Vec<Unread>)> {
    let rules = ctx.rules().await?;
    let reporting = match &actor.who {
        Who::Integration { reporting, .. } => Some(&**reporting),
        _ => None,
    };
    let own = reporting.and_then(own_calendar);
    Ok(read(spoken, reading(ctx, reporting, own.as_ref().unwrap_or(&rules.calendar), ctx.now())))
}

/// In the zone of the integration; `None`: the company's calendar counts.
pub(crate) fn own_calendar(reporting: &Reporting) -> Option<Calendar> {
    Calendar::standard(reporting.time_zone.as_deref()?).ok()
}

/// How the reports of an integration are read.
pub(crate) fn reading<'a>(ctx: &'a Ctx, reporting: Option<&'a Reporting>, calendar: &'a Calendar, now: Instant) -> Reading<'a> {
    Reading {
        region: reporting.and_then(|reporting| reporting.region.as_deref()).unwrap_or(&ctx.company.region),
        without_plus: reporting.is_some_and(|reporting| reporting.without_plus),
        calendar,
        now,
    }
}
