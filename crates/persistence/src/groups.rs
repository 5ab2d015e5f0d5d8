//! Groups of clients, and what clients buy.

use domain::groups::{ClientGroup, GroupTerms, MonthDay, Season, VolumeStep};
use domain::{Bp, ClientGroupId, ClientId, Currency, Instant, Money, UserId, Version};
use serde_json::{Value, json};

use self::client_group::{Column as C, Entity};
use crate::clients::client;
use crate::prelude::*;

table! {
    /// Groups of clients with their terms.
    client_group: "client_groups" of ClientGroup as group {
        id: ClientGroupId,
        version: Version as NextVersion,
        code: String,
        name: String,
        volume_discounts: Vec<VolumeStep> as Json,
        seasonal_discounts: Vec<Season> as Json,
        active: bool,
        created_by: Option<UserId>,
        created_at: Instant,
    } with {
        terms: GroupTerms { payment_days, delivery, other } => {
            payment_days: Option<i32> = group.terms.payment_days,
            delivery: Option<String> = group.terms.delivery.clone(),
            other: Option<String> = group.terms.other.clone(),
        },
        min_purchase: min_purchase_minor.zip(min_purchase_currency).map(|(minor, currency)| Money::new(minor, currency)) => {
            min_purchase_minor: Option<i64> = group.min_purchase.map(Money::minor),
            min_purchase_currency: Option<Currency> = group.min_purchase.map(Money::currency),
        },
    }
}

/// A step; its amount lies there as two members.
impl Object for VolumeStep {
    fn to_json(&self) -> Value {
        json!({"from_minor": self.from.minor(), "currency": self.from.currency().code(), "discount_bp": self.discount_bp})
    }

    fn from_json(json: Value) -> Option<Self> {
        let currency = Currency::parse(json.get("currency")?.as_str()?).ok()?;
        Some(Self { from: Money::new(json.get("from_minor")?.as_i64()?, currency), discount_bp: bp(&json)? })
    }
}

/// A season; its days lie there as `MM-DD`.
impl Object for Season {
    fn to_json(&self) -> Value {
        let (from, until) = (self.from.to_string(), self.until.to_string());
        json!({"from": from, "until": until, "discount_bp": self.discount_bp, "product_line": self.product_line})
    }

    fn from_json(json: Value) -> Option<Self> {
        let day = |name: &str| json.get(name)?.as_str()?.parse::<MonthDay>().ok();
        let product_line = json.get("product_line").and_then(Value::as_str).map(str::to_owned);
        Some(Self { from: day("from")?, until: day("until")?, discount_bp: bp(&json)?, product_line })
    }
}

fn bp(json: &Value) -> Option<Bp> {
    Bp::try_from(json.get("discount_bp")?.as_i64()?).ok()
}

aggregate! { ClientGroup: ClientGroupId, "client group", in client_group; }

crate::filter! {
    /// Which groups of clients a list shows.
    pub struct ClientGroupFilter of client_group {
        /// Only the group with this code.
        code: String => C::Code.eq(code.as_str()),
        /// `true` lists only groups into which clients may be put, `false` only retired ones.
        active: bool => C::Active.is(*active),
    }
    within reach { reach.all_or_nothing() }
    sorts { code: C::Code, name: C::Name }
    counts { active: bool = C::Active }
}

repository! {
    /// Groups of clients.
    ClientGroups: client_groups
}

impl ClientGroups<'_> {
    /// The one with this code.
    pub async fn by_code(&self, code: &str) -> Result<Option<ClientGroup>, StoreError> {
        Entity::find().filter(C::Code.eq(code)).value(self.0).await
    }

    /// Those with these codes.
    pub async fn by_codes(&self, codes: impl IntoIterator<Item = String>) -> Result<Vec<ClientGroup>, StoreError> {
        Entity::find().filter(C::Code.is_in(codes)).values(self.0).await
    }

    /// Clients who are in a group, in the order of their ids, up to `limit` after one.
    pub async fn members(&self, after: Option<ClientId>, limit: u64) -> Result<Vec<domain::clients::Client>, StoreError> {
        use client::Column as Of;
        let grouped = client::Entity::find().filter(Of::GroupCode.is_not_null());
        let next = after.map_or(grouped.clone(), |after| grouped.filter(Of::Id.gt(after.uuid())));
        next.order_by_asc(Of::Id).limit(limit).values(self.0).await
    }
}
