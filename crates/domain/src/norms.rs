//! The norms: every number of RULES.md §7 by its key, with its default. The value in force is the newest version, else the default.

mod by_group;
#[cfg(test)]
mod tests;
pub mod versions;

use crate::Date;
use crate::org::UnitCode;

/// What a norm may be set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A whole number in the range.
    Number(i64, i64),
    /// A whole number in the range, or null for "no limit".
    Limit(i64, i64),
    /// Yes or no.
    Flag,
}

/// The value of a norm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NormValue {
    /// A whole number in the norm's unit of measure.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// No limit.
    Unlimited,
}

impl Shape {
    /// Is `value` of this shape?
    pub fn admits(self, value: NormValue) -> bool {
        match (self, value) {
            (Self::Number(low, high) | Self::Limit(low, high), NormValue::Number(number)) => (low..=high).contains(&number),
            (Self::Limit(..), NormValue::Unlimited) | (Self::Flag, NormValue::Flag(_)) => true,
            _ => false,
        }
    }
}

macro_rules! norms {
    ($($id:literal $variant:ident $key:literal $default:expr, $shape:expr, $measure:literal, $text:literal;)+) => {
        crate::words! {
            /// The norms of RULES.md §7.
            pub enum NormKey { $($variant = $key),+ }
        }

        impl NormKey {
            /// Its number in RULES.md §7, such as `N-15`.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }
            /// The value in force until somebody sets another.
            pub const fn default(self) -> NormValue {
                match self { $(Self::$variant => $default),+ }
            }
            /// What it may be set to.
            pub const fn shape(self) -> Shape {
                match self { $(Self::$variant => $shape),+ }
            }
            /// The unit of measure of a number.
            pub const fn measure(self) -> &'static str {
                match self { $(Self::$variant => $measure),+ }
            }
            /// What it says, in one line.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }
    };
}

use NormValue::{Flag as F, Number as N};
use Shape::{Flag, Limit, Number};

