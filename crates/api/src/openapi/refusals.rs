//! Which refusals an operation may answer, said of each by its method and path; one component a status.

use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{Components, HeaderBuilder, Ref, RefOr, Required};

use super::refusal;

/// Status, name of the component, when.
const REFUSALS: [(&str, &str, &str); 13] = [
    ("400", "BadRequest", "Unreadable: broken JSON, an unknown or wrong query parameter, a cursor of another list, a malformed header"),
    ("401", "Unauthorized", "No token, or one that is not valid"),
    ("403", "Forbidden", "Your roles do not let you do this here"),
    ("404", "NotFound", "There is no such thing, or none that you may know of"),
    ("408", "BodyTooSlow", "The body did not come in time"),
    ("409", "Refused", "A rule of the business refuses: `code` names it, with facts such as `from` and `event`"),
    ("412", "VersionMismatch", "It has been changed since you read it"),
    ("413", "TooLarge", "The body is too large"),
    ("415", "UnsupportedMediaType", "Another content type is wanted; Accept-Post or Accept-Patch says which"),
    ("422", "InvalidFields", "Some members are wrong: each is pointed at"),
    ("428", "IfMatchRequired", "Say with If-Match which version you change"),
    ("429", "TooManyRequests", "Too often: wait as many seconds as Retry-After says; RateLimit on every answer shows what is left"),
    ("503", "Unavailable", "Not now: try again after Retry-After"),
];

/// Puts the refusals among the components.
pub(super) fn components(components: &mut Components) {
    for (_, name, when) in REFUSALS {
        components.responses.insert(name.into(), RefOr::T(refusal(when)));
    }
}

/// Says of an operation under `/v1` what it may refuse with.
pub(super) fn complete(operation: &mut Operation, method: &str, path: &str) {
    let (body, by_id) = (operation.request_body.is_some(), path.contains('{'));
    for (status, name, _) in REFUSALS {
        let may = match status {
            "404" => by_id,
            "409" => method != "get",
            "412" => matches!(method, "patch" | "put" | "delete") || method == "post" && by_id,
            "408" | "413" | "415" | "422" => body || method == "post",
            "428" => matches!(method, "patch" | "put" | "delete") && !known_outside(path),
            _ => true,
        };
        if may {
            operation.responses.responses.entry(status.into()).or_insert_with(|| RefOr::Ref(Ref::from_response_name(name)));
        }
    }
}

/// Is it put under the id of another system, whoever has changed it since? Such a system has read nothing.
pub(super) fn known_outside(path: &str) -> bool {
    path.contains("/by-external-id/")
}

/// A `POST` may be repeated under a key; a command may say which version it means.
pub(super) fn repeatable(operation: &mut Operation, path: &str) {
    let command = is_command(operation, path);
    let parameters = operation.parameters.get_or_insert_with(Vec::new);
    let key = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).min_length(Some(1)).max_length(Some(255));
    let about =
        "Name of your own for this request, such as a UUID: a repeat under the same name has no second effect and gets the first answer.";
    parameters.push(header("Idempotency-Key", about, key));
    if command {
        let about = "ETag of the version that you read; the command is refused with 412 if it is not the newest. Left out, any version.";
        parameters.push(header("If-Match", about, ObjectBuilder::new().schema_type(SchemaType::Type(Type::String))));
    }
    let replayed = HeaderBuilder::new().description(Some("`true` in the answer to a repeat under one Idempotency-Key.")).build();
    for (status, response) in &mut operation.responses.responses {
        if let (true, RefOr::T(response)) = (status.starts_with('2'), response) {
            response.headers.insert("Idempotent-Replayed".into(), RefOr::T(replayed.clone()));
        }
    }
}

/// A step of one resource, `/v1/clients/{id}/qualify`: it answers with that resource, and makes none (201) and no several (207).
fn is_command(operation: &Operation, path: &str) -> bool {
    path.contains("}/") && ["201", "207"].iter().all(|made| !operation.responses.responses.contains_key(*made))
}

fn header(name: &str, about: &str, schema: ObjectBuilder) -> RefOr<Parameter> {
    let header = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header).required(Required::False).description(Some(about));
    RefOr::T(header.schema(Some(schema)).build())
}
