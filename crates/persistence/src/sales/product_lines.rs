//! Product lines.

use domain::sales::ProductLine;
use domain::{Instant, ProductLineId, Version};

use self::product_line::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// What is sold.
    product_line: "product_lines" of ProductLine as line {
        id: ProductLineId,
        version: Version as NextVersion,
        external_id: Option<String>,
        code: String,
        name: String,
        parent: Option<String>,
        active: bool,
        created_at: Instant,
    }
}

aggregate! { ProductLine: ProductLineId, "product line", in product_line; }

crate::filter! {
    /// Which product lines a list shows.
    pub struct ProductLineFilter of product_line {
        /// `true` lists only product lines that may be sold, `false` only retired ones.
        active: bool => C::Active.is(*active),
        /// Only the product line with this code.
        code: String => C::Code.eq(code.as_str()),
        /// Only the product line with this id of the system that they come from.
        external_id: String => C::ExternalId.eq(external_id.as_str()),
        /// Only variants of the product line with this code.
        parent: OrNull<String> => parent.among(C::Parent),
    }
    within reach { reach.all_or_nothing() }
    sorts { code: C::Code, name: C::Name }
    counts { active: bool = C::Active, parent: Option<String> = C::Parent }
}

repository! {
    /// Product lines.
    ProductLines: product_lines
}

impl ProductLines<'_> {
    /// Those with these codes.
    pub async fn by_codes(&self, codes: impl IntoIterator<Item = String>) -> Result<Vec<ProductLine>, StoreError> {
        Entity::find().filter(C::Code.is_in(codes)).values(self.0).await
    }

    /// The one with this id of another system.
    pub async fn by_external_id(&self, external_id: &str) -> Result<Option<ProductLine>, StoreError> {
        Entity::find().filter(C::ExternalId.eq(external_id)).value(self.0).await
    }

    /// All of them, retired ones too: they are few, and families need their roots.
    pub async fn all(&self) -> Result<Vec<ProductLine>, StoreError> {
        Entity::find().values(self.0).await
    }
}