norms! {
    "N-1" MinCallManagers "call_centre.min_call_managers" N(3), Number(0, 1_000), "people", "Call managers that a call centre needs to work at all.";
    "N-2" AdminRequired "call_centre.admin_required" F(true), Flag, "", "Does the call centre need an administrator?";
    "N-3" CallCentreHeadcount "call_centre.headcount_min" N(4), Number(0, 1_000), "people", "People in the call centre, its head included.";
    "N-3" ActiveSalesHeadcount "active_sales.headcount_min" N(6), Number(0, 1_000), "people", "People in active sales, the head included.";
    "N-4a" DialsPerDay "call_centre.dials_per_day" N(70), Number(0, 10_000), "calls", "Dials of one call manager in a day.";
    "N-4b" DialToMeeting "call_centre.dial_to_meeting_bp" N(200), Number(0, 10_000), "bp", "Share of dials that end in a booked meeting.";
    "N-4c" ConnectAlarm "call_centre.connect_alarm_bp" N(500), Number(0, 10_000), "bp", "Below this share of answered calls the list is bad.";
    "N-5" MinHunters "active_sales.min_managers" N(5), Number(0, 1_000), "people", "Hunters that active sales needs.";
    "N-6" RedZone "active_sales.red_zone_at_or_below" N(4), Number(0, 1_000), "people", "So many hunters or fewer are the red zone.";
    "N-7a" CallAttempts "call_centre.attempts_max" N(6), Number(1, 100), "attempts", "Call attempts before a client is exhausted.";
    "N-7a" CallAttemptDays "call_centre.attempts_over_days" N(10), Number(1, 365), "business days", "The attempts spread over at least so many business days.";
    "N-7b" LeaseMinutes "call_centre.lease_minutes" N(15), Number(1, 1_440), "minutes", "A claimed call task is held so long.";
    "N-7c" AttemptGapHours "call_centre.attempt_gap_hours" N(4), Number(0, 168), "hours", "Between two attempts to one client, at least.";
    "N-7d" RecycleExhaustedDays "call_centre.recycle_exhausted_days" N(90), Number(1, 3_650), "days", "An exhausted client is called again after.";
    "N-7d" RecycleColdDays "client.recycle_cold_days" N(180), Number(1, 3_650), "days", "A cold or disqualified client may be taken up again after.";
    "N-7e" CallingFromHour "call_centre.calling_from_hour" N(9), Number(0, 23), "hour", "Calls to a client begin at this hour of his day.";
    "N-7e" CallingUntilHour "call_centre.calling_until_hour" N(18), Number(1, 24), "hour", "Calls to a client end at this hour of his day.";
    "N-8" RecontactWarmDays "client.recontact_warm_days" N(30), Number(1, 365), "days", "A warm client is called again after.";
    "N-8" RecontactCoolDays "client.recontact_cool_days" N(90), Number(1, 365), "days", "A cool client is called again after.";
    "N-9a" ReviewsPerWeek "call_centre.reviews_per_week" N(5), Number(0, 1_000), "reviews", "Calls of each manager that the administrator reviews in a week.";
    "N-9b" MeetingAcceptDays "meeting.accept_days" N(1), Number(1, 30), "business days", "A hunter accepts or rejects a held meeting within.";
    "N-9b" ShowRate "meeting.show_rate_bp" N(7_000), Number(0, 10_000), "bp", "Share of booked meetings that take place.";
    "N-9b" AcceptRate "meeting.accept_rate_bp" N(9_000), Number(0, 10_000), "bp", "Share of held meetings that are accepted.";
    "N-9c" TravelBuffer "meeting.travel_buffer_minutes" N(60), Number(0, 1_440), "minutes", "Free time between two meetings of one person.";
    "N-10" PortfolioMin "portfolio.norm_min" N(20), Number(0, 100_000), "clients", "Clients that a farmer should have at least.";
    "N-11" PortfolioMax "portfolio.norm_max" N(40), Number(1, 100_000), "clients", "Clients that a farmer may have at most.";
    "N-11" PortfolioTarget "portfolio.norm_target" N(30), Number(1, 100_000), "clients", "Clients that a farmer should have.";
    "E-25" ReassignDays "portfolio.reassign_days" N(1), Number(0, 90), "business days", "The clients of somebody who left get a new curator within.";
    "E-45" ReadingUnusual "reading.unusual_factor" N(3), Number(1, 1_000), "portfolios", "Looking at the clients of more portfolios in a day is a signal.";
    "E-45" ReadingHardStop "reading.hard_stop_factor" NormValue::Unlimited, Limit(1, 1_000), "portfolios", "The clients of more portfolios are not shown in a day.";
    "N-14" InboundAnswerSeconds "client_department.answer_seconds" N(20), Number(1, 3_600), "seconds", "An inbound call is answered within.";
    "N-14" CallBackMinutes "client_department.call_back_minutes" N(15), Number(1, 1_440), "minutes", "A missed call is called back within.";
    "N-15" AbandonedAfterDays "client.abandoned_after_days" N(30), Number(1, 3_650), "days", "A client without qualifying contact for longer is abandoned.";
    "N-16" LostAfterDays "client.lost_after_days" N(90), Number(1, 3_650), "days", "An abandoned client without contact and sale for longer is lost.";
    "N-17" OverloadThreshold "portfolio.overload_threshold" N(1), Number(1, 100_000), "clients", "So many abandoned clients of one farmer are a signal.";
    "N-18a" HandoffProposeDays "handoff.propose_days" N(3), Number(1, 90), "business days", "The hunter proposes the handoff within, after the first sale.";
    "N-18b" HandoffAnswerDays "handoff.answer_days" N(1), Number(1, 90), "business days", "The farmer answers a proposed handoff within.";
    "N-18c" HandoffIntroduceDays "handoff.introduce_days" N(5), Number(1, 90), "business days", "The farmer is introduced to the client within.";
    "N-19" FirstOwnContactDays "handoff.first_contact_days" N(3), Number(1, 90), "business days", "The farmer's first own contact after acceptance.";
    "N-20" ReachedSeconds "call_centre.reached_seconds" N(30), Number(0, 3_600), "seconds", "An answered call counts as reached from so much talk.";
    "N-21" LetterIntervalDays "letter.interval_days" N(90), Number(1, 3_650), "days", "Between two letters to one client, at least.";
    "N-22" LettersPerDay "letter.per_writer_day" N(40), Number(0, 10_000), "letters", "Letters of one writer in a day.";
    "N-23" WriterShare "letter.writer_share_bp" N(5_000), Number(0, 10_000), "bp", "Share of a writer's time that goes into letters.";
    "N-24" UnworkedAlarm "letter.unworked_alarm_bp" N(5_000), Number(0, 10_000), "bp", "Above this share of unworked buyers a letter writer is needed.";
    "N-25" ResponseBenchmark "letter.response_bp" N(1_000), Number(0, 10_000), "bp", "Share of letters that are answered.";
    "N-26" ResponderTakenDays "letter.responder_taken_days" N(1), Number(1, 90), "business days", "Who answers a letter is taken up within.";
    "N-26b" ResponseWindowDays "letter.response_window_days" N(60), Number(1, 3_650), "days", "A response counts for the letter within.";
    "N-27" LetterAttributionDays "letter.attribution_days" N(90), Number(1, 3_650), "days", "A sale counts for the letter within, after the response.";
    "N-30" SellersPerClerk "support.sellers_per_clerk" N(5), Number(1, 1_000), "people", "Salespeople that one support specialist serves.";
    "N-31" QuotesPerDay "support.quotes_per_day" N(24), Number(0, 10_000), "quotes", "Price calculations a day for five sellers.";
    "N-32" PriceHours "support.price_calculation_hours" N(2), Number(1, 1_000), "hours", "A price calculation is ready within.";
    "N-32" ProposalHours "support.proposal_hours" N(4), Number(1, 1_000), "hours", "A standard proposal is ready within.";
    "N-32" ContractDays "support.contract_days" N(1), Number(1, 365), "business days", "A contract is ready within.";
    "N-32" TechnicalProposalDays "support.technical_proposal_days" N(3), Number(1, 365), "business days", "A technical proposal is ready within.";
    "N-40" FirstSaleBp "commission.first_sale_bp" N(1_000), Number(0, 10_000), "bp", "The hunter's rate on a first sale. Changed by a commission plan only.";
    "N-41" ResidualYear1Bp "commission.residual_year1_bp" N(300), Number(0, 10_000), "bp", "The hunter's residual in months 1 to 12. Changed by a commission plan only.";
    "N-41" ResidualYear2Bp "commission.residual_year2_bp" N(200), Number(0, 10_000), "bp", "The hunter's residual in months 13 to 24. Changed by a commission plan only.";
    "N-41" ResidualYear3Bp "commission.residual_year3_bp" N(100), Number(0, 10_000), "bp", "The hunter's residual in months 25 to 36. Changed by a commission plan only.";
    "N-41" ResidualLaterBp "commission.residual_later_bp" N(0), Number(0, 10_000), "bp", "The hunter's residual afterwards; 0 ends the entitlement. Changed by a commission plan only.";
    "N-42" NewLineBp "commission.new_line_bp" N(700), Number(0, 10_000), "bp", "The hunter's rate on a new product line. Changed by a commission plan only.";
    "N-42b" NewLineMonths "commission.new_line_months" N(24), Number(1, 600), "months", "A line not bought for so long is new. Changed by a commission plan only.";
    "N-43" FarmerBp "commission.farmer_bp" N(200), Number(0, 10_000), "bp", "The farmer's rate on what he collects. Changed by a commission plan only.";
    "N-44" KeyAccountBp "commission.key_account_bp" N(200), Number(0, 10_000), "bp", "The key-account manager's rate on what he collects. Changed by a commission plan only.";
    "N-45" CapBp "commission.cap_bp" N(1_500), Number(0, 10_000), "bp", "All rates on one line together, at most. Changed by a commission plan only.";
    "N-46" ClawbackDays "commission.clawback_days" N(90), Limit(0, 3_650), "days", "A refund takes commission back within, from the payment. Changed by a commission plan only.";
    "N-47" TailDays "commission.tail_days" N(60), Number(0, 3_650), "days", "A leaver still earns on sales paid within, after he left. Changed by a commission plan only.";
    "N-48" ReacquisitionDays "client.reacquisition_days" N(365), Number(1, 3_650), "days", "A client without a sale for so long is new business again.";
    "N-49" SoftCloseDay "commission.soft_close_business_day" N(5), Number(1, 20), "business day", "The month closes softly on this business day of the next.";
    "N-49" DisputeDays "commission.dispute_days" N(5), Number(1, 20), "business days", "A statement may be disputed within.";
    "N-49" LockDay "commission.lock_business_day" N(12), Number(1, 22), "business day", "The month is locked on this business day of the next.";
    "N-50" KeyAccountsMax "key_account.department_max" N(10), Number(0, 10_000), "clients", "Key accounts of the department.";
    "N-51" KeyAccountsTarget "key_account.per_manager_target" N(1), Number(0, 100), "clients", "Key accounts that a manager should have.";
    "N-51" KeyAccountsHard "key_account.per_manager_max" N(2), Number(0, 100), "clients", "Key accounts that a manager may have.";
    "N-52" KeyAccountShare "key_account.share_bp" N(500), Number(0, 10_000), "bp", "Share of the clients that may be key.";
    "N-53" KeyVisitsPerMonth "key_account.visits_per_month" N(1), Number(0, 31), "visits", "Personal visits to a key account in a month.";
    "N-54" ReassessDays "key_account.reassess_days" N(180), Number(1, 3_650), "days", "A client without potential is assessed again after.";
    "N-55" ReassessKeyDays "key_account.reassess_key_days" N(365), Number(1, 3_650), "days", "A key account is assessed again after.";
    "N-56" PlanReviewMonths "key_account.plan_review_months" N(3), Number(1, 24), "months", "The head reviews a development plan every.";
    "N-60" DossierReviewDays "dossier.review_days" N(180), Number(1, 3_650), "days", "A dossier section is reviewed after.";
    "N-60" DossierRestrictedDays "dossier.restricted_review_days" N(90), Number(1, 3_650), "days", "A restricted dossier section is reviewed after.";
    "N-61" AbcA "report.abc_a_bp" N(8_000), Number(0, 10_000), "bp", "Class A makes this share of twelve months' net.";
    "N-61" AbcB "report.abc_b_bp" N(1_500), Number(0, 10_000), "bp", "Class B makes the next share.";
    "N-61" XyzX "report.xyz_x_bp" N(1_000), Number(0, 100_000), "bp", "Class X varies up to this coefficient.";
    "N-61" XyzY "report.xyz_y_bp" N(2_500), Number(0, 100_000), "bp", "Class Y varies up to this coefficient.";
    "N-62" RfmMonths "report.rfm_months" N(12), Number(1, 120), "months", "Recency, frequency and money are measured over.";
    "§3.5" StageDocuments "sales.stage_documents" F(false), Flag, "", "Does a deal need its documents to reach a stage?";
    "§3.5" StaleDealDays "sales.stale_days" N(60), Number(1, 3_650), "days", "An open deal without activity for so long is stale.";
    "E-1" RegistrationDays "sales.registration_days" N(90), Number(1, 3_650), "days", "A deal on which nothing was done for so long, and whose owner has not spoken with the client, no longer keeps others from its line.";
    "E-22" FirstSaleWindowDays "sales.first_sale_window_days" N(0), Number(0, 365), "days", "Sales of the same deal dated so many days after the first sale count as first too.";
    "C16" FirstSaleVoidDays "sales.first_sale_void_days" N(30), Number(0, 3_650), "days", "A first sale whose money goes back within is void.";
    "§3.6" HandoffReturnsMax "handoff.returns_max" N(2), Number(0, 10), "returns", "A farmer may return a handoff so often, with reasons.";
    "§3.6" ExemptionDays "handoff.exemption_days" N(90), Number(1, 365), "days", "A client who insists on the hunter keeps him at most.";
    "E-5" ExemptionsMax "handoff.exemptions_max" N(2), Number(0, 10), "exemptions", "Exemptions of one handoff, at most.";
    "§3.4" SlotAheadDays "meeting.slot_ahead_days" N(14), Number(1, 365), "days", "A first meeting is booked at most so far ahead.";
    "§3.4" ReschedulesMax "meeting.reschedules_max" N(2), Number(0, 20), "reschedules", "The reschedule after these cancels the meeting.";
    "§3.1a" ContactExemptionDays "client.contact_exemption_days" N(180), Number(1, 3_650), "days", "A client may be exempt from contact at most.";
    "§3.3" CallStaleHours "calls.stale_after_hours" N(24), Number(1, 720), "hours", "A call of which no end is reported is closed after.";
    "§3.3b" ReportDays "telephony.report_days" N(90), Number(1, 3_650), "days", "What telephony posted is kept as it came for.";
    "§3.3" CallStaleMany "calls.stale_signal_from" N(10), Number(1, 10_000), "calls", "So many calls of one integration without an end in a day are a signal.";
    "E-13" CallHistoryDays "call_centre.history_days" N(30), Number(1, 3_650), "days", "A call reported later than this is history: it moves no client.";
    "§3.2" CallbackDays "call_centre.callback_days" N(60), Number(1, 365), "days", "A callback is promised at most so far ahead.";
    "§3.2" DispositionHours "call_centre.disposition_change_hours" N(24), Number(0, 720), "hours", "The call manager may change what he said of a call for so long; then only the administrator.";
    "§3.3c" ReviewDisputeDays "call_centre.review_dispute_days" N(3), Number(1, 30), "business days", "The review of a call is disputed within.";
    "§3.4" MeetingMinutes "meeting.length_minutes" N(60), Number(5, 1_440), "minutes", "A meeting takes so long unless its end is told.";
    "§3.4" MeetingOutcomeDays "meeting.outcome_days" N(1), Number(1, 30), "business days", "A meeting without outcome is signalled after.";
    "§3.4" MeetingDisputeDays "meeting.dispute_days" N(2), Number(1, 30), "business days", "A rejected meeting is disputed within.";
    "E-15" AutoCreateInbound "call_centre.auto_create_inbound" F(false), Flag, "", "Does an answered call from an unknown number create a client?";
    "§3.18" ReceivablePaymentDays "receivable.payment_days" N(0), Number(0, 365), "days", "A sale is due so long after its day, where no contract and no client group says otherwise.";
    "§3.18" ReceivableHoldAfterDays "receivable.hold_after_days" NormValue::Unlimited, Limit(0, 3_650), "days", "A debt that is overdue for longer stops further sales; null never does.";
    "§8" LateResidualDays "commission.late_residual_days" N(365), Number(1, 3_650), "days", "A sale paid later than this earns no residual. Changed by a commission plan only.";
    "§6.1" CorrectionSecond "commission.correction_needs_second_minor" N(10_000_000), Limit(0, 1_000_000_000_000), "minor units", "A correction by hand above this waits until another person approves it.";
    "§3.9" HandoffHoldback "commission.handoff_holdback_bp" N(0), Number(0, 10_000), "bp", "Share of first-sale commission held until the handoff is completed. Changed by a commission plan only.";
}

