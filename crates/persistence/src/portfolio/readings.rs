//! How many clients people look at (E-45). Each instance of the server keeps its own count; they are added.

use domain::org::UnitCode;
use domain::{Instant, UserId, Word};
use sea_orm::Value;
use uuid::Uuid;

use crate::prelude::*;

/// What one instance has counted of one person.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    pub user_id: UserId,
    /// Of the server.
    pub instance: Uuid,
    pub since: Instant,
    pub clients: i64,
}

impl Tx {
    /// Stores the count, in place of the earlier one of this instance; gives back what other instances have counted of this person since
    /// `before`. Counts that are older are deleted.
    pub async fn count_reading(&self, counted: Counted, before: Instant) -> Result<i64, StoreError> {
        let Counted { user_id, instance, since, clients } = counted;
        self.execute("delete from client_readings where user_id = $1 and since < $2", [user_id.uuid().into(), before.into()]).await?;
        let store = "insert into client_readings (user_id, instance, since, clients) values ($1, $2, $3, $4) \
                     on conflict (user_id, instance) do update set since = excluded.since, clients = excluded.clients";
        self.execute(store, [user_id.uuid().into(), instance.into(), since.into(), clients.into()]).await?;
        let others = "select cast(coalesce(sum(clients), 0) as bigint) from client_readings where user_id = $1 and instance <> $2";
        self.number(others, [user_id.uuid().into(), instance.into()]).await
    }

    /// How many clients are somebody's work: whose curator he is or, for the head of `unit`, whose curator works there.
    pub async fn clients_of(&self, user_id: UserId, unit: Option<UnitCode>) -> Result<i64, StoreError> {
        match unit {
            None => self.number("select count(*) from clients where curator_id = $1", [user_id.uuid().into()]).await,
            Some(unit) => {
                let of_unit = "select count(*) from clients where curator_id in (select id from users where unit = $1)";
                self.number(of_unit, [unit.as_str().into()]).await
            }
        }
    }

    async fn number(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<i64, StoreError> {
        self.row(sql, values).await?.map_or(Ok(0), |row| row.get(0))
    }
}
