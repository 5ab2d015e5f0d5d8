//! Who may do what: the whole policy in one table (RULES.md §6). Role × action → scope; persons, not roles, where two must differ.

use std::sync::LazyLock;

use crate::Word;
use crate::ids::UserId;
use crate::org::UnitCode;

mod reading;

pub use reading::{Reading, is_discreet, reading};

crate::words! {
    /// The roles of RULES.md §6, in the order of the table's columns.
    pub enum Role {
        CallManager = "call_manager", CallCentreAdmin = "call_centre_admin", Hunter = "hunter", HeadActiveSales = "head_active_sales",
        Farmer = "farmer", HeadClientDept = "head_client_dept", KeyAccountManager = "key_account_manager", HeadKeyAccounts = "head_key_accounts",
        SupportClerk = "support_clerk", LetterWriter = "letter_writer", Finance = "finance", Quality = "quality", Director = "director",
        SysAdmin = "sys_admin", TelephonyIntegration = "telephony_integration", ImportIntegration = "import_integration",
    }

    /// How far a permission reaches.
    pub enum Scope { Nobody = "nobody", Own = "own", Unit = "unit", All = "all" }

    /// Everything that needs a permission.
    pub enum Action {
        ReadClients = "read_clients", WriteClients = "write_clients", LogActivity = "log_activity", ReadPersonal = "read_personal",
        QualifyClient = "qualify_client", RecycleClient = "recycle_client", ReopenClient = "reopen_client", SetDoNotCall = "set_do_not_call", SetCreditHold = "set_credit_hold", ErasePersonal = "erase_personal",
        ExemptContact = "exempt_contact", ProposeLost = "propose_lost", ConfirmLost = "confirm_lost", ReassignCurator = "reassign_curator",
        DisposeCall = "dispose_call", PostCall = "post_call", ReadCalls = "read_calls", ResolveCall = "resolve_call",
        BookMeeting = "book_meeting", HoldMeeting = "hold_meeting", DisputeMeeting = "dispute_meeting", ResolveMeeting = "resolve_meeting",
        WorkOpportunity = "work_opportunity", ReassignOpportunity = "reassign_opportunity",
        DraftSale = "draft_sale", ConfirmSale = "confirm_sale", WritePayments = "write_payments", ReadPayments = "read_payments",
        ProposeHandoff = "propose_handoff", TakeHandoff = "take_handoff", ForceHandoff = "force_handoff", IntroduceHandoff = "introduce_handoff",
        ExemptHandoff = "exempt_handoff",
        ReadPortfolio = "read_portfolio", ReadSignals = "read_signals",
        ReadCommission = "read_commission", DisputeStatement = "dispute_statement", KeepCommission = "keep_commission",
        ReopenPeriod = "reopen_period", DraftPlan = "draft_plan", PublishPlan = "publish_plan", ReadPlans = "read_plans", DecideEntitlement = "decide_entitlement",
        ReadOrg = "read_org", ReadNorms = "read_norms", WriteNorms = "write_norms", ManageUsers = "manage_users", RunSandbox = "run_sandbox",
        ReadEvents = "read_events", ReadAudit = "read_audit", ManageWebhooks = "manage_webhooks",
    }
}

/// The matrix of RULES.md §6. A all · U own unit · O own · - nobody.
const TABLE: &str = "
                     CM CA HU HA FA HC KM HK SC LW FI QU DI SA IT II
