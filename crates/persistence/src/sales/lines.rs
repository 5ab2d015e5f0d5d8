//! The lines of sales: written with the draft, immutable once confirmed but for their kind.

use domain::sales::{Sale, SaleKind, SaleLine};
use domain::{Date, Id, SaleId, Word};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait};

use super::columns::small;
use crate::entity::{sale, sale_line as entity};
use crate::row::Row;
use crate::{Db, StoreError};

/// Writes the lines of a new draft: one insert.
pub(super) async fn insert(db: &Db, sale: &Sale) -> Result<(), StoreError> {
    let rows: Vec<_> = sale.lines.iter().zip(0_i64..).map(|(line, position)| row(line, sale.id, position)).collect();
    if !rows.is_empty() {
        entity::Entity::insert_many(rows).exec_without_returning(&db.exec()).await?;
    }
    Ok(())
}

/// Replaces the lines of a draft.
pub(super) async fn replace(db: &Db, sale: &Sale) -> Result<(), StoreError> {
    entity::Entity::delete_many().filter(entity::Column::SaleId.eq(sale.id.uuid())).exec(&db.exec()).await?;
    insert(db, sale).await
}

/// Sets the kind of those lines of `sale` that are of `kind`.
pub(super) async fn set_kind(db: &Db, sale: &Sale, kind: SaleKind) -> Result<(), StoreError> {
    let ids: Vec<_> = sale.lines.iter().filter(|line| line.kind == kind).map(|line| line.id.uuid()).collect();
    if !ids.is_empty() {
        entity::Entity::update_many()
            .col_expr(entity::Column::Kind, Expr::value(kind.as_str()))
            .filter(entity::Column::Id.is_in(ids))
            .exec(&db.exec())
            .await?;
    }
    Ok(())
}

/// Lines of several sales, in order.
pub(super) async fn of_sales(db: &Db, sales: impl IntoIterator<Item = uuid::Uuid>) -> Result<Vec<entity::Model>, StoreError> {
    let rows = entity::Entity::find()
        .filter(entity::Column::SaleId.is_in(sales))
        .order_by_asc(entity::Column::SaleId)
        .order_by_asc(entity::Column::Position);
    Ok(rows.all(&db.exec()).await?)
}

/// Product lines of a client's sales in `standing` states since a day, and on which sale they stand.
pub(super) async fn bought(db: &Db, client: uuid::Uuid, since: Date, standing: &[&str]) -> Result<Vec<(SaleId, String)>, StoreError> {
    let select = entity::Entity::find()
        .select_only()
        .column(entity::Column::SaleId)
        .column(entity::Column::ProductLine)
        .distinct()
        .join(sea_orm::JoinType::InnerJoin, entity::Relation::Sale.def())
        .filter(sale::Column::ClientId.eq(client))
        .filter(sale::Column::SaleOn.gte(since))
        .filter(sale::Column::State.is_in(standing.iter().copied()));
    let rows: Vec<(uuid::Uuid, String)> = select.into_tuple().all(&db.exec()).await?;
    Ok(rows.into_iter().map(|(sale, line)| (Id::new(sale), line)).collect())
}

fn row(line: &SaleLine, sale: SaleId, position: i64) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(line.id.uuid()),
        sale_id: Set(sale.uuid()),
        position: Set(position),
        product_line: Set(line.product_line.clone()),
        description: Set(line.description.clone()),
        net_minor: Set(line.net_minor),
        vat_bp: Set(line.vat_bp.into()),
        gross_minor: Set(line.gross_minor),
        kind: Set(line.kind.to_string()),
    }
}

pub(super) fn value(row: entity::Model) -> Result<SaleLine, StoreError> {
    let cell = Row::of("sale_lines", row.id);
    Ok(SaleLine {
        id: Id::new(row.id),
        kind: cell.word("kind", &row.kind)?,
        vat_bp: small(cell, "vat_bp", row.vat_bp)?,
        product_line: row.product_line,
        description: row.description,
        net_minor: row.net_minor,
        gross_minor: row.gross_minor,
    })
}
