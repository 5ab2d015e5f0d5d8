//! Which code each refusal becomes; matched without `_`, so that a new rule cannot ship unmapped.

use app::AppError;
use app::storage::StoreError;

use super::{Code, FieldProblem, Problem};

mod dossier;
mod groups;
mod handoffs;
mod merges;
mod queue;
mod reassignments;
mod receivables;
mod reviews;
mod sales;

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        let detail = error.to_string();
        match error {
            AppError::NotFound(_) => Self::new(Code::NotFound, detail),
            AppError::Forbidden(action) => {
                Self::new(Code::Forbidden, format!("your roles do not let you {action} here")).with("action", action)
            }
            AppError::VersionMismatch => Self::version_mismatch(),
            AppError::BeyondJournal => {
                Self::new(Code::BadCursor, "begin again without cursor; this one lies beyond everything that has happened")
            }
            AppError::Repeated => Self::new(Code::IdempotencyInProgress, "the same request runs elsewhere; ask again in a moment"),
            AppError::Interrupted => Self::new(Code::Unavailable, "nothing of the batch was written; send it again in a moment"),
            AppError::Fields(errors) => Self::fields(
                errors
                    .into_iter()
                    .map(|error| FieldProblem { pointer: error.pointer, code: error.code.into(), detail: error.detail })
                    .collect(),
            ),
            AppError::Dossier(refusal) => dossier::problem(refusal, detail),
            AppError::Receivables(refusal) => receivables::problem(refusal, detail),
            AppError::Groups(refusal) => groups::problem(refusal, detail),
            AppError::Clients(refusal) => clients(refusal, detail),
            AppError::OwnMatter(own) => own.into(),
            AppError::ReadingStopped(stopped) => {
                let until = domain::zulu(stopped.until);
                Self::new(Code::ReadingStopped, stopped.to_string()).with("clients", stopped.clients).with("until", until)
            }
            AppError::Illegal(illegal) => illegal.into(),
            AppError::Sales(refusal) => sales::problem(refusal, detail),
            AppError::Handoffs(refusal) => handoffs::problem(refusal, detail),
            AppError::Commission(refusal) => commission(refusal, detail),
            AppError::Org(refusal) => org(&refusal, detail),
            AppError::Calling(refusal) => calling(refusal, detail),
            AppError::MissedCalls(refusal) => match refusal {
                domain::calling::missed::Refusal::Illegal(illegal) => illegal.into(),
                domain::calling::missed::Refusal::AlreadyDone(done) => done.into(),
            },
            AppError::Reviews(refusal) => reviews::problem(refusal, detail),
            AppError::Queue(refusal) => queue::problem(refusal, detail),
            AppError::Merges(refusal) => merges::problem(refusal, detail),
            AppError::Reassignments(refusal) => reassignments::problem(refusal, detail),
            AppError::Meetings(refusal) => meetings(refusal, detail),
            AppError::Internal(what) => {
                tracing::error!(what, "a use case failed");
                Self::internal()
            }
            AppError::Webhooks(refusal) => match refusal {
                domain::webhooks::Refusal::Illegal(illegal) => illegal.into(),
                domain::webhooks::Refusal::Disabled => Self::new(Code::EndpointDisabled, detail),
            },
            AppError::Sandbox(refusal) => match refusal {
                app::sandbox::Refusal::NotSandbox => Self::new(Code::NotSandbox, detail),
                app::sandbox::Refusal::Backwards { now } => Self::new(Code::ClockBackwards, detail).with("now_at", domain::zulu(now)),
            },
            AppError::Store(error) => store(&error),
        }
    }
}

impl From<domain::own_matter::OwnMatter> for Problem {
    fn from(own: domain::own_matter::OwnMatter) -> Self {
        Self::new(Code::OwnMatter, own.to_string()).with("user_id", own.user_id)
    }
}

/// Whatever it happened to: only accounts have a code of their own, see `org`.
impl From<domain::Illegal> for Problem {
    fn from(illegal: domain::Illegal) -> Self {
        Self::new(Code::IllegalTransition, illegal.to_string()).with("from", illegal.from).with("event", illegal.event)
    }
}

impl From<domain::AlreadyDone> for Problem {
    fn from(done: domain::AlreadyDone) -> Self {
        Self::new(Code::AlreadyDone, done.to_string()).with("reason", done.reason)
    }
}

