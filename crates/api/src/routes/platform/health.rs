//! `GET /healthz`, `/readyz`, `/metrics`: for machines that watch us; open to all.

use std::time::Duration;

use actix_web::{HttpResponse, get, web::Data};
use app::Ctx;
use metrics_exporter_prometheus::PrometheusHandle;

use crate::{Code, Problem};

/// How long the database is waited for.
const PATIENCE: Duration = Duration::from_secs(1);

/// Tell whether the process is alive.
///
/// Answers without asking the database.
#[utoipa::path(tag = "health", security(()), responses((status = 200, description = "Alive", body = String, content_type = "text/plain")))]
#[get("/healthz")]
pub async fn get_health() -> &'static str {
    "ok\n"
}

/// Tell whether the server is ready.
///
/// Ready means that the database answers and every migration is applied; else 503.
#[utoipa::path(tag = "health", security(()), responses((status = 200, description = "Ready", body = String, content_type = "text/plain")))]
#[get("/readyz")]
pub async fn get_readiness(ctx: Data<Ctx>) -> Result<&'static str, Problem> {
    match tokio::time::timeout(PATIENCE, migrated(&ctx)).await {
        Ok(true) => Ok("ready\n"),
        Ok(false) => Err(Problem::new(Code::Unavailable, "migrations are missing: run `baton migrate`")),
        Err(_) => Err(Problem::new(Code::Unavailable, "the database does not answer")),
    }
}

/// Asks until it is answered: connections that died with the database are found dead when they are used.
async fn migrated(ctx: &Ctx) -> bool {
    loop {
        if let Ok(migrated) = ctx.store.migrated().await {
            return migrated;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Show the measurements of the server.
///
/// In the text format of Prometheus.
#[utoipa::path(tag = "health", security(()), responses((status = 200, description = "Measurements", body = String, content_type = "text/plain")))]
#[get("/metrics")]
pub async fn get_metrics(ctx: Data<Ctx>, prometheus: Data<PrometheusHandle>) -> HttpResponse {
    let (open, idle) = ctx.store.pool_size();
    metrics::gauge!("baton_db_connections_open").set(number(open));
    metrics::gauge!("baton_db_connections_idle").set(number(idle));
    metrics::counter!("baton_db_round_trips_total").absolute(ctx.store.round_trips().iter().sum());
    // Whoever watches us learns the rest of a database that stands still, too.
    if let Ok(Ok(length)) = tokio::time::timeout(PATIENCE, ctx.read().journal().length()).await {
        metrics::gauge!("baton_journal_entries").set(number(length));
    }
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(prometheus.render())
}

fn number(of: impl TryInto<u32>) -> f64 {
    f64::from(of.try_into().unwrap_or(u32::MAX))
}
