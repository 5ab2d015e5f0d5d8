//! Contracts with clients.

use domain::dossier::contract::{Contract, ContractKind, ContractState, ContractTerms};
use domain::dossier::plan::{PlanItem, PurchasePlan};
use domain::{ClientId, ContractId, Currency, Date, Instant, Money, UserId, Version};

use self::contract::{Column as C, Entity};
use super::maybe;
use crate::prelude::*;

table! {
    /// Contracts with clients.
    contract: "contracts" of Contract as contract {
        id: ContractId,
        version: Version as NextVersion,
        client_id: ClientId,
        kind: ContractKind,
        number: Option<String>,
        subject: String,
        terms: ContractTerms as Json,
        signed_on: Option<Date>,
        valid_from_on: Option<Date>,
        valid_until_on: Option<Date>,
        performed_on: Option<Date>,
        terminated_on: Option<Date>,
        termination_reason: Option<String>,
        purchase_plan: Option<PurchasePlan> as Json,
        state: ContractState,
        expiring: bool,
        judged_on: Option<Date>,
        created_by: Option<UserId>,
        created_at: Instant,
    } with {
        amount: maybe(amount_minor, amount_currency) => {
            amount_minor: Option<i64> = contract.amount.map(Money::minor),
            amount_currency: Option<Currency> = contract.amount.map(Money::currency),
        },
    } and {
        clock_on: Option<Date> = contract.clock_on(),
        payment_days: Option<i64> = contract.terms.payment_days.map(i64::from),
    }
}

object! {
    ContractTerms { payment_days, prepayment_bp, delivery, other }
    PurchasePlan { period, items as Json, discount_bp, tolerance_bp }
}

/// An item of a plan; its amount lies there as two members.
impl Object for PlanItem {
    fn to_json(&self) -> serde_json::Value {
        serde_json::json!({"from_on": self.from_on.to_string(), "planned_minor": self.planned.minor(), "currency": self.planned.currency().code(), "product_line": self.product_line})
    }

    fn from_json(json: serde_json::Value) -> Option<Self> {
        Some(Self {
            from_on: json.get("from_on")?.as_str()?.parse().ok()?,
            planned: Money::new(json.get("planned_minor")?.as_i64()?, Currency::parse(json.get("currency")?.as_str()?).ok()?),
            product_line: json.get("product_line").and_then(serde_json::Value::as_str).map(str::to_owned),
        })
    }
}

aggregate! { Contract: ContractId, "contract", in contract; }

crate::filter! {
    /// Filters of the list of contracts.
    pub struct ContractFilter of contract {
        /// Only contracts with this client.
        client_id: ClientId => client_id.owns(C::ClientId),
        /// Only contracts of these kinds; several are separated by commas.
        kind: Several<ContractKind> => C::Kind.is_one_of(kind.each()),
        /// Only contracts in one of these states; several are separated by commas.
        state: Several<ContractState> => C::State.is_one_of(state.each()),
        /// Only contracts whose last day lies before this civil date.
        valid_until_before: Date => C::ValidUntilOn.lt(*valid_until_before),
    }
    within reach { reach.files(C::ClientId) }
    sorts { signed_on: C::SignedOn, valid_until_on: C::ValidUntilOn }
    counts { kind: ContractKind = C::Kind, state: ContractState = C::State }
}

repository! {
    /// Contracts.
    Contracts: contracts
}

impl Contracts<'_> {
    /// The next day on which the clock has something to do with one.
    pub async fn next_day(&self) -> Result<Option<Date>, StoreError> {
        Entity::find().least(C::ClockOn, self.0).await
    }

    /// Up to 200 with which the clock has something to do on `today`.
    pub async fn due(&self, today: Date) -> Result<Vec<Contract>, StoreError> {
        Entity::find().filter(C::ClockOn.lte(today)).order_by_asc(C::ClockOn).order_by_asc(C::Id).limit(200).values(self.0).await
    }

    /// The contracts of a client that were signed by `day` and have a purchase plan.
    pub async fn plans_of(&self, client: ClientId, day: Date) -> Result<Vec<Contract>, StoreError> {
        let planned = Entity::find().filter(C::ClientId.is(client)).filter(C::PurchasePlan.is_not_null());
        planned.filter(C::SignedOn.lte(day)).order_by_asc(C::Id).values(self.0).await
    }

    /// The newest with a client, at most so many.
    pub async fn newest_of(&self, client: ClientId, most: u64) -> Result<Vec<Contract>, StoreError> {
        Entity::find().filter(C::ClientId.is(client)).order_by_desc(C::Id).limit(most).values(self.0).await
    }
}
