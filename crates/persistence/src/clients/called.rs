//! What the intake of a conversation asks, in one round trip: the clients who have the number, locked, and who of ours has the extension.

use domain::clients::{Client, RecordStatus};
use domain::org::UserState;
use domain::phone::Phone;
use domain::{UserId, Word};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder, QueryResult, QuerySelect};
use uuid::Uuid;

use super::{Clients, row};
use crate::StoreError;
use crate::entity::client::{self as entity, Column};
use crate::entity::{client_phone, user};

/// Sharers of one number beyond this are not listed (E-15).
const SHARERS: u64 = 20;

/// Who was called, and who of ours spoke.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Called {
    /// Who has the extension now; told only where somebody has the number.
    pub user_id: Option<UserId>,
    /// Everybody live who has the number, oldest first, kept from changing until the transaction ends.
    pub clients: Vec<Client>,
}

struct Row {
    client: entity::Model,
    user_id: Option<Uuid>,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self { client: entity::Model::from_query_result(row, prefix)?, user_id: row.try_get(prefix, "spoken_by")? })
    }
}

impl Clients<'_> {
    /// The clients with this number, locked in the order of their ids, and who has this extension.
    pub async fn lock_called(&self, extension: Option<&str>, phone: &Phone) -> Result<Called, StoreError> {
        let sharing = Query::select()
            .column(client_phone::Column::ClientId)
            .from(client_phone::Entity)
            .and_where(Expr::col(client_phone::Column::E164).eq(phone.as_str()))
            .to_owned();
        let rows = entity::Entity::find()
            .expr_as(spoken_by(extension), "spoken_by")
            .filter(Column::Id.in_subquery(sharing))
            .filter(Column::RecordStatus.eq(RecordStatus::Live.as_str()))
            .order_by_asc(Column::Id)
            .limit(SHARERS)
            .lock_exclusive()
            .into_model::<Row>()
            .all(&self.0.exec())
            .await?;
        let user_id = rows.first().and_then(|row| row.user_id).map(UserId::new);
        Ok(Called { user_id, clients: rows.into_iter().map(|row| row::value(row.client)).collect::<Result<_, _>>()? })
    }
}

fn spoken_by(extension: Option<&str>) -> Expr {
    let who = Query::select()
        .column(user::Column::Id)
        .from(user::Entity)
        .and_where(Expr::col(user::Column::Extension).eq(extension))
        .and_where(Expr::col(user::Column::State).is_in([UserState::Active, UserState::OnLeave].map(Word::as_str)))
        .limit(1)
        .to_owned();
    Expr::SubQuery(None, Box::new(who.into()))
}
