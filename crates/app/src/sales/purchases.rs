//! Shared step: what a client bought within N-42b, as the plan in force says, which lines are of one family (E-7), and the kind
//! of a sale that comes of it (§3.5).

use chrono::Months;
use domain::clients::Stage;
use domain::norms::NormKey;
use domain::org::UnitCode;
use domain::sales::family::Families;
use domain::sales::kind::{KindFacts, awaits_first_sale, belongs_to_first};
use domain::sales::{Opportunity, Sale};
use domain::{ClientId, Date, SaleId};

use crate::commission;
use crate::prelude::*;

/// A client's purchases of the look-back.
pub(super) struct Purchases {
    families: Families,
    lines: Vec<(SaleId, String)>,
}

impl Purchases {
    /// Of `client`, looking back from `on`.
    pub(super) async fn before(work: &Work<'_>, client: ClientId, on: Date) -> Result<Self> {
        let months = u32::try_from(commission::effects::plan_on(work, on)?.terms.new_line_months).unwrap_or(u32::MAX);
        let since = on.checked_sub_months(Months::new(months)).unwrap_or(Date::MIN);
        let families = Families::new(work.product_lines().all().await?);
        Ok(Self { families, lines: work.sales().bought(client, since).await? })
    }

    /// Which lines are variants of which.
    pub(super) const fn families(&self) -> &Families {
        &self.families
    }

    /// Lines bought by other sales than these.
    pub(super) fn but(&self, sales: &[SaleId]) -> Vec<String> {
        self.lines.iter().filter(|(sale, _)| !sales.contains(sale)).map(|(_, line)| line.clone()).collect()
    }

    /// Did the client buy of the family of `line`?
    pub(super) fn includes(&self, line: &str) -> bool {
        self.families.bought(line, &self.but(&[]))
    }
}

/// The sale with its kind, as far as it is known now. Purchases matter only where a hunter sells by a deal of his to somebody who has
/// been handed over: all else is follow-on (§8.10, E-5).
pub(super) async fn with_kind(work: &Work<'_>, client: &Client, deal: Option<&Opportunity>, sale: Sale) -> Result<Sale> {
    let families = Families::default();
    let plain = KindFacts { fired: !awaits_first_sale(client), hunters_deal: None, bought: &[], families: &families };
    let handed_over = matches!(client.stage, Stage::Active | Stage::Abandoned);
    let deal =
        deal.filter(|deal| plain.fired && handed_over && sale.seller_unit == UnitCode::ActiveSales && deal.owner_id == sale.seller_id);
    if plain.fired && is_part_of_first(work, client, &sale).await? {
        return Ok(sale.as_first_sale(true));
    }
    let Some(deal) = deal else { return Ok(sale.with_kind(plain)) };
    let purchases = Purchases::before(work, client.id, sale.sale_on).await?;
    let bought = purchases.but(&[sale.id]);
    Ok(sale.with_kind(KindFacts { hunters_deal: Some(deal), bought: &bought, families: purchases.families(), ..plain }))
}

/// E-22: does it count as the first sale, though that has been paid already? Asked only where the company has set a window.
async fn is_part_of_first(work: &Work<'_>, client: &Client, sale: &Sale) -> Result<bool> {
    let windowed = work.norms.number(NormKey::FirstSaleWindowDays) > 0 && sale.opportunity_id.is_some();
    match client.first_sale_id.filter(|_| windowed) {
        Some(first) => Ok(belongs_to_first(sale, &work.get(first).await?, work.norms)),
        None => Ok(false),
    }
}
