//! A client: one record for his whole life, from suspect to lost (RULES.md §3.1).

pub mod commands;
pub mod contact_history;
pub mod curator;
pub mod guards;
pub mod lifecycle;
pub mod ranking;
mod refusal;
pub mod register;
#[cfg(test)]
mod sample;
pub mod search;
pub mod silence;
mod standing;
pub mod tax;

pub use refusal::Refusal;
#[cfg(test)]
pub(crate) use sample::sample;

use crate::ids::{ActivityId, AssignmentId, CallId, ClientId, ContactId, HandoffId, MeetingId, SaleId, UserId};
use crate::phone::{Phone, PhoneLine};
use crate::{Date, Instant, Version};

crate::words! {
    /// The stage of a client (§3.1). Never written directly: it follows from commands on other things, or from jobs.
    pub enum Stage {
        Suspect = "suspect", Contacted = "contacted", Nurturing = "nurturing", Qualified = "qualified", MeetingBooked = "meeting_booked",
        Prospect = "prospect", Client = "client", Active = "active", Abandoned = "abandoned", Lost = "lost", Disqualified = "disqualified",
    }

    /// How soon he is likely to buy, before the first sale (§3.1).
    pub enum Temperature { Hot = "hot", Warm = "warm", Cool = "cool", Cold = "cold" }

    /// Where he came from.
    pub enum ClientSource {
        Media = "media", Internet = "internet", Periodical = "periodical", Rumour = "rumour", Referral = "referral", Inbound = "inbound",
        Secondary = "secondary", PurchasedList = "purchased_list", Import = "import",
    }

    /// The state of the record itself, not of the relationship.
    pub enum RecordStatus { Live = "live", Merged = "merged", Erased = "erased" }

    /// Why he was disqualified (C5).
    pub enum DisqualifyReason {
        NotTarget = "not_target", OutOfBusiness = "out_of_business", RefusedFinal = "refused_final", DoNotContact = "do_not_contact", Duplicate = "duplicate",
    }

    /// Why he was lost (C20; `neglected` is the job's own, C19).
    pub enum LossReason {
        Competitor = "competitor", Price = "price", Quality = "quality", Liquidation = "liquidation", Insolvency = "insolvency",
        NeedGone = "need_gone", BlacklistedByUs = "blacklisted_by_us", Neglected = "neglected", RefusedFinal = "refused_final",
    }

    /// A contact person's part in the buying decision (Miller-Heiman).
    pub enum Influence { Economic = "economic", User = "user", Technical = "technical", Coach = "coach" }

    /// What kind of contact an activity was.
    pub enum ActivityKind {
        Call = "call", Visit = "visit", Meeting = "meeting", EmailIn = "email_in", EmailOut = "email_out", LetterIn = "letter_in",
        LetterOut = "letter_out", Messenger = "messenger", Mailing = "mailing", Note = "note", Intro = "intro",
    }

    /// Who began it.
    pub enum Direction { Inbound = "inbound", Outbound = "outbound", Internal = "internal" }

    /// What a person is responsible for at a client (§2 Assignment).
    pub enum AssignmentRole {
        Curator = "curator", HunterOfRecord = "hunter_of_record", CoManager = "co_manager", KeyAccountManager = "key_account_manager", Deputy = "deputy",
    }
}

/// One telephone number of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientPhone {
    pub number: Phone,
    /// Dialled after the number answers.
    pub extension: Option<String>,
    pub label: Option<String>,
    /// May it be dialled at all? An invalid number may not.
    pub callable: bool,
    /// Set for ever by whom and when; sticky through merges (E-6, E-19).
    pub do_not_call: Option<DoNotCall>,
}

impl From<PhoneLine> for ClientPhone {
    fn from(PhoneLine { number, extension, label }: PhoneLine) -> Self {
        Self { number, extension, label, callable: true, do_not_call: None }
    }
}

impl From<Phone> for ClientPhone {
    fn from(number: Phone) -> Self {
        PhoneLine::from(number).into()
    }
}

/// A request not to call a number again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoNotCall {
    pub at: Instant,
    pub by: Option<UserId>,
}

/// The checklist of C8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qualification {
    /// The need, or the use of our range.
    pub need: String,
    pub decision_maker_known: bool,
    /// Volume or budget, as far as known.
    pub volume_hint: String,
    pub solvency_checked: bool,
    pub region_served: bool,
}

/// The curator's proposal to declare a client lost; the head confirms (C20).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LossProposal {
    pub reason: LossReason,
    pub by: UserId,
    pub at: Instant,
}

/// An agreed period without contact: the client does not become abandoned (§3.1a).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactExemption {
    pub until_on: Date,
    pub reason: String,
}

