//! Refresh tokens, by the hash of their secret. A login is a family of them. They leave no trace in the journal.

use domain::org::sessions::RefreshToken;
use domain::{Instant, UserId};
use uuid::Uuid;

use self::refresh_token::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Refresh tokens, by the hash of their secret.
    refresh_token: "refresh_tokens" of RefreshToken as token {
        hash: String,
        family: Uuid,
        user_id: UserId,
        token_version: i64,
        issued_at: Instant,
        expires_at: Instant,
        used_at: Option<Instant>,
        revoked_at: Option<Instant>,
    }
}

impl Db {
    /// The refresh token with this hash.
    pub async fn refresh_token(&self, hash: &str) -> Result<Option<RefreshToken>, StoreError> {
        Entity::find_by_id(hash.to_owned()).value(self).await
    }

    /// Families of a person that were revoked since: their access tokens, which outlive a logout, are refused.
    pub async fn revoked_families(&self, user: UserId, since: Instant) -> Result<Vec<Uuid>, StoreError> {
        let families = Entity::find().filter(C::UserId.is(user)).filter(C::RevokedAt.gte(since));
        let families = tuples::<(Uuid,)>(&families.select_only().column(C::Family).distinct(), self).await?;
        Ok(families.into_iter().map(|(family,)| family).collect())
    }
}

impl Tx {
    /// Inserts a new token, and deletes those of the same person that have expired.
    pub async fn insert_refresh_token(&self, token: &RefreshToken, now: Instant) -> Result<(), StoreError> {
        let expired = Entity::delete_many().filter(C::UserId.is(token.user_id)).filter(C::ExpiresAt.lt(now));
        expired.run(self).await?;
        insert::<Entity>(self, token).await
    }

    /// Marks the token as used; `false` if somebody else was quicker.
    pub async fn use_refresh_token(&self, hash: &str, now: Instant) -> Result<bool, StoreError> {
        let unused = Entity::update_many().filter(C::Hash.eq(hash)).filter(C::UsedAt.is_null());
        Ok(unused.col_expr(C::UsedAt, Expr::value(now)).number_changed(self).await? == 1)
    }

    /// Ends a login: revokes every token of its family.
    pub async fn revoke_family(&self, family: Uuid, now: Instant) -> Result<(), StoreError> {
        let alive = Entity::update_many().filter(C::Family.eq(family)).filter(C::RevokedAt.is_null());
        alive.col_expr(C::RevokedAt, Expr::value(now)).run(self).await
    }
}
