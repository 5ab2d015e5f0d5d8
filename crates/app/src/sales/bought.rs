//! Shared step: what a client bought within N-42b, as the plan in force says, and which lines are of one family (E-7).

use chrono::Months;
use domain::sales::family::Families;
use domain::{ClientId, Date, SaleId};

use crate::{AppError, Work, commission};

/// A client's purchases of the look-back.
pub(super) struct Purchases {
    families: Families,
    lines: Vec<(SaleId, String)>,
}

impl Purchases {
    /// Of `client`, looking back from `on`.
    pub(super) async fn before(work: &Work<'_>, client: ClientId, on: Date) -> Result<Self, AppError> {
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
