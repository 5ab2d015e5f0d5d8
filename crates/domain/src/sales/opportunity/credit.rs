//! Whose credit a deal is: shared before the first money, agreed to by the seller and the heads (E-1, E-36, I-18, §6.1).

use super::{OpportunityEvent, next};
use crate::sales::split_signature::{self, Signer, SplitSignature};
use crate::sales::{CreditShare, Opportunity, Refusal, split};
use crate::{Decided, EventName, Instant};

impl Opportunity {
    /// The credit is shared; before the first money only (E-1, E-36), approved by somebody without a share (I-18), who signs by it.
    /// `places`: who must agree.
    pub fn split_credit(
        mut self,
        shares: Vec<CreditShare>,
        places: Vec<SplitSignature>,
        by: Option<&Signer>,
        money_came: bool,
        now: Instant,
    ) -> Result<Decided<Self>, Refusal> {
        self.state = next(self.state, OpportunityEvent::SplitCredit)?;
        split::approve(&shares, true, by.map(|by| by.user_id))?;
        if shares == self.credit_split {
            return Ok(Decided::unchanged(self));
        }
        if money_came {
            return Err(Refusal::CreditLocked);
        }
        let event = self.event(EventName::CreditSplit).changed("credit_split", split::fact(&self.credit_split), split::fact(&shares));
        self.split_signatures = match by {
            // A head of the deal's unit may say a split among people of another one, whose head agrees then.
            Some(by) => split_signature::sign(places.clone(), &shares, by, false, now).unwrap_or(places),
            None => places,
        };
        self.credit_split = shares;
        self.touch(now);
        Ok(Decided::one(self, event))
    }

    /// Somebody agrees to the split (§6): the seller, a head; the statements that pay by it wait for all of them.
    pub fn agree_split(mut self, by: &Signer, seller_left: bool, now: Instant) -> Result<Decided<Self>, Refusal> {
        let signed = split_signature::sign(self.split_signatures.clone(), &self.credit_split, by, seller_left, now)?;
        if signed == self.split_signatures {
            return Ok(Decided::unchanged(self));
        }
        let left = |places: &[SplitSignature]| i64::try_from(split_signature::missing(places).count()).unwrap_or(i64::MAX);
        let event = self.event(EventName::CreditSplitAgreed).with("user_id", by.user_id).with("missing", left(&signed));
        self.split_signatures = signed;
        self.touch(now);
        Ok(Decided::one(self, event))
    }
}
