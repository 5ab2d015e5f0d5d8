//! What we send, as the document tells it: one message for every event.

use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{Content, Paths, PathsBuilder, Ref, RefOr, Required, ResponseBuilder};
use utoipa::{PartialSchema, ToSchema};

use crate::wire::webhook_message::WebhookMessage;

const ABOUT: &str = "Standard Webhooks 1.0. Signed with the endpoint's secret; sent again with growing waits for 75 hours, until the \
    answer is 2xx. At least once: remember `webhook-id`. What happens to one client comes in order.";

/// The schema of a message.
pub(super) fn schemas() -> [(String, RefOr<Schema>); 1] {
    [(WebhookMessage::name().into_owned(), WebhookMessage::schema())]
}

/// The webhooks of the document.
pub(super) fn paths() -> Paths {
    let body = Content::new(Some(RefOr::Ref(Ref::from_schema_name(WebhookMessage::name()))));
    let body =
        RequestBodyBuilder::new().description(Some("What happened")).content("application/json", body).required(Some(Required::True));
    let answer = |about: &str| ResponseBuilder::new().description(about).build();
    let operation = OperationBuilder::new()
        .tag("webhooks")
        .operation_id(Some("receive_event"))
        .summary(Some("Something happened."))
        .description(Some(ABOUT))
        .parameter(header("webhook-id", "Id of the event; the same in every attempt, so remember it to drop repeats."))
        .parameter(header("webhook-timestamp", "When this attempt was made, in seconds since the beginning of 1970, UTC."))
        .parameter(header(
            "webhook-signature",
            "Signature of the message: `v1,` and HMAC-SHA256 of `id.timestamp.body` in base64; two, separated by a space, while a secret is being changed.",
        ))
        .request_body(Some(body.build()))
        .response("2XX", answer("It has arrived"))
        .response("410", answer("Nobody wants it here any more: the endpoint is disabled"))
        .response("default", answer("It is sent again later; `Retry-After` of 429, 502, 503 and 504 is kept to, up to an hour"));
    // Neither a token nor a key: the signature says who speaks.
    let operation = operation.securities(Some([])).build();
    PathsBuilder::new().path("event", PathItem::new(HttpMethod::Post, operation)).build()
}

fn header(name: &str, about: &str) -> utoipa::openapi::path::Parameter {
    let text = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
    let header = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header).required(Required::True);
    header.description(Some(about)).schema(Some(text)).build()
}
