//! A record that was merged into another one leads there: lists that are asked for what belongs to it find what belongs to the survivor
//! (E-6). Every filter by client asks here.

use domain::ClientId;
use sea_orm::Condition;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

use super::OrNull;
use crate::query::Compare;

/// What a filter names: a client, or whoever goes on in his place.
pub(crate) trait Followed {
    /// Rows of him.
    fn owns(&self, column: impl Compare + Copy) -> Condition;
    /// Rows of him, and those of the ledger that were written for records which have gone on in his.
    fn earned(&self, column: impl Compare + Copy) -> Condition;
}

impl Followed for ClientId {
    fn owns(&self, column: impl Compare + Copy) -> Condition {
        Condition::all().add(Expr::expr(column.into_expr()).eq(survivor(*self)))
    }

    fn earned(&self, column: impl Compare + Copy) -> Condition {
        let of = |by: &'static str| Expr::col(by).eq(survivor(*self));
        let both = Condition::any().add(of(MERGED_OR_ID[1])).add(of(MERGED_OR_ID[0]));
        let records = Query::select().column(MERGED_OR_ID[1]).from(CLIENTS).cond_where(both).to_owned();
        Condition::all().add(Expr::expr(column.into_expr()).in_subquery(records))
    }
}

impl Followed for OrNull<ClientId> {
    fn owns(&self, column: impl Compare + Copy) -> Condition {
        self.0.map_or_else(|| Condition::all().add(column.is_null()), |client| client.owns(column))
    }

    fn earned(&self, column: impl Compare + Copy) -> Condition {
        self.0.map_or_else(|| Condition::all().add(column.is_null()), |client| client.earned(column))
    }
}

const CLIENTS: &str = "clients";
const MERGED_OR_ID: [&str; 2] = ["merged_into_id", "id"];

/// The id of the client himself, or of whoever goes on in his place.
fn survivor(client: ClientId) -> Expr {
    let own = Expr::col(MERGED_OR_ID[1]).eq(client.uuid());
    let into = Query::select().column(MERGED_OR_ID[0]).from(CLIENTS).and_where(own).to_owned();
    Expr::SubQuery(None, Box::new(into.into())).if_null(client.uuid())
}
