//! Sales, which are read and written together with their lines.

use domain::org::UnitCode;
use domain::sales::{CreditShare, Sale, SaleKind, SaleState};
use domain::{ClientId, Currency, Date, Instant, OpportunityId, SaleId, UserId, Version};
use sea_orm::sea_query::LockType;
use sea_orm::{JoinType, QueryTrait};

use self::sale::{Column as C, Entity};
use super::sale_lines::{self, SaleLineRow, sale_line};
use crate::aggregate::{Aggregate, AggregateId};
use crate::driver::Record;
use crate::prelude::*;
use crate::query::{join, pairs, records};
use crate::statement::Statement;

table! {
    /// Orders and invoices; a row alone is a sale without lines, which have a table of their own.
    sale: "sales" of Sale as sale {
        id: SaleId,
        version: Version as NextVersion,
        source: Option<String>,
        external_id: Option<String>,
        client_id: ClientId,
        opportunity_id: Option<OpportunityId>,
        seller_id: UserId,
        seller_unit: UnitCode,
        sale_on: Date,
        currency: Currency,
        credit_split: Vec<CreditShare> as Json,
        kind: SaleKind,
        kind_final: bool,
        acquisition_no: i32,
        state: SaleState,
        paid_minor: i64,
        refunded_minor: i64,
        created_by: Option<UserId>,
        created_at: Instant,
        confirmed_at: Option<Instant>,
        cancel_reason: Option<String>,
    } with {
        lines: Vec::new() => {},
    } and {
        gross_minor: i64 = sale.gross_minor(),
    }
}

impl Aggregate for Sale {
    type Id = SaleId;
    const NAME: &'static str = "sale";

    const TABLE: &'static str = Entity::NAME;

    fn found_by(id: SaleId, locked: bool, dialect: Dialect) -> Statement<'static> {
        let mut select = Entity::find_by_id(id.uuid());
        if locked {
            // PostgreSQL cannot lock the nullable side of an outer join, so only sales are locked.
            QueryTrait::query(&mut select).lock_with_tables(LockType::Update, [Entity]);
        }
        Statement::of(&selected_with_lines(select), dialect)
    }

    fn read(records: &[Record]) -> Result<Option<Self>, StoreError> {
        Ok(of_pairs(pairs::<Entity, sale_line::Entity>(records)?).pop())
    }

    async fn put(&self, db: &Db) -> Result<(), StoreError> {
        crate::query::put::<Entity>(db, self, self.version).await?;
        if self.version == 0 { sale_lines::insert(db, self).await } else { Ok(()) }
    }

    fn version(&self) -> Version {
        self.version
    }

    fn version_mut(&mut self) -> &mut Version {
        &mut self.version
    }
}

impl AggregateId for SaleId {
    type Aggregate = Sale;
}

crate::filter! {
    /// Which sales a list shows.
    pub struct SaleFilter of sale {
        /// Only sales to this client.
        client_id: ClientId => client_id.owns(C::ClientId),
        /// Only sales made by this person.
        seller_id: UserId => C::SellerId.is(*seller_id),
        /// Only sales that stem from this deal.
        opportunity_id: OrNull<OpportunityId> => opportunity_id.among(C::OpportunityId),
        /// Only sales in one of these states; several are separated by commas.
        state: Several<SaleState> => C::State.is_one_of(state.each()),
        /// Only sales of these kinds; several are separated by commas.
        kind: Several<SaleKind> => C::Kind.is_one_of(kind.each()),
        /// Only sales dated on this civil date or later.
        sale_from: Date => C::SaleOn.gte(*sale_from),
        /// Only sales dated before this civil date.
        sale_before: Date => C::SaleOn.lt(*sale_before),
        /// Only sales reported by this source.
        source: OrNull<String> => source.among(C::Source),
        /// Only the sale with this number at its source.
        external_id: OrNull<String> => external_id.among(C::ExternalId),
        /// Only sales credited to these units, those of their sellers at the time; several are separated by commas.
        seller_unit: Several<UnitCode> => C::SellerUnit.is_one_of(seller_unit.each()),
        /// Only sales in the currency with this ISO 4217 code.
        currency: Currency => C::Currency.is(*currency),
        /// `true` lists only sales whose kind stands, `false` only those whose kind may still change.
        kind_final: bool => C::KindFinal.holds(*kind_final),
        /// `true` lists only confirmed sales with money still to come, `false` only the others.
        unpaid: bool => if *unpaid { Expr::cust(UNPAID) } else { Expr::cust(UNPAID).not() },
        /// Only sales that this person entered.
        created_by: OrNull<UserId> => created_by.among(C::CreatedBy),
    }
    within reach { reach.clients(C::ClientId) }
    sorts { sale_on: C::SaleOn, gross: C::GrossMinor, confirmed_at: C::ConfirmedAt }
    counts {
        state: SaleState = C::State,
        kind: SaleKind = C::Kind,
        seller_id: UserId = C::SellerId,
        seller_unit: UnitCode = C::SellerUnit,
        currency: Currency = C::Currency,
        source: Option<String> = C::Source,
    }
}

