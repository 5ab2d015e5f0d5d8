//! The terms of one client on the wire.

use app::groups::Terms;

use super::prelude::*;
use crate::request;

/// Terms that hold for a client on a day: the discount that the client may be given, and why. Nothing is priced by them; whoever sells
/// writes the line.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientTerms {
    /// Code of the group of the client; null if the client is in none.
    pub group_code: Option<String>,
    /// What the client bought in an average month of the last three full calendar months before the day: confirmed sales without VAT, less
    /// refunds, in the currency of the company.
    pub average_month: Money,
    /// Least that a client of the group should buy in a month, without VAT; null if there is no minimum.
    pub min_purchase: Option<Money>,
    /// True if `average_month` is less than `min_purchase`.
    pub below_minimum: bool,
    /// Discount of the highest step of the group that `average_month` reaches, in basis points; 0 if it reaches none.
    pub volume_discount_bp: i32,
    /// Highest discount of the seasons that hold on the day, in basis points; 0 if none does. Those of one product line count only where
    /// the line is asked for.
    pub seasonal_discount_bp: i32,
    /// Highest discount of the signed purchase plans that hold on the day, in basis points; 0 if none does.
    pub contract_discount_bp: i32,
    /// Discount that the client may be given, in basis points: the highest of the three, never their sum.
    pub discount_bp: i32,
    /// Why so in plain words, one sentence an item, in the language that `Accept-Language` asks for.
    pub reasons: Vec<String>,
    /// Currencies of sales that are left out, since their day has no exchange rate; empty as a rule.
    #[schema(examples(json!(["USD"])))]
    pub missing_fx: Vec<String>,
}

impl From<Terms> for ClientTerms {
    fn from(terms: Terms) -> Self {
        Self {
            group_code: terms.group_code,
            average_month: terms.average_month.into(),
            min_purchase: terms.min_purchase.map(Into::into),
            below_minimum: terms.below_minimum,
            volume_discount_bp: terms.volume_discount_bp,
            seasonal_discount_bp: terms.seasonal_discount_bp,
            contract_discount_bp: terms.contract_discount_bp,
            discount_bp: terms.discount_bp,
            reasons: terms.reasons.iter().map(|sentence| request::say(sentence)).collect(),
            missing_fx: terms.missing_fx.iter().map(ToString::to_string).collect(),
        }
    }
}
