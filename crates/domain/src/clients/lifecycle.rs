//! The lifecycle of a client (RULES.md §3.1, C1–C25): the stage after each event, and what the event changes in the record.
//! Conditions besides the stage are in `guards.rs`; use cases decide who may raise an event.

#[cfg(test)]
mod tests;

use super::{Client, LossReason, RecordStatus, Refusal, Stage, Temperature};
use crate::{Decided, Event, EventName, Instant, Word};

crate::words! {
    /// Everything that may move a client. Events that do not concern a stage leave it (the meeting, deal or talk has its own record).
    pub enum ClientEvent {
        /// C2, C4, C7: he came to us himself.
        InboundEnquiry = "inbound_enquiry",
        /// C4, C7: an answered call of N-20 or any other conversation.
        Reached = "reached",
        /// C7: he answered a letter.
        LetterAnswered = "letter_answered",
        /// C5: a final no. A former buyer returns to lost. The caller sets `reason`.
        FinalNegative = "final_negative",
        /// C6: not now. The caller sets `temperature` and `recontact_on`.
        Postponed = "postponed",
        /// C8: the checklist is complete.
        Qualified = "qualified",
        /// C9: a first meeting is booked.
        MeetingBooked = "meeting_booked",
        /// C10: cancelled, or nobody came, without a new date.
        MeetingFellThrough = "meeting_fell_through",
        /// C10: nobody came for the second time; warm. The caller sets `recontact_on` to today + 14 d (`guards::after_second_no_show`).
        SecondNoShow = "second_no_show",
        /// C11: held, but the hunter rejects it.
        MeetingRejected = "meeting_rejected",
        /// C12: held and accepted, by the hunter or by the lapse of N-9b.
        MeetingAccepted = "meeting_accepted",
        /// C12 after C11: a rejection was disputed and overturned (§3.4).
        RejectionOverturned = "rejection_overturned",
        /// C13: the last open deal is lost for now. The caller sets `recontact_on`.
        LastDealLost = "last_deal_lost",
        /// C13: the last open deal is lost for ever. A former buyer returns to lost. The caller sets `reason`.
        LastDealLostForGood = "last_deal_lost_for_good",
        /// C14: the trigger of §3.5. Who pays has been reached, whatever the record said: no payment is refused for a stage (E-21) (C).
        FirstSaleFired = "first_sale_fired",
        /// C14b: the same, sold by the client department itself (E-21, E-38).
        FirstSaleByClientDepartment = "first_sale_by_client_department",
        /// C15; between two farmers the stage stays.
        HandoffAccepted = "handoff_accepted",
        /// C16: all money of the first sale went back.
        FirstSaleVoided = "first_sale_voided",
        /// C17: nobody spoke with him for longer than N-15.
        SilentTooLong = "silent_too_long",
        /// C18: a qualifying contact (§3.1a).
        ContactMade = "contact_made",
        /// C19: silent and without a sale for longer than N-16.
        GivenUp = "given_up",
        /// C20: the head confirms what the curator proposed.
        LossConfirmed = "loss_confirmed",
        /// C21; also when he was reopened within N-48, hence in the same acquisition, and bought again (C).
        WonBack = "won_back",
        /// C22: released for acquisition.
        Reopened = "reopened",
        /// C23a: what somebody said of a call, and what wrote the client off or put him off, was a slip (§3.2).
        ResultCorrected = "result_corrected",
        /// C23: taken up again.
        Recycled = "recycled",
        /// C24: another record goes on in his place.
        MergedAway = "merged_away",
        /// C25: personal data are erased.
        Erased = "erased",
        /// C5 and C13 for somebody who has bought before; raised by `Client::on` alone.
        FormerBuyerLost = "former_buyer_lost",
    }

    /// How a record begins (C1–C3).
    pub enum Origin {
        New = "new", Inbound = "inbound", ImportedActive = "imported_active", ImportedAbandoned = "imported_abandoned", ImportedLost = "imported_lost",
    }
}

