//! Norms on the wire: every number of the rules by its key.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Word;
use domain::ids::NormKind;
use domain::norms::versions::{NewVersion, NormRefusal};
use domain::norms::{NormKey, NormValue, Shape};
use persistence::org::NormRecord;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::rules::not_blank;
use super::user::{UnitTerm, UserKey};
use super::{Key, Term};
use crate::Problem;
use crate::list::{Filter, Several};

/// Id of a version of a norm.
pub type NormVersionKey = Key<NormKind>;
/// The key of a norm.
pub type NormKeyTerm = Term<NormKey>;

/// A norm: its default, its value today, everything that was ever set.
#[derive(Debug, Serialize, ToSchema)]
pub struct Norm {
    /// Its key.
    pub key: NormKeyTerm,
    /// Its number in the rules.
    #[schema(examples("N-15"))]
    pub rule: &'static str,
    /// What it says.
    pub text: &'static str,
    /// The unit of measure of a number; empty for yes and no.
    #[schema(examples("days"))]
    pub measure: &'static str,
    /// What it may be set to, in words.
    #[schema(examples("a whole number from 1 to 3650"))]
    pub admits: String,
    /// The value until somebody sets another: a whole number, true or false, or null for no limit.
    pub default: Value,
    /// The company-wide value in force today.
    pub value: Value,
    /// Everything that was ever set, oldest first; units and client groups may have their own.
    pub versions: Vec<NormVersion>,
}

impl From<app::org::Norm> for Norm {
    fn from(norm: app::org::Norm) -> Self {
        Self {
            key: norm.key.into(),
            rule: norm.key.id(),
            text: norm.key.text(),
            measure: norm.key.measure(),
            admits: norm.key.shape().describe(),
            default: norm.key.default().into(),
            value: norm.value.into(),
            versions: norm.versions.into_iter().map(NormVersion::from).collect(),
        }
    }
}

/// One version of a norm.
#[derive(Debug, Serialize, ToSchema)]
pub struct NormVersion {
    /// Its id.
    pub id: NormVersionKey,
    /// Which norm.
    pub key: NormKeyTerm,
    /// Its value: a whole number, true or false, or null for no limit.
    pub value: Value,
    /// First day in force.
    pub effective_on: NaiveDate,
    /// Only for this unit; company-wide if null.
    pub unit: Option<UnitTerm>,
    /// Only for this client group; for all if null.
    pub client_group: Option<String>,
    /// Why it was set.
    pub reason: String,
    /// Who set it.
    pub set_by: Option<UserKey>,
    /// When it was set.
    pub created_at: DateTime<Utc>,
}

impl From<NormRecord> for NormVersion {
    fn from(record: NormRecord) -> Self {
        let version = record.version;
        Self {
            id: record.id.into(),
            key: version.key.into(),
            value: version.value.into(),
            effective_on: version.effective_on,
            unit: version.unit.map(Into::into),
            client_group: version.client_group,
            reason: record.reason,
            set_by: record.set_by.map(Key),
            created_at: record.created_at,
        }
    }
}

/// A norm to set.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNorm {
    /// Which one.
    pub key: NormKeyTerm,
    /// Its value: a whole number, true or false, or null for no limit; `GET /v1/norms/{key}` says what it admits.
    #[schema(examples(40))]
    pub value: Value,
    /// First day in force; today unless told, never in the past.
    pub effective_on: Option<NaiveDate>,
    /// Only for this unit.
    pub unit: Option<UnitTerm>,
    /// Only for this client group.
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64)]
    pub client_group: Option<String>,
    /// Why.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(min_length = 1, max_length = 500)]
    pub reason: String,
}

impl NewNorm {
    /// What to set; a value that no norm can have is taught what this one admits.
    pub fn read(self) -> Result<app::org::NormSetting, Problem> {
        let key = self.key.0;
        let shape: Shape = key.shape();
        let wrong = || Problem::field("/value", "out_of_range", NormRefusal::Shape { key, shape }.to_string());
        let value = NormValue::from_json(&self.value).ok_or_else(wrong)?;
        let unit = self.unit.map(|unit| unit.0);
        let version = NewVersion { key, value, effective_on: self.effective_on, unit, client_group: self.client_group };
        Ok(app::org::NormSetting { version, reason: self.reason })
    }
}

/// The norm in a path; a key that no norm has names nothing, hence 404.
pub fn path_key(text: &str) -> Result<NormKey, Problem> {
    NormKey::parse(text).ok_or_else(|| Problem::new(crate::Code::NotFound, format!("there is no norm {text}; GET /v1/norms lists them")))
}

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NormFilter {
    /// Only these norms, by commas.
    #[param(style = Form, explode = false, min_items = 1, value_type = Option<Vec<NormKeyTerm>>)]
    pub key: Option<Several<NormKeyTerm>>,
}

impl Filter for NormFilter {
    const SORTS: &'static [&'static str] = &["rule"];
}

impl NormFilter {
    /// The norms asked for; none = all.
    pub fn keys(&self) -> Vec<NormKey> {
        self.key.iter().flat_map(|keys| &keys.0).map(|key| key.0).collect()
    }
}
