//! What refers to what: bodies that may be left out, and items of lists. utoipa writes the items of a generic list or batch out in full; here they become references, so that generated clients have one type.

use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{AnyOfBuilder, ArrayItems, Schema};
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
            items.items = ArrayItems::RefOrSchema(Box::new(self::items(name, item)));
        }
    }
}

/// What an item of a batch is where the batch enters or changes (`mode=upsert`): of something known, no member is needed but its
/// `external_id`.
const UPSERTED: [(&str, &str); 3] = [("NewClient", "ClientPut"), ("NewContact", "ContactPut"), ("NewSale", "SalePut")];

/// The items of a batch: what is entered, or what is put under an `external_id`.
fn items(list: &str, item: &str) -> RefOr<Schema> {
    let put = UPSERTED.iter().find(|(new, _)| list.starts_with("BatchOf_") && *new == item);
    let Some((new, put)) = put else { return Ref::from_schema_name(item).into() };
    let about = "What is entered. With `mode=upsert`, what is put under its `external_id`: members that are left out stay as they are.";
    AnyOfBuilder::new().item(Ref::from_schema_name(*new)).item(Ref::from_schema_name(*put)).description(Some(about)).into()
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