/// A client.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    pub id: ClientId,
    pub version: Version,
    /// The natural key of imports, unique.
    pub external_id: Option<String>,
    pub legal_name: String,
    pub trade_name: Option<String>,
    pub inn: Option<String>,
    pub kpp: Option<String>,
    pub vat_id: Option<String>,
    /// The record of the company's head office, where this one is a branch's.
    pub head_office_id: Option<ClientId>,
    pub city: Option<String>,
    pub legal_address: Option<String>,
    pub actual_address: Option<String>,
    /// IANA name; the company's where unknown (E-42).
    pub time_zone: Option<String>,
    pub source: ClientSource,
    pub referrer_client_id: Option<ClientId>,
    pub phones: Vec<ClientPhone>,
    pub emails: Vec<String>,
    pub stage: Stage,
    pub stage_since: Instant,
    pub temperature: Option<Temperature>,
    pub recontact_on: Option<Date>,
    pub qualification: Option<Qualification>,
    /// Why disqualified or lost; spelling of `DisqualifyReason` or `LossReason`.
    pub reason: Option<String>,
    /// First meetings to which nobody came since the last booking that was held (C10).
    pub no_shows: i32,
    /// 1, then one more with each reacquisition (C22).
    pub acquisition_no: i32,
    /// The first sale of this acquisition, once its trigger has fired.
    pub first_sale_id: Option<SaleId>,
    pub first_sale_on: Option<Date>,
    /// Date of the newest confirmed sale of all acquisitions.
    pub last_sale_on: Option<Date>,
    pub handed_over_at: Option<Instant>,
    /// Newest qualifying contact by anybody (§3.1a).
    pub last_contact_at: Option<Instant>,
    /// Newest qualifying contact by the curator himself.
    pub last_curator_contact_at: Option<Instant>,
    /// From when silence counts if nobody has ever spoken with him: the start of the stage. Being abandoned or given up follows from
    /// silence and does not begin it anew (C17, C19).
    pub silence_from: Instant,
    pub loss_proposal: Option<LossProposal>,
    pub lost_at: Option<Instant>,
    pub won_back_at: Option<Instant>,
    pub contact_exemption: Option<ContactExemption>,
    pub credit_hold: bool,
    /// Code of the group of clients whose terms hold for him (§3.20).
    pub group_code: Option<String>,
    /// Where he stands among the buyers; written by night, without a new version of the record (§3.21).
    pub rank: Option<ranking::Rank>,
    /// The person responsible for him now; kept equal to the open curator assignment.
    pub curator_id: Option<UserId>,
    /// His curator works in key accounts: so does the unit that he belongs to, once he has bought (§3.13).
    pub key_account: bool,
    /// Written once, at the first sale of the acquisition (§3.13).
    pub hunter_of_record_id: Option<UserId>,
    /// Who created the record; `None` for integrations.
    pub created_by: Option<UserId>,
    /// origin=imported (C3, E-37): active without handoff and without entitlement.
    pub imported: bool,
    /// Looks like another record (E-18).
    pub duplicate_of_id: Option<ClientId>,
    pub record_status: RecordStatus,
    pub merged_into_id: Option<ClientId>,
    pub created_at: Instant,
}

/// A person at the client's.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    pub id: ContactId,
    pub version: Version,
    pub client_id: ClientId,
    /// His id in the system that the client's people come from; unique at the client.
    pub external_id: Option<String>,
    pub name: String,
    pub position: Option<String>,
    pub influence: Option<Influence>,
    pub decision_maker: bool,
    pub phones: Vec<PhoneLine>,
    pub emails: Vec<String>,
    /// Personal data: read only by those who meet him (§6).
    pub birthday: Option<Date>,
    pub do_not_contact: bool,
    pub created_at: Instant,
}

/// One entry of the contact history; append-only, a correction is a new entry (I-2).
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    pub id: ActivityId,
    pub client_id: ClientId,
    pub kind: ActivityKind,
    pub direction: Direction,
    /// Did both sides speak? Only then it can be a qualifying contact (§3.1a).
    pub two_way: bool,
    pub user_id: Option<UserId>,
    pub contact_id: Option<ContactId>,
    pub occurred_at: Instant,
    pub result: Option<String>,
    pub next_step_on: Option<Date>,
    /// What it was made from.
    pub call_id: Option<CallId>,
    pub meeting_id: Option<MeetingId>,
    pub handoff_id: Option<HandoffId>,
    /// The entry that this one corrects.
    pub corrects_id: Option<ActivityId>,
    pub recorded_at: Instant,
}

/// An interval in which a person is responsible for a client (§3.13).
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    pub id: AssignmentId,
    pub client_id: ClientId,
    pub user_id: UserId,
    pub role: AssignmentRole,
    pub from_at: Instant,
    pub to_at: Option<Instant>,
    pub reason: String,
    pub approved_by: Option<UserId>,
}

impl Client {
    /// His tax ids.
    pub fn tax_ids(&self) -> tax::TaxIds {
        tax::TaxIds { inn: self.inn.clone(), kpp: self.kpp.clone(), vat_id: self.vat_id.clone() }
    }
}
