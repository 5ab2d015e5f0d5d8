//! The OpenAPI document: generated from the handlers; what is true of every operation is said once, here.

use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::security::{Flow, Http, HttpAuthScheme, OAuth2, Password, Scopes, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Content, HeaderBuilder, OpenApi as Document, RefOr, Response, ResponseBuilder};

#[derive(OpenApi)]
#[openapi(
    info(title = "Baton", description = "The open backend for companies that sell by specialists: call centre, hunters, farmers, and the handoff between them.", license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")),
    servers((url = "/")),
    tags(
        (name = "clients", description = "Clients, their people, their history"), (name = "calls", description = "Calls and what came of them"),
        (name = "meetings", description = "Meetings: booked, held, accepted"), (name = "sales", description = "Product lines, opportunities, sales, payments, refunds"),
        (name = "handoffs", description = "The baton: from hunter to farmer"), (name = "portfolio", description = "Portfolios and signals"),
        (name = "commission", description = "Plans, entitlements, the ledger, periods and statements"), (name = "org", description = "People, units, integrations, norms, calendar"),
        (name = "oauth", description = "Tokens"), (name = "sandbox", description = "The manual clock of sandbox mode"), (name = "health", description = "For machines that watch us")
    )
)]
struct Frame;

/// The document of everything that the router serves.
pub fn document() -> Document {
    let mut document = Frame::openapi();
    document.merge(crate::router::operations());
    finish(&mut document);
    document
}

/// Says of every operation what is true of every operation.
fn finish(document: &mut Document) {
    let components = document.components.get_or_insert_with(Default::default);
    components.schemas.insert("Problem".into(), problem());
    let flow = Flow::Password(Password::with_refresh_url("/oauth/token", Scopes::new(), "/oauth/token"));
    components.add_security_scheme("password", SecurityScheme::OAuth2(OAuth2::new([flow])));
    components.add_security_scheme("bearer", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    for (path, item) in &mut document.paths.paths {
        for operation in operations_mut(item) {
            complete(operation, path);
        }
    }
}

/// A problem inside another body.
pub(crate) fn problem_reference() -> RefOr<Schema> {
    RefOr::Ref(utoipa::openapi::Ref::from_schema_name("Problem"))
}

/// The operations of a path, by whatever method.
fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete].into_iter().flatten()
}

fn complete(operation: &mut Operation, path: &str) {
    let guarded = path.starts_with("/v1");
    if guarded && operation.security.is_none() {
        let none: [&str; 0] = [];
        operation.security = Some(vec![SecurityRequirement::new("bearer", none), SecurityRequirement::new("password", none)]);
    }
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter
            && matches!(parameter.parameter_in, ParameterIn::Path)
        {
            let name = parameter.name.clone();
            parameter.description.get_or_insert_with(|| part_of_path(&name));
        }
    }
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response {
            if response.description.is_empty() {
                response.description = default_description(status).into();
            }
            if matches!(status.as_str(), "201" | "202") && guarded {
                response
                    .headers
                    .entry("Location".into())
                    .or_insert_with(|| RefOr::T(HeaderBuilder::new().description(Some("Where the resource is.")).build()));
            }
        }
    }
    operation.responses.responses.entry("default".into()).or_insert_with(|| RefOr::T(refusal()));
}

/// What a part of a path is, from its name.
fn part_of_path(name: &str) -> String {
    match name.strip_suffix("_id") {
        Some(whose) => format!("Id of the {}", whose.replace('_', " ")),
        None if name == "id" => "Its id".to_owned(),
        None if name == "month" => "A month, such as 2026-11".to_owned(),
        None => name.replace('_', " "),
    }
}

fn default_description(status: &str) -> &'static str {
    match status {
        "200" => "Done; the resource as it is now",
        "201" => "Created",
        "202" => "Taken; it waits for somebody",
        "204" => "Done",
        "207" => "One status an item",
        _ => "An answer",
    }
}

fn refusal() -> Response {
    let content = Content::new(Some(RefOr::Ref(utoipa::openapi::Ref::from_schema_name("Problem"))));
    ResponseBuilder::new().description("Refused or failed: RFC 9457, `code` is stable").content("application/problem+json", content).build()
}

fn problem() -> RefOr<Schema> {
    let text = |about: &str| ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).description(Some(about));
    let field = ObjectBuilder::new()
        .property("pointer", text("JSON pointer to the member"))
        .property("code", text("For programs"))
        .property("detail", text("What is wrong and what to do"))
        .required("pointer")
        .required("code")
        .required("detail");
    ObjectBuilder::new()
        .description(Some("An error (RFC 9457). Facts of a refusal, such as `from` and `event`, stand beside the members named here."))
        .property("type", text("`/problems/<code>`"))
        .property("title", text("What kind of problem"))
        .property("status", ObjectBuilder::new().schema_type(SchemaType::Type(Type::Integer)).description(Some("The HTTP status")))
        .property("detail", text("What happened this time, and what to do"))
        .property("code", text("Stable; switch on this"))
        .property("request_id", text("Tell us this when you ask for help"))
        .property("errors", field.to_array_builder().description(Some("Wrong members")))
        .required("type")
        .required("title")
        .required("status")
        .required("code")
        .into()
}
