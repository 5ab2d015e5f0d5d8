//! Who is told of what happened (§6: any member of staff reads the event stream, less what is restricted): by the kind of thing
//! that it happened to.

use super::Action;

/// What one needs to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Whoever may read any of these things is told of all: history and status are open (S004-28).
    Open(Action),
    /// Only who may read all of these things is told; others find their own on its list.
    Restricted(Action),
}

/// What one needs to be told of things with this TypeID prefix; nobody is told of what is not named here.
pub fn reading(kind: &str) -> Option<Reading> {
    Some(match kind {
        "activity" | "assignment" | "client" | "contact" | "handoff" | "meeting" | "opportunity" | "productline" | "promise" | "sale"
        | "saleline" => Reading::Open(Action::ReadClients),
        "call" | "calllist" | "calltask" | "listrefusal" | "missedcall" | "script" | "scriptversion" | "suppression" => {
            Reading::Open(Action::ReadCalls)
        }
        "calendar" | "clientgroup" | "unit" | "user" => Reading::Open(Action::ReadOrg),
        "norm" => Reading::Open(Action::ReadNorms),
        "plan" | "fxrate" => Reading::Open(Action::ReadPlans),
        "period" => Reading::Open(Action::ReadCommission),
        "contract" => Reading::Restricted(Action::ReadContracts),
        "collectionplan" => Reading::Restricted(Action::ReadCollections),
        "dossier" => Reading::Restricted(Action::ReadDossierLog),
        "claim" => Reading::Restricted(Action::ReadClaims),
        "allocation" | "payment" | "refund" => Reading::Restricted(Action::ReadPayments),
        "accrual" | "adjustment" | "entitlement" | "statement" => Reading::Restricted(Action::ReadCommission),
        "calendarfeed" => Reading::Restricted(Action::KeepCalendarFeed),
        "availability" => Reading::Restricted(Action::KeepAvailability),
        "review" => Reading::Restricted(Action::ReadReviews),
        "scorecard" => Reading::Open(Action::ReadReviews),
        "signal" => Reading::Restricted(Action::ReadSignals),
        "duplicate" => Reading::Restricted(Action::ReadDuplicates),
        "merge" => Reading::Restricted(Action::ReadMerges),
        "reassignment" => Reading::Restricted(Action::ReassignCurator),
        "report" => Reading::Restricted(Action::ReadReports),
        "delivery" | "webhook" => Reading::Restricted(Action::ManageWebhooks),
        "integration" | "key" => Reading::Restricted(Action::ManageUsers),
        _ => return None,
    })
}

/// Do events about things of this kind tell only that something happened? What somebody earns is read at the thing itself, where it
/// is written down who read it (§6); a stream is no way around that.
pub fn is_discreet(kind: &str) -> bool {
    matches!(reading(kind), Some(Reading::Restricted(Action::ReadCommission)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PREFIXES;

    #[test]
    fn every_kind_of_thing_has_its_readers() {
        let unread: Vec<_> = PREFIXES.iter().filter(|kind| reading(kind).is_none()).collect();
        assert_eq!(unread, [&"event"], "say above who is told of these");
    }
}
