//! Permissions as types, so that the signature of a handler says what its caller must be allowed. What roles give them is the
//! policy of `domain::access`; this names its actions only.

use domain::access::Action;

/// An action of the policy.
pub trait Permission: 'static {
    /// Which.
    const ACTION: Action;
}

macro_rules! permissions {
    ($($action:ident)+) => {$(
        #[doc = concat!("[`Action::", stringify!($action), "`]")]
        #[derive(Debug)]
        pub enum $action {}

        impl Permission for $action {
            const ACTION: Action = Action::$action;
        }
    )+};
}

permissions! {
    BookMeeting ConfirmSale DecideEntitlement DisposeCall DisputeMeeting DisputeStatement
    DraftPlan DraftSale ExemptContact ExemptHandoff ForceHandoff HoldMeeting
    IntroduceHandoff KeepCommission LogActivity ManageUsers ManageWebhooks PostCall ProposeHandoff
    ProposeLost QualifyClient ReadCalls ReadAudit ReadClients ReadCommission ReadEvents ReadNorms
    ReadOrg ReadPlans ReadPortfolio ReadSignals ReassignOpportunity ReopenClient
    ReopenPeriod ResolveCall ResolveMeeting RunSandbox SetCreditHold SetDoNotCall TakeHandoff
    WorkOpportunity WriteClients WriteNorms WritePayments
}