/// C1–C3: the first stage of a record.
pub const fn first_stage(origin: Origin) -> Stage {
    match origin {
        Origin::New => Stage::Suspect,
        Origin::Inbound => Stage::Contacted,
        Origin::ImportedActive => Stage::Active,
        Origin::ImportedAbandoned => Stage::Abandoned,
        Origin::ImportedLost => Stage::Lost,
    }
}

crate::lifecycle! {
    /// The stage after `event` (§3.1); the same stage where the event does not concern it.
    ///
    /// Nobody is refused a conversation. A meeting or a deal may outlive its stage (he bought directly, E-21): then its outcome moves
    /// nobody. A first sale happens once in an acquisition; a payment by somebody written off proves the record wrong, not the payment
    /// (C). An early loss is not undone by the refund that follows it (C).
    pub fn next(from: Stage, event: ClientEvent) {
        InboundEnquiry | Reached | LetterAnswered: Suspect | Nurturing => Contacted, _ => stays;
        FinalNegative: Suspect | Contacted | Nurturing | Qualified => Disqualified;
        FormerBuyerLost: Suspect | Contacted | Nurturing | Qualified | Prospect => Lost;
        Postponed: Contacted | Qualified | MeetingBooked | Prospect => Nurturing;
        Qualified: Contacted | Nurturing => Qualified;
        MeetingBooked: Contacted | Nurturing | Qualified => MeetingBooked;
        MeetingFellThrough: MeetingBooked => Qualified, _ => stays;
        SecondNoShow: MeetingBooked => Nurturing, _ => stays;
        MeetingRejected: MeetingBooked => Contacted, _ => stays;
        MeetingAccepted: MeetingBooked => Prospect, _ => stays;
        RejectionOverturned: Contacted | Nurturing | Qualified | MeetingBooked => Prospect, _ => stays;
        LastDealLost: Prospect => Nurturing, _ => stays;
        LastDealLostForGood: Prospect => Disqualified, _ => stays;
        FirstSaleFired: Suspect | Contacted | Nurturing | Qualified | MeetingBooked | Prospect | Lost | Disqualified => Client;
        FirstSaleByClientDepartment: Suspect | Contacted | Nurturing | Qualified | MeetingBooked | Prospect | Lost | Disqualified => Active;
        HandoffAccepted: Client => Active, Active | Abandoned => stays;
        FirstSaleVoided: Client | Active | Abandoned => Prospect, Lost => stays;
        SilentTooLong: Active => Abandoned;
        ContactMade: Abandoned => Active, _ => stays;
        GivenUp: Abandoned => Lost;
        LossConfirmed: Client | Active | Abandoned => Lost;
        WonBack: Contacted | Nurturing | Qualified | MeetingBooked | Prospect | Lost => Active;
        Reopened: Lost => Contacted;
        Recycled: Disqualified => Suspect;
        ResultCorrected: Nurturing | Disqualified => Contacted, _ => stays;
        MergedAway | Erased: _ => stays;
    }
}

impl Client {
    /// Has he bought before, in this or an earlier acquisition (C5, C13)?
    pub const fn is_former_buyer(&self) -> bool {
        self.acquisition_no > 1 || self.has_bought()
    }

    /// One step of the table: stage, `stage_since` and what the table says of the record besides; nothing else.
    pub fn on(mut self, event: ClientEvent, at: Instant) -> Result<Decided<Self>, Refusal> {
        if self.record_status != RecordStatus::Live {
            return Err(Refusal::NotLive { status: self.record_status });
        }
        let event = self.as_former_buyer(event);
        let from = self.stage;
        self.stage = next(from, event)?;
        if self.stage == from && !matches!(event, ClientEvent::MergedAway | ClientEvent::Erased) {
            return Ok(Decided::unchanged(self));
        }
        if self.stage != from {
            self.stage_since = at;
            if !matches!(event, ClientEvent::SilentTooLong | ClientEvent::GivenUp) {
                self.silence_from = at;
            }
        }
        self.record_effects(event, at);
        let entry = Event::new(event.journal_name(), self.id, Some(self.id)).with("from", from).with("to", self.stage).with("cause", event);
        Ok(Decided::one(self, entry))
    }

