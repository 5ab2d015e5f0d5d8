//! What somebody said of a call was a slip (§3.2, E-12): what it did to the client is taken back before the second word has its effect.

use super::disposition::Disposition;
use super::{Call, DispositionKind, Refusal};
use crate::clients::lifecycle::ClientEvent;
use crate::clients::{self, Client, Stage};
use crate::meetings::Meeting;
use crate::{Decided, Event, EventName, Instant};

impl Call {
    /// Is the same kind of disposition said with other content: another hour, another date, another note? `client` and `meeting` are what
    /// the first word made of them.
    pub fn is_said_otherwise(&self, again: &Disposition, note: Option<&str>, client: &Client, meeting: Option<&Meeting>) -> bool {
        let other_note = note.is_some() && note != self.note.as_deref() && self.meeting_id.is_none();
        let other = match again {
            Disposition::CallbackRequested { due_at } => self.callback_at != Some(*due_at),
            Disposition::NotNow { temperature, recontact_on } => {
                self.is_last_word(client)
                    && client.stage == Stage::Nurturing
                    && (client.temperature != Some(*temperature) || recontact_on.is_some_and(|on| client.recontact_on != Some(on)))
            }
            Disposition::MeetingBooked { meeting: request, .. } => meeting
                .is_some_and(|known| known.is_open() && (known.starts_at != request.starts_at || known.hunter_id != request.hunter_id)),
            _ => false,
        };
        other || other_note
    }

    /// A number that is suppressed stays so, whatever is said afterwards: the director lifts that (§3.14, E-19).
    pub fn may_be_corrected(&self) -> Result<(), Refusal> {
        if self.disposition == Some(DispositionKind::DoNotCall) { Err(Refusal::Suppressed) } else { Ok(()) }
    }

    /// The client as he was before the first word: neither written off nor put off by it, unless something has happened since; and the
    /// number may be dialled again that was said to be wrong.
    pub fn take_back(&self, client: Client, at: Instant) -> Result<Decided<Client>, clients::Refusal> {
        let Some(said) = self.disposition else { return Ok(Decided::unchanged(client)) };
        if said == DispositionKind::WrongNumber {
            return Ok(self.callable_again(client));
        }
        let moved = matches!(
            said,
            DispositionKind::NotNow | DispositionKind::NotTarget | DispositionKind::OutOfBusiness | DispositionKind::Refused
        );
        if moved && self.is_last_word(&client) { client.on(ClientEvent::ResultCorrected, at) } else { Ok(Decided::unchanged(client)) }
    }

    /// Is the client where the first word has put him?
    fn is_last_word(&self, client: &Client) -> bool {
        self.disposition_at == Some(client.stage_since)
    }

    fn callable_again(&self, mut client: Client) -> Decided<Client> {
        let number = self.client_phone.as_ref();
        let mut wrong: Vec<_> = client.phones.iter_mut().filter(|phone| Some(&phone.number) == number && !phone.callable).collect();
        if wrong.is_empty() {
            return Decided::unchanged(client);
        }
        for phone in &mut wrong {
            phone.callable = true;
        }
        let event = Event::new(EventName::ClientUpdated, client.id, Some(client.id)).with("phones", 1);
        Decided::one(client, event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calling::sample;
    use crate::clients::{DisqualifyReason, sample as somebody};

    #[test]
    fn e12_a_slip_of_the_finger_does_not_write_a_client_off_for_half_a_year() {
        let at = Instant::UNIX_EPOCH;
        let gone = somebody(Stage::Contacted).disqualify(DisqualifyReason::RefusedFinal, at).unwrap().state;
        let call = Call { disposition: Some(DispositionKind::Refused), disposition_at: Some(at), ..sample() };
        let back = call.take_back(gone.clone(), at + chrono::Duration::hours(1)).unwrap().state;
        assert_eq!((back.stage, back.reason), (Stage::Contacted, None));
        let later = Call { disposition_at: Some(at - chrono::Duration::hours(1)), ..call };
        assert_eq!(later.take_back(gone.clone(), at).unwrap().state, gone, "somebody else has written him off since");
    }

    #[test]
    fn e19_a_suppressed_number_is_not_corrected_away() {
        let call = Call { disposition: Some(DispositionKind::DoNotCall), ..sample() };
        assert_eq!(call.may_be_corrected(), Err(Refusal::Suppressed));
        assert_eq!(sample().may_be_corrected(), Ok(()));
    }

    #[test]
    fn another_hour_is_another_word() {
        let at = Instant::UNIX_EPOCH;
        let call =
            Call { disposition: Some(DispositionKind::CallbackRequested), callback_at: Some(at), note: Some("а".into()), ..sample() };
        let (client, same) = (somebody(Stage::Contacted), Disposition::CallbackRequested { due_at: at });
        assert!(!call.is_said_otherwise(&same, None, &client, None) && !call.is_said_otherwise(&same, Some("а"), &client, None));
        assert!(call.is_said_otherwise(&same, Some("б"), &client, None));
        let other = Disposition::CallbackRequested { due_at: at + chrono::Duration::hours(1) };
        assert!(call.is_said_otherwise(&other, None, &client, None));
    }
}