/// Money is owed, in the words of the index for it (m0019).
const UNPAID: &str =
    "(sales.state in ('confirmed', 'partly_paid', 'refunded') and sales.gross_minor > sales.paid_minor + sales.refunded_minor)";

/// States in which a sale counts as bought. A refunded one does not.
const BOUGHT: [SaleState; 3] = [SaleState::Confirmed, SaleState::PartlyPaid, SaleState::Paid];
/// States in which money may be owed.
const OWED: [SaleState; 3] = [SaleState::Confirmed, SaleState::PartlyPaid, SaleState::Refunded];

repository! {
    /// Sales.
    Sales: sales
}

impl Sales<'_> {
    /// A page of those within `reach`, with two queries.
    pub async fn page(&self, reach: Reach, filter: &SaleFilter, request: &PageRequest) -> Result<Page<Sale>, StoreError> {
        let page = self.0.page(reach, filter, request).await?;
        Ok(Page { items: sale_lines::read_into(self.0, page.items).await?, next: page.next })
    }

    /// The one with this natural key.
    pub async fn by_external(&self, source: &str, external_id: &str) -> Result<Option<Sale>, StoreError> {
        Ok(with_lines(self.0, Entity::find().filter(C::Source.eq(source)).filter(C::ExternalId.eq(external_id))).await?.pop())
    }

    /// Those with these ids, oldest first.
    pub async fn by_ids(&self, ids: impl IntoIterator<Item = SaleId>) -> Result<Vec<Sale>, StoreError> {
        with_lines(self.0, Entity::find().filter(C::Id.is_one_of(ids))).await
    }

    /// A client's open invoices of one currency, the oldest first.
    pub async fn open_of(&self, client: ClientId, currency: Currency) -> Result<Vec<Sale>, StoreError> {
        with_lines(self.0, of(client).filter(C::Currency.is(currency)).filter(owed())).await
    }

    /// A client's sales whose kind is still provisional, drafts excepted.
    pub async fn undecided_of(&self, client: ClientId) -> Result<Vec<Sale>, StoreError> {
        with_lines(self.0, of(client).filter(C::KindFinal.is(false)).filter(C::State.is_one_of(BOUGHT))).await
    }

    /// The sales of a deal that are not cancelled.
    pub async fn of_opportunity(&self, id: OpportunityId) -> Result<Vec<Sale>, StoreError> {
        with_lines(self.0, Entity::find().filter(C::OpportunityId.is(id)).filter(C::State.is_none_of([SaleState::Cancelled]))).await
    }

    /// Codes of the product lines that a client bought since a day, each with the sale; gifts and discounts are not bought.
    pub async fn bought(&self, client: ClientId, since: Date) -> Result<Vec<(SaleId, String)>, StoreError> {
        let lines = Entity::belongs_to(sale_line::Entity).from(C::Id).to(sale_line::Column::SaleId).into();
        let sales = of(client).filter(C::SaleOn.gte(since)).filter(C::State.is_one_of(BOUGHT));
        let sales = sales.filter(sale_line::Column::NetMinor.gt(0));
        let select = sales.join(JoinType::InnerJoin, lines).select_only().column(C::Id).column(sale_line::Column::ProductLine).distinct();
        let rows = tuples::<(uuid::Uuid, String)>(&select, self.0).await?;
        Ok(rows.into_iter().map(|(sale, line)| (SaleId::new(sale), line)).collect())
    }

    /// The unpaid sales of an acquisition, drafts excepted.
    pub async fn unpaid_of(&self, client: ClientId, acquisition_no: i32) -> Result<Vec<Sale>, StoreError> {
        with_lines(self.0, of(client).filter(C::AcquisitionNo.is(acquisition_no)).filter(C::State.is(SaleState::Confirmed))).await
    }

    /// Date of a client's newest sale of those that had been confirmed by an instant.
    pub async fn newest_confirmed_by(&self, client: ClientId, at: Instant) -> Result<Option<Date>, StoreError> {
        let sold = of(client).filter(C::ConfirmedAt.lte(at)).filter(C::State.is_none_of([SaleState::Draft, SaleState::Cancelled]));
        sold.greatest(C::SaleOn, self.0).await
    }

    /// Has any sale of the client's acquisition but this one money on it?
    pub async fn others_paid(&self, sale: &Sale) -> Result<bool, StoreError> {
        let others = of(sale.client_id).filter(C::AcquisitionNo.is(sale.acquisition_no)).filter(C::Id.is_none_of([sale.id]));
        others.filter(C::PaidMinor.gt(0)).any(self.0).await
    }

    /// Date of a client's newest sale that counts as bought.
    pub async fn newest_on(&self, client: ClientId) -> Result<Option<Date>, StoreError> {
        of(client).filter(C::State.is_one_of(BOUGHT)).greatest(C::SaleOn, self.0).await
    }
}

