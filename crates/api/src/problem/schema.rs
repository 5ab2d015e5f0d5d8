//! What a problem looks like in the OpenAPI document.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};

/// A problem inside another body.
pub(crate) fn problem_reference() -> RefOr<Schema> {
    let mut problem = utoipa::openapi::Ref::from_schema_name("Problem");
    "Why the item was refused; absent if it was taken.".clone_into(&mut problem.description);
    RefOr::Ref(problem)
}

/// One name for one kind of fault, wherever it is found.
const FIELD_CODES: &str = "Code of the fault for programs; an open list. Of any member: `required`, `unknown_member`, `wrong_value` (not of its type or \
    vocabulary), `out_of_range`, `length`, `blank`, `nul` (U+0000), `unknown` (names nothing that exists), `in_the_future`, `in_the_past`, \
    `too_long_ago`, `out_of_order`, `not_shown` (you may not see it, hence not replace it). Besides them the rules of single members, such as `inn`, `email` or `split_sum`.";

/// What a problem is made of.
pub(crate) fn problem_schema() -> RefOr<Schema> {
    let text = |about: &str| ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).description(Some(about));
    let field = ObjectBuilder::new()
        .property("pointer", text("JSON pointer (RFC 6901) to the wrong member of the body."))
        .property("code", text(FIELD_CODES))
        .property("detail", text("What is wrong with the member and what to do, for people."))
        .required("pointer")
        .required("code")
        .required("detail");
    ObjectBuilder::new()
        .description(Some("An error (RFC 9457). Facts of a refusal, such as `from` and `event`, stand beside the members named here."))
        .property("type", text("URI reference of the kind of problem, `/problems/<code>`; a page for people stands there."))
        .property("title", text("Short title of the kind of problem, for people."))
        .property(
            "status",
            ObjectBuilder::new()
                .schema_type(SchemaType::Type(Type::Integer))
                .description(Some("HTTP status of the answer, repeated in the body.")),
        )
        .property("detail", text("What happened this time and what to do, for people."))
        .property("code", text("Stable code of the problem, made for programs to switch on."))
        .property("request_id", text("Id of the request, to be quoted when you ask for help."))
        .property(
            "errors",
            field.to_array_builder().description(Some("Faults of single members of the body; absent if the problem is another.")),
        )
        .required("type")
        .required("title")
        .required("status")
        .required("code")
        .into()
}
