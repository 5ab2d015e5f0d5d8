//! The terms of one client on one day: whoever may read clients may read them, since whoever sells writes the discount into the sale.

use std::slice;

use domain::commission::Month;
use domain::dossier::contract::Contract;
use domain::groups::terms::{Question, Terms};
use domain::groups::turnover::averaged;
use domain::{ClientId, Date};

use super::turnovers;
use crate::prelude::*;

persistence::filter! {
    /// Which terms are asked for.
    pub struct TermsFilter {
        /// Day on which the terms are to hold, a civil date in the company's time zone; today if left out.
        on: Date,
        /// Code of the product line that is to be sold: seasonal discounts of that line count too.
        product_line: String,
    }
}

/// The terms of a client, or [`AppError::NotFound`].
pub async fn client_terms(ctx: &Ctx, actor: &Actor, id: ClientId, asked: &TermsFilter) -> Result<Terms> {
    actor.may(Action::ReadClients)?;
    let client = ctx.get(id).await?;
    let (db, company) = (ctx.read(), ctx.company.currency);
    let on = match asked.on {
        Some(on) => on,
        None => ctx.rules().await?.calendar.date(ctx.now()),
    };
    let group = match &client.group_code {
        Some(code) => db.client_groups().by_code(code).await?,
        None => None,
    };
    let bought = turnovers(db, company, slice::from_ref(&id), &averaged(Month::of(on))).await?.remove(&id).unwrap_or_default();
    let plans = db.contracts().plans_of(id, on).await?;
    let by_contract = plans.iter().filter_map(|plan: &Contract| plan.discount_on(on)).max();
    let question = Question { on, product_line: asked.product_line.as_deref(), company };
    Ok(Terms::of(question, group.as_ref(), &bought, by_contract))
}
