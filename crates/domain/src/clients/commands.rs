//! Commands on a client (RULES.md §3.1: C5, C6, C8, C20, C22, C23, E-19). Permissions are checked in `access.rs`.

use super::lifecycle::{ClientEvent, next};
use super::{
    Client, ContactExemption, DisqualifyReason, DoNotCall, LossProposal, LossReason, Qualification, RecordStatus, Refusal, Temperature,
    guards,
};
use crate::calendar::Calendar;
use crate::norms::Norms;
use crate::phone::Phone;
use crate::{Date, Decided, Event, EventName, Instant, UserId, Word};

/// Replaces an erased name (C25).
pub const ERASED: &str = "—";

/// When to contact a postponed client again (C6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Postponement {
    pub temperature: Temperature,
    /// `None`: as N-8 says for the temperature.
    pub recontact_on: Option<Date>,
}

impl Client {
    /// C8. The same facts again change nothing.
    pub fn qualify(mut self, facts: Qualification, at: Instant) -> Result<Decided<Self>, Refusal> {
        if self.stage == super::Stage::Qualified && self.qualification.as_ref() == Some(&facts) {
            return Ok(Decided::unchanged(self));
        }
        // A wrong stage is the more helpful answer than a missing fact.
        next(self.stage, ClientEvent::Qualified)?;
        guards::checklist_complete(&facts)?;
        self.qualification = Some(facts);
        self.on(ClientEvent::Qualified, at)
    }

    /// C6.
    pub fn postpone(self, to: Postponement, open: guards::Open, today: Date, norms: &Norms, at: Instant) -> Result<Decided<Self>, Refusal> {
        let recontact_on = to.recontact_on.unwrap_or_else(|| guards::recontact_on(to.temperature, today, norms));
        // A wrong stage is the more helpful answer than a wrong date.
        next(self.stage, ClientEvent::Postponed)?;
        guards::postponable(to.temperature, recontact_on, today, open)?;
        let mut decided = self.on(ClientEvent::Postponed, at)?;
        decided.state.temperature = Some(to.temperature);
        decided.state.recontact_on = Some(recontact_on);
        Ok(decided)
    }

    /// C5; a former buyer is lost instead.
    pub fn disqualify(self, reason: DisqualifyReason, at: Instant) -> Result<Decided<Self>, Refusal> {
        let mut decided = self.on(ClientEvent::FinalNegative, at)?;
        decided.state.reason = Some(reason.as_str().to_owned());
        Ok(decided)
    }

    /// C23.
    pub fn recycle(self, norms: &Norms, calendar: &Calendar, at: Instant) -> Result<Decided<Self>, Refusal> {
        next(self.stage, ClientEvent::Recycled)?;
        guards::recyclable(&self, norms, calendar, calendar.date(at))?;
        self.on(ClientEvent::Recycled, at)
    }

    /// C20, first half: the curator proposes. A newer proposal replaces the older one.
    pub fn propose_lost(mut self, reason: LossReason, by: UserId, at: Instant) -> Result<Decided<Self>, Refusal> {
        self.ensure_live()?;
        next(self.stage, ClientEvent::LossConfirmed)?;
        if self.loss_proposal.is_some_and(|proposal| proposal.reason == reason) {
            return Ok(Decided::unchanged(self));
        }
        self.loss_proposal = Some(LossProposal { reason, by, at });
        let event = Event::new(EventName::ClientLossProposed, self.id, Some(self.id)).with("reason", reason).with("by", by);
        Ok(Decided::one(self, event))
    }

    /// C20, second half: the head confirms what was proposed.
    pub fn confirm_lost(self, at: Instant) -> Result<Decided<Self>, Refusal> {
        next(self.stage, ClientEvent::LossConfirmed)?;
        if self.loss_proposal.is_none() {
            return Err(Refusal::NoLossProposed);
        }
        self.on(ClientEvent::LossConfirmed, at)
    }

    /// C22: new business after N-48, else the old acquisition goes on. Says which.
    pub fn reopen(self, reason: &str, norms: &Norms, today: Date, at: Instant) -> Result<(Decided<Self>, bool), Refusal> {
        let anew = guards::begins_new_acquisition(&self, norms, today);
        let mut decided = self.on(ClientEvent::Reopened, at)?;
        let client = &mut decided.state;
        if anew {
            client.acquisition_no += 1;
            (client.first_sale_id, client.first_sale_on, client.handed_over_at, client.hunter_of_record_id) = (None, None, None, None);
            (client.imported, client.no_shows) = (false, 0);
        }
        let acquisition_no = client.acquisition_no;
        decided.events =
            decided.events.into_iter().map(|event| event.with("reason", reason).with("acquisition_no", acquisition_no)).collect();
        Ok((decided, anew))
    }

