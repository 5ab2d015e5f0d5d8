//! What the activation of a list would do.

use std::collections::BTreeMap;

use domain::queue::list::{CallList, ListState, RefusalCode};
use domain::{CallListId, Illegal, Word};

use super::enrol::{BATCH, Row, by_code, judge, rows_of, rows_of_ids};
use crate::prelude::*;

/// How many clients a draft has, how many would get a task, and why the others would not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    pub matched: i64,
    pub accepted: i64,
    pub refused_by_code: BTreeMap<RefusalCode, i64>,
}

/// Only of a draft; nothing is written.
pub async fn preview_list(ctx: &Ctx, actor: &Actor, id: CallListId) -> Result<Preview> {
    actor.may(Action::ReadCalls)?;
    let list = ctx.get(id).await?;
    if list.state != ListState::Draft {
        return Err(Illegal { from: list.state.as_str(), event: "preview" }.into());
    }
    let mut preview = Preview::default();
    if list.segment.is_none() {
        let rows = rows_of_ids(ctx.read(), &ctx.read().call_lists().pasted(id).await?).await?;
        preview.count(ctx, &rows).await?;
        return Ok(preview);
    }
    let mut after = None;
    loop {
        let rows = page(ctx, &list, after).await?;
        after = rows.last().map(|row| row.id);
        preview.count(ctx, &rows).await?;
        if u64::try_from(rows.len()).unwrap_or(u64::MAX) < BATCH {
            return Ok(preview);
        }
    }
}

async fn page(ctx: &Ctx, list: &CallList, after: Option<domain::ClientId>) -> Result<Vec<Row>> {
    let Some(segment) = &list.segment else { return Ok(Vec::new()) };
    Ok(rows_of(ctx.read().clients().of_segment(segment, after, BATCH, false).await?))
}

impl Preview {
    async fn count(&mut self, ctx: &Ctx, rows: &[Row]) -> Result<()> {
        let rules = ctx.rules().await?;
        let now = ctx.now();
        let verdicts = judge(ctx.read(), rows, (rules.calendar.date(now), now), &rules.norms).await?;
        let number = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX);
        self.matched += number(rows.len());
        self.accepted += number(verdicts.iter().filter(|verdict| verdict.is_none()).count());
        for (code, times) in by_code(&verdicts) {
            *self.refused_by_code.entry(code).or_default() += times;
        }
        Ok(())
    }
}
