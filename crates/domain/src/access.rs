//! Who may do what: the whole policy (RULES.md §6). The matrix gives each role a scope for each action; where two persons must
//! differ whatever their roles, the rules of the area say so.

use crate::ids::UserId;

mod matrix;
mod reading;

pub use matrix::{Action, Permission, cell, permission, scope};
pub use reading::{Reading, is_discreet, reading};

crate::words! {
    /// The roles of RULES.md §6, in the order of the table's columns.
    pub enum Role {
        CallManager = "call_manager", CallCentreAdmin = "call_centre_admin", Hunter = "hunter", HeadActiveSales = "head_active_sales",
        Farmer = "farmer", HeadClientDept = "head_client_dept", KeyAccountManager = "key_account_manager", HeadKeyAccounts = "head_key_accounts",
        SupportClerk = "support_clerk", LetterWriter = "letter_writer", Finance = "finance", Quality = "quality", Director = "director",
        SysAdmin = "sys_admin", TelephonyIntegration = "telephony_integration", ImportIntegration = "import_integration",
    }

    /// The units that exist from the start (RULES.md §2).
    pub enum UnitCode {
        CallCentre = "call_centre", ActiveSales = "active_sales", ClientDepartment = "client_department", KeyAccounts = "key_accounts",
        SalesSupport = "sales_support", LetterSales = "letter_sales", Finance = "finance", TechnicalSupply = "technical_supply", Legal = "legal",
        Logistics = "logistics", Quality = "quality", Marketing = "marketing", Office = "office",
    }

    /// How far a permission reaches.
    pub enum Scope { Nobody = "nobody", Own = "own", Unit = "unit", All = "all" }

    /// What the key of an outside system lets it do, besides its role.
    pub enum KeyScope { CallsWrite = "calls:write", ClientsRead = "clients:read", ClientsWrite = "clients:write", SalesWrite = "sales:write", PaymentsWrite = "payments:write",
        EventsRead = "events:read" }
}

/// Does somebody with these roles lead a unit that sells?
pub fn leads(roles: &[Role]) -> bool {
    roles.iter().any(|role| matches!(role, Role::HeadActiveSales | Role::HeadClientDept | Role::HeadKeyAccounts))
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
