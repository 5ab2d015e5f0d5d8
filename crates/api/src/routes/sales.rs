//! Product lines, opportunities, sales, payments.

use utoipa_actix_web::service_config::ServiceConfig;

mod create_product_line;
mod get_product_line;
mod list_product_lines;
mod patch_product_line;

/// Operations under `/v1`.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(create_product_line::create_product_line)
        .service(list_product_lines::list_product_lines)
        .service(get_product_line::get_product_line)
        .service(patch_product_line::patch_product_line);
}
