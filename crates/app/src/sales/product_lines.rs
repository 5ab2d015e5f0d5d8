//! Product lines: shown, listed, added, changed.

use domain::ProductLineId;
use domain::sales::{ProductLine, Refusal};
use persistence::sales::ProductLineFilter;

use crate::prelude::*;

/// The line, or [`AppError::NotFound`].
pub async fn get_product_line(ctx: &Ctx, actor: &Actor, id: ProductLineId) -> Result<ProductLine> {
    actor.may(Action::ReadOrg)?;
    ctx.get(id).await
}

/// A page of product lines, oldest first.
pub async fn list_product_lines(ctx: &Ctx, actor: &Actor, filter: &ProductLineFilter, request: &PageRequest) -> Result<Page<ProductLine>> {
    ctx.page(actor, filter, request).await
}

/// What a new line is made of.
#[derive(Clone, Debug)]
pub struct NewProductLine {
    /// Id in the system that product lines come from.
    pub external_id: Option<String>,
    /// Unique code.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// Code of the line of which it is a variant.
    pub parent: Option<String>,
}

/// Adds a line; a code in use is [`Refusal::ProductLineExists`], an unknown parent a wrong member.
pub async fn add_product_line(ctx: &Ctx, actor: &Actor, new: NewProductLine) -> Result<ProductLine> {
    actor.may_everywhere(Action::WriteNorms)?;
    ctx.write(actor, async |work| {
        let known = work.product_lines().by_codes([Some(new.code.clone()), new.parent.clone()].into_iter().flatten()).await?;
        if let Some(line) = known.iter().find(|line| line.code == new.code) {
            return Err(Refusal::ProductLineExists { id: line.id }.into());
        }
        if let Some(external_id) = &new.external_id
            && let Some(line) = work.product_lines().by_external_id(external_id).await?
        {
            return Err(Refusal::ProductLineKnown { id: line.id }.into());
        }
        if let Some(parent) = new.parent.as_ref().filter(|parent| known.iter().all(|line| line.code != **parent)) {
            return Err(AppError::field("/parent", "unknown", format!("there is no product line {parent}")));
        }
        let line = ProductLine {
            id: work.id(),
            version: 0,
            external_id: new.external_id.clone(),
            code: new.code.clone(),
            name: new.name.clone(),
            parent: new.parent.clone(),
            active: true,
            created_at: work.now,
        };
        let event = Event::new(EventName::ProductLineAdded, line.id, None).with("code", line.code.as_str());
        work.save(line, event).await
    })
    .await
}

/// What may change; `None` leaves a member as it is.
#[derive(Clone, Debug, Default)]
pub struct ProductLineChange {
    /// Name for people.
    pub name: Option<String>,
    /// May it still be sold?
    pub active: Option<bool>,
}

/// Renames, retires or revives the line, if it still has the version that the caller has read; its code never changes.
pub async fn update_product_line(
    ctx: &Ctx,
    actor: &Actor,
    target: Target<ProductLineId>,
    change: ProductLineChange,
) -> Result<ProductLine> {
    actor.may_everywhere(Action::WriteNorms)?;
    ctx.write(actor, async |work| {
        let before = work.lock_target(target).await?;
        let (name, active) = (change.name.clone().unwrap_or_else(|| before.name.clone()), change.active.unwrap_or(before.active));
        if (&name, active) == (&before.name, before.active) {
            return Ok(before);
        }
        let event = Event::new(EventName::ProductLineUpdated, target.id, None)
            .changed_if("name", before.name.clone(), name.clone())
            .changed_if("active", before.active, active);
        work.save(ProductLine { name, active, ..before }, event).await
    })
    .await
}

/// The line with this external id, if there is one. A line with this code and without an external id has this one from now on.
pub async fn recognise_product_line(ctx: &Ctx, actor: &Actor, external_id: &str, code: Option<&str>) -> Result<Option<ProductLineId>> {
    actor.may_everywhere(Action::WriteNorms)?;
    ctx.write(actor, async |work| {
        if let Some(line) = work.product_lines().by_external_id(external_id).await? {
            return if code.is_none_or(|code| code == line.code) { Ok(Some(line.id)) } else { Err(code_stays(&line)) };
        }
        let found = work.product_lines().by_codes(code.map(str::to_owned)).await?.into_iter().find(|line| line.external_id.is_none());
        let Some(line) = found else { return Ok(None) };
        let event = Event::new(EventName::ProductLineUpdated, line.id, None).changed("external_id", None::<&str>, external_id);
        Ok(Some(work.save(ProductLine { external_id: Some(external_id.to_owned()), ..line }, event).await?.id))
    })
    .await
}

fn code_stays(line: &ProductLine) -> AppError {
    AppError::field(
        "/code",
        "never_changes",
        format!("the product line with this external_id has the code {}, which never changes", line.code),
    )
}
