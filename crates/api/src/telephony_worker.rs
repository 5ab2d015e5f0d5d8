//! Works on what telephony posts: at once on what comes here, and every few seconds on what was left behind, by an instance that died
//! or where the database was away. How it is worked on is the matter of `app::telephony`.

use std::collections::HashSet;
use std::time::Duration;

use actix_web::web::Data;
use app::Ctx;
use app::telephony::{next_waiting, pending, work_on};
use domain::IntakeId;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How often the table is asked what was left behind.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Reports worked on at a time.
const CONCURRENCY: usize = 4;

/// Works until the server stops. What is under way then stays in the table.
pub async fn run(ctx: Data<Ctx>, stopping: CancellationToken) {
    let mut running = JoinSet::new();
    let mut beat = tokio::time::interval(LOOK_EVERY);
    let mut seen: HashSet<IntakeId> = HashSet::new();
    loop {
        tokio::select! {
            () = stopping.cancelled() => break,
            id = next_waiting(&ctx), if running.len() < CONCURRENCY => drop(running.spawn_local(one(ctx.clone(), id))),
            _ = running.join_next(), if !running.is_empty() => {}
            _ = beat.tick() => {
                for id in left_behind(&ctx, &mut seen).await {
                    one(ctx.clone(), id).await;
                }
            }
        }
    }
    running.shutdown().await;
}

/// What waited at the last look and still does: nobody is at it.
async fn left_behind(ctx: &Ctx, seen: &mut HashSet<IntakeId>) -> Vec<IntakeId> {
    match pending(ctx).await {
        Ok(now) => {
            let left = now.iter().filter(|id| seen.contains(id)).copied().collect();
            *seen = now.into_iter().collect();
            left
        }
        Err(error) => {
            tracing::warn!(error = ?error, "what telephony posted cannot be looked at now; it will be tried again");
            Vec::new()
        }
    }
}

async fn one(ctx: Data<Ctx>, id: IntakeId) {
    if let Err(error) = work_on(&ctx, id).await {
        tracing::warn!(report = %id, error = ?error, "a report of telephony could not be worked on; it will be tried again");
    }
}
