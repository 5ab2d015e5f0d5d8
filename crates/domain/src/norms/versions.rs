//! Setting a norm: a new version beside the old ones (E-41), its value read from JSON and checked against its shape.

use serde_json::Value;

use super::{NormKey, NormValue, NormVersion, Shape};
use crate::ids::NormId;
use crate::org::UnitCode;
use crate::{Date, Event, EventName};

/// A norm value to be set.
#[derive(Clone, Debug)]
pub struct NewVersion {
    pub key: NormKey,
    pub value: NormValue,
    /// Today if `None`.
    pub effective_on: Option<Date>,
    pub unit: Option<UnitCode>,
    pub client_group: Option<String>,
}

/// Why a norm is not set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NormRefusal {
    /// The value is not of the norm's shape.
    #[error("{key} must be {}", shape.describe())]
    Shape {
        /// Which norm.
        key: NormKey,
        /// What it may be.
        shape: Shape,
    },
    /// The number is one of the commission plan's.
    #[error("{key} is a number of the commission plan: draft a plan with it (POST /v1/commission/plans) and let somebody else publish it")]
    SetByPlan {
        /// Which norm.
        key: NormKey,
    },
    /// What was in force on past days stays what it was: jobs and statements have read it (E-41).
    #[error("must be today ({today}) or later: a norm does not change the past")]
    Past {
        /// The first day possible.
        today: Date,
    },
}

impl Shape {
    /// For people: what values it admits.
    pub fn describe(self) -> String {
        match self {
            Self::Number(low, high) => format!("a whole number from {low} to {high}"),
            Self::Limit(low, high) => format!("a whole number from {low} to {high}, or null for no limit"),
            Self::Flag => "true or false".to_owned(),
        }
    }
}

impl NormValue {
    /// Reads a JSON value; `None`: no norm has such values.
    pub fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(Self::Unlimited),
            Value::Bool(flag) => Some(Self::Flag(*flag)),
            Value::Number(number) => number.as_i64().map(Self::Number),
            Value::String(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }
}

impl From<NormValue> for Value {
    fn from(value: NormValue) -> Self {
        match value {
            NormValue::Number(number) => number.into(),
            NormValue::Flag(flag) => flag.into(),
            NormValue::Unlimited => Self::Null,
        }
    }
}

impl NormVersion {
    /// The version that `new` makes, and what the journal says of it; `before` is the value it takes the place of.
    pub fn decide(new: NewVersion, id: NormId, before: NormValue, sequence: i64, today: Date) -> Result<(Self, Event), NormRefusal> {
        let (key, shape) = (new.key, new.key.shape());
        if key.set_by_plan() {
            return Err(NormRefusal::SetByPlan { key });
        }
        if !shape.admits(new.value) {
            return Err(NormRefusal::Shape { key, shape });
        }
        let effective_on = new.effective_on.unwrap_or(today);
        if effective_on < today {
            return Err(NormRefusal::Past { today });
        }
        let version = Self { key, value: new.value, effective_on, unit: new.unit, client_group: new.client_group, sequence };
        let event = Event::new(EventName::NormChanged, id, None)
            .with("key", key)
            .changed("value", before, version.value)
            .with("effective_on", effective_on.to_string())
            .with("unit", version.unit)
            .with("client_group", version.client_group.clone());
        Ok((version, event))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn decide(key: NormKey, value: &Value, effective_on: Option<&str>) -> Result<NormVersion, NormRefusal> {
        let new = NewVersion {
            key,
            value: NormValue::from_json(value).unwrap(),
            effective_on: effective_on.map(|day| day.parse().unwrap()),
            unit: None,
            client_group: None,
        };
        NormVersion::decide(new, NormId::new(uuid::Uuid::from_u128(1)), key.default(), 1, "2026-11-21".parse().unwrap())
            .map(|(version, _)| version)
    }

    #[test]
    fn a_value_out_of_its_shape_is_taught_the_range() {
        let refused = decide(NormKey::PortfolioMax, &json!(0), None).unwrap_err();
        assert_eq!(refused.to_string(), "portfolio.norm_max must be a whole number from 1 to 100000");
        assert!(decide(NormKey::PortfolioMax, &json!(null), None).is_err());
        assert_eq!(
            decide(NormKey::AdminRequired, &json!(1), None).unwrap_err().to_string(),
            "call_centre.admin_required must be true or false"
        );
        assert_eq!(NormValue::from_json(&json!(1.5)), None);
        assert_eq!(NormValue::from_json(&json!("400")), None);
    }

    #[test]
    fn a_number_of_the_commission_plan_is_not_set_beside_it() {
        let refused = decide(NormKey::ClawbackDays, &json!(null), None).unwrap_err();
        assert_eq!(refused, NormRefusal::SetByPlan { key: NormKey::ClawbackDays });
        assert!(refused.to_string().contains("/v1/commission/plans"), "{refused}");
        assert!(decide(NormKey::DisputeDays, &json!(7), None).is_ok());
    }

    #[test]
    fn the_past_is_not_changed() {
        assert_eq!(decide(NormKey::PortfolioMax, &json!(50), None).unwrap().effective_on.to_string(), "2026-11-21");
        assert!(decide(NormKey::PortfolioMax, &json!(50), Some("2026-11-20")).is_err());
        assert!(decide(NormKey::PortfolioMax, &json!(50), Some("2027-01-01")).is_ok());
    }

    #[test]
    fn every_value_reads_what_it_writes() {
        for value in [NormValue::Number(-3), NormValue::Flag(true), NormValue::Unlimited] {
            assert_eq!(NormValue::from_json(&Value::from(value)), Some(value));
        }
    }
}
