//! What people do with a contract: sign it, perform it, terminate it (§3.15).

use super::{Contract, ContractEvent, ContractKind, ContractState, next};
use crate::already::same_reason;
use crate::dossier::Refusal;
use crate::{Date, Decided, EventName};

impl Contract {
    /// Signed on a day, under its number.
    pub fn sign(mut self, signed_on: Date, number: String) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = next(before, ContractEvent::Sign)?;
        if self.kind == ContractKind::PurchasePlan && self.purchase_plan.is_none() {
            return Err(Refusal::NoPurchasePlan);
        }
        let event = self.event(EventName::ContractSigned).changed("state", before, self.state).with("signed_on", signed_on.to_string());
        // What was over before anybody signed is nobody's failure.
        (self.signed_on, self.number, self.judged_on) = (Some(signed_on), Some(number), Some(signed_on));
        Ok(Decided::one(self, event))
    }

    /// Both sides have done what it says. Said again for the same day it changes nothing.
    pub fn perform(mut self, performed_on: Date) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        self.state = next(before, ContractEvent::Perform)?;
        if let Some(on) = self.performed_on {
            return if on == performed_on { Ok(Decided::unchanged(self)) } else { Err(Refusal::AlreadyPerformed { performed_on: on }) };
        }
        self.not_before_signing("/performed_on", performed_on)?;
        let event =
            self.event(EventName::ContractPerformed).changed("state", before, self.state).with("performed_on", performed_on.to_string());
        self.performed_on = Some(performed_on);
        Ok(Decided::one(self, event))
    }

    /// It ends before its time. Said again for the same reason it changes nothing.
    pub fn terminate(mut self, terminated_on: Date, reason: String) -> Result<Decided<Self>, Refusal> {
        let before = self.state;
        if let (ContractState::Performed, Some(performed_on)) = (before, self.performed_on) {
            return Err(Refusal::AlreadyPerformed { performed_on });
        }
        self.state = next(before, ContractEvent::Terminate)?;
        if self.state == before {
            return Ok(same_reason(self.termination_reason.as_deref(), Some(&reason)).map(|()| Decided::unchanged(self))?);
        }
        self.not_before_signing("/terminated_on", terminated_on)?;
        let event = self.event(EventName::ContractTerminated).changed("state", before, self.state);
        let event = event.with("terminated_on", terminated_on.to_string());
        (self.terminated_on, self.termination_reason) = (Some(terminated_on), Some(reason));
        Ok(Decided::one(self, event))
    }

    /// It was performed or terminated: nothing is to be watched any more.
    pub fn is_over(&self) -> bool {
        matches!(self.state, ContractState::Performed | ContractState::Terminated)
    }

    fn not_before_signing(&self, pointer: &'static str, day: Date) -> Result<(), Refusal> {
        match self.signed_on {
            Some(earlier) if day < earlier => Err(Refusal::DayBefore { pointer, earlier }),
            _ => Ok(()),
        }
    }
}
