//! Sales with their lines: find, page, save.

use domain::sales::{Sale, SaleKind, SaleState};
use domain::{ClientId, Currency, Date, Id, OpportunityId, SaleId, UserId, Version, Word};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};

use super::columns::{currency, shares, small, split};
use super::lines;
use crate::entity::{sale as entity, sale_line};
use crate::old_page::page_of;
use crate::row::Row;
use crate::store::put;
use crate::{Db, Page, PageRequest, StoreError, Stored, Tx};

/// States in which a sale stands: it counts as bought. A refunded one does not.
const STANDING: [SaleState; 3] = [SaleState::Confirmed, SaleState::PartlyPaid, SaleState::Paid];
/// States in which money may be owed.
const OWED: [SaleState; 3] = [SaleState::Confirmed, SaleState::PartlyPaid, SaleState::Refunded];

/// Sales.
pub struct Sales<'a>(&'a Db);

impl Db {
    /// Sales.
    pub const fn sales(&self) -> Sales<'_> {
        Sales(self)
    }
}

/// Which sales a list shows.
#[derive(Clone, Debug, Default)]
pub struct SaleFilter {
    /// Only this client's.
    pub client_id: Option<ClientId>,
    /// Only this person's.
    pub seller_id: Option<UserId>,
    /// Only those of this deal.
    pub opportunity_id: Option<OpportunityId>,
    /// Only those in these states.
    pub states: Vec<SaleState>,
    /// Only those of these kinds.
    pub kinds: Vec<SaleKind>,
    /// Only those dated on this day or later.
    pub from: Option<Date>,
    /// Only those dated before this day.
    pub before: Option<Date>,
    /// Only those of this source.
    pub source: Option<String>,
    /// Only the one with this number at its source.
    pub external_id: Option<String>,
}

impl Sales<'_> {
    /// One by id.
    pub async fn find(&self, id: SaleId) -> Result<Option<Sale>, StoreError> {
        Ok(self.all(entity::Entity::find_by_id(id.uuid())).await?.pop())
    }

    /// Whose sale it is: what must be locked before the sale is read.
    pub async fn client_of(&self, id: SaleId) -> Result<Option<ClientId>, StoreError> {
        let select = entity::Entity::find_by_id(id.uuid()).select_only().column(entity::Column::ClientId);
        Ok(select.into_tuple::<uuid::Uuid>().one(&self.0.exec()).await?.map(ClientId::new))
    }

    /// The one with this natural key.
    pub async fn by_external(&self, source: &str, external_id: &str) -> Result<Option<Sale>, StoreError> {
        let select = entity::Entity::find().filter(entity::Column::Source.eq(source)).filter(entity::Column::ExternalId.eq(external_id));
        Ok(self.all(select).await?.pop())
    }

    /// Those with these ids, oldest first.
    pub async fn by_ids(&self, ids: impl IntoIterator<Item = SaleId>) -> Result<Vec<Sale>, StoreError> {
        self.all(entity::Entity::find().filter(entity::Column::Id.is_in(ids.into_iter().map(Id::uuid)))).await
    }

    /// A client's open invoices of one currency, the oldest first.
    pub async fn open_of(&self, client: ClientId, currency: Currency) -> Result<Vec<Sale>, StoreError> {
        // The lines that are joined to a sale have a gross of their own.
        let minor = |column| Expr::col((entity::Entity, column));
        let owed = minor(entity::Column::GrossMinor).gt(minor(entity::Column::PaidMinor).add(minor(entity::Column::RefundedMinor)));
        self.all(
            of(client)
                .filter(entity::Column::Currency.eq(currency.code()))
                .filter(entity::Column::State.is_in(OWED.map(Word::as_str)))
                .filter(owed),
        )
        .await
    }

    /// A client's sales whose kind is still provisional, drafts excepted.
    pub async fn undecided_of(&self, client: ClientId) -> Result<Vec<Sale>, StoreError> {
        self.all(of(client).filter(entity::Column::KindFinal.eq(false)).filter(entity::Column::State.is_in(STANDING.map(Word::as_str))))
            .await
    }

    /// The sales of a deal that are not cancelled.
    pub async fn of_opportunity(&self, id: OpportunityId) -> Result<Vec<Sale>, StoreError> {
        self.all(
            entity::Entity::find()
                .filter(entity::Column::OpportunityId.eq(id.uuid()))
                .filter(entity::Column::State.ne(SaleState::Cancelled.as_str())),
        )
        .await
    }

    /// Product lines that a client bought since a day, with the sales, which stand, on which he did.
    pub async fn bought(&self, client: ClientId, since: Date) -> Result<Vec<(SaleId, String)>, StoreError> {
        lines::bought(self.0, client.uuid(), since, &STANDING.map(Word::as_str)).await
    }

    /// Has any sale of the client's acquisition but this one money on it?
    pub async fn others_paid(&self, sale: &Sale) -> Result<bool, StoreError> {
        let select = of(sale.client_id)
            .filter(entity::Column::AcquisitionNo.eq(i64::from(sale.acquisition_no)))
            .filter(entity::Column::Id.ne(sale.id.uuid()))
            .filter(entity::Column::PaidMinor.gt(0));
        Ok(select.limit(1).count(&self.0.exec()).await? > 0)
    }

    /// Date of a client's newest sale that stands.
    pub async fn newest_on(&self, client: ClientId) -> Result<Option<Date>, StoreError> {
        let select =
            of(client).filter(entity::Column::State.is_in(STANDING.map(Word::as_str))).select_only().column(entity::Column::SaleOn);
        Ok(select.order_by_desc(entity::Column::SaleOn).limit(1).into_tuple().one(&self.0.exec()).await?)
    }

    /// A page, oldest first.
    pub async fn page(&self, filter: &SaleFilter, request: &PageRequest) -> Result<Page<Sale>, StoreError> {
        let states = (!filter.states.is_empty()).then(|| filter.states.iter().map(|state| state.as_str()).collect::<Vec<_>>());
        let kinds = (!filter.kinds.is_empty()).then(|| filter.kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>());
        let select = entity::Entity::find()
            .apply_if(filter.client_id, |select, client| select.filter(entity::Column::ClientId.eq(client.uuid())))
            .apply_if(filter.seller_id, |select, seller| select.filter(entity::Column::SellerId.eq(seller.uuid())))
            .apply_if(filter.opportunity_id, |select, deal| select.filter(entity::Column::OpportunityId.eq(deal.uuid())))
            .apply_if(states, |select, states| select.filter(entity::Column::State.is_in(states)))
            .apply_if(kinds, |select, kinds| select.filter(entity::Column::Kind.is_in(kinds)))
            .apply_if(filter.from, |select, day| select.filter(entity::Column::SaleOn.gte(day)))
            .apply_if(filter.before, |select, day| select.filter(entity::Column::SaleOn.lt(day)))
            .apply_if(filter.source.clone(), |select, source| select.filter(entity::Column::Source.eq(source)))
            .apply_if(filter.external_id.clone(), |select, number| select.filter(entity::Column::ExternalId.eq(number)));
        let page = page_of(self.0, select, entity::Column::Id, &[("sale_on", entity::Column::SaleOn)], request, Ok).await?;
        let mut lines = lines::of_sales(self.0, page.items.iter().map(|row| row.id)).await?;
        let items = page.items.into_iter().map(|row| {
            let (own, rest) = std::mem::take(&mut lines).into_iter().partition(|line| line.sale_id == row.id);
            lines = rest;
            value(row, own)
        });
        Ok(Page { items: items.collect::<Result<_, _>>()?, next: page.next })
    }

    /// Sales and their lines in one query; the oldest sale first.
    async fn all(&self, select: Select<entity::Entity>) -> Result<Vec<Sale>, StoreError> {
        let rows = select.find_with_related(sale_line::Entity).order_by_asc(sale_line::Column::Position).all(&self.0.exec()).await?;
        let mut sales = rows.into_iter().map(|(row, lines)| value(row, lines)).collect::<Result<Vec<_>, _>>()?;
        sales.sort_by_key(|sale| (sale.sale_on, sale.id));
        Ok(sales)
    }
}

