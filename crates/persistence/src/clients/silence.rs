//! What the nightly sweeps need: whole batches of silent clients, moved by one statement each (C17, C19).

use domain::clients::silence::Cutoffs;
use domain::clients::{Client, RecordStatus, Stage};
use domain::sales::PaymentState;
use domain::{Date, Instant, Word};
use uuid::Uuid;

use super::Clients;
use super::client::{Column as C, Entity};
use super::silence_by_group::silent_by_group;
use crate::prelude::*;
use crate::sales::payments::payment;

impl Clients<'_> {
    /// Clients in `stage` silent since before the cutoff of their group and not exempt on `today`, the longest silent first; locked.
    pub async fn silent(&self, stage: Stage, cutoffs: &Cutoffs, today: Date, limit: u64) -> Result<Vec<Client>, StoreError> {
        self.batch(within(stage, today).add(silent_by_group(cutoffs, |_| Condition::all())), limit).await
    }

    /// Abandoned clients silent since before the cutoff of their group, not exempt, without a sale or a cleared payment on the day of that
    /// cutoff or after (C19, E-27).
    pub async fn given_up(
        &self,
        cutoffs: &Cutoffs,
        day: impl Fn(Instant) -> Date,
        today: Date,
        limit: u64,
    ) -> Result<Vec<Client>, StoreError> {
        let unpaid = |before: Instant| {
            let since = day(before);
            let no_sale = Condition::any().add(C::LastSaleOn.is_null()).add(C::LastSaleOn.lt(since));
            Condition::all().add(no_sale).add(Expr::not_exists(paid_since(since)))
        };
        self.batch(within(Stage::Abandoned, today).add(silent_by_group(cutoffs, unpaid)), limit).await
    }

    /// Lost clients who still have a curator, lost before `before`; locked (§3.13).
    pub async fn lost_and_curated(&self, before: Instant, limit: u64) -> Result<Vec<Client>, StoreError> {
        let lost = Condition::all().add(C::Stage.is(Stage::Lost)).add(C::CuratorId.is_not_null()).add(live()).add(C::LostAt.lt(before));
        self.batch(lost, limit).await
    }

    /// These clients have no curator any longer: one statement for all.
    pub async fn save_released(&self, clients: &[Client]) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(C::CuratorId, Expr::value(None::<Uuid>))
            .col_expr(C::KeyAccount, Expr::value(false))
            .col_expr(C::LastCuratorContactAt, Expr::value(None::<Instant>))
            .col_expr(C::Version, Expr::col(C::Version).add(1))
            .filter(C::Id.is_one_of(clients.iter().map(|client| client.id)))
            .run(self.0)
            .await
    }

    /// Saves clients that all took the same step at the same instant because of their silence, which goes on: one statement for all.
    /// Gives them their new version.
    pub async fn save_stage(&self, mut clients: Vec<Client>, from: Stage) -> Result<Vec<Client>, StoreError> {
        let Some(like) = clients.first() else { return Ok(clients) };
        let changed = Entity::update_many()
            .col_expr(C::Stage, Expr::value(like.stage.as_str()))
            .col_expr(C::StageSince, Expr::value(like.stage_since))
            .col_expr(C::LostAt, Expr::value(like.lost_at))
            .col_expr(C::Reason, Expr::value(like.reason.clone()))
            .col_expr(C::RecontactOn, Expr::value(like.recontact_on))
            .col_expr(C::Version, Expr::col(C::Version).add(1))
            .filter(C::Id.is_one_of(clients.iter().map(|client| client.id)))
            .filter(C::Stage.is(from))
            .number_changed(self.0)
            .await?;
        if changed != u64::try_from(clients.len()).unwrap_or(u64::MAX) {
            return Err(StoreError::Stale);
        }
        for client in &mut clients {
            client.version += 1;
        }
        Ok(clients)
    }

    async fn batch(&self, wanted: Condition, limit: u64) -> Result<Vec<Client>, StoreError> {
        let select = Entity::find().filter(wanted).order_by_asc(C::SilentSince).order_by_asc(C::Id).limit(limit);
        select.lock_exclusive().values(self.0).await
    }
}

/// In `stage` and not exempt.
fn within(stage: Stage, today: Date) -> Condition {
    let not_exempt = Condition::any().add(C::ContactExemptUntil.is_null()).add(C::ContactExemptUntil.lt(today));
    Condition::all().add(C::Stage.is(stage)).add(live()).add(not_exempt)
}

/// Records that were merged or erased keep the stage in which that happened, and nothing befalls them any more.
fn live() -> Expr {
    C::RecordStatus.is(RecordStatus::Live)
}

/// Payments of the client of the enclosing query that cleared on `since` or after (E-27).
fn paid_since(since: Date) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(payment::Entity)
        .and_where(Expr::col((payment::Entity, payment::Column::ClientId)).equals((Entity, C::Id)))
        .and_where(payment::Column::State.is(PaymentState::Cleared))
        .and_where(payment::Column::ValueOn.gte(since))
        .to_owned()
}
