//! A month on the wire: `2026-11`.

use std::borrow::Cow;

use domain::commission::Month;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::{Code, Problem};

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthText(pub Month);

impl Serialize for MonthText {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        json.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for MonthText {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        let text = <Cow<'_, str>>::deserialize(json)?;
        text.parse().map(Self).map_err(D::Error::custom)
    }
}

impl PartialSchema for MonthText {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .pattern(Some("^[0-9]{4}-(0[1-9]|1[0-2])$"))
            .description(Some("A calendar month as `YYYY-MM`."))
            .examples(["2026-11"])
            .into()
    }
}

impl ToSchema for MonthText {
    fn name() -> Cow<'static, str> {
        "Month".into()
    }
}

/// The month of a path: a text that is none names nothing, hence 404.
pub fn path_month(text: &str) -> Result<Month, Problem> {
    text.parse().map_err(|_| Problem::new(Code::NotFound, format!("{text} is no month such as 2026-11")))
}
