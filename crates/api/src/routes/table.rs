//! The route table as its areas see it: they say what is in it, and not what it is for.

use actix_web::dev::HttpServiceFactory;
use actix_web::web;
use utoipa_actix_web::OpenApiFactory;

/// Where operations are registered: in a server, or in the document that describes it. A worker that serves builds no document.
pub trait Table: Sized {
    /// Registers one operation.
    fn service<S: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, operation: S) -> &mut Self;
    /// Registers those of an area.
    fn configure(&mut self, area: impl FnOnce(&mut Self)) -> &mut Self {
        area(self);
        self
    }
}

impl Table for web::ServiceConfig {
    fn service<S: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, operation: S) -> &mut Self {
        Self::service(self, operation)
    }
}

impl Table for utoipa_actix_web::service_config::ServiceConfig<'_> {
    fn service<S: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, operation: S) -> &mut Self {
        Self::service(self, operation)
    }
}
