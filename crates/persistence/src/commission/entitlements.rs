//! Rights to residual commission: find, page, save.

use domain::commission::{CarveOut, Entitlement, EntitlementState};
use domain::{ClientId, Date, EntitlementId, PlanId, SaleId, UserId, Version, Word};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
use serde_json::{Value, json};

use super::Whose;
use super::plans::{steps, steps_json};
use crate::entity::entitlement as entity;
use crate::old_page::page_by_id;
use crate::row::{Row, spelt};
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored, Tx};

/// Rights.
pub struct Entitlements<'a>(&'a Db);

impl Db {
    /// Rights to residual commission.
    pub const fn entitlements(&self) -> Entitlements<'_> {
        Entitlements(self)
    }
}

/// Which rights a list shows.
#[derive(Clone, Debug, Default)]
pub struct EntitlementFilter {
    /// Whose the caller may see.
    pub whose: Whose,
    /// Only this client's.
    pub client_id: Option<ClientId>,
    /// Only this person's.
    pub user_id: Option<UserId>,
    /// Only those in these states.
    pub states: Vec<EntitlementState>,
}

/// States in which a right may still change.
const LIVING: [EntitlementState; 3] = [EntitlementState::Pending, EntitlementState::Active, EntitlementState::Suspended];

impl Entitlements<'_> {
    /// One by id.
    pub async fn find(&self, id: EntitlementId) -> Result<Option<Entitlement>, StoreError> {
        entity::Entity::find_by_id(id.uuid()).one(&self.0.exec()).await?.map(value).transpose()
    }

    /// Every right on a client, oldest first; whoever decides by them holds the client's lock.
    pub async fn of_client(&self, client: ClientId) -> Result<Vec<Entitlement>, StoreError> {
        self.all(entity::Entity::find().filter(entity::Column::ClientId.eq(client.uuid()))).await
    }

    /// The rights of a person that are not over, kept from changing until the transaction ends.
    pub async fn lock_living_of(&self, user: UserId) -> Result<Vec<Entitlement>, StoreError> {
        let living = entity::Entity::find().filter(entity::Column::State.is_in(LIVING.map(domain::Word::as_str)));
        self.all(living.filter(entity::Column::UserId.eq(user.uuid())).lock_exclusive()).await
    }

    /// The earliest last day of a schedule that still runs.
    pub async fn next_schedule_end(&self) -> Result<Option<Date>, StoreError> {
        let select = running().select_only().column(entity::Column::ScheduleEndOn).order_by_asc(entity::Column::ScheduleEndOn).limit(1);
        Ok(select.into_tuple::<Option<Date>>().one(&self.0.exec()).await?.flatten())
    }

    /// Up to 200 rights whose schedule ran out before `today`, kept from changing until the transaction ends.
    pub async fn lock_run_out(&self, today: Date) -> Result<Vec<Entitlement>, StoreError> {
        let over = running().filter(entity::Column::ScheduleEndOn.lt(today)).order_by_asc(entity::Column::ScheduleEndOn);
        self.all(over.limit(200).lock_exclusive()).await
    }

    /// A page, oldest first.
    pub async fn page(&self, filter: &EntitlementFilter, request: &PageRequest) -> Result<Page<Entitlement>, StoreError> {
        let states: Vec<_> = filter.states.iter().map(|state| state.as_str()).collect();
        let select = filter
            .whose
            .narrow(entity::Entity::find(), entity::Column::UserId)
            .apply_if(filter.client_id, |select, id| select.filter(entity::Column::ClientId.eq(id.uuid())))
            .apply_if(filter.user_id, |select, id| select.filter(entity::Column::UserId.eq(id.uuid())))
            .apply_if((!states.is_empty()).then_some(states), |select, states| select.filter(entity::Column::State.is_in(states)));
        page_by_id(self.0, select, entity::Column::Id, request, value).await
    }

    async fn all(&self, select: Select<entity::Entity>) -> Result<Vec<Entitlement>, StoreError> {
        select.order_by_asc(entity::Column::Id).all(&self.0.exec()).await?.into_iter().map(value).collect()
    }
}

