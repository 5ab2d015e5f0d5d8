//! Renames, retires or revives a product line; its code never changes.

use domain::access::{Action, Standing};
use domain::sales::ProductLine;
use domain::{Event, EventName, ProductLineId, Version};

use crate::{Actor, AppError, Ctx, expect};

/// What may change; `None` leaves a member as it is.
#[derive(Clone, Debug, Default)]
pub struct ProductLineChange {
    /// Name for people.
    pub name: Option<String>,
    /// May it still be sold?
    pub active: Option<bool>,
}

/// Changes the line if its version is `expected`.
pub async fn update_product_line(
    ctx: &Ctx,
    actor: &Actor,
    id: ProductLineId,
    expected: Option<Version>,
    change: ProductLineChange,
) -> Result<ProductLine, AppError> {
    actor.authorise(Action::WriteNorms, &Standing::default())?;
    ctx.write(actor, async |work| {
        let before = work.product_lines().find(id).await?.ok_or(AppError::NotFound("product line"))?;
        expect(expected, before.version)?;
        let after = ProductLine {
            name: change.name.clone().unwrap_or_else(|| before.name.clone()),
            active: change.active.unwrap_or(before.active),
            ..before.clone()
        };
        let event = Event::new(EventName::ProductLineUpdated, id, None).changed("active", before.active, after.active);
        work.save(after, event).await
    })
    .await
}
