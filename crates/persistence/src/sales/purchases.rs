//! What clients buy, sale by sale or line by line; and the exchange rates of these days.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use domain::commission::FxRate;
use domain::sales::SaleState;
use domain::sales::bought::{Bought, Rates, Sold};
use domain::{ClientId, Currency, Date, SaleId};
use sea_orm::{JoinType, Select};

use super::{sale, sale_line};
use crate::driver::Record;
use crate::prelude::*;
use crate::query::records;

/// States in which a sale counts as bought.
const BOUGHT: [SaleState; 3] = [SaleState::Confirmed, SaleState::PartlyPaid, SaleState::Paid];

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
        let sales = lines_sold(clients, days).expr(Expr::cust(NET)).group_by(sale::Column::Id);
        let mut bought: HashMap<ClientId, Vec<Sold>> = HashMap::new();
        for row in records(&sales, self.0).await? {
            let (client, sold) = read(&row)?;
            bought.entry(client).or_default().push(sold);
        }
        Ok(bought)
    }

    /// What each of these clients bought on these days, line by line: one statement for all of them.
    pub async fn by_line(
        &self,
        clients: impl IntoIterator<Item = ClientId>,
        days: &Range<Date>,
    ) -> Result<HashMap<ClientId, Vec<Bought>>, StoreError> {
        use sale_line::Column as L;
        let lines = lines_sold(clients, days).column(L::NetMinor).column(sale::Column::Id).column(L::ProductLine);
        let mut bought: HashMap<ClientId, Vec<Bought>> = HashMap::new();
        for row in records(&lines, self.0).await? {
            let (client, sold) = read(&row)?;
            let line = Bought { sale_id: SaleId::new(row.get(6)?), product_line: row.get(7)?, sold };
            bought.entry(client).or_default().push(line);
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

/// Lines of sales that count as bought: client, day, currency, gross and refunded of the sale.
fn lines_sold(clients: impl IntoIterator<Item = ClientId>, days: &Range<Date>) -> Select<sale::Entity> {
    use sale::Column as S;
    let lines = sale::Entity::belongs_to(sale_line::Entity).from(S::Id).to(sale_line::Column::SaleId).into();
    let sales = sale::Entity::find().filter(S::ClientId.is_one_of(clients)).filter(S::State.is_one_of(BOUGHT));
    let sales = sales.filter(S::SaleOn.gte(days.start)).filter(S::SaleOn.lt(days.end)).join(JoinType::InnerJoin, lines);
    sales.select_only().column(S::ClientId).column(S::SaleOn).column(S::Currency).column(S::GrossMinor).column(S::RefundedMinor)
}

/// What [`lines_sold`] begins with, and the net after it.
fn read(row: &Record) -> Result<(ClientId, Sold), StoreError> {
    let (client, code) = (ClientId::new(row.get(0)?), row.get::<String>(2)?);
    let currency = Currency::parse(&code).map_err(|_| StoreError::corrupt(sale::Entity::NAME, "currency", client.uuid()))?;
    Ok((client, Sold { on: row.get(1)?, currency, gross_minor: row.get(3)?, refunded_minor: row.get(4)?, net_minor: row.get(5)? }))
}
