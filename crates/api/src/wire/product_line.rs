//! A product line on the wire.

use chrono::{DateTime, Utc};
use domain::ids::ProductLineKind;
use domain::sales;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::Key;
use crate::answer::Versioned;
use crate::body::stated;
use crate::list::Filter;

/// Id of a product line.
pub type ProductLineKey = Key<ProductLineKind>;

/// What is sold.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProductLine {
    /// Its id.
    pub id: ProductLineKey,
    /// The number in its ETag.
    pub version: i64,
    /// Unique; the name by which sales and deals call it.
    #[schema(examples("water"))]
    pub code: String,
    /// Name for people.
    #[schema(examples("Вода"))]
    pub name: String,
    /// Code of the line of which this is a variant; a variant is never a new line.
    pub parent: Option<String>,
    /// May it be sold?
    pub active: bool,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

impl From<sales::ProductLine> for ProductLine {
    fn from(line: sales::ProductLine) -> Self {
        Self {
            id: line.id.into(),
            version: line.version,
            code: line.code,
            name: line.name,
            parent: line.parent,
            active: line.active,
            created_at: line.created_at,
        }
    }
}

impl Versioned for ProductLine {
    fn version(&self) -> i64 {
        self.version
    }
}

/// A line to add.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProductLine {
    /// Unique; lower case letters, digits, `_` and `-`.
    #[validate(length(min = 1, max = 64), custom(function = "code_shape"))]
    #[schema(examples("water"), min_length = 1, max_length = 64)]
    pub code: String,
    /// Name for people.
    #[validate(length(min = 1, max = 200))]
    #[schema(examples("Вода"), min_length = 1, max_length = 200)]
    pub name: String,
    /// Code of the line of which this is a variant.
    pub parent: Option<String>,
}

fn code_shape(code: &str) -> Result<(), validator::ValidationError> {
    let fine = code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-'));
    if fine { Ok(()) } else { Err(validator::ValidationError::new("code").with_message("use lower case letters, digits, _ and -".into())) }
}

impl From<NewProductLine> for app::sales::NewProductLine {
    fn from(new: NewProductLine) -> Self {
        Self { code: new.code, name: new.name, parent: new.parent }
    }
}

/// What may change of a line.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductLinePatch {
    /// Name for people.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 200))]
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// May it be sold?
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub active: Option<bool>,
}

impl From<ProductLinePatch> for app::sales::ProductLineChange {
    fn from(patch: ProductLinePatch) -> Self {
        Self { name: patch.name, active: patch.active }
    }
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProductLineFilter {
    /// Only lines that may, or may no longer, be sold.
    pub active: Option<bool>,
    /// Only the line with this code.
    pub code: Option<String>,
}

impl Filter for ProductLineFilter {}

impl From<&ProductLineFilter> for persistence::sales::ProductLineFilter {
    fn from(filter: &ProductLineFilter) -> Self {
        Self { active: filter.active, code: filter.code.clone() }
    }
}
