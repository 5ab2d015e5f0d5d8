//! Calls: reported by telephony, matched, disposed of.

use utoipa_actix_web::service_config::ServiceConfig;

mod create_call;
mod dispose_call;
mod get_call;
mod list_call_inbox;
mod list_calls;
mod match_call;

/// Operations under `/v1`.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(create_call::create_call)
        .service(list_calls::list_calls)
        .service(get_call::get_call)
        .service(match_call::match_call)
        .service(dispose_call::dispose_call)
        .service(list_call_inbox::list_call_inbox);
}