read_clients         A  A  A  A  A  A  A  A  A  A  A  A  A  -  -  -
write_clients        O  A  O  U  O  U  O  U  O  -  -  -  A  -  -  A
log_activity         O  A  O  U  O  U  O  U  -  O  -  O  A  -  -  A
read_personal        -  -  O  U  O  U  O  U  -  O  -  -  A  -  -  -
qualify_client       O  A  O  U  -  U  -  U  -  -  -  -  A  -  -  -
recycle_client       -  A  -  -  -  -  -  -  -  -  -  -  A  -  -  -
reopen_client        -  -  -  A  -  A  -  -  -  -  -  -  A  -  -  -
set_do_not_call      O  A  O  U  O  U  O  U  -  O  -  -  A  -  -  -
set_credit_hold      -  -  -  -  -  U  -  U  -  -  A  -  A  -  -  -
erase_personal       -  -  -  -  -  -  -  -  -  -  -  -  A  -  -  -
exempt_contact       -  -  -  U  -  U  -  U  -  -  -  -  A  -  -  -
propose_lost         -  -  -  -  O  U  O  U  -  -  -  -  A  -  -  -
confirm_lost         -  -  -  -  -  U  -  U  -  -  -  -  A  -  -  -
reassign_curator     -  -  -  U  -  U  -  U  -  -  -  -  A  -  -  -
dispose_call         O  A  -  -  -  -  -  -  -  -  -  -  -  -  -  -
post_call            -  -  -  -  -  -  -  -  -  -  -  -  -  -  A  -
read_calls           A  A  A  A  A  A  A  A  A  A  A  A  A  -  -  -
resolve_call         -  A  -  -  U  U  -  -  -  -  -  -  -  -  -  -
book_meeting         O  A  O  U  -  -  O  U  -  -  -  -  -  -  -  -
hold_meeting         -  -  O  U  -  -  O  U  -  -  -  -  -  -  -  -
dispute_meeting      -  A  -  -  -  -  -  -  -  -  -  -  -  -  -  -
resolve_meeting      -  A  -  A  -  -  -  -  -  -  -  -  A  -  -  -
work_opportunity     -  -  O  U  O  U  O  U  -  -  -  -  -  -  -  -
reassign_opportunity -  -  -  U  -  U  -  U  -  -  -  -  A  -  -  -
draft_sale           -  -  O  U  O  U  O  U  A  -  A  -  -  -  -  A
confirm_sale         -  -  O  U  O  U  O  U  -  -  A  -  -  -  -  A
write_payments       -  -  -  -  -  -  -  -  -  -  A  -  -  -  -  A
read_payments        -  -  -  -  O  U  O  U  -  -  A  -  A  -  -  -
propose_handoff      -  -  O  U  -  -  -  -  -  -  -  -  -  -  -  -
take_handoff         -  -  -  -  O  U  O  U  -  -  -  -  -  -  -  -
force_handoff        -  -  -  -  -  U  -  U  -  -  -  -  -  -  -  -
introduce_handoff    -  -  O  U  O  U  O  U  -  -  -  -  -  -  -  -
exempt_handoff       -  -  -  -  -  -  -  -  -  -  -  -  A  -  -  -
read_portfolio       -  -  O  U  O  U  O  U  -  -  -  -  A  -  -  -
read_signals         O  U  O  U  O  U  O  U  O  O  O  O  A  -  -  -
read_commission      O  O  O  U  O  U  O  U  O  O  A  -  A  -  -  -
dispute_statement    O  O  O  O  O  O  O  O  O  O  -  -  -  -  -  -
keep_commission      -  -  -  -  -  -  -  -  -  -  A  -  -  -  -  -
reopen_period        -  -  -  -  -  -  -  -  -  -  A  -  A  -  -  -
draft_plan           -  -  -  A  -  A  -  A  -  -  A  -  A  -  -  -
publish_plan         -  -  -  -  -  -  -  -  -  -  -  -  A  -  -  -
read_plans           A  A  A  A  A  A  A  A  A  A  A  -  A  -  -  -
decide_entitlement   -  -  -  -  -  -  -  -  -  -  A  -  A  -  -  -
read_org             A  A  A  A  A  A  A  A  A  A  A  A  A  A  -  -
read_norms           -  A  A  A  A  A  A  A  A  A  A  A  A  A  -  -
write_norms          -  -  -  -  -  -  -  -  -  -  -  -  A  A  -  -
manage_users         -  -  -  -  -  -  -  -  -  -  -  -  -  A  -  -
run_sandbox          -  -  -  -  -  -  -  -  -  -  -  -  -  A  -  -
read_events          A  A  A  A  A  A  A  A  A  A  A  A  A  A  -  A
read_audit           -  -  -  -  -  -  -  -  -  -  -  -  A  A  -  -
manage_webhooks      -  -  -  -  -  -  -  -  -  -  -  -  A  A  -  -
";

static MATRIX: LazyLock<Vec<Vec<Scope>>> = LazyLock::new(|| {
    Action::ALL
        .iter()
        .map(|action| {
            TABLE
                .lines()
                .find(|line| line.split_whitespace().next() == Some(action.as_str()))
                .map(|line| {
                    line.split_whitespace()
                        .skip(1)
                        .map(|cell| match cell {
                            "A" => Scope::All,
                            "U" => Scope::Unit,
                            "O" => Scope::Own,
                            _ => Scope::Nobody,
                        })
                        .collect()
                })
                .unwrap_or_default()
        })
        .collect()
});

/// What one role may do: one cell of the matrix.
pub fn cell(role: Role, action: Action) -> Scope {
    let row = Action::ALL.iter().position(|other| *other == action).and_then(|place| MATRIX.get(place));
    let column = Role::ALL.iter().position(|other| *other == role);
    row.zip(column).and_then(|(row, column)| row.get(column)).copied().unwrap_or(Scope::Nobody)
}

/// The furthest scope that any of `roles` gives.
pub fn scope(roles: &[Role], action: Action) -> Scope {
    roles.iter().map(|role| cell(*role, action)).max().unwrap_or(Scope::Nobody)
}

/// Whose an object is: the people who own it (§6 *Own*) and the unit that works with it now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Curator, hunter of record, party, author.
    pub people: Vec<UserId>,
    /// The unit whose head answers for it.
    pub unit: Option<UnitCode>,
}

impl Standing {
    /// Does `scope` reach this object for `user` of `unit`? A person's own is always within his unit's.
    pub fn within(&self, scope: Scope, user: UserId, unit: UnitCode) -> bool {
        match scope {
            Scope::Nobody => false,
            Scope::Own => self.people.contains(&user),
            Scope::Unit => self.people.contains(&user) || self.unit == Some(unit),
            Scope::All => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_a_full_row_and_every_row_an_action() {
        for (action, row) in Action::ALL.iter().zip(MATRIX.iter()) {
            assert_eq!(row.len(), Role::ALL.len(), "{action}");
        }
        assert_eq!(TABLE.trim().lines().count(), Action::ALL.len() + 1);
    }

    #[test]
    fn several_roles_give_the_furthest_scope() {
        assert_eq!(scope(&[Role::Hunter, Role::HeadActiveSales], Action::ConfirmSale), Scope::Unit);
        assert_eq!(scope(&[], Action::ReadClients), Scope::Nobody);
    }
}
