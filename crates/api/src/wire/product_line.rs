//! A product line on the wire.

use domain::ids::ProductLineKind;
use domain::sales;

use super::prelude::*;
use super::rules::code_shape;

pub type ProductLineKey = Key<ProductLineKind>;

/// A product line: what is sold.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProductLine {
    /// Id of the product line, assigned by the server.
    pub id: ProductLineKey,
    /// Version number of the product line, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the product line in the system that product lines come from; unique, null if it has none.
    pub external_id: Option<String>,
    /// Unique code by which sales and deals name the product line; never changed.
    #[schema(examples("water"))]
    pub code: String,
    /// Name of the product line for people.
    #[schema(examples("Вода"))]
    pub name: String,
    /// Code of the product line that this one is a variant of; null for a line of its own. A variant never counts as a new line.
    pub parent: Option<String>,
    /// True if the product line may be sold; retired lines stay on old sales.
    pub active: bool,
    /// When the product line was added, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

impl From<sales::ProductLine> for ProductLine {
    fn from(line: sales::ProductLine) -> Self {
        Self {
            id: line.id.into(),
            version: line.version,
            external_id: line.external_id,
            code: line.code,
            name: line.name,
            parent: line.parent,
            active: line.active,
            created_at: line.created_at,
        }
    }
}

versioned! { ProductLine }

/// A product line to be added.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProductLine {
    /// Id of the product line in the system that product lines come from; unique.
    #[validate(length(max = 200), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub external_id: Option<String>,
    /// Unique code of lower-case letters, digits, `_` and `-`; cannot be changed later.
    #[validate(length(min = 1, max = 64), custom(function = "code_shape"))]
    #[schema(examples("water"), min_length = 1, max_length = 64)]
    pub code: String,
    /// Name of the product line for people.
    #[validate(length(min = 1, max = 200), custom(function = "not_blank"))]
    #[schema(examples("Вода"), min_length = 1, max_length = 200)]
    pub name: String,
    /// Code of the product line that this one is a variant of.
    pub parent: Option<String>,
}

impl From<NewProductLine> for app::sales::NewProductLine {
    fn from(new: NewProductLine) -> Self {
        Self { external_id: new.external_id, code: new.code, name: new.name, parent: new.parent }
    }
}

/// What another system says, by its own id.
pub type ProductLinePut = Put<NewProductLine, ProductLinePatch>;

/// What may change of a product line.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductLinePatch {
    /// Name of the product line for people.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 200), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// `false` retires the product line, `true` lets it be sold again.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub active: Option<bool>,
}

impl From<ProductLinePatch> for app::sales::ProductLineChange {
    fn from(patch: ProductLinePatch) -> Self {
        Self { name: patch.name, active: patch.active }
    }
}
