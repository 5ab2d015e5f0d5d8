//! `GET /healthz`, `/readyz`, `/metrics`: for machines that watch us; open to all.

use actix_web::{HttpResponse, get, web::Data};
use app::Ctx;
use metrics_exporter_prometheus::PrometheusHandle;

use crate::{Code, Problem};

/// Is the process alive? Asks nobody.
#[utoipa::path(tag = "health", security(()), responses((status = 200, description = "Alive", body = String, content_type = "text/plain")))]
#[get("/healthz")]
pub async fn get_health() -> &'static str {
    "ok\n"
}

/// Can it serve? The database answers and every migration is applied.
#[utoipa::path(tag = "health", security(()), responses((status = 200, description = "Ready", body = String, content_type = "text/plain")))]
#[get("/readyz")]
pub async fn get_readiness(ctx: Data<Ctx>) -> Result<&'static str, Problem> {
    let asked = tokio::time::timeout(std::time::Duration::from_secs(1), ctx.store.migrated()).await;
    match asked {
        Ok(Ok(true)) => Ok("ready\n"),
        Ok(Ok(false)) => Err(Problem::new(Code::Unavailable, "migrations are missing: run `baton migrate`")),
        Ok(Err(_)) | Err(_) => Err(Problem::new(Code::Unavailable, "the database does not answer")),
    }
}

/// Measurements in the text format of Prometheus.
#[utoipa::path(tag = "health", security(()), responses((status = 200, description = "Measurements", body = String, content_type = "text/plain")))]
#[get("/metrics")]
pub async fn get_metrics(ctx: Data<Ctx>, prometheus: Data<PrometheusHandle>) -> HttpResponse {
    let (open, idle) = ctx.store.pool_size();
    metrics::gauge!("baton_db_connections_open").set(f64::from(open));
    metrics::gauge!("baton_db_connections_idle").set(f64::from(u32::try_from(idle).unwrap_or(u32::MAX)));
    if let Ok(length) = ctx.read().journal().length().await {
        metrics::gauge!("baton_journal_entries").set(f64::from(u32::try_from(length).unwrap_or(u32::MAX)));
    }
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(prometheus.render())
}
