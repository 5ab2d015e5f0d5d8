//! The lifecycle of a call list (§3.2).

crate::words! {
    /// How far a list has come.
    pub enum ListState { Draft = "draft", Activating = "activating", Active = "active", Exhausted = "exhausted", Withdrawn = "withdrawn" }

    /// What may happen to a list.
    pub enum ListEvent {
        Change = "change",
        Activate = "activate",
        /// It has more clients than one request makes tasks of.
        Begin = "begin",
        GoOn = "go_on",
        Complete = "complete",
        Add = "add",
        /// No task of it is open.
        RunOut = "run_out",
        /// A task of it is open again.
        Refill = "refill",
        Withdraw = "withdraw",
    }
}

crate::lifecycle! {
    /// The state of a list after `event`.
    pub fn next(from: ListState, event: ListEvent) {
        Change: Draft => stays, Activating => stays, Active => stays, Exhausted => stays;
        Activate: Draft => Active;
        Begin: Draft => Activating;
        GoOn: Activating => stays;
        Complete: Activating => Active;
        Add: Active => stays, Exhausted => stays;
        RunOut: Active => Exhausted;
        Refill: Exhausted => Active, Active => stays;
        Withdraw: Draft | Activating | Active | Exhausted => Withdrawn;
    }
}
