//! Adds a product line.

use domain::access::{Action, Standing};
use domain::sales::{ProductLine, Refusal};
use domain::{Event, EventName};

use crate::{Actor, AppError, Ctx};

/// What a new line is made of.
#[derive(Clone, Debug)]
pub struct NewProductLine {
    /// Unique code.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// Code of the line of which it is a variant.
    pub parent: Option<String>,
}

/// Adds a line; a code in use is [`Refusal::ProductLineExists`], an unknown parent a wrong member.
pub async fn add_product_line(ctx: &Ctx, actor: &Actor, new: NewProductLine) -> Result<ProductLine, AppError> {
    actor.authorise(Action::WriteNorms, &Standing::default())?;
    ctx.write(actor, async |work| {
        let known = work.product_lines().by_codes([Some(new.code.clone()), new.parent.clone()].into_iter().flatten()).await?;
        if let Some(line) = known.iter().find(|line| line.code == new.code) {
            return Err(Refusal::ProductLineExists { id: line.id }.into());
        }
        if let Some(parent) = new.parent.as_ref().filter(|parent| known.iter().all(|line| line.code != **parent)) {
            return Err(AppError::field("/parent", "unknown", format!("there is no product line {parent}")));
        }
        let line = ProductLine {
            id: work.id(),
            version: 0,
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
