//! What has one of several shapes without saying which: a section of a dossier. The shapes overlap, so a value may be true to several, and
//! `oneOf`, which utoipa writes, would call that an error.

use utoipa::openapi::schema::{AnyOfBuilder, Schema};
use utoipa::openapi::{Components, RefOr};

/// Any of the shapes will do.
pub(super) fn overlap(components: &mut Components) {
    for schema in components.schemas.values_mut() {
        let RefOr::T(Schema::OneOf(choice)) = schema else { continue };
        if choice.items.iter().all(|item| matches!(item, RefOr::Ref(_))) {
            let items = std::mem::take(&mut choice.items).into_iter();
            *schema = items.fold(AnyOfBuilder::new(), AnyOfBuilder::item).description(choice.description.take()).into();
        }
    }
}
