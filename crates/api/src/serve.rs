//! A running server: configuration → database → application context → HTTP; it stops by finishing what it has begun.

use std::error::Error;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::web::{Data, PayloadConfig};
use actix_web::{App, HttpServer};
use app::org::FirstAdmin;
use app::storage::{Store, StoreOptions};
use app::{Clock, Company, Ctx};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio_util::sync::CancellationToken;

use crate::body::BodyTimeout;
use crate::config::{Config, Env, Mode};
use crate::limits::{self, Limits};
use crate::live::Live;
use crate::response_headers::ResponseHeaders;
use crate::routes::platform::health::{self, MetricsDoor};
use crate::webhook_dispatcher::WebhookClient;
use crate::{body, router, telephony_worker, webhook_dispatcher};

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken or not ours.
    #[error("{0}: cannot listen on {1}: {2}")]
    Listen(&'static str, String, #[source] std::io::Error),
    /// The database.
    #[error("BATON_DATABASE_URL: the database cannot be used: {}", whole(.0))]
    Store(#[from] app::storage::StoreError),
    /// The HTTP client that sends webhooks.
    #[error("webhooks cannot be sent: {0}")]
    Webhooks(#[from] reqwest::Error),
    /// A use case of the first start.
    #[error("the first start failed: {0:?}")]
    App(#[from] app::AppError),
}

/// What an error says, and what it came from.
fn whole(error: &dyn Error) -> String {
    let mut said = vec![error.to_string()];
    let mut source = error.source();
    while let Some(error) = source {
        said.push(error.to_string());
        source = error.source();
    }
    said.dedup();
    said.join(": ")
}

/// A server that has started.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// The application context behind it.
    pub ctx: Data<Ctx>,
    /// The server itself; polling it serves.
    pub server: actix_web::dev::Server,
    /// Cancelled when the server ends: stops what runs beside it.
    pub stopping: CancellationToken,
}

/// Connects, migrates, fills an empty database with what must be there.
pub async fn open(config: &Config) -> Result<Ctx, StartError> {
    // Every worker of the server, and what runs beside them.
    let threads = 1 + if config.workers > 0 { config.workers } else { std::thread::available_parallelism().map_or(1, usize::from) };
    let (url, max_connections) = (config.database_url.clone(), config.database_connections);
    let store = Store::connect(&StoreOptions { url, max_connections, threads }).await?;
    store.migrate().await?;
    let clock = match config.mode {
        Mode::Normal => Clock::Wall,
        Mode::Sandbox => Clock::manual(app::sandbox::remembered(&store).await?.unwrap_or_else(app::sandbox::whole_second)),
    };
    let company = Company {
        currency: config.currency,
        region: config.region.clone(),
        time_zone: config.time_zone.clone(),
        public_url: config.public_url.clone(),
    };
    let mut ctx = Ctx::new(store, clock, company).sealed_under(config.key_secret.clone()).reaching(config.webhook_networks.clone());
    let admin = config.admin_email.clone().zip(config.admin_password.clone());
    let admin = admin.map(|(email, password)| FirstAdmin { email, password, must_be_strong: config.env == Env::Production });
    let issuer = app::auth::kept_issuer(&ctx).await?;
    ctx = ctx.issuing_as(&issuer);
    app::org::bootstrap(&ctx, admin).await?;
    if config.demo && app::demo::fill(&mut ctx).await? {
        tracing::debug!("the demo company has moved in");
    }
    Ok(ctx)
}

/// Starts to listen; nothing is served until `Running::server` is polled.
pub async fn start(config: &Config) -> Result<Running, StartError> {
    let ctx = Data::new(open(config).await?);
    let unheard = |error| StartError::Listen("BATON_LISTEN", config.listen.clone(), error);
    let listener = TcpListener::bind(&config.listen).map_err(unheard)?;
    let address = listener.local_addr().map_err(unheard)?;
    let stopping = CancellationToken::new();
    actix_web::rt::spawn(sweep(ctx.clone(), stopping.clone()));
    let limits = Data::new(Limits::new(&config.allowed, config.trusted_proxies.clone()));
    actix_web::rt::spawn(limits::forget_idle(limits.clone(), stopping.clone()));
    let response_headers = Data::new(ResponseHeaders::new(&ctx.company.public_url, &config.cors_origins));
    let body_timeout = BodyTimeout(config.body_timeout);
    let live = Arc::new(Live::new(stopping.clone()));
    actix_web::rt::spawn(Arc::clone(&live).run(ctx.clone()));
    let live = Data::from(live);
    let webhook_client = Data::new(webhook_client(config)?);
    actix_web::rt::spawn(webhook_dispatcher::run(ctx.clone(), webhook_client.clone(), stopping.clone()));
    actix_web::rt::spawn(telephony_worker::run(ctx.clone(), stopping.clone()));
    let (prometheus, shared) = (Data::new(prometheus()), ctx.clone());
    actix_web::rt::spawn(keep_up(prometheus.clone(), stopping.clone()));
    let door = Data::new(door(config));
    if let Some(listen) = &config.metrics_listen {
        serve_metrics(listen, (shared.clone(), prometheus.clone()), stopping.clone())?;
    }
    let mut server = HttpServer::new(move || {
        App::new()
            .app_data(shared.clone())
            .app_data(prometheus.clone())
            .app_data(door.clone())
            .app_data(limits.clone())
            .app_data(response_headers.clone())
            .app_data(body_timeout)
            .app_data(live.clone())
            .app_data(webhook_client.clone())
            .app_data(PayloadConfig::new(body::LIMIT))
            .configure(router::configure)
            .wrap(from_fn(router::around_all))
    })
    .client_request_timeout(Duration::from_secs(8))
    .keep_alive(Duration::from_secs(75))
    .shutdown_timeout(30);
    if config.workers > 0 {
        server = server.workers(config.workers);
    }
    let server = server.listen(listener).map_err(unheard)?.run();
    Ok(Running { address, ctx, server, stopping })
}

/// The client that sends webhooks; if it may reach networks inside, the operator is warned.
fn webhook_client(config: &Config) -> Result<WebhookClient, StartError> {
    if config.env == Env::Production && !config.webhook_networks.is_empty() {
        tracing::warn!("BATON_WEBHOOK_NETWORKS is set: whoever manages webhooks reaches these networks from inside, by http too");
    }
    Ok(WebhookClient::new(&config.webhook_networks)?)
}

/// Wall time as an actor: every few seconds, what has fallen due. The sandbox clock does this itself when it is advanced.
async fn sweep(ctx: Data<Ctx>, stopping: CancellationToken) {
    if ctx.clock.is_manual() {
        return;
    }
    let instance = app::ids::fresh();
    let mut beat = tokio::time::interval(Duration::from_secs(15));
    while stopping.run_until_cancelled(beat.tick()).await.is_some() {
        if let Err(error) = app::sweeps::tick(&ctx, instance).await {
            tracing::warn!(error = ?error, "what fell due could not be done; it will be tried again");
        }
    }
}

/// Measurements pile up until they are counted: `/metrics` does that too, but nobody need ever ask for it.
async fn keep_up(prometheus: Data<PrometheusHandle>, stopping: CancellationToken) {
    let mut beat = tokio::time::interval(Duration::from_secs(5));
    while stopping.run_until_cancelled(beat.tick()).await.is_some() {
        prometheus.run_upkeep();
    }
}

/// Who may read the measurements at the address of the API.
fn door(config: &Config) -> MetricsDoor {
    match (&config.metrics_listen, config.env) {
        (Some(_), _) => MetricsDoor::Elsewhere,
        (None, Env::Production) => MetricsDoor::Known,
        (None, Env::Development) => MetricsDoor::Open,
    }
}

/// Serves the measurements, and nothing else, at an address of their own.
fn serve_metrics(
    listen: &str,
    (ctx, prometheus): (Data<Ctx>, Data<PrometheusHandle>),
    stopping: CancellationToken,
) -> Result<(), StartError> {
    let unheard = |error| StartError::Listen("BATON_METRICS_LISTEN", listen.to_owned(), error);
    let listener = TcpListener::bind(listen).map_err(unheard)?;
    let door = Data::new(MetricsDoor::Open);
    let app = move || App::new().app_data(ctx.clone()).app_data(prometheus.clone()).app_data(door.clone()).service(health::get_metrics);
    let server = HttpServer::new(app).workers(1).disable_signals().listen(listener).map_err(unheard)?.run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    actix_web::rt::spawn(async move {
        stopping.cancelled().await;
        handle.stop(false).await;
    });
    Ok(())
}

/// One recorder for the whole process, however many servers a test starts in it.
fn prometheus() -> PrometheusHandle {
    static HANDLE: std::sync::OnceLock<PrometheusHandle> = std::sync::OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let buckets = [0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0];
            let recorder = PrometheusBuilder::new().set_buckets(&buckets).unwrap_or_else(|_| PrometheusBuilder::new()).build_recorder();
            let handle = recorder.handle();
            drop(metrics::set_global_recorder(recorder));
            handle
        })
        .clone()
}