    /// §3.1a: sets a contact exemption, or ends it with `None`. A curator cannot exempt his own client (I-18).
    pub fn exempt(
        mut self,
        wanted: Option<ContactExemption>,
        by: Option<UserId>,
        today: Date,
        norms: &Norms,
    ) -> Result<Decided<Self>, Refusal> {
        self.ensure_live()?;
        if by.is_some() && by == self.curator_id {
            return Err(Refusal::OwnExemption);
        }
        if let Some(exemption) = &wanted {
            guards::exemption_allowed(exemption.until_on, today, norms)?;
        }
        if self.contact_exemption == wanted {
            return Ok(Decided::unchanged(self));
        }
        let until = |exemption: &Option<ContactExemption>| exemption.as_ref().map(|exemption| exemption.until_on.to_string());
        let event = Event::new(EventName::ClientExempted, self.id, Some(self.id)).changed(
            "until_on",
            until(&self.contact_exemption),
            until(&wanted),
        );
        self.contact_exemption = wanted;
        Ok(Decided::one(self, event))
    }

    /// E-19: a number, or all of them, is never called again. For ever, hence a repeat changes nothing; an unknown number neither.
    pub fn forbid_calls(mut self, number: Option<&Phone>, by: Option<UserId>, at: Instant) -> Result<Decided<Self>, Refusal> {
        self.ensure_live()?;
        let mut blocked = 0_u32;
        for phone in
            self.phones.iter_mut().filter(|phone| phone.do_not_call.is_none() && number.is_none_or(|number| phone.number == *number))
        {
            phone.do_not_call = Some(DoNotCall { at, by });
            blocked += 1;
        }
        if blocked == 0 {
            return Ok(Decided::unchanged(self));
        }
        let event = Event::new(EventName::DoNotCallSet, self.id, Some(self.id)).with("phones", blocked);
        Ok(Decided::one(self, event))
    }

    /// §3.5: stops new sales until he pays what he owes, or allows them again. A repeat changes nothing.
    pub fn set_credit_hold(self, hold: bool, reason: &str) -> Result<Decided<Self>, Refusal> {
        self.ensure_live()?;
        if self.credit_hold == hold {
            return Ok(Decided::unchanged(self));
        }
        let event = Event::new(EventName::ClientUpdated, self.id, Some(self.id))
            .changed("credit_hold", self.credit_hold, hold)
            .with("reason", reason);
        Ok(Decided::one(Self { credit_hold: hold, ..self }, event))
    }

    /// C25: erases personal data and keeps what the ledger needs. A 12-digit INN belongs to a natural person; then name and address are
    /// personal too.
    pub fn erase_personal(mut self, open_money: bool, at: Instant) -> Result<Decided<Self>, Refusal> {
        self.ensure_live()?;
        if open_money {
            return Err(Refusal::OpenMoney);
        }
        self.forget_person();
        self.on(ClientEvent::Erased, at)
    }

    /// C25 of a record that was merged into the one that is erased: it goes on leading there, and says nothing of a person.
    #[must_use]
    pub fn erased_with_survivor(mut self) -> Decided<Self> {
        self.forget_person();
        let event = Event::new(EventName::ClientUpdated, self.id, Some(self.id)).with("members", vec!["phones", "emails"]);
        Decided::one(self, event)
    }

    fn forget_person(&mut self) {
        self.phones.clear();
        self.emails.clear();
        if self.inn.as_ref().is_some_and(|inn| inn.len() == 12) {
            ERASED.clone_into(&mut self.legal_name);
            (self.inn, self.trade_name, self.legal_address, self.actual_address) = (None, None, None, None);
        }
    }

    /// I-22: merged and erased records accept no command.
    pub fn ensure_live(&self) -> Result<(), Refusal> {
        if self.record_status == RecordStatus::Live { Ok(()) } else { Err(Refusal::NotLive { status: self.record_status }) }
    }
}

#[cfg(test)]
mod tests;