impl NormKey {
    /// Does it keep one person from doing alone what takes two, or from reading the whole base (§6.1, E-45)? A director sets it.
    pub const fn guards_duties(self) -> bool {
        matches!(self, Self::CorrectionSecond | Self::ReadingUnusual | Self::ReadingHardStop)
    }

    /// Is it a number of the commission plan (N-40 … N-47)? People are paid by published plans alone: drafted by one person, put in
    /// force by another (I-18). A norm beside the plan would be a number without effect, hence it is only shown, not set.
    pub const fn set_by_plan(self) -> bool {
        matches!(
            self,
            Self::FirstSaleBp
                | Self::ResidualYear1Bp
                | Self::ResidualYear2Bp
                | Self::ResidualYear3Bp
                | Self::ResidualLaterBp
                | Self::NewLineBp
                | Self::NewLineMonths
                | Self::FarmerBp
                | Self::KeyAccountBp
                | Self::CapBp
                | Self::ClawbackDays
                | Self::TailDays
                | Self::LateResidualDays
                | Self::HandoffHoldback
        )
    }
}

/// One version of a norm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NormVersion {
    /// Which norm.
    pub key: NormKey,
    /// Its value from `effective_on`.
    pub value: NormValue,
    /// First day in force.
    pub effective_on: Date,
    /// Only for this unit; company-wide if `None`.
    pub unit: Option<UnitCode>,
    /// Only for this client group; all clients if `None`.
    pub client_group: Option<String>,
    /// The order in which versions were written; the later wins.
    pub sequence: i64,
}

