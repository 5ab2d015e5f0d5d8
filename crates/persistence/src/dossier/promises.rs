//! Promises to clients and of clients.

use domain::clients::commands::ERASED;
use domain::dossier::promise::{Promise, PromiseBy, PromiseKind, PromiseState};
use domain::{ClientId, ContactId, Currency, Date, Instant, Money, PromiseId, SaleId, UserId, Version};

use self::promise::{Column as C, Entity};
use super::maybe;
use crate::prelude::*;
use crate::receivables::OWED;
use crate::sales::sale;

table! {
    /// Promises.
    promise: "promises" of Promise as promise {
        id: PromiseId,
        version: Version as NextVersion,
        client_id: ClientId,
        made_by: PromiseBy,
        kind: PromiseKind,
        what: String,
        due_on: Date,
        sale_id: Option<SaleId>,
        user_id: Option<UserId>,
        contact_id: Option<ContactId>,
        state: PromiseState,
        overdue: bool,
        kept_on: Option<Date>,
        reason: Option<String>,
        created_by: Option<UserId>,
        created_at: Instant,
    } with {
        amount: maybe(amount_minor, amount_currency) => {
            amount_minor: Option<i64> = promise.amount.map(Money::minor),
            amount_currency: Option<Currency> = promise.amount.map(Money::currency),
        },
    }
}

aggregate! { Promise: PromiseId, "promise", in promise; }

crate::filter! {
    /// Filters of the list of promises.
    pub struct PromiseFilter of promise {
        /// Only promises to this client, or of this client.
        client_id: ClientId => client_id.owns(C::ClientId),
        /// Only promises for which this person answers.
        user_id: OrNull<UserId> => user_id.among(C::UserId),
        /// Only promises made by us, or by clients: `us` or `client`.
        made_by: PromiseBy => C::MadeBy.is(*made_by),
        /// Only promises of these kinds; several are separated by commas.
        kind: Several<PromiseKind> => C::Kind.is_one_of(kind.each()),
        /// Only promises in one of these states; several are separated by commas.
        state: Several<PromiseState> => C::State.is_one_of(state.each()),
        /// Only promises due before this civil date.
        due_before: Date => C::DueOn.lt(*due_before),
        /// `true` lists only open promises whose day is over, `false` only the others.
        overdue: bool => C::Overdue.holds(*overdue),
    }
    within reach { reach.all_or_nothing() }
    sorts { due_on: C::DueOn }
    counts {
        made_by: PromiseBy = C::MadeBy,
        kind: PromiseKind = C::Kind,
        state: PromiseState = C::State,
        user_id: Option<UserId> = C::UserId,
        overdue: bool = C::Overdue,
    }
}

repository! {
    /// Promises.
    Promises: promises
}

impl Promises<'_> {
    /// The nearest day of an open one that is not overdue.
    pub async fn next_day(&self) -> Result<Option<Date>, StoreError> {
        waiting().least(C::DueOn, self.0).await
    }

    /// The newest to a client or of him, at most so many.
    pub async fn newest_of(&self, client: ClientId, most: u64) -> Result<Vec<Promise>, StoreError> {
        Entity::find().filter(C::ClientId.is(client)).order_by_desc(C::Id).limit(most).values(self.0).await
    }

    /// Up to 200 open ones whose day is over and that are not overdue yet.
    pub async fn due(&self, today: Date) -> Result<Vec<Promise>, StoreError> {
        waiting().filter(C::DueOn.lt(today)).order_by_asc(C::DueOn).order_by_asc(C::Id).limit(200).values(self.0).await
    }
}

impl Promises<'_> {
    /// A page of the promises to pay for a sale.
    pub async fn to_pay_page(&self, sale: SaleId, filter: &PromiseFilter, request: &PageRequest) -> Result<Page<Promise>, StoreError> {
        filter.page_within(self.0, to_pay().add(C::SaleId.is(sale)), request).await
    }

    /// What the money for these sales has to judge: promises of an amount that nobody has withdrawn.
    pub async fn judged_by_money(&self, sales: impl IntoIterator<Item = SaleId>) -> Result<Vec<Promise>, StoreError> {
        let promises = Entity::find().filter(C::SaleId.is_one_of(sales)).filter(to_pay()).filter(C::AmountMinor.is_not_null());
        promises.filter(C::State.is_none_of([PromiseState::Withdrawn])).order_by_asc(C::Id).values(self.0).await
    }

    /// Has the client broken a promise to pay for a sale for which money is still owed?
    pub async fn any_broken_and_owed(&self, client: ClientId) -> Result<bool, StoreError> {
        let owed = Query::select().column(sale::Column::Id).from(sale::Entity).and_where(Expr::cust(OWED)).to_owned();
        let broken = Entity::find().filter(C::ClientId.is(client)).filter(to_pay()).filter(C::State.is(PromiseState::Broken));
        broken.filter(C::SaleId.in_subquery(owed)).any(self.0).await
    }

    /// Open promises of these clients for which one of these people answers, locked.
    pub async fn lock_open_of(&self, clients: &[ClientId], people: &[UserId]) -> Result<Vec<Promise>, StoreError> {
        let open = Entity::find().filter(C::ClientId.is_one_of(clients.iter().copied())).filter(C::State.is(PromiseState::Open));
        open.filter(C::UserId.is_one_of(people.iter().copied())).order_by_asc(C::Id).lock_exclusive().values(self.0).await
    }

    /// Saves who answers for promises that are there and locked.
    pub async fn save_people(&self, promises: &[Promise]) -> Result<(), StoreError> {
        put_all::<Entity>(self.0, promises, [C::UserId, C::Version]).await
    }

    /// Empties the texts of what was promised to a client, and by him (C25).
    pub async fn anonymise(&self, client: ClientId) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(C::What, Expr::value(ERASED))
            .col_expr(C::Reason, Expr::value(None::<String>))
            .col_expr(C::Version, Expr::col(C::Version).add(1))
            .filter(C::ClientId.is(client))
            .run(self.0)
            .await
    }
}

/// Promises of clients to pay.
fn to_pay() -> Condition {
    Condition::all().add(C::MadeBy.is(PromiseBy::Client)).add(C::Kind.is(PromiseKind::Payment))
}

/// In the words of the index for it (m0071).
fn waiting() -> Select<Entity> {
    Entity::find().filter(Expr::cust("promises.state = 'open' and not promises.overdue"))
}
