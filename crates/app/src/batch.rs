//! Many at once (openapi/README.md §1.16): one transaction, each item with a savepoint of its own; what is refused of one is kept
//! of the others.

use std::sync::{Arc, Mutex};

use crate::{Actor, AppError, Ctx};

/// Does `one` with each of `items` and gives back what became of each. Nothing lasts unless `lasts` says so of the whole.
pub async fn batch<I, R>(
    ctx: &Ctx,
    actor: &Actor,
    items: &[I],
    one: impl AsyncFn(&Actor, &I) -> R,
    lasts: impl Fn(&[R]) -> bool,
) -> Result<Vec<R>, AppError> {
    let told = Mutex::new(Vec::new());
    let done = ctx
        .write(actor, async |work| {
            let outer = Arc::new(work.outer().ok_or(AppError::Internal("a batch without a transaction"))?);
            let part = Actor { once: None, part_of: Some(Arc::clone(&outer)), ..actor.clone() };
            let mut results = Vec::with_capacity(items.len());
            for item in items {
                results.push(one(&part, item).await);
                if outer.is_broken() {
                    return Err(AppError::Interrupted);
                }
            }
            let kept = lasts(&results);
            *told.lock().map_err(|_| AppError::Internal("a lock was poisoned"))? = results;
            if kept { Ok(()) } else { Err(AppError::Interrupted) }
        })
        .await;
    let told = told.into_inner().map_err(|_| AppError::Internal("a lock was poisoned"))?;
    match done {
        Err(AppError::Interrupted) if told.is_empty() => Err(AppError::Interrupted),
        Ok(()) | Err(AppError::Interrupted) => Ok(told),
        Err(other) => Err(other),
    }
}