/// The norms in force on one day.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Norms {
    in_force: Vec<NormVersion>,
}

impl Norms {
    /// Of all `versions`, those in force on `on` (E-41).
    pub fn on(on: Date, versions: impl IntoIterator<Item = NormVersion>) -> Self {
        let mut in_force: Vec<_> = versions.into_iter().filter(|version| version.effective_on <= on).collect();
        in_force.sort_by_key(|version| std::cmp::Reverse((version.effective_on, version.sequence)));
        Self { in_force }
    }

    /// The company-wide value.
    pub fn value(&self, key: NormKey) -> NormValue {
        self.value_for(key, None, None)
    }

    /// The value for a unit and client group: the narrowest override wins, client group before unit.
    pub fn value_for(&self, key: NormKey, unit: Option<UnitCode>, group: Option<&str>) -> NormValue {
        let newest = |unit: Option<UnitCode>, group: Option<&str>| {
            self.in_force
                .iter()
                .find(|version| version.key == key && version.unit == unit && version.client_group.as_deref() == group)
                .map(|version| version.value)
        };
        let by_group = group.and_then(|group| newest(None, Some(group)));
        let by_unit = || unit.and_then(|unit| newest(Some(unit), None));
        by_group.or_else(by_unit).or_else(|| newest(None, None)).unwrap_or_else(|| key.default())
    }

    /// A number; a norm without a limit gives `i64::MAX`.
    pub fn number(&self, key: NormKey) -> i64 {
        self.number_of_group(key, None)
    }

    /// A small count, such as business days.
    pub fn count(&self, key: NormKey) -> u32 {
        u32::try_from(self.number(key)).unwrap_or(u32::MAX)
    }

    /// Yes or no.
    pub fn flag(&self, key: NormKey) -> bool {
        self.number(key) != 0
    }
}
