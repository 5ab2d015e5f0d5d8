//! What was done about a debt (§3.18): each is also an entry of the contact history.

use crate::clients::{Activity, ActivityKind, Direction};
use crate::ids::{ActivityId, ClientId, SaleId, UserId};
use crate::{Date, Instant};

crate::words! {
    /// What was done.
    pub enum ReceivableWorkKind { Call = "call", Letter = "letter", ClaimLetter = "claim_letter", Court = "court", Note = "note" }
}

/// A step towards the money of a sale. It goes by the id of its entry in the contact history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivableWork {
    pub activity_id: ActivityId,
    pub client_id: ClientId,
    pub sale_id: SaleId,
    pub kind: ReceivableWorkKind,
    pub result: String,
    pub next_step_on: Option<Date>,
    pub created_by: Option<UserId>,
    pub created_at: Instant,
}

impl ReceivableWork {
    /// The entry of the contact history. Nobody says here that the client spoke: whoever had a conversation logs that, so that a demand
    /// for money never counts as care for the client (I-9).
    pub fn activity(&self) -> Activity {
        let (kind, direction) = match self.kind {
            ReceivableWorkKind::Call => (ActivityKind::Call, Direction::Outbound),
            ReceivableWorkKind::Letter | ReceivableWorkKind::ClaimLetter => (ActivityKind::LetterOut, Direction::Outbound),
            ReceivableWorkKind::Court | ReceivableWorkKind::Note => (ActivityKind::Note, Direction::Internal),
        };
        Activity {
            id: self.activity_id,
            client_id: self.client_id,
            kind,
            direction,
            two_way: false,
            user_id: self.created_by,
            contact_id: None,
            occurred_at: self.created_at,
            result: Some(self.result.clone()),
            next_step_on: self.next_step_on,
            call_id: None,
            meeting_id: None,
            handoff_id: None,
            corrects_id: None,
            recorded_at: self.created_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_demand_for_money_is_no_care_for_the_client() {
        for kind in [ReceivableWorkKind::Call, ReceivableWorkKind::ClaimLetter, ReceivableWorkKind::Court] {
            let work = ReceivableWork {
                activity_id: ActivityId::new(Uuid::from_u128(1)),
                client_id: ClientId::new(Uuid::from_u128(2)),
                sale_id: SaleId::new(Uuid::from_u128(3)),
                kind,
                result: "обещали".into(),
                next_step_on: None,
                created_by: None,
                created_at: Instant::UNIX_EPOCH,
            };
            assert!(!work.activity().qualifies(), "{kind:?}");
        }
    }
}