/// Money is still to come for it.
fn owed() -> Expr {
    // The lines that are joined to a sale have a gross of their own.
    let minor = |column| Expr::col((Entity, column));
    C::State.is_one_of(OWED).and(minor(C::GrossMinor).gt(minor(C::PaidMinor).add(minor(C::RefundedMinor))))
}

fn of(client: ClientId) -> Select<Entity> {
    Entity::find().filter(C::ClientId.is(client))
}

/// Sales and their lines in one query; the oldest sale first.
async fn with_lines(db: &Db, select: Select<Entity>) -> Result<Vec<Sale>, StoreError> {
    Ok(of_pairs(pairs::<Entity, sale_line::Entity>(&records(&selected_with_lines(select), db).await?)?))
}

/// The select of sales with their lines.
fn selected_with_lines(select: Select<Entity>) -> Select<Entity> {
    let select = select.order_by_asc(C::SaleOn).order_by_asc(C::Id).order_by_asc(sale_line::Column::Position);
    join::<_, sale_line::Entity>(select, (C::Id, sale_line::Column::SaleId))
}

/// The sales of such rows.
fn of_pairs(pairs: Vec<(Sale, Option<SaleLineRow>)>) -> Vec<Sale> {
    let mut sales: Vec<Sale> = Vec::new();
    for (sale, row) in pairs {
        if sales.last().is_none_or(|last| last.id != sale.id) {
            sales.push(sale);
        }
        if let (Some(sale), Some(row)) = (sales.last_mut(), row) {
            sale.lines.push(row.line);
        }
    }
    sales
}

impl Tx {
    /// Writes the lines of a changed draft.
    pub async fn replace_lines(&self, sale: &Sale) -> Result<(), StoreError> {
        sale_lines::replace(self, sale).await
    }

    /// Writes the kinds of a sale's lines, once they are known.
    pub async fn set_line_kinds(&self, sale: &Sale) -> Result<(), StoreError> {
        sale_lines::set_kinds(self, sale).await
    }
}
