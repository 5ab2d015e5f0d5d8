//! `GET /healthz`, `/readyz`, `/metrics`: for machines that watch us; open to all.

use std::time::Duration;

use actix_web::http::header::AUTHORIZATION;
use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use app::Ctx;
use app::auth::AuthError;
use metrics_exporter_prometheus::PrometheusHandle;

use crate::auth::unauthenticated;
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
/// In the text format of Prometheus. In production they are read with a token or key, or at an address of their own
/// (`BATON_METRICS_LISTEN`).
#[utoipa::path(tag = "health", security(()), responses((status = 200, description = "Measurements", body = String, content_type = "text/plain")))]
#[get("/metrics")]
pub async fn get_metrics(
    req: HttpRequest,
    ctx: Data<Ctx>,
    prometheus: Data<PrometheusHandle>,
    door: Data<MetricsDoor>,
) -> Result<HttpResponse, Problem> {
    match **door {
        MetricsDoor::Open => {}
        MetricsDoor::Known => known(&ctx, &req).await?,
        MetricsDoor::Elsewhere => return Err(Problem::new(Code::NotFound, "the measurements are served at an address of their own")),
    }
    let (open, idle) = ctx.store.pool_size();
    metrics::gauge!("baton_db_connections_open").set(number(open));
    metrics::gauge!("baton_db_connections_idle").set(number(idle));
    metrics::counter!("baton_db_round_trips_total").absolute(ctx.store.round_trips().iter().sum());
    // Whoever watches us learns the rest of a database that stands still, too.
    if let Ok(Ok(length)) = tokio::time::timeout(PATIENCE, ctx.read().journal().length()).await {
        metrics::gauge!("baton_journal_entries").set(number(length));
    }
    let evidence = tokio::time::timeout(PATIENCE, evidence(&ctx)).await.unwrap_or_default();
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(prometheus.render() + &evidence))
}

/// Who may read the measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricsDoor {
    /// Whoever reaches this address.
    Open,
    /// Whoever has a token or key.
    Known,
    /// Nobody here: they have an address of their own.
    Elsewhere,
}

/// Refuses whoever has no valid token or key.
async fn known(ctx: &Ctx, req: &HttpRequest) -> Result<(), Problem> {
    let header = req.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let bearer = header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token.trim());
    match app::auth::authenticate(ctx, bearer.ok_or_else(unauthenticated)?).await {
        Ok(_) => Ok(()),
        Err(AuthError::Refused(_)) => Err(unauthenticated()),
        Err(AuthError::Failed(error)) => Err(error.into()),
    }
}

/// The newest anchor of the journal, for whoever keeps it outside of the database, and what the last night found of the ledger: facts of
/// the database, the same on every instance.
async fn evidence(ctx: &Ctx) -> String {
    let mut text = String::new();
    if let Ok(Some(anchor)) = ctx.read().journal().newest_anchor().await {
        text.extend([format!(
            "# HELP baton_journal_anchor Number of the newest anchor of the journal, with its hash.\n# TYPE baton_journal_anchor gauge\n\
             baton_journal_anchor{{hash=\"{}\"}} {}\n",
            anchor.hash, anchor.number
        )]);
    }
    if let Ok(Some(last)) = app::ledger::last_verified(ctx).await {
        text.extend([format!(
            "# HELP baton_ledger_differences Rows of money that were not as they were written when the ledger was last verified.\n\
             # TYPE baton_ledger_differences gauge\nbaton_ledger_differences {}\n\
             # TYPE baton_ledger_rows gauge\nbaton_ledger_rows {}\n\
             # TYPE baton_ledger_verified_timestamp_seconds gauge\nbaton_ledger_verified_timestamp_seconds {}\n",
            last.differences,
            last.rows,
            last.at.timestamp()
        )]);
    }
    text
}

fn number(of: impl TryInto<u32>) -> f64 {
    f64::from(of.try_into().unwrap_or(u32::MAX))
}
