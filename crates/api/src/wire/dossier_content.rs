//! What people write into the sections of a dossier: a shape for each section, of which every member may be left out.

use domain::Facts;
use domain::dossier::greeting::MonthDay;
use domain::dossier::section::{SectionName, SolvencyRating};
use serde::de::DeserializeOwned;
use validator::ValidationError;

use super::prelude::*;

/// General data of a client, as somebody wrote them down.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierGeneral {
    /// Bank details of the client, in words; null if nothing is written.
    #[validate(length(max = 2_000))]
    #[schema(max_length = 2_000)]
    pub bank_details: Option<String>,
    /// What the client does, in words; null if nothing is written.
    #[validate(length(max = 2_000))]
    #[schema(max_length = 2_000)]
    pub activity: Option<String>,
    /// Address of the website of the client; null if nothing is written.
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub website: Option<String>,
    /// Whatever else is to be known, in words; null if nothing is written.
    #[validate(length(max = 10_000))]
    #[schema(max_length = 10_000)]
    pub notes: Option<String>,
}

/// How the client decides about purchases, as somebody wrote it down.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierDecisionMakers {
    /// How the client is organised, in words; null if nothing is written.
    #[validate(length(max = 5_000))]
    #[schema(max_length = 5_000)]
    pub structure: Option<String>,
    /// How a decision about a purchase comes about at the client, in words; null if nothing is written.
    #[validate(length(max = 5_000))]
    #[schema(max_length = 5_000)]
    pub decision_path: Option<String>,
    /// Whatever else is to be known, in words; null if nothing is written.
    #[validate(length(max = 10_000))]
    #[schema(max_length = 10_000)]
    pub notes: Option<String>,
}

/// What the client does with the goods, as somebody wrote it down.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierUsage {
    /// Where and for what the client uses the goods, in words; null if nothing is written.
    #[validate(length(max = 5_000))]
    #[schema(max_length = 5_000)]
    pub application: Option<String>,
    /// Which range the client takes, in words; null if nothing is written.
    #[validate(length(max = 5_000))]
    #[schema(max_length = 5_000)]
    pub assortment: Option<String>,
    /// How the goods come to the client, in words; null if nothing is written.
    #[validate(length(max = 2_000))]
    #[schema(max_length = 2_000)]
    pub delivery_method: Option<String>,
    /// How much the client needs in a month, in words; null if nothing is written.
    #[validate(length(max = 1_000))]
    #[schema(max_length = 1_000)]
    pub monthly_volume: Option<String>,
}

/// How one sells to the client, as somebody wrote it down.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierSalesTechnology {
    /// Approach that works with the client, in words; null if nothing is written.
    #[validate(length(max = 5_000))]
    #[schema(max_length = 5_000)]
    pub approach: Option<String>,
    /// Arguments that the client listens to, in words; null if nothing is written.
    #[validate(length(max = 5_000))]
    #[schema(max_length = 5_000)]
    pub arguments: Option<String>,
    /// Channel by which the client wants to be spoken with, in words; null if nothing is written.
    #[validate(length(max = 500))]
    #[schema(max_length = 500)]
    pub preferred_channel: Option<String>,
    /// Whatever else is to be known, in words; null if nothing is written.
    #[validate(length(max = 10_000))]
    #[schema(max_length = 10_000)]
    pub notes: Option<String>,
}

/// Notes of a section that is otherwise computed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierNotes {
    /// Whatever is to be known beside what is computed, in words; null if nothing is written.
    #[validate(length(max = 10_000))]
    #[schema(max_length = 10_000)]
    pub notes: Option<String>,
}

/// Days to remember of the client's company, as somebody wrote them down.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierDates {
    /// Birthday of the client's company, month and day as `MM-DD`; null if unknown.
    #[validate(custom(function = "month_day"))]
    #[schema(examples("03-08"), pattern = "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
    pub company_birthday: Option<String>,
    /// Other days to remember every year.
    #[serde(default)]
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub other: Vec<DossierDay>,
}

