//! The house: health, documentation, the sandbox clock.

use utoipa_actix_web::service_config::ServiceConfig;

mod advance_clock;
mod get_clock;
pub mod health;

/// Operations under `/v1`.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(get_clock::get_sandbox_clock).service(advance_clock::advance_sandbox_clock);
}
