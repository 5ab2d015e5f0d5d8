//! Batches (openapi/README.md §1.16): one transaction, with a savepoint for each item, so that a refused item takes back only itself.

use std::sync::{Arc, Mutex};

use crate::prelude::*;

/// Does `one` with each of `items` and returns the results in their order. Nothing is committed unless `commits` says so of all results.
pub async fn batch<I, R>(
    ctx: &Ctx,
    actor: &Actor,
    items: &[I],
    one: impl AsyncFn(&Actor, &I) -> R,
    commits: impl Fn(&[R]) -> bool,
) -> Result<Vec<R>> {
    let finished = Mutex::new(Vec::new());
    let written = ctx
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
            let commits = commits(&results);
            *finished.lock().map_err(|_| AppError::Internal("a lock was poisoned"))? = results;
            if commits { Ok(()) } else { Err(AppError::Interrupted) }
        })
        .await;
    let results = finished.into_inner().map_err(|_| AppError::Internal("a lock was poisoned"))?;
    match written {
        Err(AppError::Interrupted) if results.is_empty() => Err(AppError::Interrupted),
        Ok(()) | Err(AppError::Interrupted) => Ok(results),
        Err(other) => Err(other),
    }
}
