//! The OpenAPI document: generated from the handlers; what is true of every operation is said once, here.

use actix_web::App;
use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{Content, Header, HeaderBuilder, OpenApi as Document, RefOr, Required, Response, ResponseBuilder};
use utoipa_actix_web::{AppExt, scope};

use crate::problem::schema::problem_schema;
use crate::routes;

mod descriptions;
mod examples;
mod facts;
mod include;
mod open_words;
mod operation_ids;
mod references;
mod refusals;
mod security;
mod shapes;
mod webhooks;

pub(crate) use include::words;

#[derive(OpenApi)]
#[openapi(
    info(title = "Baton", description = "The open backend for companies that sell by specialists: call centre, hunters, farmers, and the handoff between them.", license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")),
    servers((url = "/")),
    tags(
        (name = "clients", description = "Clients, their contact persons and their history; groups of clients and their terms; pairs of clients that may be one (duplicates), and their merges."), (name = "calls", description = "Telephone calls, their dispositions and reviews; numbers that nobody calls (suppressions)."),
        (name = "telephony", description = "Where telephony systems post calls in their own forms."),
        (name = "queue", description = "The queue of the call centre: call lists, call tasks, scripts."),
        (name = "meetings", description = "Meetings with clients: booking, outcome and acceptance."), (name = "sales", description = "Product lines, deals (opportunities), sales, payments and refunds."),
        (name = "dossier", description = "The file of a client: the sections of the dossier and the log of who looked at them, contracts, promises to the client and of the client, the claims of the client."),
        (name = "receivables", description = "What clients owe, promises to pay, work on debts; plans of what account managers collect in a month."),
        (name = "handoffs", description = "Handoffs of clients from hunter to farmer (account manager)."), (name = "portfolio", description = "Portfolios of account managers, and signals for heads."),
        (name = "commission", description = "Commission: plans, entitlements, the ledger, months and statements."), (name = "org", description = "People, units, integrations, norms and the company calendar."),
        (name = "reports", description = "Reports: what was done, how good it was, whether there are enough people."),
        (name = "events", description = "The journal of events, as a list and as a stream, and the audit trail."),
        (name = "webhooks", description = "Webhook endpoints and the deliveries to them."),
        (name = "oauth", description = "Access tokens (OAuth 2.0)."), (name = "sandbox", description = "The manual clock of sandbox mode, and its reset."), (name = "health", description = "Health and measurements, for monitoring.")
    )
)]
struct Frame;

/// The document of everything that the router serves.
pub fn document() -> Document {
    let mut document = Frame::openapi();
    document.merge(operations());
    finish(&mut document);
    document
}

/// Paths and schemas of every operation, without a running server.
fn operations() -> Document {
    let (_, document) = App::new()
        .into_utoipa_app()
        .configure(|table| routes::open(table))
        .service(scope::scope("/v1").configure(|table| routes::v1(table)))
        .split_for_parts();
    document
}

/// Says of every operation what is true of every operation.
fn finish(document: &mut Document) {
    let components = document.components.get_or_insert_with(Default::default);
    components.schemas.insert("Problem".into(), problem_schema());
    security::declare(components);
    components.schemas.extend(include::schemas());
    references::refer(components);
    descriptions::lift(components);
    shapes::overlap(components);
    let optional = references::without_required(components);
    refusals::components(components);
    webhooks::components(components);
    document.webhooks = Some(webhooks::paths());
    include::complete(document);
    open_words::open(document);
    examples::complete(document);
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations_mut(item) {
            operation.operation_id = Some(operation_ids::of(operation, method, path));
            complete(operation, path);
            if path.starts_with("/v1") {
                references::may_be_left_out(operation, &optional);
                refusals::complete(operation, method, path);
            }
        }
        // What telephony posts is repeated without a key, and is no resource of its own.
        if path.starts_with("/v1") && !path.starts_with("/v1/telephony/") {
            item.post.iter_mut().for_each(|operation| refusals::repeatable(operation, path));
            item.get.iter_mut().filter(|operation| !is_list(operation)).for_each(cached);
            let known_outside = refusals::known_outside(path);
            [&mut item.put, &mut item.patch, &mut item.delete]
                .into_iter()
                .flatten()
                .for_each(|operation| guarded(operation, known_outside));
        }
    }
}

