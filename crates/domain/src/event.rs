//! Events, which become journal entries, and [`Decided`], which every decision returns (RULES.md §4, I-1).

use uuid::Uuid;

pub mod catalogue;

use crate::ids::{ClientId, Id, Kind, typed};

/// The payload of an event: ids in their public form, values before and after. Never names, phones or texts about people:
/// the journal cannot forget, personal data must (crates/README.md).
pub type Facts = serde_json::Map<String, serde_json::Value>;

/// Facts by their names: `facts([("client_id", client.id.into())])`.
pub fn facts<const N: usize>(facts: [(&str, serde_json::Value); N]) -> Facts {
    facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

crate::words! {
    /// Everything that can happen (RULES.md §4), past tense.
    pub enum EventName {
        ClientCreated = "client_created", ClientUpdated = "client_updated", ClientContacted = "client_contacted", ClientQualified = "client_qualified",
        ClientPostponed = "client_postponed", ClientDisqualified = "client_disqualified", ClientRecycled = "client_recycled",
        ClientReopened = "client_reopened", ClientStageChanged = "client_stage_changed", ClientMerged = "client_merged", ClientErased = "client_erased",
        ClientUnmerged = "client_unmerged", MergeProposed = "merge_proposed", MergeApproved = "merge_approved", MergeRefused = "merge_refused", DuplicateDismissed = "duplicate_dismissed",
        ClientExempted = "client_exempted", ClientGroupChanged = "client_group_changed", ClientBelowMinimum = "client_below_minimum", ClientDiscountDue = "client_discount_due", DuplicateSuspected = "duplicate_suspected",
        ContactAdded = "contact_added", ContactUpdated = "contact_updated", ActivityLogged = "activity_logged",
        CallRecorded = "call_recorded", CallUpdated = "call_updated", CallUnmatched = "call_unmatched", CallMatched = "call_matched", CallDismissed = "call_dismissed", CallAssigned = "call_assigned", CallDisposed = "call_disposed",
        DoNotCallSet = "do_not_call_set", CallReviewed = "call_reviewed", CallReviewDisputed = "call_review_disputed", CallReviewResolved = "call_review_resolved",
        MissedCallOpened = "missed_call_opened", MissedCallRepeated = "missed_call_repeated", MissedCallTaken = "missed_call_taken",
        MissedCallOverdue = "missed_call_overdue", MissedCallMatched = "missed_call_matched", MissedCallReturned = "missed_call_returned", MissedCallDismissed = "missed_call_dismissed",
        AvailabilityChanged = "availability_changed",
        ScorecardCreated = "scorecard_created", ScorecardUpdated = "scorecard_updated",
        ScriptCreated = "script_created", ScriptUpdated = "script_updated", ScriptWithdrawn = "script_withdrawn",
        ScriptVersionDrafted = "script_version_drafted", ScriptVersionUpdated = "script_version_updated", ScriptVersionApproved = "script_version_approved",
        CallListCreated = "call_list_created", CallListUpdated = "call_list_updated", CallListActivated = "call_list_activated",
        CallListExhausted = "call_list_exhausted", CallListWithdrawn = "call_list_withdrawn",
        CallTaskClaimed = "call_task_claimed", CallTaskReleased = "call_task_released", CallTaskLeaseExpired = "call_task_lease_expired",
        CallTaskUpdated = "call_task_updated", CallTaskCallbackSet = "call_task_callback_set", CallTaskDone = "call_task_done",
        CallTaskExhausted = "call_task_exhausted", CallTaskCancelled = "call_task_cancelled", CallTaskRecycled = "call_task_recycled",
        SuppressionCreated = "suppression_created", SuppressionLifted = "suppression_lifted",
        MeetingBooked = "meeting_booked", MeetingConfirmed = "meeting_confirmed", MeetingRescheduled = "meeting_rescheduled", MeetingHeld = "meeting_held",
        MeetingNoShow = "meeting_no_show", MeetingCancelled = "meeting_cancelled", MeetingAccepted = "meeting_accepted",
        MeetingRejected = "meeting_rejected", MeetingDisputed = "meeting_disputed",
        MeetingJudged = "meeting_judged", MeetingOverdue = "meeting_overdue",
        CalendarFeedIssued = "calendar_feed_issued", CalendarFeedRevoked = "calendar_feed_revoked",
        ClientGroupAdded = "client_group_added", ClientGroupUpdated = "client_group_updated",
        ProductLineAdded = "product_line_added", ProductLineUpdated = "product_line_updated",
        OpportunityOpened = "opportunity_opened", OpportunityAdvanced = "opportunity_advanced", OpportunityUpdated = "opportunity_updated",
        OpportunityWon = "opportunity_won", OpportunityLost = "opportunity_lost", OpportunityCancelled = "opportunity_cancelled",
        OpportunityReassigned = "opportunity_reassigned", CreditSplit = "credit_split", CreditSplitAgreed = "credit_split_agreed",
        SaleDrafted = "sale_drafted", SaleUpdated = "sale_updated", SaleConfirmed = "sale_confirmed", SaleCancelled = "sale_cancelled", FirstSale = "first_sale",
        FirstSaleVoided = "first_sale_voided",
        PaymentCleared = "payment_cleared", PaymentReversed = "payment_reversed", RefundRecorded = "refund_recorded", AllocationChanged = "allocation_changed",
        HandoffPrepared = "handoff_prepared", HandoffProposed = "handoff_proposed", HandoffReaddressed = "handoff_readdressed", HandoffReturned = "handoff_returned",
        HandoffEscalated = "handoff_escalated", HandoffAccepted = "handoff_accepted", HandoffIntroduced = "handoff_introduced",
        HandoffCompleted = "handoff_completed", HandoffExempted = "handoff_exempted", HandoffCancelled = "handoff_cancelled", HandoffOverdue = "handoff_overdue",
        ClientActivated = "client_activated", ClientAbandoned = "client_abandoned", ClientRecovered = "client_recovered",
        ClientLossProposed = "client_loss_proposed", ClientLost = "client_lost", ClientWonBack = "client_won_back", CuratorChanged = "curator_changed", ReassignmentDone = "reassignment_done", ReassignmentUndone = "reassignment_undone",
        PortfolioOverloaded = "portfolio_overloaded", PortfolioNeglected = "portfolio_neglected", StaffingRedZone = "staffing_red_zone",
        SignalRaised = "signal_raised", UnusualReading = "unusual_reading", SignalAcknowledged = "signal_acknowledged", SignalResolved = "signal_resolved",
        ContractDrafted = "contract_drafted", ContractUpdated = "contract_updated", ContractSigned = "contract_signed", ContractPerformed = "contract_performed",
        ContractTerminated = "contract_terminated", ContractExpired = "contract_expired",
        PromiseMade = "promise_made", PromiseUpdated = "promise_updated", PromiseKept = "promise_kept", PromiseBroken = "promise_broken",
        CollectionPlanCreated = "collection_plan_created", CollectionPlanUpdated = "collection_plan_updated", CollectionPlanApproved = "collection_plan_approved",
        PromiseWithdrawn = "promise_withdrawn", PromiseOverdue = "promise_overdue",
        ClaimOpened = "claim_opened", ClaimUpdated = "claim_updated", ClaimAssigned = "claim_assigned", ClaimResolved = "claim_resolved", ClaimRejected = "claim_rejected",
        DossierSectionWritten = "dossier_section_written", DossierSectionRead = "dossier_section_read", DossierSectionRefused = "dossier_section_refused",
        DossierReviewed = "dossier_reviewed", DossierSectionExported = "dossier_section_exported",
        EntitlementOpened = "entitlement_opened", EntitlementActivated = "entitlement_activated", EntitlementSuspended = "entitlement_suspended",
        EntitlementResumed = "entitlement_resumed", EntitlementEnded = "entitlement_ended", EntitlementVoided = "entitlement_voided", EntitlementCarvedOut = "entitlement_carved_out",
        AccrualPosted = "accrual_posted", AccrualHeld = "accrual_held", AccrualReleased = "accrual_released", AccrualReversed = "accrual_reversed",
        AccrualForfeited = "accrual_forfeited", AccrualVoided = "accrual_voided", AdjustmentEntered = "adjustment_entered", AdjustmentPosted = "adjustment_posted", AdjustmentRejected = "adjustment_rejected",
        PeriodOpened = "period_opened", PeriodClosing = "period_closing", PeriodClosed = "period_closed", PeriodReopened = "period_reopened",
        StatementDrafted = "statement_drafted", StatementIssued = "statement_issued", StatementAcknowledged = "statement_acknowledged", StatementDisputed = "statement_disputed",
        StatementResolved = "statement_resolved", StatementApproved = "statement_approved", StatementPaid = "statement_paid",
        FxRateSet = "fx_rate_set", FxRateReplaced = "fx_rate_replaced", NormChanged = "norm_changed", PlanDrafted = "plan_drafted", PlanVersionPublished = "plan_version_published",
        CalendarChanged = "calendar_changed", UnitUpdated = "unit_updated",
        UserCreated = "user_created", UserUpdated = "user_updated", UserDeactivated = "user_deactivated", UserTerminated = "user_terminated",
        PasswordSet = "password_set", PasswordReset = "password_reset", IntegrationCreated = "integration_created", IntegrationUpdated = "integration_updated",
        ApiKeyIssued = "api_key_issued", ApiKeyRevoked = "api_key_revoked",
        WebhookCreated = "webhook_created", WebhookUpdated = "webhook_updated", WebhookEnabled = "webhook_enabled", WebhookDisabled = "webhook_disabled",
        WebhookSecretRotated = "webhook_secret_rotated", WebhookTested = "webhook_tested", WebhookRedelivered = "webhook_redelivered",
        ClockAdvanced = "clock_advanced", LedgerKept = "ledger_kept", JournalAnchored = "journal_anchored",
        RestrictedRead = "restricted_read",
    }
}

crate::words! {
    /// What only some may read (§6).
    pub enum Restricted {
        /// Birthday and personal phones of a contact.
        Personal = "personal",
        /// The recording of somebody else's call.
        Recording = "recording",
        /// Somebody else's commission.
        Commission = "commission",
        /// Contracts with a client.
        Contracts = "contracts",
        /// Claims of a client.
        Conflicts = "conflicts",
    }
}

/// Something that happened to one aggregate; the journal adds who did it, when, and in which request.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What happened.
    pub name: EventName,
    /// TypeID prefix of the aggregate it happened to.
    pub subject_kind: &'static str,
    /// The aggregate it happened to.
    pub subject_id: Uuid,
    /// The client on whose timeline it appears, if any.
    pub client_id: Option<ClientId>,
    /// Ids, and values before and after.
    pub facts: Facts,
}

