//! The lifecycle of an opportunity (§3.5), and the order of its stages.

use crate::sales::{OpportunityStage, OpportunityState};

crate::words! {
    /// What may happen to a deal.
    pub enum OpportunityEvent {
        Update = "update", Advance = "advance", Win = "win", Lose = "lose", Cancel = "cancel", Reassign = "reassign", SplitCredit = "split_credit",
    }
}

crate::lifecycle! {
    /// The state of an opportunity after `event`; a win or a cancellation may be repeated.
    pub fn next(from: OpportunityState, event: OpportunityEvent) {
        Update: Open => stays;
        Advance: Open => stays;
        Win: Open | Won => Won;
        Lose: Open => Lost;
        Cancel: Open | Cancelled => Cancelled;
        Reassign: Open => stays;
        SplitCredit: Open | Won => stays;
    }
}

/// May a deal go from stage `from` to `to`? One step forward, or back as far as one likes.
pub const fn may_move(from: OpportunityStage, to: OpportunityStage) -> bool {
    use OpportunityStage as S;
    match (from, to) {
        (S::Discovery, S::Discovery | S::Proposal)
        | (S::Proposal, S::Discovery | S::Proposal | S::Negotiation)
        | (S::Negotiation | S::Contract, _) => true,
        (S::Discovery, S::Negotiation | S::Contract) | (S::Proposal, S::Contract) => false,
    }
}
