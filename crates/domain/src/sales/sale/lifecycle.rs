//! The lifecycle of a sale (§3.5).

use crate::sales::SaleState;

crate::words! {
    /// What may happen to a sale; the last four are what money does.
    pub enum SaleEvent {
        Update = "update", Confirm = "confirm", Cancel = "cancel",
        PartPaid = "part_paid", WhollyPaid = "wholly_paid", Emptied = "emptied", WhollyRefunded = "wholly_refunded",
    }
}

crate::lifecycle! {
    /// The state of a sale after `event`; confirmation and cancellation may be repeated.
    pub fn next(from: SaleState, event: SaleEvent) {
        Update: Draft => stays;
        Confirm: Draft => Confirmed, Confirmed | PartlyPaid | Paid | Refunded => stays;
        Cancel: Draft | Confirmed | Cancelled => Cancelled;
        PartPaid: Confirmed | PartlyPaid | Paid => PartlyPaid;
        WhollyPaid: Confirmed | PartlyPaid | Paid => Paid;
        Emptied: Confirmed | PartlyPaid | Paid | Refunded => Confirmed;
        WhollyRefunded: Confirmed | PartlyPaid | Paid | Refunded => Refunded;
    }
}