fn of(client: ClientId) -> Select<entity::Entity> {
    entity::Entity::find().filter(entity::Column::ClientId.eq(client.uuid()))
}

impl Tx {
    /// Writes the lines of a changed draft.
    pub async fn replace_lines(&self, sale: &Sale) -> Result<(), StoreError> {
        lines::replace(self, sale).await
    }

    /// Writes the kinds of a sale's lines, once they are known.
    pub async fn set_line_kinds(&self, sale: &Sale) -> Result<(), StoreError> {
        lines::set_kind(self, sale, SaleKind::First).await?;
        lines::set_kind(self, sale, SaleKind::NewLine).await?;
        lines::set_kind(self, sale, SaleKind::FollowOn).await
    }
}

impl Stored for Sale {
    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        put(db, row(self), self.id.uuid(), self.version).await?;
        if self.version == 0 { lines::insert(db, self).await } else { Ok(()) }
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

fn row(sale: &Sale) -> entity::ActiveModel {
    entity::ActiveModel {
        id: Set(sale.id.uuid()),
        version: Set(sale.version + 1),
        source: Set(sale.source.clone()),
        external_id: Set(sale.external_id.clone()),
        client_id: Set(sale.client_id.uuid()),
        opportunity_id: Set(sale.opportunity_id.map(Id::uuid)),
        seller_id: Set(sale.seller_id.uuid()),
        seller_unit: Set(sale.seller_unit.to_string()),
        sale_on: Set(sale.sale_on),
        currency: Set(sale.currency.code().to_owned()),
        credit_split: Set(shares(&sale.credit_split)),
        kind: Set(sale.kind.to_string()),
        kind_final: Set(sale.kind_final),
        acquisition_no: Set(sale.acquisition_no.into()),
        state: Set(sale.state.to_string()),
        gross_minor: Set(sale.gross_minor()),
        paid_minor: Set(sale.paid_minor),
        refunded_minor: Set(sale.refunded_minor),
        created_by: Set(sale.created_by.map(Id::uuid)),
        created_at: Set(sale.created_at),
        confirmed_at: Set(sale.confirmed_at),
    }
}

fn value(row: entity::Model, lines: Vec<sale_line::Model>) -> Result<Sale, StoreError> {
    let cell = Row::of("sales", row.id);
    Ok(Sale {
        id: Id::new(row.id),
        version: row.version,
        client_id: Id::new(row.client_id),
        opportunity_id: row.opportunity_id.map(Id::new),
        seller_id: Id::new(row.seller_id),
        seller_unit: cell.word("seller_unit", &row.seller_unit)?,
        sale_on: row.sale_on,
        currency: currency(cell, &row.currency)?,
        lines: lines.into_iter().map(lines::value).collect::<Result<_, _>>()?,
        credit_split: split(&row.credit_split),
        kind: cell.word("kind", &row.kind)?,
        kind_final: row.kind_final,
        acquisition_no: small(cell, "acquisition_no", row.acquisition_no)?,
        state: cell.word("state", &row.state)?,
        paid_minor: row.paid_minor,
        refunded_minor: row.refunded_minor,
        created_by: row.created_by.map(Id::new),
        created_at: row.created_at,
        confirmed_at: row.confirmed_at,
        source: row.source,
        external_id: row.external_id,
    })
}
