//! What a client still has to pay, when he has paid what he paid, and to whom he did not give his deals: for his dossier.

use domain::sales::{Opportunity, SaleState};
use domain::{ClientId, Currency, Date, Money, SaleId};
use sea_orm::JoinType;
use uuid::Uuid;

use crate::prelude::*;
use crate::sales::{allocation, opportunity, sale};

/// A sale: its id, day, currency, gross, paid, refunded.
type Row = (Uuid, Date, String, i64, i64, i64);

repository! {
    /// What the dossier tells of the money and the deals of a client.
    Dealings: dealings
}

impl Dealings<'_> {
    /// What the client still owes, sale by sale.
    pub async fn dues_of(&self, client: ClientId) -> Result<Vec<(SaleId, Date, Money)>, StoreError> {
        use sale::Column as S;
        let sales =
            sale::Entity::find().filter(S::ClientId.is(client)).filter(S::State.is_one_of([SaleState::Confirmed, SaleState::PartlyPaid]));
        let sales = sales.select_only().column(S::Id).column(S::SaleOn).column(S::Currency).column(S::GrossMinor);
        let sales = sales.column(S::PaidMinor).column(S::RefundedMinor);
        let mut dues = Vec::new();
        for (id, sale_on, currency, gross, paid, refunded) in tuples::<Row>(&sales, self.0).await? {
            let currency = Currency::parse(&currency).map_err(|_| StoreError::corrupt(sale::Entity::NAME, "currency", id))?;
            let due = SaleState::Confirmed.due_minor(gross, paid + refunded);
            dues.extend((due > 0).then(|| (SaleId::new(id), sale_on, Money::new(due, currency))));
        }
        Ok(dues)
    }

    /// Of each sale that the client has paid: its day, and the value date of the money that completed it.
    pub async fn paid_days_of(&self, client: ClientId) -> Result<Vec<(Date, Date)>, StoreError> {
        use allocation::Column as A;
        use sale::Column as S;
        let moved = sale::Entity::belongs_to(allocation::Entity).from(S::Id).to(A::SaleId).into();
        let paid = sale::Entity::find().filter(S::ClientId.is(client)).filter(S::State.is(SaleState::Paid));
        let paid = paid.join(JoinType::InnerJoin, moved).filter(A::AmountMinor.gt(0));
        let paid = paid.select_only().column(S::SaleOn).expr(A::ValueOn.max()).group_by(S::Id).group_by(S::SaleOn);
        tuples::<(Date, Date)>(&paid, self.0).await
    }

    /// The newest deals with the client that were lost to somebody, at most so many.
    pub async fn lost_to_competitors(&self, client: ClientId, most: u64) -> Result<Vec<Opportunity>, StoreError> {
        use opportunity::Column as O;
        // In the words of the index for it (m0076).
        let lost = opportunity::Entity::find().filter(Expr::cust("opportunities.state = 'lost' and opportunities.competitor is not null"));
        lost.filter(O::ClientId.is(client)).order_by_desc(O::Id).limit(most).values(self.0).await
    }
}
