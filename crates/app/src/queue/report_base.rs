//! Whom there is to call, list by list, and for how many days that lasts.

use std::collections::HashMap;

use domain::calendar::Calendar;
use domain::calling::activity::{ActivityBy, Bucket, buckets};
use domain::norms::NormKey;
use domain::queue::base::{DAYS_LOOKED_AT, ListDay, Stock, dials_per_day};
use domain::queue::list::CallList;
use domain::{CallListId, Date};

use crate::prelude::*;

/// What there is of one list.
#[derive(Clone, Debug)]
pub struct ListStock {
    pub list: CallList,
    pub stock: Stock,
    /// On a day on which anybody dialled from it.
    pub dials_per_day: i64,
}

/// What there is of all lists that are in use.
#[derive(Clone, Debug)]
pub struct BaseReport {
    pub stock: Stock,
    pub dials_per_day: i64,
    /// By the order in which lists come first.
    pub by_list: Vec<ListStock>,
}

/// The fresh base in stock, of lists that are in use.
pub async fn report_base(ctx: &Ctx, actor: &Actor) -> Result<BaseReport> {
    actor.may(Action::ReadCalls)?;
    let rules = ctx.rules().await?;
    let lists = ctx.read().call_lists();
    let days = days_before(&rules.calendar, rules.calendar.date(ctx.now()));
    let dialled = lists.dialled(&days, rules.norms.number(NormKey::ReachedSeconds)).await?;
    let mut stock: HashMap<CallListId, Stock> = lists.stock(ctx.now()).await?;
    let mut in_use = lists.in_use().await?;
    in_use.sort_by_key(|list| (-list.priority, list.id));
    let by_list: Vec<_> = in_use
        .into_iter()
        .map(|list| ListStock {
            stock: stock.remove(&list.id).unwrap_or_default(),
            dials_per_day: dials_per_day(dialled.iter().filter(|day| day.call_list_id == list.id)),
            list,
        })
        .collect();
    let mut all = Stock::default();
    for row in &by_list {
        all.add(&row.stock);
    }
    Ok(BaseReport { stock: all, dials_per_day: dials_per_day(dialled.iter()), by_list })
}

/// What was dialled from each list in the days before `today`.
pub(crate) async fn dialled(work: &Work<'_>) -> Result<Vec<ListDay>> {
    let days = days_before(work.calendar, work.today);
    Ok(work.call_lists().dialled(&days, work.norms.number(NormKey::ReachedSeconds)).await?)
}

fn days_before(calendar: &Calendar, today: Date) -> Vec<Bucket> {
    let first = today.checked_sub_days(chrono::Days::new(DAYS_LOOKED_AT)).unwrap_or(today);
    buckets(calendar, (first, today.pred_opt().unwrap_or(today)), &[ActivityBy::Day])
}