/// The operations of a path, by whatever method.
fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("get", &mut item.get),
        ("post", &mut item.post),
        ("put", &mut item.put),
        ("patch", &mut item.patch),
        ("delete", &mut item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

fn complete(operation: &mut Operation, path: &str) {
    let under_v1 = path.starts_with("/v1");
    if under_v1 && operation.security.is_none() {
        operation.security = Some(security::any());
    }
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter
            && matches!(parameter.parameter_in, ParameterIn::Path)
        {
            let name = parameter.name.clone();
            parameter.description.get_or_insert_with(|| part_of_path(&name, path));
        }
    }
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response {
            if response.description.is_empty() {
                response.description = default_description(status).into();
            }
            if matches!(status.as_str(), "201" | "202") && under_v1 {
                response.headers.entry("Location".into()).or_insert_with(|| {
                    RefOr::T(HeaderBuilder::new().description(Some("Path of the resource that was created or is being made.")).build())
                });
            }
        }
    }
    operation
        .responses
        .responses
        .entry("default".into())
        .or_insert_with(|| RefOr::T(refusal("Refused or failed: RFC 9457, `code` is stable")));
}

/// Does it answer with a page?
fn is_list(operation: &Operation) -> bool {
    operation.parameters.iter().flatten().any(|parameter| matches!(parameter, RefOr::T(parameter) if parameter.name == "cursor"))
}

/// A resource is asked for with the tag that one has of it.
fn cached(operation: &mut Operation) {
    header_parameter(
        operation,
        "If-None-Match",
        Required::False,
        "ETag of the version that you have; the answer is 304 without a body while that version is the newest.",
    );
    let known = ResponseBuilder::new().description("You have it already").header("ETag", etag()).build();
    operation.responses.responses.insert("304".into(), RefOr::T(known));
    tag_the_answer(operation);
}

/// A resource is changed with the tag that one has read.
fn guarded(operation: &mut Operation, known_outside: bool) {
    let (required, about) = if known_outside {
        (Required::False, "ETag of the version that you read; refused with 412 if it is not the newest. Left out, any version, or none.")
    } else {
        (
            Required::True,
            "ETag of the version that you read and now change, or `*` for whichever is there; refused with 412 if it is not the newest.",
        )
    };
    header_parameter(operation, "If-Match", required, about);
    tag_the_answer(operation);
}

fn tag_the_answer(operation: &mut Operation) {
    if let Some(RefOr::T(response)) = operation.responses.responses.get_mut("200") {
        response.headers.insert("ETag".into(), RefOr::T(etag()));
    }
}

fn etag() -> Header {
    HeaderBuilder::new().description(Some("The version of the resource, a strong tag.")).build()
}

fn header_parameter(operation: &mut Operation, name: &str, required: Required, about: &str) {
    let text = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
    let parameter =
        ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header).required(required).description(Some(about)).schema(Some(text));
    operation.parameters.get_or_insert_with(Vec::new).push(RefOr::T(parameter.build()));
}

/// What a part of a path is, from its name and what stands before it.
fn part_of_path(name: &str, path: &str) -> String {
    match name.strip_suffix("_id") {
        Some("external") => "Id of the resource in the system that it comes from, percent-encoded where it is no plain word.".to_owned(),
        Some(whose) => format!("Id of the {}, as in the member `id` of that resource.", whose.replace('_', " ")),
        None if name == "id" => format!("Id of the {}, as in the member `id` of that resource.", one_of(path)),
        None if name == "number" => "Number of the version within its script, counted from 1.".to_owned(),
        None if name == "month" => "Month of the ledger as `YYYY-MM`, such as `2026-11`.".to_owned(),
        None => name.replace('_', " "),
    }
}

/// What one member of the first collection in `path` is called: `webhook endpoint` in `/v1/webhook-endpoints/{id}/test`.
fn one_of(path: &str) -> String {
    let collection = path.split("/{").next().and_then(|path| path.rsplit('/').next()).unwrap_or_default().replace('-', " ");
    match collection.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => collection.trim_end_matches('s').to_owned(),
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

fn refusal(description: &str) -> Response {
    let content = Content::new(Some(RefOr::Ref(utoipa::openapi::Ref::from_schema_name("Problem"))));
    ResponseBuilder::new().description(description).content("application/problem+json", content).build()
}
