//! How lines get into the ledger: which months take them, and one insert with its journal entries. Held lines whose cause is gone are
//! posted to the month of their value date while it is open, else to the first open one (§3.9).

use std::collections::BTreeMap;

use domain::Date;
use domain::commission::period::posting_month;
use domain::commission::{Accrual, HeldReason, Month, PeriodState};

use crate::prelude::*;

/// The months that lines of these value dates may go to, kept from closing until this unit of work ends (I-15).
pub(crate) async fn periods(work: &Work<'_>, dates: &[Date]) -> Result<BTreeMap<Month, PeriodState>> {
    let Some(first) = dates.iter().min() else { return Ok(BTreeMap::new()) };
    let mut known = work.share_periods(Month::of(*first)).await?;
    // Once for each month that nobody has posted to yet: one as a rule.
    while let Some(missing) = dates.iter().map(|day| posting_month(*day, &known).0).find(|month| !known.contains_key(month)) {
        work.make_period(missing).await?;
        known = work.share_periods(Month::of(*first)).await?;
    }
    Ok(known)
}

/// Writes new lines and journals them.
pub(crate) async fn write(work: &Work<'_>, lines: &[Accrual]) -> Result<()> {
    work.put_accruals(lines).await?;
    work.record(lines.iter().map(Accrual::posted_event));
    Ok(())
}

/// Writes what has become of known lines and journals it.
pub(super) async fn rewrite(work: &Work<'_>, decided: Decided<Vec<Accrual>>) -> Result<()> {
    work.put_accruals(&decided.state).await?;
    work.record(decided.events);
    Ok(())
}

/// Releases what is held on a client for `cause`.
pub(super) async fn release(work: &Work<'_>, client: &Client, cause: HeldReason) -> Result<()> {
    let held = work.accruals().lock_held_of(client.id, cause).await?;
    post_again(work, held, cause).await
}

/// Posts these lines, as far as nothing else holds them.
pub(crate) async fn post_again(work: &Work<'_>, lines: Vec<Accrual>, cause: HeldReason) -> Result<()> {
    let dates: Vec<Date> = lines.iter().map(|line| line.value_on).collect();
    let months = periods(work, &dates).await?;
    rewrite(work, lines.into_iter().map(|line| line.release(cause, &months)).collect::<Result<_, _>>()?).await
}
