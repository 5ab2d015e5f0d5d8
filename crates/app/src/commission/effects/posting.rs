//! How lines get into the ledger: which months take them, and one insert with its journal entries.

use std::collections::BTreeMap;

use domain::commission::period::posting_month;
use domain::commission::{Accrual, Month, PeriodState};
use domain::{Date, Decided};

use crate::{AppError, Work};

/// The months that lines of these value dates may go to, kept from closing until this unit of work ends (I-15).
pub(crate) async fn periods(work: &Work<'_>, dates: &[Date]) -> Result<BTreeMap<Month, PeriodState>, AppError> {
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
pub(super) async fn write(work: &Work<'_>, lines: &[Accrual]) -> Result<(), AppError> {
    if lines.is_empty() {
        return Ok(());
    }
    work.put_accruals(lines).await?;
    work.record(lines.iter().map(Accrual::written));
    Ok(())
}

/// Writes what has become of known lines and journals it.
pub(super) async fn rewrite(work: &Work<'_>, decided: Vec<Decided<Accrual>>) -> Result<(), AppError> {
    let (states, events): (Vec<_>, Vec<_>) = decided.into_iter().map(|Decided { state, events }| (state, events)).unzip();
    work.put_accruals(&states).await?;
    work.record(events.into_iter().flatten());
    Ok(())
}
