//! The states of a plan of collections (§3.19).

crate::words! {
    pub enum CollectionPlanState { Draft = "draft", Approved = "approved" }

    /// What may happen to a plan.
    pub enum CollectionPlanEvent { Update = "update", Approve = "approve" }
}

crate::lifecycle! {
    /// The state of a plan after `event`; approving may be repeated.
    pub fn next(from: CollectionPlanState, event: CollectionPlanEvent) {
        Update: Draft => stays;
        Approve: Draft | Approved => Approved;
    }
}
