//! The facts of each event as schemas, from the catalogue of the domain.

use domain::access::is_discreet;
use domain::event::EventName;
use domain::event::catalogue::{Described, Fact, Shape, about};
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, KnownFormat, Object, ObjectBuilder, OneOfBuilder, Schema, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{Ref, RefOr};

/// The name of the schema: `ClientCreatedFacts`.
pub(super) fn name(event: EventName) -> String {
    format!("{event:?}Facts")
}

/// The schema; none where there is nothing to tell, or where it is told to nobody but who looks at the thing itself.
pub(super) fn schema(event: EventName, told: &Described) -> Option<RefOr<Schema>> {
    if told.subjects.iter().all(|kind| is_discreet(kind)) || told.facts.is_empty() && !told.others {
        return None;
    }
    let title = format!("What `{event}` tells. {} Members without a value may be absent.", told.en);
    let mut object = ObjectBuilder::new().schema_type(SchemaType::Type(Type::Object)).description(Some(title));
    for fact in told.facts {
        let same: Vec<_> = told.facts.iter().filter(|other| other.name == fact.name).collect();
        let meaning = about(fact.name).map_or("", |(english, _)| english);
        let schema = match same.as_slice() {
            [one] => value(one, meaning),
            // A value where it is told for the first time, a change afterwards.
            several => {
                several.iter().fold(OneOfBuilder::new(), |choice, one| choice.item(value(one, meaning))).description(Some(meaning)).into()
            }
        };
        object = object.property(fact.name, schema);
    }
    if told.others {
        object = object.additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(true)));
    }
    Some(object.into())
}

fn value(fact: &Fact, meaning: &str) -> RefOr<Schema> {
    if !fact.change {
        return shape(fact.shape, fact.null, meaning);
    }
    let side = |when: &str| {
        let what = match fact.shape {
            Shape::Day => "The day",
            Shape::Instant => "The instant in UTC",
            _ => "The value",
        };
        shape(fact.shape, true, &format!("{what} {when} the event; null if there was none."))
    };
    ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::Object))
        .description(Some(format!("{meaning} Before and after.")))
        .property("before", side("before"))
        .property("after", side("after"))
        .required("before")
        .required("after")
        .into()
}

fn shape(shape: Shape, null: bool, meaning: &str) -> RefOr<Schema> {
    let of = |kind: Type| {
        let kind = if null { SchemaType::Array(vec![kind, Type::Null]) } else { SchemaType::Type(kind) };
        ObjectBuilder::new().schema_type(kind).description(Some(meaning))
    };
    let text = || ObjectBuilder::new().schema_type(SchemaType::Type(Type::String));
    let list = |items: Object| ArrayBuilder::new().items(items).description(Some(meaning));
    match shape {
        Shape::Word | Shape::Text | Shape::Id => of(Type::String).into(),
        Shape::Words | Shape::Ids => nullable(list(text().build()).into(), null, meaning),
        Shape::Day => of(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).into(),
        Shape::Instant => of(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).into(),
        Shape::Month => of(Type::String).pattern(Some("^[0-9]{4}-[0-9]{2}$")).into(),
        Shape::Number => of(Type::Integer).into(),
        Shape::Flag => of(Type::Boolean).into(),
        Shape::Money => {
            let mut money = Ref::from_schema_name("Money");
            meaning.clone_into(&mut money.description);
            nullable(money.into(), null, meaning)
        }
        Shape::Shares => {
            let share = ObjectBuilder::new()
                .schema_type(SchemaType::Type(Type::Object))
                .property("user_id", text().description(Some("Id of the person who has it.")))
                .property(
                    "share_bp",
                    ObjectBuilder::new()
                        .schema_type(SchemaType::Type(Type::Integer))
                        .description(Some("Share of the credit in basis points.")),
                );
            nullable(list(share.build()).into(), null, meaning)
        }
        Shape::Any => ObjectBuilder::new().schema_type(SchemaType::AnyValue).description(Some(meaning)).into(),
    }
}

fn nullable(schema: RefOr<Schema>, null: bool, meaning: &str) -> RefOr<Schema> {
    if null {
        let none = ObjectBuilder::new().schema_type(SchemaType::Type(Type::Null));
        return OneOfBuilder::new().item(none).item(schema).description(Some(meaning)).into();
    }
    schema
}