fn store(error: &StoreError) -> Problem {
    match error {
        StoreError::Stale => Problem::new(Code::Stale, "somebody else changed it in the same moment; read it and try again"),
        StoreError::Duplicate(_) => {
            Problem::new(Code::Conflict, "another request has just written a record like this; read it and try again")
        }
        StoreError::NoSuchPlace => Problem::foreign_cursor(),
        StoreError::Overtaken(_) => Problem::new(Code::Unavailable, "too many write to the same record at once; try again in a moment"),
        StoreError::Unavailable(cause) => {
            tracing::warn!(error = %cause, "the database is not available");
            Problem::new(Code::Unavailable, "the database does not answer now; try again in a moment")
        }
        StoreError::Corrupt { .. } | StoreError::Db(_) => {
            tracing::error!(error = ?error, "storage failed");
            Problem::internal()
        }
    }
}

fn org(refusal: &domain::org::Refusal, detail: String) -> Problem {
    use domain::org::Refusal;
    match refusal {
        Refusal::EmailTaken { id } => Problem::new(Code::EmailTaken, detail).with("id", *id),
        Refusal::ExternalIdTaken { id } => Problem::new(Code::ExternalIdTaken, detail).with("id", *id),
        Refusal::ExtensionTaken { id } => Problem::new(Code::ExtensionTaken, detail).with("id", *id),
        Refusal::SourceTaken { id } => Problem::new(Code::SourceTaken, detail).with("id", *id),
        Refusal::Illegal(illegal) => {
            Problem::new(Code::IllegalAccountState, detail).with("from", illegal.from).with("event", illegal.event)
        }
        Refusal::LastSysAdmin => Problem::new(Code::LastSysAdmin, detail),
        Refusal::OwnDeputy => Problem::field("/deputy_user_id", "own_deputy", detail),
        Refusal::ChecksItself => Problem::field("/checks_unit", "checks_itself", detail),
        Refusal::ScopeOutOfKind { .. } => Problem::field("/scopes", "out_of_kind", detail),
        Refusal::ExpiresInPast => Problem::field("/expires_at", "in_the_past", detail),
        Refusal::Secret(bad) => Problem::field(format!("/secrets/{}", bad.name()), "secret", detail),
        Refusal::NoAddress => Problem::new(Code::NoAddress, detail),
    }
}

fn clients(refusal: domain::clients::Refusal, detail: String) -> Problem {
    use domain::clients::Refusal;
    let problem = |code| Problem::new(code, detail);
    match refusal {
        Refusal::Illegal(illegal) => illegal.into(),
        Refusal::NotLive { status } => problem(Code::RecordNotLive).with("record_status", status),
        Refusal::ChecklistIncomplete { missing } => problem(Code::ChecklistIncomplete).with("missing", missing),
        Refusal::NotPostponable { temperature } => problem(Code::NotPostponable).with("temperature", temperature),
        Refusal::RecontactOutOfRange { latest_on } => problem(Code::RecontactOutOfRange).with("latest_on", latest_on.to_string()),
        Refusal::OpenMeeting => problem(Code::OpenMeeting),
        Refusal::OpenOpportunity => problem(Code::OpenOpportunity),
        Refusal::TooEarlyToRecycle { from_on } => problem(Code::TooEarlyToRecycle).with("from_on", from_on.to_string()),
        Refusal::NeverRecycled { reason } => problem(Code::NeverRecycled).with("reason", reason),
        Refusal::NoLossProposed => problem(Code::NoLossProposed),
        Refusal::ExemptionOutOfRange { latest_on } => problem(Code::ExemptionOutOfRange).with("latest_on", latest_on.to_string()),
        Refusal::OpenMoney => problem(Code::OpenMoney),
        Refusal::OwnExemption => problem(Code::OwnExemption),
        Refusal::Exists { id } => problem(Code::ClientExists).with("id", id),
        Refusal::BranchOfBranch => Problem::field("/head_office_id", "branch_of_branch", "a head office is no branch itself"),
        Refusal::ContactKnown { id } => problem(Code::ExternalIdTaken).with("id", id),
        Refusal::ExternalIdTaken { id } => problem(Code::ExternalIdTaken).with("id", id),
    }
}