    /// C5, C13: whoever has bought before is lost, not disqualified.
    const fn as_former_buyer(&self, event: ClientEvent) -> ClientEvent {
        match (event, self.stage) {
            (ClientEvent::FinalNegative, _) | (ClientEvent::LastDealLostForGood, Stage::Prospect) if self.is_former_buyer() => {
                ClientEvent::FormerBuyerLost
            }
            (other, _) => other,
        }
    }

    /// What the table says of the record besides the stage.
    fn record_effects(&mut self, event: ClientEvent, at: Instant) {
        use ClientEvent as E;
        if self.stage != Stage::Nurturing {
            self.recontact_on = None;
        }
        match event {
            E::InboundEnquiry | E::Reached | E::LetterAnswered => self.temperature = self.temperature.or(Some(Temperature::Cold)),
            E::SecondNoShow => self.temperature = Some(Temperature::Warm),
            E::FirstSaleFired | E::FirstSaleByClientDepartment | E::Reopened | E::Recycled | E::ResultCorrected => {
                (self.temperature, self.reason) = (None, None);
            }
            E::HandoffAccepted => self.handed_over_at = Some(at),
            E::FirstSaleVoided => (self.first_sale_id, self.first_sale_on, self.handed_over_at) = (None, None, None),
            E::FormerBuyerLost => self.lost_at = Some(at),
            E::GivenUp => (self.lost_at, self.reason) = (Some(at), Some(LossReason::Neglected.as_str().to_owned())),
            E::LossConfirmed => {
                self.reason = self.loss_proposal.take().map(|proposal| proposal.reason.as_str().to_owned()).or(self.reason.take());
                self.lost_at = Some(at);
            }
            E::WonBack => (self.won_back_at, self.reason) = (Some(at), None),
            E::MergedAway => self.record_status = RecordStatus::Merged,
            E::Erased => self.record_status = RecordStatus::Erased,
            E::FinalNegative
            | E::Postponed
            | E::Qualified
            | E::MeetingBooked
            | E::MeetingFellThrough
            | E::MeetingRejected
            | E::MeetingAccepted
            | E::RejectionOverturned
            | E::LastDealLost
            | E::LastDealLostForGood
            | E::SilentTooLong
            | E::ContactMade => {}
        }
    }
}

impl ClientEvent {
    /// The name of the journal entry (§4); where §4 only names the cause (a meeting, a deal), `client_stage_changed`.
    const fn journal_name(self) -> EventName {
        match self {
            Self::InboundEnquiry | Self::Reached | Self::LetterAnswered => EventName::ClientContacted,
            Self::FinalNegative | Self::LastDealLostForGood => EventName::ClientDisqualified,
            Self::Postponed | Self::LastDealLost | Self::SecondNoShow => EventName::ClientPostponed,
            Self::Qualified => EventName::ClientQualified,
            Self::FirstSaleByClientDepartment | Self::HandoffAccepted => EventName::ClientActivated,
            Self::SilentTooLong => EventName::ClientAbandoned,
            Self::ContactMade => EventName::ClientRecovered,
            Self::GivenUp | Self::LossConfirmed | Self::FormerBuyerLost => EventName::ClientLost,
            Self::WonBack => EventName::ClientWonBack,
            Self::Reopened => EventName::ClientReopened,
            Self::Recycled => EventName::ClientRecycled,
            Self::MergedAway => EventName::ClientMerged,
            Self::Erased => EventName::ClientErased,
            Self::MeetingBooked
            | Self::MeetingFellThrough
            | Self::MeetingRejected
            | Self::MeetingAccepted
            | Self::RejectionOverturned
            | Self::FirstSaleFired
            | Self::ResultCorrected
            | Self::FirstSaleVoided => EventName::ClientStageChanged,
        }
    }
}