fn running() -> Select<entity::Entity> {
    let states = [EntitlementState::Active.as_str(), EntitlementState::Suspended.as_str()];
    entity::Entity::find().filter(entity::Column::State.is_in(states)).filter(entity::Column::ScheduleEndOn.is_not_null())
}

impl Stored for Entitlement {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

/// SQLite binds at most 32,766 values a statement: 22 a row.
const BATCH: usize = 1_000;

impl Tx {
    /// Writes many rights that are locked already.
    pub async fn put_entitlements(&self, rights: &[Entitlement]) -> Result<(), StoreError> {
        use entity::Column as C;
        let changing = [C::Version, C::State, C::SuspendedFor, C::EndedOn, C::EndReason];
        for batch in rights.chunks(BATCH) {
            entity::Entity::insert_many(batch.iter().map(row))
                .on_conflict(OnConflict::column(C::Id).update_columns(changing).to_owned())
                .exec_without_returning(&self.exec())
                .await?;
        }
        Ok(())
    }
}

fn row(right: &Entitlement) -> entity::ActiveModel {
    let carved = right.carved_out.iter().map(|carve| json!({"product_line": carve.product_line, "from_on": carve.from_on.to_string()}));
    entity::ActiveModel {
        id: Set(right.id.uuid()),
        version: Set(right.version + 1),
        user_id: Set(right.user_id.uuid()),
        client_id: Set(right.client_id.uuid()),
        acquisition_no: Set(right.acquisition_no.into()),
        product_lines: Set(right.product_lines.iter().cloned().collect()),
        carved_out: Set(carved.collect()),
        plan_id: Set(right.plan_id.uuid()),
        plan_number: Set(right.plan_number),
        steps: Set(steps_json(&right.steps)),
        tail_days: Set(right.tail_days),
        late_residual_days: Set(right.late_residual_days),
        clock_start_on: Set(right.clock_start_on),
        schedule_end_on: Set(right.schedule_end_on),
        state: Set(right.state.to_string()),
        suspended_for: Set(spelt(&right.suspended_for)),
        ended_on: Set(right.ended_on),
        end_reason: Set(right.end_reason.map(|reason| reason.to_string())),
        origin_sale_id: Set(right.origin_sale_id.uuid()),
        accepted_at: Set(right.accepted_at),
        completed_at: Set(right.completed_at),
        created_at: Set(right.created_at),
    }
}

fn value(row: entity::Model) -> Result<Entitlement, StoreError> {
    let cell = Row::of("commission_entitlements", row.id);
    let text = |item: &Value| item.as_str().map(str::to_owned);
    let lines = row.product_lines.as_array().and_then(|lines| lines.iter().map(text).collect());
    let carve = |item: &Value| {
        let from_on = item.get("from_on")?.as_str()?.parse().ok()?;
        Some(CarveOut { product_line: item.get("product_line").and_then(text)?, from_on })
    };
    let carved = row.carved_out.as_array().and_then(|carved| carved.iter().map(carve).collect());
    Ok(Entitlement {
        id: EntitlementId::new(row.id),
        version: row.version,
        user_id: UserId::new(row.user_id),
        client_id: ClientId::new(row.client_id),
        acquisition_no: row.acquisition_no.try_into().map_err(|_| cell.corrupt("acquisition_no"))?,
        product_lines: lines.ok_or_else(|| cell.corrupt("product_lines"))?,
        carved_out: carved.ok_or_else(|| cell.corrupt("carved_out"))?,
        plan_id: PlanId::new(row.plan_id),
        plan_number: row.plan_number,
        steps: steps(&row.steps).ok_or_else(|| cell.corrupt("steps"))?,
        tail_days: row.tail_days,
        late_residual_days: row.late_residual_days,
        clock_start_on: row.clock_start_on,
        schedule_end_on: row.schedule_end_on,
        state: cell.word("state", &row.state)?,
        suspended_for: cell.words("suspended_for", &row.suspended_for)?,
        ended_on: row.ended_on,
        end_reason: cell.maybe_word("end_reason", row.end_reason.as_deref())?,
        origin_sale_id: SaleId::new(row.origin_sale_id),
        accepted_at: row.accepted_at,
        completed_at: row.completed_at,
        created_at: row.created_at,
    })
}
