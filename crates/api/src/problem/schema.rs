//! What a problem looks like in the OpenAPI document.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};

/// A problem inside another body.
pub(crate) fn problem_reference() -> RefOr<Schema> {
    RefOr::Ref(utoipa::openapi::Ref::from_schema_name("Problem"))
}

/// One name for one kind of fault, wherever it is found.
const FIELD_CODES: &str = "For programs; an open list. Of any member: `required`, `unknown_member`, `wrong_value` (not of its type or \
    vocabulary), `out_of_range`, `length`, `blank`, `nul` (U+0000), `unknown` (names nothing that exists), `in_the_future`, `in_the_past`, \
    `too_long_ago`, `out_of_order`, `not_shown` (you may not see it, hence not replace it). Besides them the rules of single members, such as `inn`, `email` or `split_sum`.";

/// Its members.
pub(crate) fn problem_schema() -> RefOr<Schema> {
    let text = |about: &str| ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).description(Some(about));
    let field = ObjectBuilder::new()
        .property("pointer", text("JSON pointer to the member"))
        .property("code", text(FIELD_CODES))
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
