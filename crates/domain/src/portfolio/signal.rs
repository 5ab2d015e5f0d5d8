//! The lifecycle of a signal: open, acknowledged by a head, resolved. A condition that persists raises a new one.

use super::{NewSignal, Signal, SignalKind, SignalState};
use crate::access::Standing;
use crate::{ClientId, Decided, Event, EventName, Illegal, Instant, SignalId};

crate::words! {
    /// What happens to a signal.
    pub enum SignalEvent { Acknowledge = "acknowledge", Resolve = "resolve" }
}

crate::lifecycle! {
    /// The state of a signal after `event`; repeats are harmless.
    pub fn next(from: SignalState, event: SignalEvent) {
        Acknowledge: Open | Acknowledged => Acknowledged;
        Resolve: _ => Resolved;
    }
}

impl NewSignal {
    /// The open signal.
    pub fn raise(self, id: SignalId, now: Instant) -> Decided<Signal> {
        let name = match self.kind {
            SignalKind::Overload => EventName::PortfolioOverloaded,
            SignalKind::Neglect => EventName::PortfolioNeglected,
            SignalKind::RedZone => EventName::StaffingRedZone,
            SignalKind::UnusualReading => EventName::UnusualReading,
            SignalKind::Understaffed
            | SignalKind::NoAdmin
            | SignalKind::AddFarmer
            | SignalKind::HandoffOverdue
            | SignalKind::LedgerDiffers
            | SignalKind::MeetingWithoutOutcome
            | SignalKind::NormBreach
            | SignalKind::Duplicate
            | SignalKind::UnmatchedCall
            | SignalKind::DispositionConflict
            | SignalKind::ExistingClientCalled
            | SignalKind::StaleOpportunity
            | SignalKind::PeriodDue
            | SignalKind::ClientsWithoutKeeper
            | SignalKind::CallsWithoutEnd
            | SignalKind::MissedCall
            | SignalKind::RightsChanged
            | SignalKind::PasswordReset
            | SignalKind::OwnMatter
            | SignalKind::ContractExpiring
            | SignalKind::PurchasePlanMissed
            | SignalKind::PromiseBroken
            | SignalKind::DossierReviewDue
            | SignalKind::BelowMinimum
            | SignalKind::DiscountDue => EventName::SignalRaised,
        };
        let event = Event { facts: self.facts.clone(), ..Event::new(name, id, None) }
            .with("kind", self.kind)
            .with("subject", self.subject.as_str());
        let Self { kind, subject, user_id, unit, facts } = self;
        Decided::one(
            Signal { id, version: 0, kind, subject, user_id, unit, facts, state: SignalState::Open, since: now, resolved_at: None },
            event,
        )
    }
}

impl Signal {
    /// Applies an event.
    pub fn on(mut self, event: SignalEvent, at: Instant) -> Result<Decided<Self>, Illegal> {
        let from = self.state;
        self.state = next(from, event)?;
        if self.state == from {
            return Ok(Decided::unchanged(self));
        }
        let name = match event {
            SignalEvent::Acknowledge => EventName::SignalAcknowledged,
            SignalEvent::Resolve => EventName::SignalResolved,
        };
        self.resolved_at = (self.state == SignalState::Resolved).then_some(at);
        let entry = Event::new(name, self.id, None)
            .with("kind", self.kind)
            .with("subject", self.subject.as_str())
            .with("from", from)
            .with("to", self.state);
        Ok(Decided::one(self, entry))
    }

    /// The client whom its facts name, if they do.
    pub fn client_id(&self) -> Option<ClientId> {
        self.facts.get("client_id").and_then(serde_json::Value::as_str).and_then(|id| id.parse().ok())
    }

    /// The person it concerns, and the unit of the head who should act.
    pub fn standing(&self) -> Standing {
        Standing { people: self.user_id.into_iter().collect(), unit: Some(self.unit) }
    }
}
