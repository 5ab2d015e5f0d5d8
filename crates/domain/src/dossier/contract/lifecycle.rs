//! The lifecycle of a contract (§3.15).

use super::ContractState;

crate::words! {
    /// What may happen to a contract.
    pub enum ContractEvent { Update = "update", Sign = "sign", Perform = "perform", Terminate = "terminate", Expire = "expire" }
}

crate::lifecycle! {
    /// The state of a contract after `event`. That it was performed may be said after its last day; both ends may be repeated.
    pub fn next(from: ContractState, event: ContractEvent) {
        Update: Draft => stays;
        Sign: Draft => Signed;
        Perform: Signed | Expired => Performed, Performed => stays;
        Terminate: Signed => Terminated, Terminated => stays;
        Expire: Signed => Expired;
    }
}
