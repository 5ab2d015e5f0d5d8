//! Dispositions: what a person records about a call, and whether it may still be changed (RULES.md §3.2, E-12). Effects on the client
//! are in `effect.rs`.

use chrono::Duration;

use super::{Call, DispositionKind, Refusal};
use crate::clients::{Qualification, Temperature};
use crate::ids::{MeetingId, UserId};
use crate::meetings::booking::{BookingRequest, MeetingContact};
use crate::norms::{NormKey, Norms};
use crate::{Date, Decided, Event, EventName, Instant};

/// The twelve dispositions of a call, each with the data it needs.
#[derive(Clone, Debug, PartialEq)]
pub enum Disposition {
    /// A first meeting; the checklist of C8 unless it is complete already.
    MeetingBooked {
        qualification: Option<Qualification>,
        meeting: BookingRequest,
    },
    CallbackRequested {
        due_at: Instant,
    },
    ProposalRequested,
    /// Warm or cool; `recontact_on` defaults to the day by N-8.
    NotNow {
        temperature: Temperature,
        recontact_on: Option<Date>,
    },
    NoNeed,
    /// Who is to be talked to instead.
    WrongContact {
        contact: MeetingContact,
    },
    WrongNumber,
    NotTarget,
    OutOfBusiness,
    Refused,
    DoNotCall,
    ExistingClient,
}

impl Disposition {
    /// Its kind.
    pub const fn kind(&self) -> DispositionKind {
        match self {
            Self::MeetingBooked { .. } => DispositionKind::MeetingBooked,
            Self::CallbackRequested { .. } => DispositionKind::CallbackRequested,
            Self::ProposalRequested => DispositionKind::ProposalRequested,
            Self::NotNow { .. } => DispositionKind::NotNow,
            Self::NoNeed => DispositionKind::NoNeed,
            Self::WrongContact { .. } => DispositionKind::WrongContact,
            Self::WrongNumber => DispositionKind::WrongNumber,
            Self::NotTarget => DispositionKind::NotTarget,
            Self::OutOfBusiness => DispositionKind::OutOfBusiness,
            Self::Refused => DispositionKind::Refused,
            Self::DoNotCall => DispositionKind::DoNotCall,
            Self::ExistingClient => DispositionKind::ExistingClient,
        }
    }

    /// §3.2: a callback must lie in the future, and not too far.
    pub fn check(&self, now: Instant, norms: &Norms) -> Result<(), Refusal> {
        let latest_at = now + Duration::days(norms.number(NormKey::CallbackDays));
        match self {
            Self::CallbackRequested { due_at } if *due_at <= now || *due_at > latest_at => Err(Refusal::CallbackOutOfRange { latest_at }),
            _ => Ok(()),
        }
    }

    /// When he asked to be called back.
    pub const fn callback_at(&self) -> Option<Instant> {
        match self {
            Self::CallbackRequested { due_at } => Some(*due_at),
            _ => None,
        }
    }
}

/// The person who gives a disposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DisposedBy {
    pub user: UserId,
    /// The call-centre administrator decides where others cannot.
    pub admin: bool,
}

/// What a disposition means for a call that may have one already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DispositionCheck {
    /// The same disposition again: nothing happens twice.
    Repeated,
    /// It becomes the call's disposition.
    Accepted,
    /// Another person gave a different disposition first, and that one remains (E-12).
    Contested,
}

impl Call {
    /// Which disposition counts: the first one. Its author may change it for a day, the administrator always (§3.2, E-12).
    pub fn check_disposition(
        &self,
        kind: DispositionKind,
        by: DisposedBy,
        now: Instant,
        norms: &Norms,
    ) -> Result<DispositionCheck, Refusal> {
        let Some(said) = self.disposition else { return Ok(DispositionCheck::Accepted) };
        if said == kind && !(by.admin && self.disposition_conflict) {
            return Ok(DispositionCheck::Repeated);
        }
        if by.admin {
            return Ok(DispositionCheck::Accepted);
        }
        if self.disposition_by != Some(by.user) {
            return Ok(DispositionCheck::Contested);
        }
        self.check_correction(by, now, norms).map(|()| DispositionCheck::Accepted)
    }

    /// Its author may say something else for a day, the administrator always.
    pub fn check_correction(&self, by: DisposedBy, now: Instant, norms: &Norms) -> Result<(), Refusal> {
        let Some((said, at)) = self.disposition.zip(self.disposition_at) else { return Ok(()) };
        let until = at + Duration::hours(norms.number(NormKey::DispositionHours));
        if !by.admin && now > until { Err(Refusal::DispositionFinal { said, until }) } else { Ok(()) }
    }

