//! The documentation page: Swagger UI from our own files, so that it works without internet; the contract knows no redirects.

use std::sync::{Arc, LazyLock};

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, ResponseError, guard, web};
use utoipa_swagger_ui::Config;

use crate::{Code, Problem};

static CONFIG: LazyLock<Arc<Config<'static>>> =
    LazyLock::new(|| Arc::new(Config::from("/openapi.json").validator_url("none").persist_authorization(true)));

/// The page runs its own files and speaks with us only; Swagger UI writes styles into its elements and pictures into its styles.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; \
    base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

/// `/docs`, `/docs/` and the files of the page.
pub fn configure(config: &mut web::ServiceConfig) {
    config
        .service(web::resource(["/docs", "/docs/"]).guard(guard::Get()).to(async || file("index.html")))
        .service(web::resource("/docs/{file}").guard(guard::Get()).to(async |req: HttpRequest| file(req.match_info().query("file"))));
}

/// What Swagger UI asks whoever logs in by a password, and no person has: OAuth lets an app have a name and a secret of its own.
const NOBODY_FILLS: &str = "div:has(>label[for=password_type]),div:has(>label[for=client_id_password]),\
    div:has(>label[for=client_secret_password]){display:none}";

/// The page under our name. It names its files as its neighbours, and `/docs` has other neighbours than `/docs/`.
fn ours(page: &str) -> String {
    let head = "<head>\n    <base href=\"/docs/\">";
    page.replacen("<head>", head, 1).replacen("<title>Swagger UI</title>", "<title>Baton</title>", 1).replacen(
        "</head>",
        &format!("  <style>{NOBODY_FILLS}</style>\n  </head>"),
        1,
    )
}

fn file(name: &str) -> HttpResponse {
    match utoipa_swagger_ui::serve(name, Arc::clone(&CONFIG)) {
        Ok(Some(found)) => {
            let bytes = match (name, std::str::from_utf8(&found.bytes)) {
                ("index.html", Ok(page)) => ours(page).into_bytes(),
                _ => found.bytes.into_owned(),
            };
            HttpResponse::Ok().content_type(found.content_type).insert_header((header::CONTENT_SECURITY_POLICY, CSP)).body(bytes)
        }
        Ok(None) => Problem::new(Code::NotFound, format!("the documentation has no file {name}; it is at /docs")).error_response(),
        Err(error) => {
            tracing::error!(%error, "a file of the documentation could not be made");
            Problem::new(Code::Internal, "we have written down what happened; /openapi.json has the contract").error_response()
        }
    }
}
