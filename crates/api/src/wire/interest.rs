//! What an endpoint wants to be told, on the wire: `handoff_accepted` or `handoff.*`.

use std::borrow::Cow;

use domain::webhooks::EventFilter;
use serde::de::Error;
use serde::{Deserializer, Serializer};
use utoipa::PartialSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};

use super::prelude::*;

/// One event by its name, or all that happens to things of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventType(pub EventFilter);

const WRONG: &str = "must be the name of an event, such as handoff_accepted, or everything of a kind, such as client.*";

impl Serialize for EventType {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        json.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for EventType {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let text = <Cow<'_, str>>::deserialize(json)?;
        EventFilter::parse(&text).map(Self).ok_or_else(|| D::Error::custom(WRONG))
    }
}

impl PartialSchema for EventType {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .description(Some(
                "The name of an event as in `/v1/events`, or `<kind>.*` for all that happens to things whose ids begin with `<kind>_`.",
            ))
            .examples(["handoff_accepted", "client.*"])
            .into()
    }
}

impl ToSchema for EventType {
    fn name() -> Cow<'static, str> {
        "EventType".into()
    }
}
