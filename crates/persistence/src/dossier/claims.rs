//! Claims of clients.

use std::collections::BTreeMap;

use domain::dossier::claim::{Claim, ClaimSeverity, ClaimState};
use domain::{ClaimId, ClientId, Instant, PromiseId, SaleId, UserId, Version};

use self::claim::{Column as C, Entity};
use crate::prelude::*;

table! {
    /// Claims.
    claim: "claims" of Claim as claim {
        id: ClaimId,
        version: Version as NextVersion,
        client_id: ClientId,
        sale_id: Option<SaleId>,
        subject: String,
        text: String,
        severity: ClaimSeverity,
        state: ClaimState,
        owner_id: UserId,
        resolution: Option<String>,
        resolved_at: Option<Instant>,
        promise_id: Option<PromiseId>,
        created_by: Option<UserId>,
        created_at: Instant,
    }
}

aggregate! { Claim: ClaimId, "claim", in claim; }

crate::filter! {
    /// Filters of the list of claims.
    pub struct ClaimFilter of claim {
        /// Only claims of this client.
        client_id: ClientId => client_id.owns(C::ClientId),
        /// Only claims about this sale.
        sale_id: OrNull<SaleId> => sale_id.among(C::SaleId),
        /// Only claims in one of these states; several are separated by commas.
        state: Several<ClaimState> => C::State.is_one_of(state.each()),
        /// Only claims of this severity: `low` or `high`.
        severity: ClaimSeverity => C::Severity.is(*severity),
        /// Only claims that this person settles.
        owner_id: UserId => C::OwnerId.is(*owner_id),
    }
    within reach { reach.files_or_people(C::ClientId, &[C::CreatedBy, C::OwnerId]) }
    sorts { created_at: C::CreatedAt }
    counts { state: ClaimState = C::State, severity: ClaimSeverity = C::Severity, owner_id: UserId = C::OwnerId }
}

repository! {
    /// Claims.
    Claims: claims
}

impl Claims<'_> {
    /// An open one of the client, if there is any.
    pub async fn open_of(&self, client: ClientId) -> Result<Option<Claim>, StoreError> {
        open().filter(C::ClientId.is(client)).order_by_asc(C::Id).value(self.0).await
    }

    /// The newest of a client, at most so many.
    pub async fn newest_of(&self, client: ClientId, most: u64) -> Result<Vec<Claim>, StoreError> {
        Entity::find().filter(C::ClientId.is(client)).order_by_desc(C::Id).limit(most).values(self.0).await
    }

    /// How many open ones each of these people has.
    pub async fn open_by_owner(&self, people: &[UserId]) -> Result<BTreeMap<UserId, i64>, StoreError> {
        let select = open().filter(C::OwnerId.is_one_of(people.iter().copied())).select_only().column(C::OwnerId);
        let rows = tuples::<(uuid::Uuid, i64)>(&select.expr(Expr::cust("count(*)")).group_by(C::OwnerId), self.0).await?;
        Ok(rows.into_iter().map(|(owner, open)| (UserId::new(owner), open)).collect())
    }
}

/// In the words of the index for it (m0072).
fn open() -> Select<Entity> {
    Entity::find().filter(Expr::cust("claims.state = 'open'"))
}
