//! The matrix of RULES.md §6: one row an action, one column a role; and what a machine's key needs besides its role.

use super::{KeyScope, Role, Scope};
use crate::Word;

/// An action as a type, so that the signature of a handler can say what its caller must be allowed.
pub trait Permission: 'static {
    /// Which.
    const ACTION: Action;
}

macro_rules! reach {
    (A) => {
        Scope::All
    };
    (U) => {
        Scope::Unit
    };
    (O) => {
        Scope::Own
    };
    (-) => {
        Scope::Nobody
    };
}

macro_rules! key {
    () => {
        None
    };
    ($scope:ident) => {
        Some(KeyScope::$scope)
    };
}

macro_rules! actions {
    ($($action:ident $text:literal [$($reach:tt)+] $($key:ident)?;)+) => {
        crate::words! {
            /// Everything that needs a permission.
            pub enum Action { $($action = $text),+ }
        }

        impl Action {
            /// How far each role may go with it, in the order of [`Role::ALL`].
            const fn row(self) -> [Scope; Role::ALL.len()] {
                match self { $(Self::$action => [$(reach!($reach)),+]),+ }
            }

            /// The scope that a machine's key must have been given besides its role; `None` = the role alone decides.
            pub const fn key_scope(self) -> Option<KeyScope> {
                match self { $(Self::$action => key!($($key)?)),+ }
            }
        }

        /// A type for every action.
        pub mod permission {
            use super::{Action, Permission};

            $(
                #[doc = concat!("[`Action::", stringify!($action), "`]")]
                #[derive(Debug)]
                pub enum $action {}

                impl Permission for $action {
                    const ACTION: Action = Action::$action;
                }
            )+
        }
    };
}

