//! Norms on the wire: every number of the rules by its key.

use app::org::NormRecord;
use domain::Word;
use domain::ids::NormKind;
use domain::norms::versions::{NewVersion, NormRefusal};
use domain::norms::{NormKey, NormValue, Shape};
use serde_json::Value;

use super::prelude::*;
use super::user::{UnitTerm, UserKey};
use crate::request;

pub type NormVersionKey = Key<NormKind>;
pub type NormKeyTerm = Term<NormKey>;

/// A norm: a number of the business rules with its default, the value in force today and every value that was ever set.
#[derive(Debug, Serialize, ToSchema)]
pub struct Norm {
    /// Key of the norm, such as `client.abandoned_after_days`.
    pub key: NormKeyTerm,
    /// Number of the norm in the rules, such as `N-15`.
    #[schema(examples("N-15"))]
    pub rule: &'static str,
    /// What the norm says, in words, in the language of `Accept-Language`.
    pub text: String,
    /// Unit of measure of the value, such as days; empty for yes and no.
    #[schema(examples("days"))]
    pub measure: &'static str,
    /// Values that the norm admits, in words.
    #[schema(examples("a whole number from 1 to 3650"))]
    pub admits: String,
    /// Value in force until another is set: a whole number, true or false, or null for no limit.
    pub default: Value,
    /// Company-wide value in force today: a whole number, true or false, or null for no limit.
    pub value: Value,
    /// Every version that was ever set, oldest first; units and client groups may have versions of their own.
    pub versions: Vec<NormVersion>,
}

impl From<app::org::Norm> for Norm {
    fn from(norm: app::org::Norm) -> Self {
        Self {
            key: norm.key.into(),
            rule: norm.key.id(),
            text: request::say(norm.key.text()),
            measure: norm.key.measure(),
            admits: norm.key.shape().describe(),
            default: norm.key.default().into(),
            value: norm.value.into(),
            versions: norm.versions.into_iter().map(NormVersion::from).collect(),
        }
    }
}

/// A version of a norm: a value from a day on.
#[derive(Debug, Serialize, ToSchema)]
pub struct NormVersion {
    /// Id of the norm version, assigned by the server.
    pub id: NormVersionKey,
    /// Key of the norm that the version belongs to.
    pub key: NormKeyTerm,
    /// Value of the norm: a whole number, true or false, or null for no limit.
    pub value: Value,
    /// First day in force, a civil date in the company's time zone.
    #[serde(serialize_with = "moment")]
    pub effective_on: NaiveDate,
    /// Unit that the version is for; null means the whole company.
    pub unit: Option<UnitTerm>,
    /// Client group that the version is for; null means all clients.
    pub client_group: Option<String>,
    /// Why the value was set, in words.
    pub reason: String,
    /// Id of the person who set the value; null if no person did.
    pub set_by: Option<UserKey>,
    /// When the value was set, UTC.
    #[serde(serialize_with = "moment")]
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

/// A value to be set for a norm.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNorm {
    /// Key of the norm to be set.
    pub key: NormKeyTerm,
    /// Value of the norm: a whole number, true or false, or null for no limit; `GET /v1/norms/{key}` says what it admits.
    #[schema(examples(40))]
    pub value: Value,
    /// First day in force, a civil date in the company's time zone; today if left out, never in the past.
    #[serde(default, deserialize_with = "told")]
    pub effective_on: Option<NaiveDate>,
    /// Unit that the value is for; left out, the whole company.
    pub unit: Option<UnitTerm>,
    /// Client group that the value is for; left out, all clients.
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64)]
    pub client_group: Option<String>,
    /// Why the value is set, in words.
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
