//! The list of clients: one query without joins, each filter and order with its index (m0003).

use domain::clients::{Client, ClientSource, Stage, Temperature};
use domain::phone::Phone;
use domain::{Date, Instant, UserId, Word};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryTrait, Select};

use super::{Clients, Search, row};
use crate::entity::client::{self as entity, Column, Entity};
use crate::entity::client_phone;
use crate::old_page::{Order, page_of};
use crate::{Page, PageRequest, StoreError};

/// Which clients a list shows; `None` and an empty list mean all.
#[derive(Clone, Debug, Default)]
pub struct ClientFilter {
    pub stages: Vec<Stage>,
    pub curator_id: Option<UserId>,
    pub hunter_of_record_id: Option<UserId>,
    pub source: Option<ClientSource>,
    pub temperature: Option<Temperature>,
    pub external_id: Option<String>,
    pub inn: Option<String>,
    pub phone: Option<Phone>,
    pub last_contact_before: Option<Instant>,
    pub last_contact_after: Option<Instant>,
    /// Those who are to be called again on this day or before.
    pub recontact_before: Option<Date>,
    /// Those who are found by this.
    pub search: Option<Search>,
}

/// Whoever was never contacted stands, by last contact, where he entered his stage.
const ORDERS: &[Order<Entity>] = &[("last_contact_at", Column::SilentSince), ("stage_since", Column::StageSince)];

impl Clients<'_> {
    /// A page of clients.
    pub async fn page(&self, filter: &ClientFilter, request: &PageRequest) -> Result<Page<Client>, StoreError> {
        let select = filtered(filter);
        let Some(search) = &filter.search else { return page_of(self.0, select, Column::Id, ORDERS, request, row::value).await };
        let asked = self.0.planned_for_its_values().await?;
        page_of(&asked, search.narrow(select, asked.dialect()), Column::Id, ORDERS, request, row::value).await
    }
}

fn filtered(filter: &ClientFilter) -> Select<Entity> {
    let eq = |select: Select<Entity>, column: Column, value: Option<String>| {
        select.apply_if(value, |select, value| select.filter(column.eq(value)))
    };
    let mut select = entity::Entity::find();
    match filter.stages.as_slice() {
        [] => {}
        [stage] => select = select.filter(Column::Stage.eq(stage.as_str())),
        stages => select = select.filter(Column::Stage.is_in(stages.iter().map(|stage| stage.as_str()))),
    }
    select = eq(select, Column::Source, filter.source.map(|word| word.to_string()));
    select = eq(select, Column::Temperature, filter.temperature.map(|word| word.to_string()));
    select = eq(select, Column::ExternalId, filter.external_id.clone());
    select = eq(select, Column::Inn, filter.inn.clone());
    select
        .apply_if(filter.curator_id, |select, user| select.filter(Column::CuratorId.eq(user.uuid())))
        .apply_if(filter.hunter_of_record_id, |select, user| select.filter(Column::HunterOfRecordId.eq(user.uuid())))
        .apply_if(filter.phone.as_ref(), |select, phone| {
            let having = Query::select()
                .column(client_phone::Column::ClientId)
                .from(client_phone::Entity)
                .and_where(Expr::col(client_phone::Column::E164).eq(phone.as_str()))
                .to_owned();
            select.filter(Column::Id.in_subquery(having))
        })
        .apply_if(filter.last_contact_before, |select, at| select.filter(Column::LastContactAt.lt(at)))
        .apply_if(filter.last_contact_after, |select, at| select.filter(Column::LastContactAt.gt(at)))
        .apply_if(filter.recontact_before, |select, on| select.filter(Column::RecontactOn.lte(on)))
}