impl Event {
    /// `name` happened to `subject`.
    pub fn new<K: Kind>(name: EventName, subject: Id<K>, client_id: Option<ClientId>) -> Self {
        Self { name, subject_kind: K::PREFIX, subject_id: subject.uuid(), client_id, facts: Facts::new() }
    }

    /// Somebody read restricted data of `subject`; every such read is journalled (S004-14).
    pub fn restricted_read<K: Kind>(subject: Id<K>, client_id: Option<ClientId>, what: Restricted) -> Self {
        Self::new(EventName::RestrictedRead, subject, client_id).with("what", what)
    }

    /// The same event with one more fact.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<serde_json::Value>) -> Self {
        self.facts.insert(key.to_owned(), value.into());
        self
    }

    /// The same event with the value of `key` before and after: `{"key": {"before": …, "after": …}}`.
    #[must_use]
    pub fn changed(self, key: &str, before: impl Into<serde_json::Value>, after: impl Into<serde_json::Value>) -> Self {
        self.with(key, serde_json::json!({"before": before.into(), "after": after.into()}))
    }

    /// The same event with `key` before and after, where it is another.
    #[must_use]
    pub fn changed_if<V: PartialEq + Into<serde_json::Value>>(self, key: &str, before: V, after: V) -> Self {
        if before == after { self } else { self.changed(key, before, after) }
    }

    /// The same event, saying that `key` has changed and not into what: the journal cannot forget, and its readers may not all see it.
    #[must_use]
    pub fn altered_if(self, key: &str, altered: bool) -> Self {
        if altered { self.with(key, "changed") } else { self }
    }

    /// The public id of the aggregate.
    pub fn subject(&self) -> String {
        typed(self.subject_kind, self.subject_id)
    }
}

