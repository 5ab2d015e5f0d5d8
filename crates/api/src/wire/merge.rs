//! Two records of a client that become one, on the wire.

use app::merges::Wanted;
use domain::ClientId;
use domain::commission::entitlement::merged::MergeEffect;
use domain::ids::MergeKind;
use domain::merges::{self, MergeState, MergeWarning, Why};

use super::client::{ClientKey, StageTerm};
use super::entitlement::EntitlementKey;
use super::prelude::*;
use super::user::UserKey;

pub type MergeKey = Key<MergeKind>;
pub type MergeStateTerm = Term<MergeState>;
pub type MergeWhyTerm = Term<Why>;
pub type MergeWarningTerm = Term<MergeWarning>;
pub type MergeEffectTerm = Term<MergeEffect>;

/// Two records of a client that become one, or have.
#[derive(Debug, Serialize, ToSchema)]
pub struct Merge {
    /// Id of the merge, assigned by the server.
    pub id: MergeKey,
    /// Version number of the merge, also carried by the ETag header; grows by one with every change.
    pub version: i64,
    /// Id of the client whose record goes on.
    pub survivor_id: ClientKey,
    /// Id of the client whose record goes on in the other one.
    pub merged_id: ClientKey,
    /// How far the merge has come: `proposed`, `done`, `undone` or `refused`.
    pub state: MergeStateTerm,
    /// Why the two are one client, in the words of whoever proposed the merge.
    pub reason: String,
    /// Id of the employee who shall be the account owner (curator) afterwards, if the proposal says so; null if it does not.
    pub curator_id: Option<UserKey>,
    /// Id of the employee who proposed the merge.
    pub proposed_by: Option<UserKey>,
    /// When the merge was proposed, UTC.
    #[serde(serialize_with = "moment")]
    pub proposed_at: DateTime<Utc>,
    /// Ids of the employees who approved the merge.
    pub approvals: Vec<UserKey>,
    /// What the merge does: as it was when it was proposed, and once it is done, as it was done.
    pub plan: MergePlan,
    /// When the records became one, UTC; null until then.
    #[serde(serialize_with = "moment")]
    pub done_at: Option<DateTime<Utc>>,
    /// Day until which the merge can surely be undone, a civil date: afterwards a month that holds commission earned since may be closed.
    /// Null until the merge is done.
    #[serde(serialize_with = "moment")]
    pub undo_until_on: Option<NaiveDate>,
    /// Id of the employee who refused or undid the merge; null if nobody did.
    pub closed_by: Option<UserKey>,
    /// When the merge was refused or undone, UTC; null if it was not.
    #[serde(serialize_with = "moment")]
    pub closed_at: Option<DateTime<Utc>>,
    /// Why the merge was refused or undone; null if it was not.
    pub close_reason: Option<String>,
    /// Ids of what came since the merge and stayed with the survivor when the merge was undone; empty until then.
    pub kept_with_survivor: Vec<String>,
}

/// What a merge does.
#[derive(Debug, Serialize, ToSchema)]
pub struct MergePlan {
    /// Id of the client whose record goes on.
    pub survivor_id: ClientKey,
    /// Id of the client whose record goes on in the other one.
    pub merged_id: ClientKey,
    /// Why this record goes on: the client's `first_sale` was earlier, or the record is `older`.
    pub why: MergeWhyTerm,
    /// Stage of the client afterwards, the further one of the two.
    pub stage: StageTerm,
    /// Id of the account owner (curator) afterwards; null if nobody is.
    pub curator_id: Option<UserKey>,
    /// Phone numbers of both records, in E.164.
    pub phones: Vec<String>,
    /// Russian tax ids (INN) of both records.
    pub inns: Vec<String>,
    /// How much goes to the survivor.
    pub moved: MovedNumbers,
    /// What the merge means for entitlements to commission.
    pub entitlements: Vec<MergedEntitlement>,
    /// Ids of open things that are cancelled, since the survivor has one of the kind: handoffs, call tasks, first meetings, deals.
    pub cancelled: Vec<String>,
    /// What to look at first: `different_inns`, `different_curators`, `different_names`, `entitlements_change`, `stage_changes`,
    /// `open_work_cancelled`.
    pub warnings: Vec<MergeWarningTerm>,
}

/// How many things go to the survivor.
#[derive(Debug, Serialize, ToSchema)]
pub struct MovedNumbers {
    /// Number of entries of the contact history that move to the survivor.
    pub activities: i64,
    /// Number of telephone calls that move to the survivor.
    pub calls: i64,
    /// Number of contact persons that move to the survivor.
    pub contacts: i64,
    /// Number of meetings that move to the survivor.
    pub meetings: i64,
    /// Number of deals that move to the survivor.
    pub opportunities: i64,
    /// Number of sales that move to the survivor.
    pub sales: i64,
    /// Number of payments that move to the survivor.
    pub payments: i64,
    /// Number of handoffs that move to the survivor.
    pub handoffs: i64,
    /// Number of call tasks that move to the survivor.
    pub tasks: i64,
    /// Number of letters that move to the survivor.
    pub letters: i64,
    /// Number of promises that move to the survivor.
    pub promises: i64,
    /// Number of claims that move to the survivor.
    pub claims: i64,
    /// Number of contracts that move to the survivor.
    pub contracts: i64,
}