/// A day to remember every year.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierDay {
    /// Month and day as `MM-DD`.
    #[validate(custom(function = "month_day"))]
    #[schema(examples("03-08"), pattern = "^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
    pub on: String,
    /// What is remembered on the day.
    #[validate(length(min = 1, max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub what: String,
}

/// From whom else the client buys or may buy, as somebody wrote it down.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierCompetitors {
    /// Competitors at this client.
    #[serde(default)]
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub items: Vec<DossierCompetitor>,
}

/// A competitor at a client.
#[derive(Clone, Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierCompetitor {
    /// Name of the competitor.
    #[validate(length(min = 1, max = 200), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// Share of the client's purchases that the competitor has, in basis points; null if unknown.
    #[validate(range(min = 0, max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000)]
    pub share_bp: Option<i32>,
    /// What the competitor offers, in words.
    #[validate(length(max = 2_000))]
    #[schema(max_length = 2_000)]
    pub offer: String,
    /// Day on which that was noted, a civil date in the company's time zone.
    #[serde(deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    #[serde(serialize_with = "moment")]
    pub noted_on: NaiveDate,
}

/// How well the client pays, as somebody judged it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DossierSolvency {
    /// How far the client is trusted; null if nobody has judged it.
    pub rating: Option<SolvencyRatingTerm>,
    /// Amount up to which the client may owe; null if there is no limit.
    pub limit: Option<Money>,
    /// What was found out about the client's means, in words; null if nothing is written.
    #[validate(length(max = 10_000))]
    #[schema(max_length = 10_000)]
    pub findings: Option<String>,
    /// Day on which it was checked, a civil date in the company's time zone; null if it never was.
    #[serde(default, deserialize_with = "told")]
    #[validate(custom(function = "moments::date"))]
    #[serde(serialize_with = "moment")]
    pub checked_on: Option<NaiveDate>,
}

pub type SolvencyRatingTerm = Term<SolvencyRating>;

/// What is written in a section; the section says which of the shapes it has.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum DossierContent {
    General(DossierGeneral),
    DecisionMakers(DossierDecisionMakers),
    Usage(DossierUsage),
    SalesTechnology(DossierSalesTechnology),
    Dates(DossierDates),
    Competitors(DossierCompetitors),
    Solvency(DossierSolvency),
    Notes(DossierNotes),
}

impl DossierContent {
    /// What is kept of a section, as it is shown.
    pub fn shown(section: SectionName, kept: Facts) -> Option<Self> {
        Some(match section {
            SectionName::General => Self::General(known(kept)?),
            SectionName::DecisionMakers => Self::DecisionMakers(known(kept)?),
            SectionName::Usage => Self::Usage(known(kept)?),
            SectionName::SalesTechnology => Self::SalesTechnology(known(kept)?),
            SectionName::Dates => Self::Dates(known(kept)?),
            SectionName::Competitors => Self::Competitors(known(kept)?),
            SectionName::Solvency => Self::Solvency(known(kept)?),
            SectionName::Contracts | SectionName::Receivables | SectionName::Conflicts | SectionName::Promises => Self::Notes(known(kept)?),
            SectionName::PurchaseHistory => return None,
        })
    }
}

fn known<T: DeserializeOwned>(kept: Facts) -> Option<T> {
    serde_json::from_value(serde_json::Value::Object(kept)).ok()
}

fn month_day(text: &str) -> Result<(), ValidationError> {
    let read = text.parse::<MonthDay>().map(drop);
    read.map_err(|_| ValidationError::new("wrong_value").with_message("must be a day of a year such as 03-08".into()))
}

#[cfg(test)]
mod tests {
    use domain::Word;

    use super::*;

    /// How full a section is follows from its members: both say the same ones.
    #[test]
    fn the_shape_of_each_section_has_the_members_that_the_domain_counts() {
        for section in SectionName::ALL.iter().copied().filter(|section| !section.is_computed_only()) {
            let content = serde_json::to_value(DossierContent::shown(section, Facts::new()).unwrap()).unwrap();
            let mut members: Vec<_> = content.as_object().unwrap().keys().map(String::as_str).collect();
            let mut counted = section.members().to_vec();
            members.sort_unstable();
            counted.sort_unstable();
            assert_eq!(members, counted, "{section}");
        }
    }
}
