//! Changes the terms of a draft.

use domain::access::Action;
use domain::sales::Sale;
use domain::sales::ownership::{may_confirm_sale, may_draft_sale};
use domain::sales::sale::{NewLine, Terms};
use domain::{SaleId, Version};

use super::{order, terms};
use crate::{Actor, AppError, Ctx};

/// What may change; `None` leaves a member as it is.
#[derive(Clone, Debug, Default)]
pub struct SaleChange {
    pub opportunity_id: Option<Option<domain::OpportunityId>>,
    pub sale_on: Option<domain::Date>,
    pub currency: Option<domain::Currency>,
    pub lines: Option<Vec<NewLine>>,
    pub credit_split: Option<Vec<domain::sales::CreditShare>>,
}

impl SaleChange {
    fn of(&self, sale: &Sale) -> Terms {
        Terms {
            opportunity_id: self.opportunity_id.unwrap_or(sale.opportunity_id),
            sale_on: self.sale_on.unwrap_or(sale.sale_on),
            currency: self.currency.unwrap_or(sale.currency),
            lines: self.lines.clone().unwrap_or_else(|| sale.as_new_lines()),
            credit_split: self.credit_split.clone().unwrap_or_else(|| sale.credit_split.clone()),
        }
    }
}

/// Changes the draft if its version is `expected`.
pub async fn update_sale(ctx: &Ctx, actor: &Actor, id: SaleId, expected: Option<Version>, change: SaleChange) -> Result<Sale, AppError> {
    ctx.write(actor, async |work| {
        let (client, sale) = order::lock(work, Action::DraftSale, id, expected).await?;
        let terms = change.of(&sale);
        let deal = terms::check(work, client.id, &terms).await?;
        match &deal {
            Some(deal) if sale.opportunity_id == Some(deal.id) => may_confirm_sale(deal)?,
            Some(deal) => may_draft_sale(deal, Some(sale.seller_id))?,
            None => {}
        }
        let mut decided = sale.update(terms, || work.id())?;
        decided.state = super::kind_of(work, &client, deal.as_ref(), decided.state).await?;
        let sale = work.apply(decided).await?;
        work.replace_lines(&sale).await?;
        Ok(sale)
    })
    .await
}
