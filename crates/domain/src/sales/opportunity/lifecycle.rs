//! The table of a deal (§3.5): which state follows which event, and which stage which.

use crate::Word;
use crate::sales::{OpportunityStage, OpportunityState, Refusal};

crate::words! {
    /// What may happen to a deal.
    pub enum DealEvent {
        Update = "update", Advance = "advance", Win = "win", Lose = "lose", Cancel = "cancel", Reassign = "reassign", SplitCredit = "split_credit",
    }
}

/// The table of §3.5 has no such step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Illegal {
    pub from: OpportunityState,
    pub event: DealEvent,
}

impl From<Illegal> for Refusal {
    fn from(illegal: Illegal) -> Self {
        Self::Illegal { from: illegal.from.as_str(), event: illegal.event.as_str() }
    }
}

/// The state after `event`; a win or a cancellation may be repeated.
pub const fn next(from: OpportunityState, event: DealEvent) -> Result<OpportunityState, Illegal> {
    use {DealEvent as E, OpportunityState as S};
    match (from, event) {
        (S::Open, E::Update | E::Advance | E::Reassign | E::SplitCredit) => Ok(S::Open),
        (S::Open | S::Won, E::Win) | (S::Won, E::SplitCredit) => Ok(S::Won),
        (S::Open, E::Lose) => Ok(S::Lost),
        (S::Open | S::Cancelled, E::Cancel) => Ok(S::Cancelled),
        (S::Won, E::Update | E::Advance | E::Lose | E::Cancel | E::Reassign)
        | (S::Lost, E::Update | E::Advance | E::Win | E::Lose | E::Cancel | E::Reassign | E::SplitCredit)
        | (S::Cancelled, E::Update | E::Advance | E::Win | E::Lose | E::Reassign | E::SplitCredit) => Err(Illegal { from, event }),
    }
}

/// May a deal go from stage `from` to `to`? One step forward, or back as far as one likes.
pub const fn reaches(from: OpportunityStage, to: OpportunityStage) -> bool {
    use OpportunityStage as S;
    match (from, to) {
        (S::Discovery, S::Discovery | S::Proposal)
        | (S::Proposal, S::Discovery | S::Proposal | S::Negotiation)
        | (S::Negotiation | S::Contract, _) => true,
        (S::Discovery, S::Negotiation | S::Contract) | (S::Proposal, S::Contract) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_a_deal() {
        let table = crate::words::table(next);
        assert_eq!(
            table,
            [
                "open | update:open advance:open win:won lose:lost cancel:cancelled reassign:open split_credit:open",
                "won | update:- advance:- win:won lose:- cancel:- reassign:- split_credit:won",
                "lost | update:- advance:- win:- lose:- cancel:- reassign:- split_credit:-",
                "cancelled | update:- advance:- win:- lose:- cancel:cancelled reassign:- split_credit:-",
            ]
        );
    }
}
