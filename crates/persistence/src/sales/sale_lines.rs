//! The lines of sales: saved with the draft; once confirmed, only their kind changes.

use domain::sales::{Sale, SaleKind, SaleLine};
use domain::{SaleId, SaleLineId};

use self::sale_line::{Column as C, Entity};
use crate::prelude::*;

/// A line and its place on a sale.
pub struct SaleLineRow {
    pub(super) sale_id: SaleId,
    position: i64,
    pub(super) line: SaleLine,
}

table! {
    /// What is sold on a sale, in the order of `position`.
    sale_line: "sale_lines" of SaleLineRow as row keyed id: SaleLineId = row.line.id, {
        sale_id: SaleId,
        position: i64,
    } with {
        line: SaleLine { id, product_line, description, net_minor, vat_bp, gross_minor, kind } => {
            product_line: String = row.line.product_line,
            description: String = row.line.description,
            net_minor: i64 = row.line.net_minor,
            vat_bp: i32 = row.line.vat_bp,
            gross_minor: i64 = row.line.gross_minor,
            kind: SaleKind = row.line.kind,
        },
    }
}

/// Writes the lines of a new draft: one insert.
pub(super) async fn insert(db: &Db, sale: &Sale) -> Result<(), StoreError> {
    Insert::<Entity>::of(&placed(sale)).later(db, Expects::Nothing).await
}

/// Replaces the lines of a draft.
pub(super) async fn replace(db: &Db, sale: &Sale) -> Result<(), StoreError> {
    Entity::delete_many().filter(C::SaleId.is(sale.id)).run(db).await?;
    insert(db, sale).await
}

/// Writes the kinds of a sale's lines.
pub(super) async fn set_kinds(db: &Db, sale: &Sale) -> Result<(), StoreError> {
    put_all::<Entity>(db, &placed(sale), [C::Kind]).await
}

fn placed(sale: &Sale) -> Vec<SaleLineRow> {
    let placed = |(line, position): (&SaleLine, i64)| SaleLineRow { sale_id: sale.id, position, line: line.clone() };
    sale.lines.iter().zip(0_i64..).map(placed).collect()
}

/// The same sales with their lines, which one query reads.
pub(super) async fn read_into(db: &Db, mut sales: Vec<Sale>) -> Result<Vec<Sale>, StoreError> {
    let select = Entity::find().filter(C::SaleId.is_one_of(sales.iter().map(|sale| sale.id))).order_by_asc(C::SaleId);
    for row in select.order_by_asc(C::Position).values(db).await? {
        if let Some(sale) = sales.iter_mut().find(|sale| sale.id == row.sale_id) {
            sale.lines.push(row.line);
        }
    }
    Ok(sales)
}
