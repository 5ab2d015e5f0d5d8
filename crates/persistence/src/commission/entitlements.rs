//! Entitlements to residual commission.

use domain::commission::{CarveOut, EndReason, Entitlement, EntitlementState, MergedRight, Rest, Step, SuspendReason};
use domain::{ClientId, Date, EntitlementId, Instant, PlanId, SaleId, UserId, Version};

use self::entitlement::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Entitlements to residual commission.
    entitlement: "commission_entitlements" of Entitlement as entitlement {
        id: EntitlementId,
        version: Version as NextVersion,
        user_id: UserId,
        client_id: ClientId,
        acquisition_no: i32,
        product_lines: Vec<String> as List,
        carved_out: Vec<CarveOut> as Json,
        plan_id: PlanId,
        plan_number: i64,
        steps: Vec<Step> as Json,
        tail_days: i64,
        late_residual_days: i64,
        clock_start_on: Date,
        schedule_end_on: Option<Date>,
        state: EntitlementState,
        suspended_for: Vec<SuspendReason> as List,
        rests: Vec<Rest> as Json,
        ended_on: Option<Date>,
        end_reason: Option<EndReason>,
        suspend_note: Option<String>,
        resume_note: Option<String>,
        end_note: Option<String>,
        origin_sale_id: SaleId,
        accepted_at: Option<Instant>,
        completed_at: Option<Instant>,
        merges: Vec<MergedRight> as Json,
        created_at: Instant,
    }
}

object! {
    CarveOut { product_line, from_on }
    Rest { cause, from_on, to_on }
    MergedRight { merge_id, moved, on, only as List }
}

aggregate! { Entitlement: EntitlementId, "entitlement", in entitlement; }

crate::filter! {
    /// Which entitlements a list shows.
    pub struct EntitlementFilter of entitlement {
        /// Only entitlements on this client.
        client_id: ClientId => client_id.owns(C::ClientId),
        /// Only entitlements that this person holds.
        user_id: UserId => C::UserId.is(*user_id),
        /// Only entitlements in one of these states; several are separated by commas.
        state: Several<EntitlementState> => C::State.is_one_of(state.each()),
        /// Only entitlements that ended for these reasons; several are separated by commas.
        end_reason: Several<OrNull<EndReason>> => end_reason.among(C::EndReason),
        /// Only entitlements that stem from this first sale.
        origin_sale_id: SaleId => C::OriginSaleId.is(*origin_sale_id),
        /// Only entitlements by this plan.
        plan_id: PlanId => C::PlanId.is(*plan_id),
        /// Only entitlements whose schedule ends on this civil date or later.
        schedule_end_from: Date => C::ScheduleEndOn.gte(*schedule_end_from),
        /// Only entitlements whose schedule ends before this civil date.
        schedule_end_before: Date => C::ScheduleEndOn.lt(*schedule_end_before),
    }
    within reach { reach.people(C::UserId) }
    sorts { schedule_end_on: C::ScheduleEndOn, clock_start_on: C::ClockStartOn, ended_on: C::EndedOn }
    counts { state: EntitlementState = C::State, end_reason: Option<EndReason> = C::EndReason, user_id: UserId = C::UserId }
}

repository! {
    /// Entitlements to residual commission.
    Entitlements: entitlements
}

impl Entitlements<'_> {
    /// Every entitlement on a client, oldest first; whoever decides by them holds the client's lock.
    pub async fn of_client(&self, client: ClientId) -> Result<Vec<Entitlement>, StoreError> {
        Entity::find().filter(C::ClientId.is(client)).order_by_asc(C::Id).values(self.0).await
    }

    /// Those on these clients, who are locked.
    pub async fn of_clients(&self, clients: impl IntoIterator<Item = ClientId>) -> Result<Vec<Entitlement>, StoreError> {
        Entity::find().filter(C::ClientId.is_one_of(clients)).order_by_asc(C::Id).values(self.0).await
    }

    /// The entitlements of a person that are not over, oldest first, kept from changing until the transaction ends.
    pub async fn lock_living_of(&self, user: UserId) -> Result<Vec<Entitlement>, StoreError> {
        let living = Entity::find().filter(C::State.is_one_of(EntitlementState::LIVING)).filter(C::UserId.is(user));
        living.order_by_asc(C::Id).lock_exclusive().values(self.0).await
    }

    /// The earliest last day of a schedule that still runs.
    pub async fn next_schedule_end(&self) -> Result<Option<Date>, StoreError> {
        running().least(C::ScheduleEndOn, self.0).await
    }

    /// Up to 200 entitlements whose schedule ran out before `today`, kept from changing until the transaction ends.
    pub async fn lock_run_out(&self, today: Date) -> Result<Vec<Entitlement>, StoreError> {
        let over = running().filter(C::ScheduleEndOn.lt(today)).order_by_asc(C::ScheduleEndOn).order_by_asc(C::Id);
        over.limit(200).lock_exclusive().values(self.0).await
    }
}

fn running() -> Select<Entity> {
    Entity::find().filter(C::State.is_one_of(EntitlementState::RUNNING)).filter(C::ScheduleEndOn.is_not_null())
}

impl Tx {
    /// Writes many entitlements that are locked already.
    pub async fn put_entitlements(&self, entitlements: &[Entitlement]) -> Result<(), StoreError> {
        let changing = [C::Version, C::State, C::SuspendedFor, C::Rests, C::EndedOn, C::EndReason, C::CarvedOut, C::Merges];
        put_all::<Entity>(self, entitlements, changing).await
    }
}
