//! Units: their heads, and which unit each one checks. They exist from the start and are never added or removed.

use super::{Refusal, Unit, UnitChange};
use crate::{Decided, Event, EventName};

impl Unit {
    /// Changes name, head or the unit that it checks.
    pub fn change(self, change: UnitChange) -> Result<Decided<Self>, Refusal> {
        let before = self.clone();
        let unit = Self {
            name: change.name.unwrap_or(self.name),
            head_user_id: change.head_user_id.unwrap_or(self.head_user_id),
            checks_unit: change.checks_unit.unwrap_or(self.checks_unit),
            ..self
        };
        // Checks are between neighbouring units.
        if unit.checks_unit == Some(unit.code) {
            return Err(Refusal::ChecksItself);
        }
        if unit == before {
            return Ok(Decided::unchanged(unit));
        }
        let event = Event::new(EventName::UnitUpdated, unit.id, None)
            .with("code", unit.code)
            .changed_if("name", before.name, unit.name.clone())
            .changed_if("head_user_id", before.head_user_id, unit.head_user_id)
            .changed_if("checks_unit", before.checks_unit, unit.checks_unit);
        Ok(Decided::one(unit, event))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::UnitId;
    use crate::org::UnitCode;

    #[test]
    fn a_unit_does_not_check_itself() {
        let unit = Unit {
            id: UnitId::new(uuid::Uuid::from_u128(1)),
            version: 1,
            code: UnitCode::CallCentre,
            name: "Call centre".into(),
            head_user_id: None,
            checks_unit: None,
        };
        let itself = UnitChange { checks_unit: Some(Some(UnitCode::CallCentre)), ..UnitChange::default() };
        assert_eq!(unit.clone().change(itself).unwrap_err(), Refusal::ChecksItself);
        let neighbour = UnitChange { checks_unit: Some(Some(UnitCode::ActiveSales)), ..UnitChange::default() };
        assert_eq!(unit.clone().change(neighbour).unwrap().state.checks_unit, Some(UnitCode::ActiveSales));
        assert!(unit.change(UnitChange::default()).unwrap().events.is_empty());
    }
}