// A all · U own unit · O own · - nobody. A new action is a row here, and nothing else.
actions! {
    //                                          CM CA HU HA FA HC KM HK SC LW FI QU DI SA IT II  key
    ReadClients         "read_clients"         [A  A  A  A  A  A  A  A  A  A  A  A  A  -  -  A] ClientsRead;
    WriteClients        "write_clients"        [O  A  O  U  O  U  O  U  O  -  -  -  A  -  -  A] ClientsWrite;
    LogActivity         "log_activity"         [O  A  O  U  O  U  O  U  -  O  -  O  A  -  -  A] ClientsWrite;
    ReadPersonal        "read_personal"        [-  -  O  U  O  U  O  U  -  O  -  -  A  -  -  -];
    QualifyClient       "qualify_client"       [O  A  O  U  -  U  -  U  -  -  -  -  A  -  -  -];
    RecycleClient       "recycle_client"       [-  A  -  -  -  -  -  -  -  -  -  -  A  -  -  -];
    ReopenClient        "reopen_client"        [-  -  -  -  -  A  -  -  -  -  -  -  A  -  -  -];
    SetDoNotCall        "set_do_not_call"      [O  A  O  U  O  U  O  U  -  O  -  -  A  -  -  -];
    SetCreditHold       "set_credit_hold"      [-  -  -  -  -  U  -  U  -  -  A  -  A  -  -  -];
    SetClientGroup      "set_client_group"     [-  -  -  U  -  U  -  U  -  -  -  -  A  -  -  A] ClientsWrite;
    ExportPersonal      "export_personal"      [-  -  -  -  -  -  -  -  -  -  -  -  A  -  -  -];
    ErasePersonal       "erase_personal"       [-  -  -  -  -  -  -  -  -  -  -  -  A  -  -  -];
    ExemptContact       "exempt_contact"       [-  -  -  U  -  U  -  U  -  -  -  -  A  -  -  -];
    ProposeLost         "propose_lost"         [-  -  -  -  O  U  O  U  -  -  -  -  A  -  -  -];
    ConfirmLost         "confirm_lost"         [-  -  -  -  -  U  -  U  -  -  -  -  A  -  -  -];
    ReassignCurator     "reassign_curator"     [-  -  -  U  -  U  -  U  -  -  -  -  A  -  -  -];
    ReadMerges          "read_merges"          [-  A  O  A  O  A  -  A  -  -  -  -  A  -  -  -];
    ReadDuplicates      "read_duplicates"      [-  A  -  A  -  A  -  A  -  -  -  -  A  -  -  -];
    ProposeMerge        "propose_merge"        [-  A  A  A  A  A  -  -  -  -  -  -  A  -  -  -];
    ApproveMerge        "approve_merge"        [-  U  -  U  -  U  -  U  -  -  -  -  A  -  -  -];
    UndoMerge           "undo_merge"           [-  -  -  -  -  A  -  -  -  -  -  -  A  -  -  -];
    DisposeCall         "dispose_call"         [O  A  -  -  -  -  -  -  -  -  -  -  -  -  -  -];
    PostCall            "post_call"            [-  -  -  -  -  -  -  -  -  -  -  -  -  -  A  -] CallsWrite;
    ReadCalls           "read_calls"           [A  A  A  A  A  A  A  A  A  A  A  A  A  -  -  -];
    ResolveCall         "resolve_call"         [-  A  -  -  U  U  -  -  -  -  -  -  -  -  -  -];
    ManageCallLists     "manage_call_lists"    [-  A  -  -  -  -  -  -  -  -  -  -  -  -  -  -];
    ClaimTask           "claim_call_task"      [O  A  -  -  -  -  -  -  -  -  -  -  -  -  -  -];
    SuppressNumber      "suppress_number"      [-  A  -  -  -  -  -  -  -  -  -  -  A  -  -  -];
    LiftSuppression     "lift_suppression"     [-  -  -  -  -  -  -  -  -  -  -  -  A  -  -  -];
    KeepAvailability    "keep_availability"    [O  A  O  U  O  U  O  U  -  -  -  -  A  -  -  -];
    ReadActivity        "read_activity"        [O  A  O  U  O  U  O  U  -  -  -  -  A  -  -  -];
    CallBack            "call_back"            [U  A  O  U  U  U  O  U  -  -  -  -  A  -  -  -];
    ReviewCalls         "review_calls"         [-  A  -  -  -  -  -  -  -  -  -  A  -  -  -  -];
    ReadReviews         "read_reviews"         [O  A  O  U  O  U  O  U  -  -  -  A  A  -  -  -];
    DisputeReview       "dispute_review"       [O  O  O  O  O  O  O  O  -  -  -  -  -  -  -  -];
    ResolveReview       "resolve_review"       [-  A  -  -  -  -  -  -  -  -  -  A  A  -  -  -];
    WriteScorecards     "write_scorecards"     [-  A  -  -  -  -  -  -  -  -  -  -  -  -  -  -];
    ReadReports         "read_reports"         [-  A  -  -  -  -  -  -  -  -  -  -  A  A  -  -];
    BookMeeting         "book_meeting"         [O  A  O  U  -  -  O  U  -  -  -  -  -  -  -  -];
    HoldMeeting         "hold_meeting"         [-  -  O  U  -  -  O  U  -  -  -  -  -  -  -  -];
    KeepCalendarFeed    "keep_calendar_feed"   [O  U  O  U  O  U  O  U  O  O  O  O  A  A  -  -];
    DisputeMeeting      "dispute_meeting"      [-  A  -  -  -  -  -  -  -  -  -  -  -  -  -  -];
    ResolveMeeting      "resolve_meeting"      [-  A  -  A  -  -  -  -  -  -  -  -  A  -  -  -];
    WorkOpportunity     "work_opportunity"     [-  -  O  U  O  U  O  U  -  -  -  -  -  -  -  -];
    ReassignOpportunity "reassign_opportunity" [-  -  -  U  -  U  -  U  -  -  -  -  A  -  -  -];
    AgreeSplit          "agree_split"          [-  -  O  A  O  A  O  A  -  -  -  -  A  -  -  -];
    SplitCredit         "split_credit"         [-  -  O  U  O  U  -  U  -  -  -  -  A  -  -  -];
    DraftSale           "draft_sale"           [-  -  O  U  O  U  O  U  A  -  A  -  -  -  -  A] SalesWrite;
    ConfirmSale         "confirm_sale"         [-  -  O  U  O  U  O  U  -  -  A  -  -  -  -  A] SalesWrite;
    WritePayments       "write_payments"       [-  -  -  -  -  -  -  -  -  -  A  -  A  -  -  A] PaymentsWrite;
    ReadPayments        "read_payments"        [-  -  -  -  O  U  O  U  -  -  A  -  A  -  -  -];
    ProposeHandoff      "propose_handoff"      [-  -  O  U  -  -  -  -  -  -  -  -  -  -  -  -];
    TakeHandoff         "take_handoff"         [-  -  -  -  O  U  O  U  -  -  -  -  -  -  -  -];
    ForceHandoff        "force_handoff"        [-  -  -  -  -  U  -  U  -  -  -  -  -  -  -  -];
    IntroduceHandoff    "introduce_handoff"    [-  -  O  U  O  U  O  U  -  -  -  -  -  -  -  -];
    ExemptHandoff       "exempt_handoff"       [-  -  -  -  -  -  -  -  -  -  -  -  A  -  -  -];
    ReadPortfolio       "read_portfolio"       [-  -  O  U  O  U  O  U  -  -  -  -  A  -  -  -];
    ReadSignals         "read_signals"         [O  U  O  U  O  U  O  U  O  O  O  O  A  -  -  -];
    ReadContracts       "read_contracts"       [-  -  O  U  O  U  O  U  -  -  A  -  A  -  -  -];
    WriteContracts      "write_contracts"      [-  -  O  U  O  U  O  U  -  -  -  -  -  -  -  A] ClientsWrite;
    ReadDossier         "read_dossier"         [A  A  A  A  A  A  A  A  A  A  A  A  A  -  -  -];
    KeepDossier         "keep_dossier"         [-  -  O  U  O  U  O  U  -  -  A  A  A  -  -  A] ClientsWrite;
    WriteDossier        "write_dossier"        [-  -  O  U  O  U  O  U  -  -  -  -  A  -  -  -];
    ReadConflicts       "read_conflicts"       [-  -  O  U  O  U  O  U  -  -  A  A  A  -  -  -];
    WriteConflicts      "write_conflicts"      [-  -  O  U  O  U  O  U  -  -  -  A  -  -  -  A] ClientsWrite;
    WriteSolvency       "write_solvency"       [-  -  O  U  O  U  O  U  -  -  A  -  -  -  -  A] ClientsWrite;
    ReadDossierLog      "read_dossier_log"     [-  -  -  U  -  U  -  U  -  -  -  -  A  -  -  -];
    WritePromises       "write_promises"       [O  A  O  U  O  U  O  U  -  O  -  O  A  -  -  A] ClientsWrite;
    ReadClaims          "read_claims"          [O  O  O  U  O  U  O  U  O  O  A  A  A  -  -  -];
    OpenClaim           "open_claim"           [A  A  A  A  A  A  A  A  A  A  A  A  A  -  -  -];
    CorrectClaim        "correct_claim"        [O  O  O  O  O  O  O  O  O  O  O  A  A  -  -  -];
    DecideClaim         "decide_claim"         [-  -  -  -  -  -  -  -  -  -  -  A  A  -  -  -];
    ReadReceivables     "read_receivables"     [-  -  O  U  O  U  O  U  -  -  A  -  A  -  -  -];
    WorkReceivables     "work_receivables"     [-  -  O  U  O  U  O  U  -  -  A  -  -  -  -  -];
    ReadCollections     "read_collection_plans" [-  -  -  -  O  U  O  U  -  -  A  -  A  -  -  -];
    WriteCollections    "write_collection_plans" [-  -  -  -  O  U  O  U  -  -  -  -  -  -  -  -];
    ApproveCollections  "approve_collection_plans" [-  -  -  -  -  U  -  U  -  -  -  -  A  -  -  -];
    ReadCommission      "read_commission"      [O  O  O  U  O  U  O  U  O  O  A  -  A  -  -  -];
    DisputeStatement    "dispute_statement"    [O  O  O  O  O  O  O  O  O  O  O  O  O  -  -  -];
    KeepCommission      "keep_commission"      [-  -  -  -  -  -  -  -  -  -  A  -  A  -  -  -];
    ReopenPeriod        "reopen_period"        [-  -  -  -  -  -  -  -  -  -  A  -  A  -  -  -];
    DraftPlan           "draft_plan"           [-  -  -  A  -  A  -  A  -  -  A  -  A  -  -  -];
    PublishPlan         "publish_plan"         [-  -  -  -  -  -  -  -  -  -  -  -  A  -  -  -];
    ReadPlans           "read_plans"           [A  A  A  A  A  A  A  A  A  A  A  -  A  -  -  -];
    DecideEntitlement   "decide_entitlement"   [-  -  -  -  -  -  -  -  -  -  A  -  A  -  -  -];
    ReadOrg             "read_org"             [A  A  A  A  A  A  A  A  A  A  A  A  A  A  -  -];
    ReadNorms           "read_norms"           [-  A  A  A  A  A  A  A  A  A  A  A  A  A  -  -];
    WriteClientGroups   "write_client_groups"  [-  -  -  -  -  -  -  -  -  -  -  -  A  -  -  -];
    WriteNorms          "write_norms"          [-  -  -  -  -  -  -  -  -  -  -  -  A  A  -  -];
    ManageUsers         "manage_users"         [-  -  -  -  -  -  -  -  -  -  -  -  A  A  -  -];
    RunSandbox          "run_sandbox"          [-  -  -  -  -  -  -  -  -  -  -  -  -  A  -  -];
    ReadEvents          "read_events"          [A  A  A  A  A  A  A  A  A  A  A  A  A  A  -  A] EventsRead;
    ReadAudit           "read_audit"           [-  -  -  -  -  -  -  -  -  -  -  -  A  A  -  -];
    ManageWebhooks      "manage_webhooks"      [-  -  -  -  -  -  -  -  -  -  -  -  A  A  -  -];
}

/// What one role may do: one cell of the matrix.
pub fn cell(role: Role, action: Action) -> Scope {
    let column = Role::ALL.iter().position(|other| *other == role);
    column.and_then(|column| action.row().get(column).copied()).unwrap_or(Scope::Nobody)
}

/// The furthest scope that any of `roles` gives.
pub fn scope(roles: &[Role], action: Action) -> Scope {
    roles.iter().map(|role| cell(*role, action)).max().unwrap_or(Scope::Nobody)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// That every row is full, the compiler sees.
    #[test]
    fn every_action_has_somebody_who_may() {
        for action in Action::ALL {
            assert!(Role::ALL.iter().any(|role| cell(*role, *action) > Scope::Nobody), "{action}");
        }
    }

    #[test]
    fn several_roles_give_the_furthest_scope() {
        assert_eq!(scope(&[Role::Hunter, Role::HeadActiveSales], Action::ConfirmSale), Scope::Unit);
        assert_eq!(scope(&[], Action::ReadClients), Scope::Nobody);
    }
}
