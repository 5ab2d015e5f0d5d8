//! `/v1/reports`: what was done, how good it was, and whether there are enough people.

use app::calling::{ActivityFilter, ActivityQuestion, DaysFilter, MOST_DAYS, MOST_DAYS_BY_HOUR, days_of};
use chrono::NaiveDate;
use domain::calling::activity::ActivityBy;

use super::table::Table;
use crate::Code;
use crate::list::{Report, ReportQuery};
use crate::routes::prelude::*;
use crate::wire::reports::{ActivityReport, CallBaseReport, CallQualityReport, StaffingReport};

/// Operations under `/v1`.
pub fn configure(table: &mut impl Table) {
    table.service(report_activity).service(report_call_base).service(report_call_quality).service(report_staffing);
}

/// Report what was done on the telephone.
///
/// Calls count for the day and hour of the company in which they began. Your own, those of your people if you head a unit, all for
/// the call-centre administrator and the director. At most 366 days, 31 by hours. JSON, or by `Accept: text/csv` a table.
#[utoipa::path(tag = "reports", params(ReportQuery<ActivityFilter>), responses((status = 200, content((ActivityReport = "application/json"), (String = "text/csv")))))]
#[get("/reports/activity")]
pub async fn report_activity(
    ctx: Data<Ctx>,
    caller: May<permission::ReadActivity>,
    query: ReportQuery<ActivityFilter>,
) -> Result<Report<ActivityReport>, Problem> {
    let asked = query.0;
    let by = asked.by.map_or_else(|| vec![ActivityBy::User], |by| by.0);
    let most = if by.contains(&ActivityBy::Hour) { MOST_DAYS_BY_HOUR } else { MOST_DAYS };
    let days = days(&ctx, (asked.from_on, asked.until_on), most).await?;
    let report = app::calling::report_activity(&ctx, &caller, &ActivityQuestion { days, user_id: asked.user_id, by }).await?;
    Ok(Report(report.into()))
}

/// Report whom there is to call.
///
/// Of the call lists in use: clients whom nobody has called yet, who are to be called again, and who were promised a call; and for how many
/// days that lasts, as people dialled on the days of the last two weeks on which they dialled.
#[utoipa::path(tag = "reports", responses((status = 200, content((CallBaseReport = "application/json"), (String = "text/csv")))))]
#[get("/reports/call-base")]
pub async fn report_call_base(ctx: Data<Ctx>, caller: May<permission::ReadCalls>) -> Result<Report<CallBaseReport>, Problem> {
    Ok(Report(app::queue::report_base(&ctx, &caller).await?.into()))
}

/// Report how good calls are.
///
/// Reviews of the calls that began on these days, and missed calls of these days with those returned in time. At most 366 days.
#[utoipa::path(tag = "reports", params(ReportQuery<DaysFilter>), responses((status = 200, content((CallQualityReport = "application/json"), (String = "text/csv")))))]
#[get("/reports/call-quality")]
pub async fn report_call_quality(
    ctx: Data<Ctx>,
    caller: May<permission::ReadReviews>,
    query: ReportQuery<DaysFilter>,
) -> Result<Report<CallQualityReport>, Problem> {
    let days = days(&ctx, (query.0.from_on, query.0.until_on), MOST_DAYS).await?;
    Ok(Report(app::calling::report_quality(&ctx, &caller, days).await?.into()))
}

/// Report whether there are enough people.
///
/// In the call centre and in active sales, by each norm of staffing.
#[utoipa::path(tag = "reports", responses((status = 200, content((StaffingReport = "application/json"), (String = "text/csv")))))]
#[get("/reports/staffing")]
pub async fn report_staffing(ctx: Data<Ctx>, caller: May<permission::ReadNorms>) -> Result<Report<StaffingReport>, Problem> {
    Ok(Report(app::portfolio::report_staffing(&ctx, &caller).await?.into()))
}

/// The days that are asked for, in order and no more than `most`.
async fn days(ctx: &Ctx, named: (Option<NaiveDate>, Option<NaiveDate>), most: i64) -> Result<(NaiveDate, NaiveDate), Problem> {
    let today = ctx.rules().await?.calendar.date(ctx.now());
    let (from_on, until_on) = days_of(named.0, named.1, today);
    let number = (until_on - from_on).num_days() + 1;
    if (1..=most).contains(&number) {
        return Ok((from_on, until_on));
    }
    Err(Problem::new(Code::BadQuery, format!("until_on: from from_on on, and at most {most} days")))
}
