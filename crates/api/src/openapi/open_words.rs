//! Vocabularies are open lists in what we answer and closed ones in what we take (openapi/README.md §1.7): a member of an answer is a
//! word of its vocabulary or any other text, so that no generated client breaks on a word that is added later; an unknown word in a
//! request is refused, so there the compiler of a typed client may refuse it first.

use std::collections::BTreeSet;

use utoipa::ToSchema;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{AdditionalProperties, AnyOf, AnyOfBuilder, ArrayItems, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{Components, OpenApi as Document, Ref, RefOr, Schema};

use crate::wire::webhook_message::WebhookMessage;

/// Opens the vocabularies in every schema that an answer or a message leads to.
pub(super) fn open(document: &mut Document) {
    let Some(components) = &document.components else { return };
    let words: BTreeSet<String> =
        components.schemas.iter().filter(|(_, schema)| is_vocabulary(schema)).map(|(name, _)| name.clone()).collect();
    let answered = answered(document, components);
    let Some(components) = &mut document.components else { return };
    for (name, schema) in &mut components.schemas {
        if answered.contains(name) && !words.contains(name) {
            within(schema, &mut |inner| opened(inner, &words));
        }
    }
}

fn is_vocabulary(schema: &RefOr<Schema>) -> bool {
    matches!(schema, RefOr::T(Schema::Object(object)) if object.enum_values.is_some())
}

/// The names of the schemas that answers and messages are made of.
fn answered(document: &Document, components: &Components) -> BTreeSet<String> {
    let mut waiting: Vec<String> = Vec::new();
    let mut note = |schema: &RefOr<Schema>| waiting.extend(references(schema));
    for item in document.paths.paths.values() {
        let operations: [&Option<Operation>; 5] = [&item.get, &item.post, &item.put, &item.patch, &item.delete];
        let responses = operations.into_iter().flatten().flat_map(|operation| operation.responses.responses.values());
        for response in responses.chain(components.responses.values()) {
            let RefOr::T(response) = response else { continue };
            let contents = response.content.values().filter_map(|content| match content {
                RefOr::T(content) => content.schema.as_ref(),
                RefOr::Ref(_) => None,
            });
            contents.for_each(&mut note);
        }
    }
    waiting.push(WebhookMessage::name().into_owned());
    let mut found = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if let Some(schema) = components.schemas.get(&name)
            && found.insert(name)
        {
            waiting.extend(references(schema));
        }
    }
    found
}

fn references(schema: &RefOr<Schema>) -> Vec<String> {
    let mut names = Vec::new();
    within(&mut schema.clone(), &mut |inner| {
        if let RefOr::Ref(reference) = inner {
            names.push(name(reference).to_owned());
        }
        true
    });
    names
}

fn name(reference: &Ref) -> &str {
    reference.ref_location.rsplit('/').next().unwrap_or_default()
}

/// Does something with a schema and then with what stands in it, as far as `act` says to go on.
fn within(schema: &mut RefOr<Schema>, act: &mut impl FnMut(&mut RefOr<Schema>) -> bool) {
    if !act(schema) {
        return;
    }
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                within(items, act);
            }
        }
        Schema::Object(object) => {
            object.properties.values_mut().for_each(|member| within(member, act));
            if let Some(AdditionalProperties::RefOr(others)) = object.additional_properties.as_deref_mut() {
                within(others, act);
            }
        }
        Schema::OneOf(choice) => choice.items.iter_mut().for_each(|item| within(item, act)),
        Schema::AllOf(choice) => choice.items.iter_mut().for_each(|item| within(item, act)),
        Schema::AnyOf(choice) => choice.items.iter_mut().for_each(|item| within(item, act)),
        _ => {}
    }
}

/// A reference to a vocabulary becomes a choice: one of its words, or a word that has been added since. Says whether there may be more
/// of them inside.
fn opened(schema: &mut RefOr<Schema>, words: &BTreeSet<String>) -> bool {
    let of_words = |item: &RefOr<Schema>| matches!(item, RefOr::Ref(reference) if words.contains(name(reference)));
    let choice = match schema {
        RefOr::Ref(reference) if words.contains(name(reference)) => {
            let about = std::mem::take(&mut reference.description);
            AnyOfBuilder::new().item(reference.clone()).description((!about.is_empty()).then_some(about))
        }
        RefOr::T(Schema::OneOf(choice)) if choice.items.iter().any(of_words) => {
            let items = std::mem::take(&mut choice.items);
            items.into_iter().fold(AnyOfBuilder::new(), AnyOfBuilder::item).description(choice.description.take())
        }
        _ => return true,
    };
    let any: AnyOf = choice.item(ObjectBuilder::new().schema_type(SchemaType::Type(Type::String))).build();
    *schema = RefOr::T(Schema::AnyOf(any));
    false
}
