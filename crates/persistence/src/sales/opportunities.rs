//! Opportunities.

use domain::sales::split_signature::SplitSignature;
use domain::sales::{CreditShare, Opportunity, OpportunityStage, OpportunityState};
use domain::{ClientId, Currency, Date, Instant, Money, OpportunityId, UserId, Version};

use self::opportunity::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Deals in progress.
    opportunity: "opportunities" of Opportunity as deal {
        id: OpportunityId,
        version: Version as NextVersion,
        client_id: ClientId,
        product_line: String,
        owner_id: UserId,
        stage: OpportunityStage,
        state: OpportunityState,
        close_on: Option<Date>,
        credit_split: Vec<CreditShare> as Json,
        split_signatures: Vec<SplitSignature> as Json,
        lost_reason: Option<String>,
        competitor: Option<String>,
        acquisition_no: i32,
        registered_at: Instant,
        touched_at: Instant,
        stale: bool,
        closed_at: Option<Instant>,
        cancel_reason: Option<String>,
    } with {
        amount: Money::new(amount_minor, currency) => {
            amount_minor: i64 = deal.amount.minor(),
            currency: Currency = deal.amount.currency(),
        },
    }
}

object! {
    CreditShare { user_id, share_bp }
    SplitSignature { party, unit, user_id, at }
}

aggregate! { Opportunity: OpportunityId, "opportunity", in opportunity; }

crate::filter! {
    /// Which opportunities a list shows.
    pub struct OpportunityFilter of opportunity {
        /// Only deals with this client.
        client_id: ClientId => client_id.owns(C::ClientId),
        /// Only deals that this person works on.
        owner_id: UserId => C::OwnerId.is(*owner_id),
        /// Only deals in one of these states; several are separated by commas.
        state: Several<OpportunityState> => C::State.is_one_of(state.each()),
        /// Only deals in one of these stages; several are separated by commas.
        stage: Several<OpportunityStage> => C::Stage.is_one_of(stage.each()),
        /// Only deals on the product line with this code.
        product_line: String => C::ProductLine.eq(product_line.as_str()),
        /// Only deals expected to close on this civil date or later.
        close_from: Date => C::CloseOn.gte(*close_from),
        /// Only deals expected to close before this civil date.
        close_before: Date => C::CloseOn.lt(*close_before),
        /// Only deals expected to close on this civil date.
        close_on: OrNull<Date> => close_on.among(C::CloseOn),
        /// `true` lists only deals on which nothing has happened for too long, `false` only the others.
        stale: bool => C::Stale.holds(*stale),
        /// Only deals last worked on before this instant, UTC.
        touched_before: Instant => C::TouchedAt.lt(*touched_before),
        /// Only deals closed after this instant, UTC.
        closed_after: Instant => C::ClosedAt.gt(*closed_after),
        /// Only deals closed before this instant, UTC.
        closed_before: Instant => C::ClosedAt.lt(*closed_before),
        /// Only deals lost to this competitor.
        competitor: OrNull<String> => competitor.among(C::Competitor),
        /// Only deals in the currency with this ISO 4217 code.
        currency: Currency => C::Currency.is(*currency),
    }
    within reach { reach.clients(C::ClientId) }
    sorts { close_on: C::CloseOn, touched_at: C::TouchedAt, closed_at: C::ClosedAt, amount: C::AmountMinor }
    counts {
        state: OpportunityState = C::State,
        stage: OpportunityStage = C::Stage,
        owner_id: UserId = C::OwnerId,
        product_line: String = C::ProductLine,
        stale: bool = C::Stale,
        currency: Currency = C::Currency,
    }
}

repository! {
    /// Opportunities.
    Opportunities: opportunities
}

impl Opportunities<'_> {
    /// A client's open ones, oldest first.
    pub async fn open_of(&self, client: ClientId) -> Result<Vec<Opportunity>, StoreError> {
        open().filter(C::ClientId.is(client)).order_by_asc(C::Id).values(self.0).await
    }

    /// The open ones of several clients.
    pub async fn open_of_each(&self, clients: impl IntoIterator<Item = ClientId>) -> Result<Vec<Opportunity>, StoreError> {
        open().filter(C::ClientId.is_one_of(clients)).order_by_asc(C::Id).values(self.0).await
    }

    /// The newest with a client that were lost to somebody, at most so many.
    pub async fn lost_to_competitors(&self, client: ClientId, most: u64) -> Result<Vec<Opportunity>, StoreError> {
        // In the words of the index for it (m0076).
        let lost = Entity::find().filter(Expr::cust("opportunities.state = 'lost' and opportunities.competitor is not null"));
        lost.filter(C::ClientId.is(client)).order_by_desc(C::Id).limit(most).values(self.0).await
    }

    /// The last activity on the open one that has been quiet the longest, of those without a signal yet.
    pub async fn quietest(&self) -> Result<Option<Instant>, StoreError> {
        quiet().least(C::TouchedAt, self.0).await
    }

    /// Up to 200 open ones without a signal yet that have been quiet since `before` or longer.
    pub async fn quiet_since(&self, before: Instant) -> Result<Vec<Opportunity>, StoreError> {
        quiet().filter(C::TouchedAt.lte(before)).order_by_asc(C::TouchedAt).limit(200).values(self.0).await
    }
}

fn open() -> Select<Entity> {
    Entity::find().filter(C::State.is(OpportunityState::Open))
}

fn quiet() -> Select<Entity> {
    open().filter(C::Stale.is(false))
}
