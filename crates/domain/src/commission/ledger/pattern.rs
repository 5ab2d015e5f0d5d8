//! What a new line of the ledger is modelled on: who earns on the money, or the line that it takes back.

use super::Stream;
use crate::commission::recipients::Claim;
use crate::commission::{Accrual, AccrualState, EarnedOn, HeldReason, StepSpan};
use crate::money::Bp;
use crate::{AccrualId, EntitlementId, PlanId};

/// What a new line is modelled on: a claim, or the line that it takes back.
pub(super) struct Pattern {
    pub(super) stream: Stream,
    pub(super) earned_on: EarnedOn,
    pub(super) entitlement_id: Option<EntitlementId>,
    pub(super) share_bp: Bp,
    pub(super) plan: (PlanId, i64),
    pub(super) step: Option<StepSpan>,
    pub(super) reverses_id: Option<AccrualId>,
    pub(super) held: Option<HeldReason>,
    pub(super) state: AccrualState,
}

impl Pattern {
    pub(super) fn claimed(stream: Stream, claim: &Claim) -> Self {
        Self {
            stream,
            earned_on: claim.earned_on,
            entitlement_id: claim.entitlement_id,
            share_bp: claim.part.share_bp(),
            plan: claim.plan,
            step: claim.step,
            reverses_id: None,
            held: claim.held,
            state: AccrualState::Posted,
        }
    }

    /// The pattern of a reversal: held, forfeited or voided like the line that it takes back.
    pub(super) fn mirrored(stream: Stream, original: &Accrual) -> Self {
        Self {
            stream,
            earned_on: original.earned_on,
            entitlement_id: original.entitlement_id,
            share_bp: original.share_bp,
            plan: (original.plan_id, original.plan_number),
            step: original.step,
            reverses_id: Some(original.id),
            held: original.held_reason,
            state: match original.state {
                AccrualState::Forfeited | AccrualState::Voided => original.state,
                AccrualState::Held | AccrualState::Posted | AccrualState::Stated | AccrualState::Approved | AccrualState::Paid => {
                    AccrualState::Posted
                }
            },
        }
    }
}
