//! Where tools look for what a member means: beside its schema. Of a member that may be null utoipa puts it inside, beside the reference.

use utoipa::openapi::schema::Schema;
use utoipa::openapi::{Components, RefOr};

/// Puts the description of every member that is a reference or null beside the choice of the two.
pub(super) fn lift(components: &mut Components) {
    for schema in components.schemas.values_mut() {
        let RefOr::T(Schema::Object(object)) = schema else { continue };
        for member in object.properties.values_mut() {
            if let RefOr::T(Schema::OneOf(choice)) = member {
                let inside = choice.items.iter_mut().find_map(|item| match item {
                    RefOr::Ref(reference) if !reference.description.is_empty() => Some(std::mem::take(&mut reference.description)),
                    _ => None,
                });
                choice.description = choice.description.take().or(inside);
            }
        }
    }
}