fn calling(refusal: domain::calling::Refusal, detail: String) -> Problem {
    use domain::calling::Refusal;
    let problem = |code| Problem::new(code, detail);
    match refusal {
        Refusal::Illegal(illegal) => illegal.into(),
        Refusal::AlreadyDone(done) => done.into(),
        Refusal::CallUnmatched => problem(Code::CallUnmatched),
        Refusal::AlreadyMatched { client_id } => problem(Code::CallMatched).with("client_id", client_id),
        Refusal::Internal => problem(Code::InternalCall),
        Refusal::HasEffects => problem(Code::CallHasEffects),
        Refusal::AlreadyAssigned { user_id } => problem(Code::CallAssigned).with("user_id", user_id),
        Refusal::DispositionFinal { said, until } => {
            problem(Code::DispositionFinal).with("disposition", said).with("until", domain::zulu(until))
        }
        Refusal::Suppressed => problem(Code::NumberSuppressed),
        Refusal::CallbackOutOfRange { latest_at } => problem(Code::CallbackOutOfRange).with("latest_at", domain::zulu(latest_at)),
    }
}

fn meetings(refusal: domain::meetings::Refusal, detail: String) -> Problem {
    use domain::meetings::Refusal;
    let problem = |code| Problem::new(code, detail);
    match refusal {
        Refusal::Illegal(illegal) => illegal.into(),
        Refusal::AlreadyDone(done) => done.into(),
        Refusal::TooEarly { starts_at } => problem(Code::TooEarly).with("starts_at", domain::zulu(starts_at)),
        Refusal::SlotPast { now } => problem(Code::SlotPast).with("now_at", domain::zulu(now)),
        Refusal::SlotTooFar { latest_at } => problem(Code::SlotTooFar).with("latest_at", domain::zulu(latest_at)),
        Refusal::SlotTaken { meeting_id } => problem(Code::SlotTaken).with("meeting_id", meeting_id),
        Refusal::MeetingExists { meeting_id } => problem(Code::MeetingExists).with("meeting_id", meeting_id),
        Refusal::AcceptOver { due_at } => problem(Code::AcceptWindowOver).with("accept_due_at", domain::zulu(due_at)),
        Refusal::DisputeOver { until } => problem(Code::DisputeWindowOver).with("until", domain::zulu(until)),
        Refusal::DisputedBefore => problem(Code::DisputedBefore),
    }
}

fn commission(refusal: domain::commission::Refusal, detail: String) -> Problem {
    use domain::commission::Refusal;
    let problem = |code| Problem::new(code, detail.clone());
    match refusal {
        Refusal::Illegal(illegal) => illegal.into(),
        Refusal::AlreadyDone(done) => done.into(),
        Refusal::OwnMatter(own) => own.into(),
        Refusal::SplitNotAgreed { opportunity_id, missing } => {
            problem(Code::SplitNotAgreed).with("opportunity_id", opportunity_id).with("missing", missing)
        }
        Refusal::PeriodBeforeLedger { first_month, .. } => problem(Code::PeriodBeforeLedger).with("first_month", first_month.to_string()),
        Refusal::PeriodNotBegun { starts_on, .. } => problem(Code::PeriodNotBegun).with("starts_on", starts_on.to_string()),
        Refusal::StatementPaid { statement_id } => problem(Code::StatementPaid).with("statement_id", statement_id),
        Refusal::BalanceCarried { statement_id } => problem(Code::BalanceCarried).with("statement_id", statement_id),
        Refusal::DisputeWindowOpen { until } => problem(Code::DisputeWindowOpen).with("until_at", domain::zulu(until)),
        Refusal::DisputeWindowOver { until } => problem(Code::DisputeWindowOver).with("until_at", until.map(domain::zulu)),
        Refusal::AlreadyDisputed => problem(Code::AlreadyDisputed),
        Refusal::OverCap { sum_bp, cap_bp } => problem(Code::OverCap).with("sum_bp", sum_bp).with("cap_bp", cap_bp),
        Refusal::PlanExists { number } => problem(Code::PlanExists).with("number", number),
        Refusal::FxRateExists { id } => problem(Code::FxRateExists).with("id", id),
        Refusal::FxOtherRate { .. } => Problem::field("/replaces", "other_rate", detail),
        Refusal::FxSameRate => Problem::field("/rate", "same_rate", detail),
        Refusal::FxSameCurrency { .. } => Problem::field("/currency", "same_currency", detail),
    }
}
