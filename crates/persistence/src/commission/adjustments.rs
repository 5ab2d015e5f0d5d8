//! Corrections by hand: find, page, save. They never change.

use domain::commission::Adjustment;
use domain::{AdjustmentId, ClientId, Currency, Id, Money, SaleId, StatementId, UserId, Version};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use super::Whose;
use crate::entity::adjustment as entity;
use crate::old_page::page_by_id;
use crate::row::Row;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Corrections.
pub struct Adjustments<'a>(&'a Db);

impl Db {
    /// Corrections by hand.
    pub const fn adjustments(&self) -> Adjustments<'_> {
        Adjustments(self)
    }
}

/// Which corrections a list shows.
#[derive(Clone, Debug, Default)]
pub struct AdjustmentFilter {
    /// Whose the caller may see.
    pub whose: Whose,
    /// Only this person's.
    pub user_id: Option<UserId>,
    /// Only about this client.
    pub client_id: Option<ClientId>,
}

impl Adjustments<'_> {
    /// One by id.
    pub async fn find(&self, id: AdjustmentId) -> Result<Option<Adjustment>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// A page, oldest first.
    pub async fn page(&self, filter: &AdjustmentFilter, request: &PageRequest) -> Result<Page<Adjustment>, StoreError> {
        let select = filter
            .whose
            .narrow(entity::Entity::find(), entity::Column::UserId)
            .apply_if(filter.user_id, |select, id| select.filter(entity::Column::UserId.eq(id.uuid())))
            .apply_if(filter.client_id, |select, id| select.filter(entity::Column::ClientId.eq(id.uuid())));
        page_by_id(self.0, select, entity::Column::Id, request, value).await
    }
}

impl Stored for Adjustment {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        let row = entity::ActiveModel {
            id: Set(self.id.uuid()),
            version: Set(self.version + 1),
            user_id: Set(self.user_id.uuid()),
            counterpart_id: Set(self.counterpart_id.map(Id::uuid)),
            amount_minor: Set(self.amount.minor()),
            currency: Set(self.amount.currency().to_string()),
            reason: Set(self.reason.clone()),
            client_id: Set(self.client_id.map(Id::uuid)),
            sale_id: Set(self.sale_id.map(Id::uuid)),
            statement_id: Set(self.statement_id.map(Id::uuid)),
            value_on: Set(self.value_on),
            recorded_by: Set(self.recorded_by.map(Id::uuid)),
            recorded_at: Set(self.recorded_at),
        };
        put(db, row, self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn value(row: entity::Model) -> Result<Adjustment, StoreError> {
    let cell = Row::of("commission_adjustments", row.id);
    let currency = Currency::parse(&row.currency).map_err(|_| cell.corrupt("currency"))?;
    Ok(Adjustment {
        id: AdjustmentId::new(row.id),
        version: row.version,
        user_id: UserId::new(row.user_id),
        counterpart_id: row.counterpart_id.map(UserId::new),
        amount: Money::new(row.amount_minor, currency),
        reason: row.reason,
        client_id: row.client_id.map(ClientId::new),
        sale_id: row.sale_id.map(SaleId::new),
        statement_id: row.statement_id.map(StatementId::new),
        value_on: row.value_on,
        recorded_by: row.recorded_by.map(UserId::new),
        recorded_at: row.recorded_at,
    })
}
