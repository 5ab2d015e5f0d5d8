//! Logins: refresh tokens by the hash of their secret. They leave no trace in the journal, only here.

use domain::org::sessions::RefreshToken;
use domain::{Instant, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::entity::refresh_token as entity;
use crate::{Db, StoreError, Tx};

/// Logins.
pub struct Sessions<'a>(&'a Db);

impl Db {
    /// Logins.
    pub const fn sessions(&self) -> Sessions<'_> {
        Sessions(self)
    }
}

impl Sessions<'_> {
    /// The token with this hash.
    pub async fn find(&self, hash: &str) -> Result<Option<RefreshToken>, StoreError> {
        Ok(entity::Entity::find_by_id(hash.to_owned()).one(&self.0.exec()).await?.map(value))
    }

    /// Families of `user` that were revoked since: their access tokens, which outlive a logout, are refused.
    pub async fn revoked_families(&self, user: UserId, since: Instant) -> Result<Vec<Uuid>, StoreError> {
        let families = entity::Entity::find().filter(entity::Column::UserId.eq(user.uuid())).filter(entity::Column::RevokedAt.gte(since));
        Ok(families.select_only().column(entity::Column::Family).distinct().into_tuple().all(&self.0.exec()).await?)
    }
}

impl Tx {
    /// Keeps a new token, and forgets those of the same person that have expired.
    pub async fn keep_session(&self, token: &RefreshToken, now: Instant) -> Result<(), StoreError> {
        let stale = entity::Entity::delete_many().filter(entity::Column::UserId.eq(token.user_id.uuid()));
        stale.filter(entity::Column::ExpiresAt.lt(now)).exec(&self.exec()).await?;
        entity::Entity::insert(row(token)).exec_without_returning(&self.exec()).await?;
        Ok(())
    }

    /// Marks the token as used; `false`: somebody was quicker.
    pub async fn spend_session(&self, hash: &str, now: Instant) -> Result<bool, StoreError> {
        let spent = entity::Entity::update_many().col_expr(entity::Column::UsedAt, Expr::value(now));
        let spent = spent.filter(entity::Column::Hash.eq(hash)).filter(entity::Column::UsedAt.is_null()).exec(&self.exec()).await?;
        Ok(spent.rows_affected == 1)
    }

    /// Ends a login: every token of its family.
    pub async fn revoke_family(&self, family: Uuid, now: Instant) -> Result<(), StoreError> {
        let revoked = entity::Entity::update_many().col_expr(entity::Column::RevokedAt, Expr::value(now));
        revoked.filter(entity::Column::Family.eq(family)).filter(entity::Column::RevokedAt.is_null()).exec(&self.exec()).await?;
        Ok(())
    }
}

fn row(token: &RefreshToken) -> entity::ActiveModel {
    entity::ActiveModel {
        hash: Set(token.hash.clone()),
        family: Set(token.family),
        user_id: Set(token.user_id.uuid()),
        token_version: Set(token.token_version),
        issued_at: Set(token.issued_at),
        expires_at: Set(token.expires_at),
        used_at: Set(token.used_at),
        revoked_at: Set(token.revoked_at),
    }
}

fn value(row: entity::Model) -> RefreshToken {
    RefreshToken {
        hash: row.hash,
        family: row.family,
        user_id: UserId::new(row.user_id),
        token_version: row.token_version,
        issued_at: row.issued_at,
        expires_at: row.expires_at,
        used_at: row.used_at,
        revoked_at: row.revoked_at,
    }
}
