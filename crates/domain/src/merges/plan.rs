//! What a merge does, as it is shown before and kept afterwards.

use crate::clients::Stage;
use crate::commission::entitlement::merged::MergeEffect;
use crate::ids::{ClientId, EntitlementId, UserId};
use crate::phone::Phone;

crate::words! {
    /// Why this record goes on and not the other.
    pub enum Why { FirstSale = "first_sale", Older = "older" }

    /// What somebody should look at before the records are one.
    pub enum MergeWarning {
        DifferentInns = "different_inns", DifferentCurators = "different_curators", DifferentNames = "different_names",
        EntitlementsChange = "entitlements_change", StageChanges = "stage_changes", OpenWorkCancelled = "open_work_cancelled",
    }
}

/// How many things go to the survivor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub activities: i64,
    pub calls: i64,
    pub contacts: i64,
    pub meetings: i64,
    pub opportunities: i64,
    pub sales: i64,
    pub payments: i64,
    pub handoffs: i64,
    pub tasks: i64,
    pub letters: i64,
    pub promises: i64,
    pub claims: i64,
    pub contracts: i64,
}

/// A right on one of the records, and what the merge means for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    pub entitlement_id: EntitlementId,
    pub effect: MergeEffect,
}

/// What a merge does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub survivor_id: ClientId,
    pub merged_id: ClientId,
    pub why: Why,
    /// The stage, the curator, the numbers and the tax ids afterwards.
    pub stage: Stage,
    pub curator_id: Option<UserId>,
    pub phones: Vec<Phone>,
    pub inns: Vec<String>,
    pub moved: Counts,
    pub entitlements: Vec<Cut>,
    /// Ids of open things of which the survivor has one already.
    pub cancelled: Vec<String>,
    pub warnings: Vec<MergeWarning>,
}
