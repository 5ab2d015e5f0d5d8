//! What clients buy: each sale with its net, for averages and ranks; and the exchange rates of its day.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use domain::commission::FxRate;
use domain::groups::turnover::{Rates, Sold};
use domain::sales::SaleState;
use domain::{ClientId, Currency, Date};
use sea_orm::JoinType;

use crate::prelude::*;
use crate::sales::{sale, sale_line};

/// States in which a sale counts as bought.
const BOUGHT: [SaleState; 3] = [SaleState::Confirmed, SaleState::PartlyPaid, SaleState::Paid];

/// A row: client, day, currency, gross and refunded of the sale, net of its lines.
type Row = (uuid::Uuid, Date, String, i64, i64, i64);

/// Nobody sums wider than this on PostgreSQL, which adds up whole numbers as decimals.
const NET: &str = "cast(sum(sale_lines.net_minor) as bigint)";

repository! {
    /// What clients bought.
    Purchases: purchases
}

impl Purchases<'_> {
    /// The sales of each of these clients on these days: one statement for all of them.
    pub async fn of(
        &self,
        clients: impl IntoIterator<Item = ClientId>,
        days: &Range<Date>,
    ) -> Result<HashMap<ClientId, Vec<Sold>>, StoreError> {
        use sale::Column as S;
        use sale_line::Column as L;
        let lines = sale::Entity::belongs_to(sale_line::Entity).from(S::Id).to(L::SaleId).into();
        let sales = sale::Entity::find().filter(S::ClientId.is_one_of(clients)).filter(S::State.is_one_of(BOUGHT));
        let sales = sales.filter(S::SaleOn.gte(days.start)).filter(S::SaleOn.lt(days.end)).join(JoinType::InnerJoin, lines);
        let sales = sales.select_only().column(S::ClientId).column(S::SaleOn).column(S::Currency).column(S::GrossMinor);
        let sales = sales.column(S::RefundedMinor).expr(Expr::cust(NET)).group_by(S::Id);
        let mut bought: HashMap<ClientId, Vec<Sold>> = HashMap::new();
        for (client, on, currency, gross_minor, refunded_minor, net_minor) in tuples::<Row>(&sales, self.0).await? {
            let currency = Currency::parse(&currency).map_err(|_| StoreError::corrupt(sale::Entity::NAME, "currency", client))?;
            let sold = Sold { on, currency, net_minor, gross_minor, refunded_minor };
            bought.entry(ClientId::new(client)).or_default().push(sold);
        }
        Ok(bought)
    }

    /// The rates of these sales into a currency; no statement where all are in it.
    pub async fn rates<'a>(&self, sold: impl IntoIterator<Item = &'a Sold>, into: Currency) -> Result<Rates, StoreError> {
        let foreign: Vec<&Sold> = sold.into_iter().filter(|sold| sold.currency != into).collect();
        let currencies: BTreeSet<Currency> = foreign.iter().map(|sold| sold.currency).collect();
        let days = foreign.iter().map(|sold| sold.on).min().zip(foreign.iter().map(|sold| sold.on).max());
        let Some((first, last)) = days else { return Ok(Rates { into, rates: BTreeMap::new() }) };
        let found = self.0.fx_rates().in_force(currencies, into, first..=last).await?;
        Ok(Rates { into, rates: found.into_iter().map(|FxRate { currency, value_on, rate, .. }| ((currency, value_on), rate)).collect() })
    }
}