/// An entitlement on one of the records, and what the merge means for it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MergedEntitlement {
    /// Id of the entitlement.
    pub entitlement_id: EntitlementKey,
    /// What changes from the day of the merge on: `none`; `carved_out`, some lines pass to another entitlement; `ends`.
    pub effect: MergeEffectTerm,
}

impl From<merges::Plan> for MergePlan {
    fn from(plan: merges::Plan) -> Self {
        let merges::Counts { activities, calls, contacts, meetings, opportunities, sales, payments, handoffs, tasks, letters, .. } =
            plan.moved;
        let merges::Counts { promises, claims, contracts, .. } = plan.moved;
        let cut = |cut: merges::Cut| MergedEntitlement { entitlement_id: Key(cut.entitlement_id), effect: Term(cut.effect) };
        Self {
            survivor_id: Key(plan.survivor_id),
            merged_id: Key(plan.merged_id),
            why: Term(plan.why),
            stage: Term(plan.stage),
            curator_id: plan.curator_id.map(Key),
            phones: plan.phones.iter().map(|phone| phone.as_str().to_owned()).collect(),
            inns: plan.inns,
            moved: MovedNumbers {
                activities,
                calls,
                contacts,
                meetings,
                opportunities,
                sales,
                payments,
                handoffs,
                tasks,
                letters,
                promises,
                claims,
                contracts,
            },
            entitlements: plan.entitlements.into_iter().map(cut).collect(),
            cancelled: plan.cancelled,
            warnings: plan.warnings.into_iter().map(Term).collect(),
        }
    }
}

impl From<merges::Merge> for Merge {
    fn from(merge: merges::Merge) -> Self {
        Self {
            id: Key(merge.id),
            version: merge.version,
            survivor_id: Key(merge.survivor_id),
            merged_id: Key(merge.merged_id),
            state: Term(merge.state),
            reason: merge.reason,
            curator_id: merge.curator_id.map(Key),
            proposed_by: merge.proposed_by.map(Key),
            proposed_at: merge.proposed_at,
            approvals: merge.approvals.into_iter().map(Key).collect(),
            plan: merge.plan.into(),
            done_at: merge.done_at,
            undo_until_on: merge.undo_until_on,
            closed_by: merge.closed_by.map(Key),
            closed_at: merge.closed_at,
            close_reason: merge.close_reason,
            kept_with_survivor: merge.kept_with_survivor,
        }
    }
}

versioned! { Merge }
identified! { Merge }

/// The two clients; that they are two has been looked at.
pub fn two(ids: &[ClientKey]) -> [ClientId; 2] {
    let place = |place: usize| ids.get(place).or(ids.first()).map_or(ClientId::new(uuid::Uuid::nil()), |id| id.0);
    [place(0), place(1)]
}

/// Two clients whose merge is to be previewed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewMerge {
    /// Ids of the two clients, in any order.
    #[validate(length(min = 2, max = 2))]
    #[schema(min_items = 2, max_items = 2)]
    pub client_ids: Vec<ClientKey>,
    /// Id of the employee who shall be the account owner (curator) afterwards; left out, the survivor's stays.
    #[serde(default)]
    pub curator_id: Option<UserKey>,
}

/// Two clients who are one.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMerge {
    /// Ids of the two clients, in any order.
    #[validate(length(min = 2, max = 2))]
    #[schema(min_items = 2, max_items = 2)]
    pub client_ids: Vec<ClientKey>,
    /// Why the two are one client.
    #[validate(length(min = 1, max = 2_000), custom(function = "super::rules::not_nul"))]
    #[schema(min_length = 1, max_length = 2_000)]
    pub reason: String,
    /// Id of the employee who shall be the account owner (curator) afterwards; left out, the survivor's stays.
    #[serde(default)]
    pub curator_id: Option<UserKey>,
}

impl From<NewMerge> for Wanted {
    fn from(new: NewMerge) -> Self {
        Self { client_ids: two(&new.client_ids), reason: new.reason, curator_id: new.curator_id.map(|user| user.0) }
    }
}

/// Why a merge is refused or undone.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeReason {
    /// Why the two stay two clients, or are two again.
    #[validate(length(min = 1, max = 2_000), custom(function = "super::rules::not_nul"))]
    #[schema(min_length = 1, max_length = 2_000)]
    pub reason: String,
}