/// The result of a decision: the next state and the events that explain it.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a decision that is not applied changes nothing"]
pub struct Decided<T> {
    /// The aggregate to store.
    pub state: T,
    /// The entries to journal; empty means that nothing changed.
    pub events: Vec<Event>,
}

impl<T> Decided<T> {
    /// A change with one event.
    pub fn one(state: T, event: Event) -> Self {
        Self { state, events: vec![event] }
    }

    /// A repeat that changes nothing.
    pub fn unchanged(state: T) -> Self {
        Self { state, events: Vec::new() }
    }

    /// Makes another decision about the same aggregate and keeps the events of both.
    pub fn then<E>(self, next: impl FnOnce(T) -> Result<Self, E>) -> Result<Self, E> {
        let Self { state, mut events } = self;
        let next = next(state)?;
        events.extend(next.events);
        Ok(Self { state: next.state, events })
    }
}

/// Decisions about several aggregates, to be stored together.
impl<T> FromIterator<Decided<T>> for Decided<Vec<T>> {
    fn from_iter<I: IntoIterator<Item = Decided<T>>>(decisions: I) -> Self {
        let (state, events): (Vec<_>, Vec<_>) = decisions.into_iter().map(|Decided { state, events }| (state, events)).unzip();
        Self { state, events: events.into_iter().flatten().collect() }
    }
}
