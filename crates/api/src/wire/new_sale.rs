//! What callers say of a sale: its draft, its changes, its confirmation.

use domain::sales::sale::{NewLine, Terms};

use super::amount::MOST;
use super::client::{ClientKey, UserKey};
use super::credit::CreditShare;
use super::opportunity::OpportunityKey;
use super::prelude::*;

/// A sale to be drafted.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSale {
    /// Id of the client that buys.
    pub client_id: ClientKey,
    /// Id of the deal behind the sale; its owner is the seller.
    pub opportunity_id: Option<OpportunityKey>,
    /// Id of the seller. Left out: the owner of the deal, else yourself if you sell, else the client's account owner (curator).
    pub seller_id: Option<UserKey>,
    /// Date of the sale, a civil date in the company's time zone; not in the future. The date decides the rate of commission.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::day_of_money"))]
    pub sale_on: NaiveDate,
    /// ISO 4217 code of the currency of all lines.
    #[schema(examples("RUB"), pattern = "^[A-Z]{3}$")]
    pub currency: String,
    /// Lines of the sale: what is sold.
    #[validate(length(min = 1, max = 200), nested)]
    #[schema(min_items = 1, max_items = 200)]
    pub lines: Vec<NewSaleLine>,
    /// Shares of the credit, 10,000 basis points in all; left empty, as the deal says, else all to the seller.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    pub credit_split: Vec<CreditShare>,
    /// Name of the system that the sale comes from; together with `external_id` a key that holds for ever.
    #[validate(length(max = 64), custom(function = "not_blank"))]
    #[schema(examples("1c"), min_length = 1, max_length = 64)]
    pub source: Option<String>,
    /// Number of the sale in the system named by `source`.
    #[validate(length(max = 255), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 255)]
    pub external_id: Option<String>,
}

/// A line of a sale to be drafted.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSaleLine {
    /// Code of an active product line.
    #[validate(length(min = 1, max = 64))]
    #[schema(examples("water"), min_length = 1, max_length = 64)]
    pub product_line: String,
    /// What is sold on the line, in words.
    #[serde(default)]
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub description: String,
    /// Net amount of the line without VAT, in minor units (kopecks, cents) of the sale's currency; zero for what is given free, below
    /// zero for a discount. All lines of a sale together come to more than zero, net and gross.
    #[validate(range(min = -9_007_199_254_740_i64, max = 9_007_199_254_740_i64))]
    #[schema(examples(10_000_000), minimum = -9_007_199_254_740_i64, maximum = 9_007_199_254_740_i64)]
    pub net_minor: i64,
    /// VAT rate in basis points (2200 is 22 %); gross is net + round(net × VAT).
    #[validate(range(min = 0, max = 10_000))]
    #[schema(examples(2_200), minimum = 0, maximum = 10_000)]
    pub vat_bp: i32,
}

impl From<NewSaleLine> for NewLine {
    fn from(line: NewSaleLine) -> Self {
        Self { product_line: line.product_line, description: line.description, net_minor: line.net_minor, vat_bp: line.vat_bp }
    }
}

impl NewSale {
    /// What the use case takes.
    pub fn read(self) -> Result<app::sales::SaleDraft, Problem> {
        if self.source.is_some() != self.external_id.is_some() {
            let missing = if self.source.is_none() { "/source" } else { "/external_id" };
            return Err(Problem::field(missing, "required", "source and external_id are a key together"));
        }
        let terms = Terms {
            opportunity_id: self.opportunity_id.map(|key| key.0),
            sale_on: self.sale_on,
            currency: currency(&self.currency, "/currency")?,
            lines: self.lines.into_iter().map(Into::into).collect(),
            credit_split: self.credit_split.into_iter().map(Into::into).collect(),
        };
        let (source, external_id) = (self.source, self.external_id);
        Ok(app::sales::SaleDraft { client_id: self.client_id.0, source, external_id, seller_id: self.seller_id.map(|key| key.0), terms })
    }
}

/// What another system says, by its own id.
pub type SalePut = Put<NewSale, SalePatch>;

/// What may change of a draft of a sale.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SalePatch {
    /// Id of the deal behind the sale; null for none.
    #[serde(default, deserialize_with = "present")]
    pub opportunity_id: Option<Option<OpportunityKey>>,
    /// Date of the sale, a civil date in the company's time zone; not in the future.
    #[serde(default, deserialize_with = "told_stated")]
    #[validate(custom(function = "moments::day_of_money"))]
    #[schema(nullable = false)]
    pub sale_on: Option<NaiveDate>,
    /// ISO 4217 code of the currency of all lines.
    #[serde(default, deserialize_with = "stated")]
    #[schema(nullable = false, examples("RUB"), pattern = "^[A-Z]{3}$")]
    pub currency: Option<String>,
    /// All lines of the sale; replaces the list as a whole.
    #[serde(default, deserialize_with = "stated")]
    #[validate(length(min = 1, max = 200), nested)]
    #[schema(nullable = false, min_items = 1, max_items = 200)]
    pub lines: Option<Vec<NewSaleLine>>,
    /// Shares of the credit, 10,000 basis points in all; empty or null: as the deal says at confirmation, else all to the seller.
    #[serde(default, deserialize_with = "emptied")]
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    pub credit_split: Option<Vec<CreditShare>>,
}

impl SalePatch {
    /// What the use case takes.
    pub fn read(self) -> Result<app::sales::SaleChange, Problem> {
        Ok(app::sales::SaleChange {
            opportunity_id: self.opportunity_id.map(|id| id.map(|key| key.0)),
            sale_on: self.sale_on,
            currency: self.currency.map(|code| currency(&code, "/currency")).transpose()?,
            lines: self.lines.map(|lines| lines.into_iter().map(Into::into).collect()),
            credit_split: self.credit_split.map(|shares| shares.into_iter().map(Into::into).collect()),
        })
    }
}

/// How a sale is confirmed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmSale {
    /// `true` confirms in spite of the client's credit hold; a head or finance only. False if left out.
    #[serde(default)]
    pub r#override: bool,
}

/// Why a sale or a deal is cancelled; the body may stay empty.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cancellation {
    /// Why it is cancelled, in words.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(examples("дубль"), min_length = 1, max_length = 500)]
    pub reason: Option<String>,
}

/// Two hundred lines at their largest, with VAT, still fit what JSON readers keep exact.
const _: () = assert!(9_007_199_254_740 * 2 * 200 <= MOST);
