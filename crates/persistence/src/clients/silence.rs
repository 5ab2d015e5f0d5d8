//! What the nightly sweeps need: whole batches of silent clients, moved by one statement each (C17, C19).

use domain::clients::{Client, Stage};
use domain::{Date, Instant, Word};
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

use super::money::paid_since;
use super::{Clients, row};
use crate::StoreError;
use crate::entity::client::{self as entity, Column};

impl Clients<'_> {
    /// Clients in `stage` silent since before `before` and not exempt on `today`, the longest silent first; locked.
    pub async fn silent(&self, stage: Stage, before: Instant, today: Date, limit: u64) -> Result<Vec<Client>, StoreError> {
        self.batch(silent(stage, before, today), limit).await
    }

    /// Abandoned clients silent since before `before`, not exempt, without a sale or a cleared payment on `since` or after (C19, E-27).
    pub async fn given_up(&self, before: Instant, since: Date, today: Date, limit: u64) -> Result<Vec<Client>, StoreError> {
        let no_sale = Condition::any().add(Column::LastSaleOn.is_null()).add(Column::LastSaleOn.lt(since));
        self.batch(silent(Stage::Abandoned, before, today).add(no_sale).add(Expr::not_exists(paid_since(since))), limit).await
    }

    /// Lost clients for whom somebody still answers, lost before `before`; locked (§3.13).
    pub async fn lost_and_curated(&self, before: Instant, limit: u64) -> Result<Vec<Client>, StoreError> {
        let lost = Condition::all()
            .add(Column::Stage.eq(Stage::Lost.as_str()))
            .add(Column::CuratorId.is_not_null())
            .add(Column::LostAt.lt(before));
        self.batch(lost, limit).await
    }

    /// Nobody answers for these clients any longer: one statement for all.
    pub async fn save_released(&self, clients: &[Client]) -> Result<(), StoreError> {
        entity::Entity::update_many()
            .col_expr(Column::CuratorId, Expr::value(None::<uuid::Uuid>))
            .col_expr(Column::LastCuratorContactAt, Expr::value(None::<Instant>))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Column::Id.is_in(clients.iter().map(|client| client.id.uuid())))
            .exec(&self.0.exec())
            .await?;
        Ok(())
    }

    async fn batch(&self, wanted: Condition, limit: u64) -> Result<Vec<Client>, StoreError> {
        let rows = entity::Entity::find()
            .filter(wanted)
            .order_by_asc(Column::SilentSince)
            .order_by_asc(Column::Id)
            .limit(limit)
            .lock_exclusive()
            .all(&self.0.exec())
            .await?;
        rows.into_iter().map(row::value).collect()
    }

    /// Saves clients that all took the same step at the same instant: one statement for all. Gives them their new version.
    pub async fn save_stage(&self, mut clients: Vec<Client>, from: Stage) -> Result<Vec<Client>, StoreError> {
        let Some(like) = clients.first() else { return Ok(clients) };
        let done = entity::Entity::update_many()
            .col_expr(Column::Stage, Expr::value(like.stage.as_str()))
            .col_expr(Column::StageSince, Expr::value(like.stage_since))
            .col_expr(Column::SilentSince, Func::coalesce([Expr::col(Column::LastContactAt), Expr::value(like.stage_since)]).into())
            .col_expr(Column::LostAt, Expr::value(like.lost_at))
            .col_expr(Column::Reason, Expr::value(like.reason.clone()))
            .col_expr(Column::RecontactOn, Expr::value(like.recontact_on))
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Column::Id.is_in(clients.iter().map(|client| client.id.uuid())))
            .filter(Column::Stage.eq(from.as_str()))
            .exec(&self.0.exec())
            .await?;
        if done.rows_affected != u64::try_from(clients.len()).unwrap_or(u64::MAX) {
            return Err(StoreError::Stale);
        }
        for client in &mut clients {
            client.version += 1;
        }
        Ok(clients)
    }
}

fn silent(stage: Stage, before: Instant, today: Date) -> Condition {
    let not_exempt = Condition::any().add(Column::ContactExemptUntil.is_null()).add(Column::ContactExemptUntil.lt(today));
    Condition::all().add(Column::Stage.eq(stage.as_str())).add(Column::SilentSince.lt(before)).add(not_exempt)
}
