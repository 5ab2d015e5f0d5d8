//! What clients bought, for the purchase plans that they have agreed to.

use std::collections::HashMap;

use domain::dossier::plan::Bought;
use domain::sales::SaleState;
use domain::{ClientId, Currency, Date, SaleId};
use sea_orm::JoinType;

use crate::prelude::*;
use crate::query::records;
use crate::sales::{sale, sale_line};

/// States in which a sale counts as bought.
const BOUGHT: [SaleState; 3] = [SaleState::Confirmed, SaleState::PartlyPaid, SaleState::Paid];

/// What each of these clients bought from `from` on and before `until`, line by line.
pub(super) async fn by_clients(
    db: &Db,
    clients: impl IntoIterator<Item = ClientId>,
    (from, until): (Date, Date),
) -> Result<HashMap<ClientId, Vec<Bought>>, StoreError> {
    use sale::Column as S;
    use sale_line::Column as L;
    let lines = sale::Entity::belongs_to(sale_line::Entity).from(S::Id).to(L::SaleId).into();
    let sales = sale::Entity::find().filter(S::ClientId.is_one_of(clients)).filter(S::State.is_one_of(BOUGHT));
    let sales = sales.filter(S::SaleOn.gte(from)).filter(S::SaleOn.lt(until)).join(JoinType::InnerJoin, lines);
    let sales = sales.select_only().column(S::ClientId).column(S::Id).column(S::SaleOn).column(S::Currency).column(S::GrossMinor);
    let sales = sales.column(S::RefundedMinor).column(L::ProductLine).column(L::NetMinor);
    let mut bought: HashMap<ClientId, Vec<Bought>> = HashMap::new();
    // Client, sale, its day, currency, gross and refunded, product line, its net.
    for row in records(&sales, db).await? {
        let (client, code) = (ClientId::new(row.get(0)?), row.get::<String>(3)?);
        let currency = Currency::parse(&code).map_err(|_| StoreError::corrupt(sale::Entity::NAME, "currency", client.uuid()))?;
        let line = Bought {
            sale_id: SaleId::new(row.get(1)?),
            on: row.get(2)?,
            product_line: row.get(6)?,
            currency,
            net_minor: row.get(7)?,
            gross_minor: row.get(4)?,
            refunded_minor: row.get(5)?,
        };
        bought.entry(client).or_default().push(line);
    }
    Ok(bought)
}
