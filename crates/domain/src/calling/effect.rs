//! The effect of a disposition on the client (RULES.md §3.2: C4–C9, E-13, E-17, E-19). Meetings and signals are left to use cases.

use super::disposition::Disposition;
use crate::clients::commands::Postponement;
use crate::clients::guards::{Open, recontact_on};
use crate::clients::lifecycle::ClientEvent;
use crate::clients::{Client, ClientPhone, DisqualifyReason, DoNotCall, Refusal, Temperature};
use crate::ids::UserId;
use crate::phone::Phone;
use crate::{Date, Decided, DecisionContext, Event, EventName, Instant};

/// How a disposition marks the number that was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneMark {
    /// It is not the client's number: never dial it for him.
    NotCallable,
    /// The client wants no calls on it: never dial it (E-19).
    DoNotCall,
}

/// What changes at the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Effect {
    /// Did people speak? Then it is a contact, whatever telephony reports (the person's word counts).
    pub talked: bool,
    pub mark: Option<PhoneMark>,
    pub temperature: Option<Temperature>,
    pub recontact_on: Option<Date>,
    /// C5, with its reason.
    pub disqualify: Option<DisqualifyReason>,
    /// C6.
    pub postpone: bool,
}

impl Disposition {
    /// Its effect.
    pub fn effect(&self, context: DecisionContext<'_>) -> Effect {
        let talk = Effect { talked: true, ..Effect::default() };
        let no = |reason| Effect { disqualify: Some(reason), ..talk };
        match self {
            Self::ProposalRequested => Effect { temperature: Some(Temperature::Hot), ..talk },
            Self::CallbackRequested { due_at } => Effect { recontact_on: Some(context.calendar.date(*due_at)), ..talk },
            Self::NotNow { temperature, recontact_on } => {
                Effect { temperature: Some(*temperature), recontact_on: *recontact_on, postpone: true, ..talk }
            }
            Self::NoNeed => Effect {
                temperature: Some(Temperature::Cold),
                recontact_on: Some(recontact_on(Temperature::Cold, context.today(), context.norms)),
                ..talk
            },
            Self::MeetingBooked { .. } | Self::WrongContact { .. } | Self::ExistingClient => talk,
            Self::WrongNumber => Effect { mark: Some(PhoneMark::NotCallable), ..Effect::default() },
            Self::NotTarget => no(DisqualifyReason::NotTarget),
            Self::OutOfBusiness => Effect { talked: false, ..no(DisqualifyReason::OutOfBusiness) },
            Self::Refused => no(DisqualifyReason::RefusedFinal),
            Self::DoNotCall => Effect { mark: Some(PhoneMark::DoNotCall), ..no(DisqualifyReason::DoNotContact) },
        }
    }
}

impl Effect {
    /// E-13: of a call that is history only the marks on its number remain.
    #[must_use]
    pub fn of_history(self) -> Self {
        Self { talked: self.talked, mark: self.mark, ..Self::default() }
    }

    /// The client after it. `number` is the one that was called, `open` what is under way with him.
    pub fn on(
        self,
        client: Client,
        number: Option<&Phone>,
        open: Open,
        by: UserId,
        context: DecisionContext<'_>,
    ) -> Result<Decided<Client>, Refusal> {
        let mut all = self.marked(client, number, by, context.now);
        let for_good =
            self.disqualify.filter(|reason| *reason != DisqualifyReason::DoNotContact || (early(&all.state) && !reachable(&all.state)));
        if let Some(reason) = for_good {
            all = all.then(|client| client.disqualify(reason, context.now))?;
        }
        if let (true, Some(temperature)) = (self.postpone, self.temperature) {
            let to = Postponement { temperature, recontact_on: self.recontact_on };
            all = all
                .then(|client| client.on(ClientEvent::Reached, context.now))?
                .then(|client| client.postpone(to, open, context.today(), context.norms, context.now))?;
        }
        if early(&all.state) && (self.temperature.is_some() || self.recontact_on.is_some()) {
            let client = &mut all.state;
            client.temperature = self.temperature.or(client.temperature);
            client.recontact_on = self.recontact_on.or(client.recontact_on);
            if all.events.is_empty() {
                let event = Event::new(EventName::ClientUpdated, client.id, Some(client.id));
                all.events.push(
                    event
                        .with("temperature", client.temperature.map(|word| word.to_string()))
                        .with("recontact_on", client.recontact_on.map(|on| on.to_string())),
                );
            }
        }
        Ok(all)
    }

    /// The client with his number marked; a number that he did not have is kept, so that nobody dials it for him again.
    fn marked(self, mut client: Client, number: Option<&Phone>, by: UserId, at: Instant) -> Decided<Client> {
        let (Some(mark), Some(number)) = (self.mark, number) else { return Decided::unchanged(client) };
        if client.phones.iter().all(|phone| phone.number != *number) {
            client.phones.push(ClientPhone::from(number.clone()));
        }
        let mut news = false;
        for phone in client.phones.iter_mut().filter(|phone| phone.number == *number) {
            news |= match mark {
                PhoneMark::NotCallable => std::mem::replace(&mut phone.callable, false),
                PhoneMark::DoNotCall => phone.do_not_call.replace(phone.do_not_call.unwrap_or(DoNotCall { at, by: Some(by) })).is_none(),
            };
        }
        let name = match mark {
            PhoneMark::NotCallable => EventName::ClientUpdated,
            PhoneMark::DoNotCall => EventName::DoNotCallSet,
        };
        let event = Event::new(name, client.id, Some(client.id)).with("phones", 1);
        if news { Decided::one(client, event) } else { Decided::unchanged(client) }
    }
}

/// May he still be telephoned on any number?
fn reachable(client: &Client) -> bool {
    client.phones.iter().any(|phone| phone.callable && phone.do_not_call.is_none())
}

/// Is he in a stage before the first meeting? Only then a disposition changes temperature and recontact date.
const fn early(client: &Client) -> bool {
    use crate::clients::Stage;
    match client.stage {
        Stage::Suspect | Stage::Contacted | Stage::Nurturing | Stage::Qualified => true,
        Stage::MeetingBooked | Stage::Prospect | Stage::Client | Stage::Active | Stage::Abandoned | Stage::Lost | Stage::Disqualified => {
            false
        }
    }
}

#[cfg(test)]
mod tests;
