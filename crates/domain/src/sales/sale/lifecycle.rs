//! The table of a sale (§3.5): which state follows which event.

use crate::Word;
use crate::sales::{Refusal, SaleState};

crate::words! {
    /// What may happen to a sale; the last four are what money does.
    pub enum SaleEvent {
        Update = "update", Confirm = "confirm", Cancel = "cancel",
        PartPaid = "part_paid", WhollyPaid = "wholly_paid", Emptied = "emptied", WhollyRefunded = "wholly_refunded",
    }
}

/// The table of §3.5 has no such step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Illegal {
    pub from: SaleState,
    pub event: SaleEvent,
}

impl From<Illegal> for Refusal {
    fn from(illegal: Illegal) -> Self {
        Self::Illegal { from: illegal.from.as_str(), event: illegal.event.as_str() }
    }
}

/// The state after `event`; confirmation and cancellation may be repeated.
pub const fn next(from: SaleState, event: SaleEvent) -> Result<SaleState, Illegal> {
    use {SaleEvent as E, SaleState as S};
    match (from, event) {
        (S::Draft, E::Update) => Ok(S::Draft),
        (S::Draft | S::Confirmed, E::Confirm) | (S::Confirmed | S::PartlyPaid | S::Paid | S::Refunded, E::Emptied) => Ok(S::Confirmed),
        (S::Draft | S::Confirmed | S::Cancelled, E::Cancel) => Ok(S::Cancelled),
        (S::PartlyPaid, E::Confirm) | (S::Confirmed | S::PartlyPaid | S::Paid, E::PartPaid) => Ok(S::PartlyPaid),
        (S::Paid, E::Confirm) | (S::Confirmed | S::PartlyPaid | S::Paid, E::WhollyPaid) => Ok(S::Paid),
        (S::Refunded, E::Confirm) | (S::Confirmed | S::PartlyPaid | S::Paid | S::Refunded, E::WhollyRefunded) => Ok(S::Refunded),
        (S::Draft, E::PartPaid | E::WhollyPaid | E::Emptied | E::WhollyRefunded)
        | (S::Confirmed, E::Update)
        | (S::PartlyPaid | S::Paid | S::Refunded, E::Update | E::Cancel)
        | (S::Refunded, E::PartPaid | E::WhollyPaid)
        | (S::Cancelled, E::Update | E::Confirm | E::PartPaid | E::WhollyPaid | E::Emptied | E::WhollyRefunded) => {
            Err(Illegal { from, event })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_a_sale() {
        let table = crate::words::table(next);
        assert_eq!(
            table,
            [
                "draft | update:draft confirm:confirmed cancel:cancelled part_paid:- wholly_paid:- emptied:- wholly_refunded:-",
                "confirmed | update:- confirm:confirmed cancel:cancelled part_paid:partly_paid wholly_paid:paid emptied:confirmed wholly_refunded:refunded",
                "partly_paid | update:- confirm:partly_paid cancel:- part_paid:partly_paid wholly_paid:paid emptied:confirmed wholly_refunded:refunded",
                "paid | update:- confirm:paid cancel:- part_paid:partly_paid wholly_paid:paid emptied:confirmed wholly_refunded:refunded",
                "refunded | update:- confirm:refunded cancel:- part_paid:- wholly_paid:- emptied:confirmed wholly_refunded:refunded",
                "cancelled | update:- confirm:- cancel:cancelled part_paid:- wholly_paid:- emptied:- wholly_refunded:-",
            ]
        );
    }
}
