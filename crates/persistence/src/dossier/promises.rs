//! Promises to clients and of clients.

use domain::dossier::promise::{Promise, PromiseBy, PromiseKind, PromiseState};
use domain::{ClientId, Currency, Date, Instant, Money, PromiseId, SaleId, UserId, Version};

use self::promise::{Column as C, Entity};
use super::maybe;
use crate::prelude::*;

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
        client_id: ClientId => C::ClientId.is(*client_id),
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

    /// The open promises of a client to pay, by their days; at most so many.
    pub async fn to_pay_of(&self, client: ClientId, most: u64) -> Result<Vec<Promise>, StoreError> {
        // In the words of the index for it (m0076).
        let to_pay =
            Entity::find().filter(Expr::cust("promises.made_by = 'client' and promises.kind = 'payment' and promises.state = 'open'"));
        to_pay.filter(C::ClientId.is(client)).order_by_asc(C::DueOn).order_by_asc(C::Id).limit(most).values(self.0).await
    }

    /// Up to 200 open ones whose day is over and that are not overdue yet.
    pub async fn due(&self, today: Date) -> Result<Vec<Promise>, StoreError> {
        waiting().filter(C::DueOn.lt(today)).order_by_asc(C::DueOn).order_by_asc(C::Id).limit(200).values(self.0).await
    }
}

/// In the words of the index for it (m0071).
fn waiting() -> Select<Entity> {
    Entity::find().filter(Expr::cust("promises.state = 'open' and not promises.overdue"))
}
