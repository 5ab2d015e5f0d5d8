//! Sales: shown, listed, changed while they are drafts; and how every command on one begins.

use domain::sales::ownership::{may_confirm_sale, may_draft_sale};
use domain::sales::sale::{NewLine, Terms};
use domain::sales::{CreditShare, Sale};
use domain::{Currency, Date, OpportunityId, SaleId};
use persistence::sales::SaleFilter;

use super::purchases::with_kind;
use super::terms;
use crate::list::Listed;
use crate::prelude::*;

/// The sale, or [`AppError::NotFound`]. Whoever may read clients may read all sales (§6).
pub async fn get_sale(ctx: &Ctx, actor: &Actor, id: SaleId) -> Result<Sale> {
    actor.may(Action::ReadClients)?;
    ctx.get(id).await
}

/// A page of sales, oldest first. Whoever may read clients may read all sales (§6).
pub async fn list_sales(ctx: &Ctx, actor: &Actor, filter: &SaleFilter, request: &PageRequest) -> Result<Page<Sale>> {
    Ok(ctx.read().sales().page(SaleFilter::reach(actor)?, filter, request).await?)
}

/// What may change; `None` leaves a member as it is.
#[derive(Clone, Debug, Default)]
pub struct SaleChange {
    /// `Some(None)` takes the sale off its deal.
    pub opportunity_id: Option<Option<OpportunityId>>,
    pub sale_on: Option<Date>,
    pub currency: Option<Currency>,
    /// Replaces all lines.
    pub lines: Option<Vec<NewLine>>,
    pub credit_split: Option<Vec<CreditShare>>,
}

impl SaleChange {
    /// The terms that the sale would have.
    pub(super) fn of(&self, sale: &Sale) -> Terms {
        Terms {
            opportunity_id: self.opportunity_id.unwrap_or(sale.opportunity_id),
            sale_on: self.sale_on.unwrap_or(sale.sale_on),
            currency: self.currency.unwrap_or(sale.currency),
            lines: self.lines.clone().unwrap_or_else(|| sale.as_new_lines()),
            credit_split: self.credit_split.clone().unwrap_or_else(|| sale.credit_split.clone()),
        }
    }
}

/// Changes the terms of a draft, if it still has the version that the caller has read.
pub async fn update_sale(ctx: &Ctx, actor: &Actor, target: Target<SaleId>, change: SaleChange) -> Result<Sale> {
    ctx.write(actor, async |work| {
        let (client, sale) = lock(work, Action::DraftSale, target).await?;
        let terms = change.of(&sale);
        if terms.credit_split != sale.credit_split {
            work.actor.authorise(Action::SplitCredit, &sale.standing())?;
            if work.actor.user() != Some(sale.seller_id) {
                return Err(AppError::Forbidden(Action::SplitCredit));
            }
        }
        let deal = terms::check(work, client.id, &terms).await?;
        match &deal {
            Some(deal) if sale.opportunity_id == Some(deal.id) => may_confirm_sale(deal)?,
            Some(deal) => may_draft_sale(deal, Some(sale.seller_id), work.norms, work.now)?,
            None => {}
        }
        let mut decided = sale.update(terms, || work.id())?;
        decided.state = with_kind(work, &client, deal.as_ref(), decided.state).await?;
        let sale = work.apply(decided).await?;
        work.replace_lines(&sale).await?;
        Ok(sale)
    })
    .await
}

/// The sale and its client, the client locked, for a command of somebody who may do `action` to it.
pub(super) async fn lock(work: &Work<'_>, action: Action, target: Target<SaleId>) -> Result<(Client, Sale)> {
    work.actor.may(action)?;
    let (client, sale) = work.lock_with_client(target.id, |sale| sale.client_id).await?;
    work.actor.authorise(action, &sale.standing())?;
    target.check(sale.version)?;
    client.ensure_live()?;
    Ok((client, sale))
}
