//! Opportunities: find, page, save.

use domain::sales::{Opportunity, OpportunityStage, OpportunityState};
use domain::{ClientId, Date, Id, Instant, Money, OpportunityId, UserId, Version, Word};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};

use super::columns::{currency, shares, small, split};
use crate::entity::opportunity as entity;
use crate::old_page::page_of;
use crate::row::Row;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored};

/// Opportunities.
pub struct Opportunities<'a>(&'a Db);

impl Db {
    /// Opportunities.
    pub const fn opportunities(&self) -> Opportunities<'_> {
        Opportunities(self)
    }
}

/// Which opportunities a list shows.
#[derive(Clone, Debug, Default)]
pub struct OpportunityFilter {
    /// Only this client's.
    pub client_id: Option<ClientId>,
    /// Only this person's.
    pub owner_id: Option<UserId>,
    /// Only those in these states.
    pub states: Vec<OpportunityState>,
    /// Only those in these stages.
    pub stages: Vec<OpportunityStage>,
    /// Only those on this product line.
    pub product_line: Option<String>,
    /// Only those expected on this day or later.
    pub close_from: Option<Date>,
    /// Only those expected before this day.
    pub close_before: Option<Date>,
}

impl Opportunities<'_> {
    /// One by id.
    pub async fn find(&self, id: OpportunityId) -> Result<Option<Opportunity>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// A client's open ones, oldest first.
    pub async fn open_of(&self, client: ClientId) -> Result<Vec<Opportunity>, StoreError> {
        let select = open().filter(entity::Column::ClientId.eq(client.uuid())).order_by_asc(entity::Column::Id);
        select.all(&self.0.exec()).await?.into_iter().map(value).collect()
    }

    /// The instant since which the quietest open one, of which nobody has been told yet, is quiet.
    pub async fn quietest(&self) -> Result<Option<Instant>, StoreError> {
        let select = quiet().select_only().column(entity::Column::TouchedAt).order_by_asc(entity::Column::TouchedAt).limit(1);
        Ok(select.into_tuple().one(&self.0.exec()).await?)
    }

    /// Up to 200 open ones that have been quiet since `before` or longer, and of which nobody has been told yet.
    pub async fn quiet_since(&self, before: Instant) -> Result<Vec<Opportunity>, StoreError> {
        let select = quiet().filter(entity::Column::TouchedAt.lte(before)).order_by_asc(entity::Column::TouchedAt).limit(200);
        select.all(&self.0.exec()).await?.into_iter().map(value).collect()
    }

    /// A page, oldest first.
    pub async fn page(&self, filter: &OpportunityFilter, request: &PageRequest) -> Result<Page<Opportunity>, StoreError> {
        let states = (!filter.states.is_empty()).then(|| filter.states.iter().map(|state| state.as_str()).collect::<Vec<_>>());
        let stages = (!filter.stages.is_empty()).then(|| filter.stages.iter().map(|stage| stage.as_str()).collect::<Vec<_>>());
        let select = entity::Entity::find()
            .apply_if(filter.client_id, |select, client| select.filter(entity::Column::ClientId.eq(client.uuid())))
            .apply_if(filter.owner_id, |select, owner| select.filter(entity::Column::OwnerId.eq(owner.uuid())))
            .apply_if(states, |select, states| select.filter(entity::Column::State.is_in(states)))
            .apply_if(stages, |select, stages| select.filter(entity::Column::Stage.is_in(stages)))
            .apply_if(filter.close_from, |select, day| select.filter(entity::Column::CloseOn.gte(day)))
            .apply_if(filter.close_before, |select, day| select.filter(entity::Column::CloseOn.lt(day)))
            .apply_if(filter.product_line.clone(), |select, line| select.filter(entity::Column::ProductLine.eq(line)));
        page_of(self.0, select, entity::Column::Id, &[("close_on", entity::Column::CloseOn)], request, value).await
    }
}

fn open() -> Select<entity::Entity> {
    entity::Entity::find().filter(entity::Column::State.eq(OpportunityState::Open.as_str()))
}

fn quiet() -> Select<entity::Entity> {
    open().filter(entity::Column::Stale.eq(false))
}

impl Stored for Opportunity {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(deal: &Opportunity) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(deal.id.uuid()),
        version: Set(deal.version + 1),
        client_id: Set(deal.client_id.uuid()),
        product_line: Set(deal.product_line.clone()),
        owner_id: Set(deal.owner_id.uuid()),
        stage: Set(deal.stage.to_string()),
        state: Set(deal.state.to_string()),
        amount_minor: Set(deal.amount.minor()),
        currency: Set(deal.amount.currency().code().to_owned()),
        close_on: Set(deal.close_on),
        credit_split: Set(shares(&deal.credit_split)),
        lost_reason: Set(deal.lost_reason.clone()),
        competitor: Set(deal.competitor.clone()),
        acquisition_no: Set(deal.acquisition_no.into()),
        registered_at: Set(deal.registered_at),
        touched_at: Set(deal.touched_at),
        stale: Set(deal.stale),
        closed_at: Set(deal.closed_at),
    }
}

fn value(row: entity::Model) -> Result<Opportunity, StoreError> {
    let cell = Row::of("opportunities", row.id);
    Ok(Opportunity {
        id: Id::new(row.id),
        version: row.version,
        client_id: Id::new(row.client_id),
        owner_id: Id::new(row.owner_id),
        stage: cell.word("stage", &row.stage)?,
        state: cell.word("state", &row.state)?,
        amount: Money::new(row.amount_minor, currency(cell, &row.currency)?),
        close_on: row.close_on,
        credit_split: split(&row.credit_split),
        product_line: row.product_line,
        lost_reason: row.lost_reason,
        competitor: row.competitor,
        acquisition_no: small(cell, "acquisition_no", row.acquisition_no)?,
        registered_at: row.registered_at,
        touched_at: row.touched_at,
        stale: row.stale,
        closed_at: row.closed_at,
    })
}
