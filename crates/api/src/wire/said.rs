//! What machines say in a member, in whatever JSON: nobody teaches a switchboard.

use std::borrow::Cow;

use serde::de::Deserializer;
use serde_json::Value;
use utoipa::PartialSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};

use super::prelude::*;

/// A text, or the text of a number; an empty one is none. What no database holds (U+0000) is left out.
#[derive(Clone, Debug, Default)]
pub struct Said(pub Option<String>);

impl From<Value> for Said {
    fn from(json: Value) -> Self {
        let text = match json {
            Value::Null => String::new(),
            Value::String(text) => text.replace('\0', ""),
            other => other.to_string(),
        };
        Self((!text.trim().is_empty()).then_some(text))
    }
}

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        Value::deserialize(json).map(Self::from)
    }
}

impl PartialSchema for Said {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Array(vec![Type::String, Type::Number, Type::Null]))
            .description(Some("A text, or a number as boxes write it; an empty text says as little as null."))
            .into()
    }
}

impl ToSchema for Said {
    fn name() -> Cow<'static, str> {
        "Said".into()
    }
}
