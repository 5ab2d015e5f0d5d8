//! The states of a contract and its lifecycle (§3.15).

crate::words! {
    /// How far a contract is.
    pub enum ContractState {
        Draft = "draft",
        Signed = "signed",
        Performed = "performed",
        Terminated = "terminated",
        /// Its last day is over.
        Expired = "expired",
    }

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
