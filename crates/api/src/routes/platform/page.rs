//! Pages for people: what problems and events mean.

use actix_web::HttpResponse;
use actix_web::http::header;

use crate::language::Language;

/// Nothing but its own style.
const CSP: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}\
    code{background:#eee;padding:0 .25em}dt{font-weight:600;margin-top:1em}dd{margin:0}td{padding:.1em 1em .1em 0;vertical-align:top}\
    @media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}code{background:#333}a{color:#8bf}}";

/// A page with this title.
pub(super) fn page(language: Language, title: &str, body: &str) -> HttpResponse {
    let (tag, title) = (language.tag(), escaped(title));
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_LANGUAGE, tag))
        .insert_header((header::VARY, "Accept-Language"))
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .insert_header((header::CONTENT_SECURITY_POLICY, CSP))
        .body(format!(
            "<!doctype html><html lang=\"{tag}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <title>{title} · Baton</title><style>{STYLE}</style><h1>{title}</h1>{body}</html>"
        ))
}

/// Text that no browser takes for markup.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
