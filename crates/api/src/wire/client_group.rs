//! A group of clients on the wire.

use app::groups::{self, GroupChange, GroupTermsChange};
use domain::groups::{self as rules, MonthDay};
use domain::ids::ClientGroupKind;

use super::prelude::*;
use super::rules::code_shape;
use super::user::UserKey;

pub type ClientGroupKey = Key<ClientGroupKind>;

/// Steps, and seasons, of one group at most.
const MOST: usize = 100;

/// A group of clients, for whom the same terms hold.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroupOfClients {
    /// Id of the group, assigned by the server.
    pub id: ClientGroupKey,
    /// Version number of the group, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Unique code by which clients and norms name the group; never changed.
    #[schema(examples("key"))]
    pub code: String,
    /// Name of the group for people.
    #[schema(examples("Крупные"))]
    pub name: String,
    /// Terms under which the company works with clients of the group.
    pub terms: GroupTerms,
    /// Least that a client of the group should buy in a calendar month, without VAT; null if there is no minimum.
    pub min_purchase: Option<Money>,
    /// Discounts by the average volume of a month, the lowest step first; the highest step that is reached counts.
    pub volume_discounts: Vec<VolumeDiscount>,
    /// Discounts on some days of each year.
    pub seasonal_discounts: Vec<SeasonalDiscount>,
    /// True if clients may be put into the group; those who are in a retired one stay there.
    pub active: bool,
    /// Id of the person who added the group; null if no person did.
    pub created_by: Option<UserKey>,
    /// When the group was added, UTC.
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
}

/// Terms of cooperation with the clients of a group.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupTerms {
    /// Number of days from a sale until it is to be paid; null if nothing is agreed.
    #[serde(default)]
    #[validate(range(min = 0, max = 3_650))]
    #[schema(minimum = 0, maximum = 3_650)]
    pub payment_days: Option<i32>,
    /// How and where the company delivers, in words; null if nothing is agreed.
    #[serde(default)]
    #[validate(length(max = 2_000))]
    #[schema(max_length = 2_000)]
    pub delivery: Option<String>,
    /// What else is agreed, in words; null if nothing is.
    #[serde(default)]
    #[validate(length(max = 4_000))]
    #[schema(max_length = 4_000)]
    pub other: Option<String>,
}

/// A discount from an average volume on.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VolumeDiscount {
    /// Volume of an average month from which the discount is given, without VAT, in the currency of the company.
    pub from: Money,
    /// Discount in basis points.
    #[validate(range(min = 0, max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000)]
    pub discount_bp: i32,
}

/// A discount on some days of each year.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeasonalDiscount {
    /// First day of the season in each year, as `MM-DD`.
    #[schema(examples("12-15"), pattern = "^[0-9]{2}-[0-9]{2}$")]
    pub from: String,
    /// Last day of the season, as `MM-DD`; a day before `from` lies in the next year.
    #[schema(examples("01-14"), pattern = "^[0-9]{2}-[0-9]{2}$")]
    pub until: String,
    /// Discount in basis points.
    #[validate(range(min = 0, max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000)]
    pub discount_bp: i32,
    /// Code of the product line on which the discount is given; null for all of them.
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64)]
    pub product_line: Option<String>,
}

impl From<rules::ClientGroup> for GroupOfClients {
    fn from(group: rules::ClientGroup) -> Self {
        let step = |step: rules::VolumeStep| VolumeDiscount { from: step.from.into(), discount_bp: step.discount_bp };
        let season = |season: rules::Season| SeasonalDiscount {
            from: season.from.to_string(),
            until: season.until.to_string(),
            discount_bp: season.discount_bp,
            product_line: season.product_line,
        };
        let rules::GroupTerms { payment_days, delivery, other } = group.terms;
        Self {
            id: Key(group.id),
            version: group.version,
            code: group.code,
            name: group.name,
            terms: GroupTerms { payment_days, delivery, other },
            min_purchase: group.min_purchase.map(Into::into),
            volume_discounts: group.volume_discounts.into_iter().map(step).collect(),
            seasonal_discounts: group.seasonal_discounts.into_iter().map(season).collect(),
            active: group.active,
            created_by: group.created_by.map(Key),
            created_at: group.created_at,
        }
    }
}

versioned! { GroupOfClients }

/// A group of clients to be added.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewClientGroup {
    /// Unique code of lower-case letters, digits, `_` and `-`; cannot be changed later.
    #[validate(length(min = 1, max = 64), custom(function = "code_shape"))]
    #[schema(examples("key"), min_length = 1, max_length = 64)]
    pub code: String,
    /// Name of the group for people.
    #[validate(length(min = 1, max = 200), custom(function = "not_blank"))]
    #[schema(examples("Крупные"), min_length = 1, max_length = 200)]
    pub name: String,
    /// Terms under which the company works with clients of the group; nothing is agreed if left out.
    #[serde(default)]
    #[validate(nested)]
    pub terms: GroupTerms,
    /// Least that a client of the group should buy in a calendar month, without VAT, in the currency of the company; no minimum if left out.
    pub min_purchase: Option<Money>,
    /// Discounts by the average volume of a month, the lowest step first; none if left out.
    #[serde(default)]
    #[validate(nested)]
    #[schema(max_items = 100)]
    pub volume_discounts: Vec<VolumeDiscount>,
    /// Discounts on some days of each year; none if left out.
    #[serde(default)]
    #[validate(nested)]
    #[schema(max_items = 100)]
    pub seasonal_discounts: Vec<SeasonalDiscount>,
    /// `false` adds a group into which no clients may be put yet; `true` if left out.
    pub active: Option<bool>,
}