    /// The call with this disposition.
    pub fn disposed(
        mut self,
        disposition: &Disposition,
        note: Option<String>,
        meeting: Option<MeetingId>,
        by: UserId,
        at: Instant,
    ) -> Decided<Self> {
        let kind = disposition.kind();
        let before = self.disposition.map(|said| said.to_string());
        let event = Event::new(EventName::CallDisposed, self.id, self.client_id).changed("disposition", before, kind);
        let event = meeting.into_iter().fold(event, |event, meeting| event.with("meeting_id", meeting));
        (self.disposition, self.disposition_by, self.disposition_at, self.disposition_conflict) = (Some(kind), Some(by), Some(at), false);
        self.callback_at = disposition.callback_at();
        self.note = note.or(self.note);
        self.meeting_id = meeting.or(self.meeting_id);
        Decided::one(self, event)
    }

    /// Flags for the administrator that a second person gave another disposition. A repeat changes nothing.
    pub fn contested(mut self, kind: DispositionKind, by: UserId) -> Decided<Self> {
        if self.disposition_conflict {
            return Decided::unchanged(self);
        }
        let event = Event::new(EventName::CallDisposed, self.id, self.client_id).with("conflict", kind).with("by", by);
        self.disposition_conflict = true;
        Decided::one(self, event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calling::sample;
    use uuid::Uuid;

    fn person(number: u128, admin: bool) -> DisposedBy {
        DisposedBy { user: UserId::new(Uuid::from_u128(number)), admin }
    }

    #[test]
    fn e12_the_first_word_stands_and_the_second_is_flagged() {
        let (olga, petr, vera) = (person(1, false), person(2, false), person(3, true));
        let (now, norms) = (Instant::UNIX_EPOCH, Norms::default());
        let call = sample();
        assert_eq!(call.check_disposition(DispositionKind::NoNeed, olga, now, &norms), Ok(DispositionCheck::Accepted));
        let call = call.disposed(&Disposition::NoNeed, Some("занят".into()), None, olga.user, now).state;
        assert_eq!(call.check_disposition(DispositionKind::NoNeed, petr, now, &norms), Ok(DispositionCheck::Repeated));
        assert_eq!(call.check_disposition(DispositionKind::Refused, petr, now, &norms), Ok(DispositionCheck::Contested));
        let call = call.contested(DispositionKind::Refused, petr.user).state;
        assert!(call.disposition_conflict && call.disposition == Some(DispositionKind::NoNeed));
        assert!(call.clone().contested(DispositionKind::Refused, petr.user).events.is_empty());
        assert_eq!(
            call.check_disposition(DispositionKind::NoNeed, vera, now, &norms),
            Ok(DispositionCheck::Accepted),
            "the administrator decides the conflict"
        );
        let call = call.disposed(&Disposition::Refused, None, None, vera.user, now).state;
        assert_eq!(
            (call.disposition, call.disposition_conflict, call.note.as_deref()),
            (Some(DispositionKind::Refused), false, Some("занят"))
        );
    }

    #[test]
    fn after_a_day_only_the_administrator_changes_it() {
        let (olga, vera) = (person(1, false), person(3, true));
        let (now, norms) = (Instant::UNIX_EPOCH, Norms::default());
        let call = sample().disposed(&Disposition::NoNeed, None, None, olga.user, now).state;
        let until = now + Duration::hours(24);
        assert_eq!(call.check_disposition(DispositionKind::Refused, olga, until, &norms), Ok(DispositionCheck::Accepted));
        let late = until + Duration::seconds(1);
        assert_eq!(
            call.check_disposition(DispositionKind::Refused, olga, late, &norms),
            Err(Refusal::DispositionFinal { said: DispositionKind::NoNeed, until })
        );
        assert_eq!(call.check_disposition(DispositionKind::Refused, vera, late, &norms), Ok(DispositionCheck::Accepted));
        assert_eq!(
            call.check_disposition(DispositionKind::NoNeed, olga, late, &norms),
            Ok(DispositionCheck::Repeated),
            "a repeat is harmless for ever"
        );
    }

    #[test]
    fn a_callback_lies_within_sixty_days() {
        let (now, norms) = (Instant::UNIX_EPOCH, Norms::default());
        let latest_at = now + Duration::days(60);
        let asked = |due_at| Disposition::CallbackRequested { due_at }.check(now, &norms);
        assert_eq!(asked(latest_at), Ok(()));
        assert_eq!(asked(now), Err(Refusal::CallbackOutOfRange { latest_at }));
        assert_eq!(asked(latest_at + Duration::seconds(1)), Err(Refusal::CallbackOutOfRange { latest_at }));
    }
}
