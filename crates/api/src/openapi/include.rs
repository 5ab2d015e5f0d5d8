//! The words of `include`, read off what each operation answers, so that no resource declares them: a member `client_id` whose schema is
//! that of an id gives the word `client`; a member that holds an id, several, or a code under another name gives its own name. What
//! stands in an object or array of the item counts too.

use std::collections::{BTreeMap, HashMap};

use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{ArrayBuilder, ArrayItems, Object, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{Components, OpenApi as Document, Ref, RefOr, Required, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::mentions::{Named, Place, Word};
use crate::wire::id_schema;
use crate::wire::included::Included;

const ABOUT: &str = "Words that say of which things the answer tells the names beside their ids, in its member `included`, separated by commas; at most eight. None if left out.";
const INCLUDED: &str = "What the words of `include` ask for; there only if it was given.";

/// Members that name a thing of any kind.
const OF_ANY_KIND: [&str; 2] = ["subject_id", "actor_id"];
/// Members that are there only if a word of the same name asks for them.
const IN_PLACE: [&str; 1] = ["explanation"];
/// Members whose texts are codes of product lines.
const PRODUCT_LINES: [&str; 3] = ["product_line", "product_lines", "narrowed_to"];

/// The words of the `GET` at each address that has any, in their order.
pub(crate) fn words(document: &Document) -> HashMap<String, Vec<Word>> {
    let Some(components) = &document.components else { return HashMap::new() };
    let asked = document.paths.paths.iter().filter(|(path, _)| path.starts_with("/v1"));
    let answers = asked.filter_map(|(path, item)| Some((path, answer(item.get.as_ref()?)?)));
    answers.map(|(path, schema)| (path.clone(), words_of(components, schema))).filter(|(_, words)| !words.is_empty()).collect()
}

/// Declares the parameter wherever there are words, and what it adds to the answer.
pub(super) fn complete(document: &mut Document) {
    let words = words(document);
    for (path, item) in &mut document.paths.paths {
        let (Some(operation), Some(words)) = (&mut item.get, words.get(path)) else { continue };
        operation.parameters.get_or_insert_with(Vec::new).push(RefOr::T(parameter(words)));
        if let Some(schema) = answer(operation)
            && let Some(RefOr::T(Schema::Object(object))) =
                document.components.as_mut().and_then(|components| components.schemas.get_mut(schema))
        {
            let mut included = Ref::from_schema_name(Included::name());
            INCLUDED.clone_into(&mut included.description);
            object.properties.insert("included".into(), included.into());
        }
    }
}

/// The schemas of what is told.
pub(super) fn schemas() -> Vec<(String, RefOr<Schema>)> {
    let mut schemas = vec![(Included::name().into_owned(), Included::schema())];
    Included::schemas(&mut schemas);
    schemas
}

fn parameter(words: &[Word]) -> utoipa::openapi::path::Parameter {
    let word =
        ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).enum_values(Some(words.iter().map(|word| word.name.clone())));
    let several = ArrayBuilder::new().items(word).min_items(Some(1)).max_items(Some(crate::mentions::MOST_WORDS));
    let parameter = ParameterBuilder::new().name("include").parameter_in(ParameterIn::Query).required(Required::False);
    parameter.description(Some(ABOUT)).schema(Some(several)).style(Some(ParameterStyle::Form)).explode(Some(false)).build()
}

/// The name of the schema of what an operation answers.
fn answer(operation: &Operation) -> Option<&str> {
    let RefOr::T(response) = operation.responses.responses.get("200")? else { return None };
    match response.content.get("application/json")? {
        RefOr::T(content) => match content.schema.as_ref()? {
            RefOr::Ref(reference) => Some(named(reference)),
            RefOr::T(_) => None,
        },
        RefOr::Ref(_) => None,
    }
}

fn named(reference: &Ref) -> &str {
    reference.ref_location.rsplit('/').next().unwrap_or_default()
}

fn words_of(components: &Components, schema: &str) -> Vec<Word> {
    let mut search = Search { components, found: BTreeMap::new() };
    let Some(answer) = search.object(schema) else { return Vec::new() };
    // A list is one level around its items.
    match answer.properties.get("items").and_then(reference) {
        Some(item) => search.members(item, &["items".to_owned()], 1),
        None => search.members(schema, &[], 1),
    }
    search.found.into_iter().map(|(name, places)| Word { name, places }).collect()
}

struct Search<'a> {
    components: &'a Components,
    found: BTreeMap<String, Vec<Place>>,
}

impl<'a> Search<'a> {
    fn object(&self, schema: &str) -> Option<&'a Object> {
        match self.components.schemas.get(schema)? {
            RefOr::T(Schema::Object(object)) => Some(object),
            _ => None,
        }
    }

    /// The words of the members of `schema`, and of those of its members that are objects, so many levels deep.
    fn members(&mut self, schema: &str, path: &[String], levels: u8) {
        for (name, member) in self.object(schema).iter().flat_map(|object| &object.properties) {
            let path = [path, std::slice::from_ref(name)].concat();
            // What something goes by itself is no mention of another.
            if matches!(name.as_str(), "id" | "code") {
                continue;
            }
            // What is told in the item itself names nothing beside it.
            if IN_PLACE.contains(&name.as_str()) {
                self.found.entry(name.clone()).or_default();
                continue;
            }
            if let Some(kind) = kind(name, member) {
                let word = name.strip_suffix("_id").unwrap_or(name).to_owned();
                self.found.entry(word).or_default().push(Place { path, kind });
            } else if let (Some(inner), Some(levels)) = (reference(member), levels.checked_sub(1)) {
                self.members(inner, &path, levels);
            }
        }
    }
}

/// What stands in a member, if its schema says that it names things.
fn kind(name: &str, member: &RefOr<Schema>) -> Option<Named> {
    if let Some(schema) = reference(member) {
        let of_unit = (schema == "UnitCode").then_some("unit");
        let by_id = || app::names::kinds_by_id().find(|kind| id_schema(kind) == schema);
        return of_unit.or_else(by_id).map(Named::As);
    }
    let is_text = is_text(member);
    if is_text && PRODUCT_LINES.contains(&name) {
        return Some(Named::As("productline"));
    }
    (is_text && OF_ANY_KIND.contains(&name)).then_some(Named::ByPrefix)
}

/// Does a text stand there, or several, or none where it may be null?
fn is_text(member: &RefOr<Schema>) -> bool {
    match member {
        RefOr::T(Schema::Object(object)) => match &object.schema_type {
            SchemaType::Type(kind) => *kind == Type::String,
            SchemaType::Array(kinds) => kinds.contains(&Type::String),
            SchemaType::AnyValue => false,
        },
        RefOr::T(Schema::Array(array)) => matches!(&array.items, ArrayItems::RefOrSchema(items) if is_text(items)),
        _ => false,
    }
}

/// The schema to which a member refers: as it is, as one of several where it may be null or a word added later, or of the items of an
/// array.
fn reference(member: &RefOr<Schema>) -> Option<&str> {
    match member {
        RefOr::Ref(reference) => Some(named(reference)),
        RefOr::T(Schema::OneOf(choice)) => choice.items.iter().find_map(reference),
        RefOr::T(Schema::AnyOf(choice)) => choice.items.iter().find_map(reference),
        RefOr::T(Schema::Array(array)) => match &array.items {
            ArrayItems::RefOrSchema(items) => reference(items),
            ArrayItems::False => None,
        },
        RefOr::T(_) => None,
    }
}