/// What may change of a group; its code never does.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientGroupPatch {
    /// Name of the group for people.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 200), custom(function = "not_blank"))]
    #[schema(nullable = false, min_length = 1, max_length = 200)]
    pub name: Option<String>,
    /// Terms that change; what is left out stays, and null empties all of them.
    #[serde(default, deserialize_with = "present")]
    #[validate(nested)]
    #[schema(value_type = Option<GroupTermsPatch>)]
    pub terms: Option<Option<GroupTermsPatch>>,
    /// Least that a client of the group should buy in a calendar month, without VAT; null means no minimum.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Money>)]
    pub min_purchase: Option<Option<Money>>,
    /// All discounts by volume, the lowest step first; replaces the list, and null empties it.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(nested)]
    #[schema(max_items = 100)]
    pub volume_discounts: Option<Vec<VolumeDiscount>>,
    /// All discounts by season; replaces the list, and null empties it.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(nested)]
    #[schema(max_items = 100)]
    pub seasonal_discounts: Option<Vec<SeasonalDiscount>>,
    /// `false` retires the group: no further clients are put into it; `true` takes it up again.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false)]
    pub active: Option<bool>,
}

/// Terms of a group that change; null empties one, and what is left out stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupTermsPatch {
    /// Number of days from a sale until it is to be paid; null if nothing is agreed.
    #[serde(default, deserialize_with = "present")]
    #[validate(range(min = 0, max = 3_650))]
    #[schema(value_type = Option<i32>, minimum = 0, maximum = 3_650)]
    pub payment_days: Option<Option<i32>>,
    /// How and where the company delivers, in words; null if nothing is agreed.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = 2_000))]
    #[schema(value_type = Option<String>, max_length = 2_000)]
    pub delivery: Option<Option<String>>,
    /// What else is agreed, in words; null if nothing is.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = 4_000))]
    #[schema(value_type = Option<String>, max_length = 4_000)]
    pub other: Option<Option<String>>,
}

impl NewClientGroup {
    /// What the use case takes.
    pub fn read(self) -> Result<groups::NewClientGroup, Problem> {
        let GroupTerms { payment_days, delivery, other } = self.terms;
        Ok(groups::NewClientGroup {
            code: self.code,
            name: self.name,
            terms: groups::GroupTerms { payment_days, delivery, other },
            min_purchase: self.min_purchase.map(|amount| amount.positive("/min_purchase")).transpose()?,
            volume_discounts: steps(self.volume_discounts)?,
            seasonal_discounts: seasons(self.seasonal_discounts)?,
            active: self.active.unwrap_or(true),
        })
    }
}

impl ClientGroupPatch {
    /// What the use case takes.
    pub fn read(self) -> Result<GroupChange, Problem> {
        Ok(GroupChange {
            name: self.name,
            terms: self.terms.map(terms).unwrap_or_default(),
            min_purchase: self.min_purchase.map(|amount| amount.map(|amount| amount.positive("/min_purchase")).transpose()).transpose()?,
            volume_discounts: self.volume_discounts.map(steps).transpose()?,
            seasonal_discounts: self.seasonal_discounts.map(seasons).transpose()?,
            active: self.active,
        })
    }
}

/// The terms that change; null empties all of them.
fn terms(patch: Option<GroupTermsPatch>) -> GroupTermsChange {
    let Some(GroupTermsPatch { payment_days, delivery, other }) = patch else {
        return GroupTermsChange { payment_days: Some(None), delivery: Some(None), other: Some(None) };
    };
    GroupTermsChange { payment_days, delivery, other }
}

fn steps(all: Vec<VolumeDiscount>) -> Result<Vec<groups::VolumeStep>, Problem> {
    few("/volume_discounts", all.len())?;
    let step = |(place, step): (usize, VolumeDiscount)| {
        let from = step.from.not_negative(&format!("/volume_discounts/{place}/from"))?;
        Ok(groups::VolumeStep { from, discount_bp: step.discount_bp })
    };
    all.into_iter().enumerate().map(step).collect()
}

fn seasons(all: Vec<SeasonalDiscount>) -> Result<Vec<groups::Season>, Problem> {
    few("/seasonal_discounts", all.len())?;
    let season = |(place, season): (usize, SeasonalDiscount)| {
        let pointer = |name: &str| format!("/seasonal_discounts/{place}/{name}");
        let day =
            |name: &str, text: &str| text.parse::<MonthDay>().map_err(|why| Problem::field(pointer(name), "month_day", why.to_string()));
        let (from, until) = (day("from", &season.from)?, day("until", &season.until)?);
        Ok(groups::Season { from, until, discount_bp: season.discount_bp, product_line: season.product_line })
    };
    all.into_iter().enumerate().map(season).collect()
}

fn few(pointer: &str, number: usize) -> Result<(), Problem> {
    if number <= MOST { Ok(()) } else { Err(Problem::field(pointer, "out_of_range", format!("must have at most {MOST} items"))) }
}
