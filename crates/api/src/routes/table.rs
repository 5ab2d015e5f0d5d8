//! The route table as its areas see it: they say what is in it, and not what it is for.

use actix_web::dev::{HttpServiceFactory, Url};
use actix_web::http::Uri;
use actix_web::{guard, web};
use utoipa_actix_web::OpenApiFactory;

/// Where operations are registered: in a server, or in the document that describes it. A worker that serves builds no document.
pub trait Table: Sized {
    /// Registers one operation.
    fn service<S: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, operation: S) -> &mut Self;
    /// Registers those of an area: everything below these resources. A request is compared with those of one area only.
    fn area(&mut self, resources: &'static [&'static str], operations: impl FnOnce(&mut Self)) -> &mut Self;
}

impl Table for web::ServiceConfig {
    fn service<S: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, operation: S) -> &mut Self {
        Self::service(self, operation)
    }

    fn area(&mut self, resources: &'static [&'static str], operations: impl FnOnce(&mut Self)) -> &mut Self {
        let is_theirs = guard::fn_guard(move |asked| names(resources, &asked.head().uri));
        self.service(web::scope("").guard(is_theirs).configure(operations))
    }
}

/// Is it an address of one of these, `clients` of `/v1/clients/…`? Read as actix reads it: `%63lients` is the same.
fn names(resources: &[&str], address: &Uri) -> bool {
    let is_below = |rest: &str, resource: &str| rest.strip_prefix(resource).is_some_and(|end| end.is_empty() || end.starts_with('/'));
    let named = |path: &str| path.strip_prefix("/v1/").is_some_and(|rest| resources.iter().any(|resource| is_below(rest, resource)));
    if address.path().contains('%') { named(Url::new(address.clone()).path()) } else { named(address.path()) }
}

impl Table for utoipa_actix_web::service_config::ServiceConfig<'_> {
    fn service<S: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, operation: S) -> &mut Self {
        Self::service(self, operation)
    }

    fn area(&mut self, _: &'static [&'static str], operations: impl FnOnce(&mut Self)) -> &mut Self {
        operations(self);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_belongs_to_its_resource_however_it_is_written() {
        let of_clients = |address: &str| names(&["calls", "clients"], &address.parse().unwrap());
        assert!(["/v1/clients", "/v1/clients/batch", "/v1/clients?limit=1", "/v1/%63lients/x%20y"].into_iter().all(of_clients));
        assert!(!["/v1", "/v1/", "/v1/client", "/v1/clients%2F", "/clients", "/v1/sales/clients"].into_iter().any(of_clients));
    }
}
