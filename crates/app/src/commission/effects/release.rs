//! Held lines whose cause is gone: posted to the month of their value date while it is open, else to the first open one (§3.9).

use domain::Date;
use domain::clients::Client;
use domain::commission::{Accrual, HeldReason};

use super::posting::{periods, rewrite};
use crate::{AppError, Work};

/// Releases what waits on a client for `cause`.
pub(crate) async fn release(work: &Work<'_>, client: &Client, cause: HeldReason) -> Result<(), AppError> {
    let held = work.accruals().lock_held_of(client.id, &[cause]).await?;
    post_again(work, held, cause).await
}

/// Posts these lines, as far as nothing else holds them.
pub(crate) async fn post_again(work: &Work<'_>, lines: Vec<Accrual>, cause: HeldReason) -> Result<(), AppError> {
    if lines.is_empty() {
        return Ok(());
    }
    let dates: Vec<Date> = lines.iter().map(|line| line.value_on).collect();
    let months = periods(work, &dates).await?;
    rewrite(work, lines.into_iter().map(|line| line.release(cause, &months)).collect::<Result<Vec<_>, _>>()?).await
}
