//! What refers to what: bodies that may be left out, and items of lists. utoipa writes the items of a generic list or batch out in full; here they become references, so that generated clients have one type.

use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{ArrayItems, Schema};
use utoipa::openapi::{Components, Content, Ref, RefOr, Required};

/// Makes the items of every list and batch refer to the schema that they are.
pub(super) fn refer(components: &mut Components) {
    let known: Vec<String> = components.schemas.keys().cloned().collect();
    for (name, schema) in &mut components.schemas {
        let item = ["List_", "Growing_", "BatchOf_"].iter().find_map(|generic| name.strip_prefix(generic));
        let Some(item) = item.filter(|item| known.iter().any(|name| name == item)) else {
            continue;
        };
        if let RefOr::T(Schema::Object(list)) = schema
            && let Some(RefOr::T(Schema::Array(items))) = list.properties.get_mut("items")
        {
            items.items = ArrayItems::RefOrSchema(Box::new(RefOr::Ref(Ref::from_schema_name(item))));
        }
    }
}

/// References to the objects that need no member.
pub(super) fn without_required(components: &Components) -> Vec<String> {
    let free =
        components.schemas.iter().filter(|(_, schema)| matches!(schema, RefOr::T(Schema::Object(object)) if object.required.is_empty()));
    free.map(|(name, _)| Ref::from_schema_name(name).ref_location).collect()
}

/// A command whose body needs no member may come without a body.
pub(super) fn may_be_left_out(operation: &mut Operation, optional: &[String]) {
    if let Some(RefOr::T(body)) = &mut operation.request_body
        && body
            .content
            .values()
            .all(|content| matches!(content, RefOr::T(Content { schema: Some(RefOr::Ref(to)), .. }) if optional.contains(&to.ref_location)))
    {
        body.required = Some(Required::False);
    }
}
