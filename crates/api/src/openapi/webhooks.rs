//! What we send, as the document tells it: one message for every event, and for each event of the catalogue which facts it carries.

use domain::access::{is_discreet, reading};
use domain::event::EventName;
use domain::event::catalogue::{Described, described};
use domain::{Word, webhooks};
use utoipa::openapi::path::{HttpMethod, Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{AllOfBuilder, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{Components, Content, Paths, PathsBuilder, Ref, RefOr, Required, ResponseBuilder};
use utoipa::{PartialSchema, ToSchema};

use super::facts;
use crate::wire::webhook_message::WebhookMessage;

const ABOUT: &str = "Standard Webhooks 1.0. Signed with the endpoint's secret; sent again with growing waits for 75 hours, until the \
    answer is 2xx. At least once: remember `webhook-id`. What happens to one client comes in order.";
const BARE: &str = "Its `facts` are empty: what somebody earns is read at `subject_id`, so that every reading is logged.";

/// Name, what it says.
const HEADERS: [(&str, &str); 3] = [
    ("webhook-id", "Id of the event; the same in every attempt, so remember it to drop repeats."),
    ("webhook-timestamp", "When this attempt was made, in seconds since the beginning of 1970, UTC."),
    (
        "webhook-signature",
        "Signature of the message: `v1,` and HMAC-SHA256 of `id.timestamp.body` in base64; two, separated by a space, while a secret is being changed.",
    ),
];
/// Status, name of the component, what it says.
const ANSWERS: [(&str, &str, &str); 3] = [
    ("2XX", "Arrived", "It has arrived"),
    ("410", "Unwanted", "Nobody wants it here any more: the endpoint is disabled"),
    ("default", "SentAgain", "It is sent again later; `Retry-After` of 429, 502, 503 and 504 is kept to, up to an hour"),
];

/// What the webhooks of the document refer to.
pub(super) fn components(components: &mut Components) {
    components.schemas.insert(WebhookMessage::name().into_owned(), WebhookMessage::schema());
    components.schemas.extend(told().filter_map(|(event, about)| Some((facts::name(event), facts::schema(event, &about)?))));
    components.parameters.extend(HEADERS.map(|(name, about)| (name.to_owned(), RefOr::T(header(name, about)))));
    components
        .responses
        .extend(ANSWERS.map(|(_, name, about)| (name.to_owned(), RefOr::T(ResponseBuilder::new().description(about).build()))));
}

/// The webhooks of the document.
pub(super) fn paths() -> Paths {
    let message = || Ref::from_schema_name(WebhookMessage::name());
    let any = operation("receive_event", "Something happened.", ABOUT, message().into());
    let all = PathsBuilder::new().path("event", PathItem::new(HttpMethod::Post, any));
    let each = told().map(|(event, about)| {
        let schema = AllOfBuilder::new().item(message()).item(of(event, &about));
        let discreet = about.subjects.iter().all(|kind| is_discreet(kind));
        let more = if discreet { format!("{ABOUT}\n\n{BARE}") } else { ABOUT.to_owned() };
        (event, operation(&format!("receive_{event}"), about.en, &more, RefOr::T(schema.build().into())))
    });
    each.fold(all, |paths, (event, operation)| paths.path(event.as_str(), PathItem::new(HttpMethod::Post, operation))).build()
}

/// The events of which endpoints are told.
fn told() -> impl Iterator<Item = (EventName, Described)> {
    let all = EventName::ALL.iter().filter_map(|event| Some((*event, described(*event)?)));
    all.filter(|(event, about)| {
        webhooks::EventFilter::parse(event.as_str()).is_some() && about.subjects.iter().any(|kind| reading(kind).is_some())
    })
}

/// What the message about `event` has beside what every message has.
fn of(event: EventName, about: &Described) -> RefOr<Schema> {
    let object = || ObjectBuilder::new().schema_type(SchemaType::Type(Type::Object));
    let name = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).enum_values(Some([event.as_str()]));
    let message = object().property("type", name.description(Some("Name of this event.")));
    if facts::schema(event, about).is_none() {
        return message.into();
    }
    let mut told = Ref::from_schema_name(facts::name(event));
    "What is told of the event.".clone_into(&mut told.description);
    let data = object().description(Some("The event, with its facts.")).property("facts", told);
    message.property("data", data).into()
}

fn operation(id: &str, summary: &str, about: &str, schema: RefOr<Schema>) -> Operation {
    let body = RequestBodyBuilder::new().description(Some("What happened")).content("application/json", Content::new(Some(schema)));
    let operation = OperationBuilder::new()
        .tag("webhooks")
        .operation_id(Some(id))
        .summary(Some(summary))
        .description(Some(about))
        .request_body(Some(body.required(Some(Required::True)).build()));
    let operation =
        ANSWERS.into_iter().fold(operation, |operation, (status, name, _)| operation.response(status, Ref::from_response_name(name)));
    // Neither a token nor a key: the signature says who speaks.
    let mut operation = operation.securities(Some([])).build();
    operation.parameters = Some(HEADERS.map(|(name, _)| RefOr::Ref(Ref::new(format!("#/components/parameters/{name}")))).into());
    operation
}

fn header(name: &str, about: &str) -> Parameter {
    let text = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
    let header = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header).required(Required::True);
    header.description(Some(about)).schema(Some(text)).build()
}
