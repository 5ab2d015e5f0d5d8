//! What one person carries.

use domain::UserId;
use domain::access::{Action, Standing};

use super::list_portfolios::{Portfolio, portfolio};
use crate::{Actor, AppError, Ctx};

/// The portfolio of `id`, or [`AppError::NotFound`].
pub async fn get_portfolio(ctx: &Ctx, actor: &Actor, id: UserId) -> Result<Portfolio, AppError> {
    actor.may(Action::ReadPortfolio)?;
    let user = ctx.read().users().find(id).await?.ok_or(AppError::NotFound("portfolio"))?;
    let standing = Standing { people: vec![id], unit: Some(user.unit) };
    actor.authorise(Action::ReadPortfolio, &standing).map_err(|_| AppError::NotFound("portfolio"))?;
    let rules = ctx.rules().await?;
    let counts = ctx.read().clients().counts(rules.calendar.date(ctx.now()), Some(id)).await?;
    Ok(portfolio(user, &counts, &rules))
}
