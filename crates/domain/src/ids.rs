//! Typed ids over UUIDv7, written as TypeID: `client_01h2xcejqtf2nbrexx3vqjhp41` (openapi/README.md §1.3).

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use arrayvec::ArrayString;
use uuid::Uuid;

/// The kind of thing that an id identifies.
pub trait Kind: 'static {
    /// The TypeID prefix.
    const PREFIX: &'static str;
}

/// The id of one `K`.
pub struct Id<K>(Uuid, PhantomData<fn() -> K>);

/// The text is not an id of the kind wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be an id that begins with {prefix}_")]
pub struct WrongId {
    /// The prefix that was wanted.
    pub prefix: &'static str,
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 26;
/// Room for the longest prefix, `_` and the digits.
const LONGEST: usize = 41;

/// The text of an id. It needs no allocation: a page of a list writes hundreds of them.
pub type IdText = ArrayString<LONGEST>;

impl<K> Id<K> {
    /// The id that the database stores as `uuid`.
    pub const fn new(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// What the database stores.
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl<K: Kind> Id<K> {
    /// Its text.
    pub fn text(self) -> IdText {
        let mut text = IdText::new();
        // That every prefix leaves room for the rest is checked where the kinds are listed.
        for part in [K::PREFIX, "_", str::from_utf8(&digits(self.0)).unwrap_or_default()] {
            text.try_push_str(part).ok();
        }
        text
    }
}

/// The TypeID text of `uuid` under `prefix`.
pub fn typed(prefix: &str, uuid: Uuid) -> String {
    format!("{prefix}_{}", str::from_utf8(&digits(uuid)).unwrap_or_default())
}

fn digits(uuid: Uuid) -> [u8; LENGTH] {
    let mut rest = uuid.as_u128();
    let mut digits = [b'0'; LENGTH];
    for digit in digits.iter_mut().rev() {
        let index = usize::try_from(rest & 31).unwrap_or_default();
        *digit = ALPHABET.get(index).copied().unwrap_or(b'0');
        rest >>= 5;
    }
    digits
}

impl<K: Kind> FromStr for Id<K> {
    type Err = WrongId;

    fn from_str(text: &str) -> Result<Self, WrongId> {
        let digits = text.strip_prefix(K::PREFIX).and_then(|rest| rest.strip_prefix('_'));
        digits.and_then(read).map(Self::new).ok_or(WrongId { prefix: K::PREFIX })
    }
}

/// The id of anything: its prefix and what the database stores.
pub fn untyped(text: &str) -> Option<(&'static str, Uuid)> {
    let (prefix, digits) = text.rsplit_once('_')?;
    PREFIXES.iter().find(|known| **known == prefix).copied().zip(read(digits))
}

fn read(digits: &str) -> Option<Uuid> {
    // 26 digits hold 130 bits: the first may not exceed 7.
    if digits.len() != LENGTH || digits.as_bytes().first().is_none_or(|first| *first > b'7') {
        return None;
    }
    let mut value = 0_u128;
    for byte in digits.bytes() {
        value = value << 5 | u128::from(value_of(byte)?);
    }
    Some(Uuid::from_u128(value))
}

/// Where a digit stands in [`ALPHABET`], which leaves out i, l, o and u.
const fn value_of(digit: u8) -> Option<u8> {
    Some(match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'h' => digit - b'a' + 10,
        b'j' | b'k' => digit - b'j' + 18,
        b'm' | b'n' => digit - b'm' + 20,
        b'p'..=b't' => digit - b'p' + 22,
        b'v'..=b'z' => digit - b'v' + 27,
        _ => return None,
    })
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl<K: Kind> From<Id<K>> for serde_json::Value {
    fn from(id: Id<K>) -> Self {
        id.to_string().into()
    }
}

macro_rules! kinds {
    ($($kind:ident $id:ident $prefix:literal $what:literal;)+) => {
        /// The prefix of every kind of id.
        pub const PREFIXES: &[&str] = &[$($prefix),+];
        $(
        #[doc = concat!("Names ", $what, ".")]
        #[derive(Debug)]
        pub enum $kind {}
        const _: () = assert!($prefix.len() + 1 + LENGTH <= LONGEST);
        impl Kind for $kind {
            const PREFIX: &'static str = $prefix;
        }
        #[doc = concat!("The id of ", $what, ".")]
        pub type $id = Id<$kind>;
    )+};
}

// One alphabetical registry of everything that has an id.
kinds! {
    AccrualKind AccrualId "accrual" "a line of the commission ledger";
    ActivityKindId ActivityId "activity" "an entry of a client's contact history";
    AdjustmentKind AdjustmentId "adjustment" "a manual correction of the commission ledger";
    AllocationKind AllocationId "allocation" "a part of a payment given to a sale";
    ApiKeyKind ApiKeyId "key" "an API key of an integration";
    AssignmentKind AssignmentId "assignment" "an interval in which a person answers for a client";
    AvailabilityKind AvailabilityId "availability" "whether somebody makes calls, for some time";
    CalendarFeedKind CalendarFeedId "calendarfeed" "the calendar feed of a person";
    CalendarKind CalendarId "calendar" "the company calendar";
    CallKind CallId "call" "a telephone call";
    CallReviewKind CallReviewId "review" "the review of a call";
    CallListKind CallListId "calllist" "a list of clients to be called";
    CallTaskKind CallTaskId "calltask" "a client who is to be called";
    ClaimKind ClaimId "claim" "a claim of a client";
    ClientGroupKind ClientGroupId "clientgroup" "a group of clients";
    ClientKind ClientId "client" "a client";
    CollectionPlanKind CollectionPlanId "collectionplan" "the plan of what somebody collects in a month";
    ContactKind ContactId "contact" "a contact person of a client";
    ContractKindId ContractId "contract" "a contract with a client";
    DeliveryKind DeliveryId "delivery" "an event on its way to a webhook endpoint";
    DuplicateKind DuplicateId "duplicate" "a pair of clients that may be one";
    DossierKind DossierId "dossier" "the file of a client, which has his number";
    EntitlementKind EntitlementId "entitlement" "a right to residual commission";
    FxRateKind FxRateId "fxrate" "an exchange rate";
    HandoffKindId HandoffId "handoff" "the passing of a client from one person to another";
    IntakeKind IntakeId "report" "a body that telephony posted";
    IntegrationKindId IntegrationId "integration" "an outside system";
    JournalKind JournalId "event" "an entry of the journal";
    ListRefusalKind ListRefusalId "listrefusal" "a client who was left out of a call list";
    MeetingKindId MeetingId "meeting" "a meeting";
    MergeKind MergeId "merge" "two records of one client that become one";
    MissedCallKind MissedCallId "missedcall" "the duty to call a number back";
    NormKind NormId "norm" "a version of a norm";
    OpportunityKind OpportunityId "opportunity" "a deal in progress";
    PaymentKind PaymentId "payment" "a payment";
    PeriodKindId PeriodId "period" "a month of the commission ledger";
    PlanKind PlanId "plan" "a version of the commission plan";
    ProductLineKind ProductLineId "productline" "a product line";
    PromiseKindId PromiseId "promise" "a promise to a client or of a client";
    ReassignmentKind ReassignmentId "reassignment" "clients who got other curators in one command";
    RefundKind RefundId "refund" "money given back";
    SaleKindId SaleId "sale" "a sale";
    SaleLineKind SaleLineId "saleline" "a line of a sale";
    ScorecardKind ScorecardId "scorecard" "a scorecard by which calls are reviewed";
    ScriptKind ScriptId "script" "a script of the call centre";
    ScriptVersionKind ScriptVersionId "scriptversion" "a version of a script";
    SignalKindId SignalId "signal" "a signal to a head";
    StatementKind StatementId "statement" "a person's commission statement of a month";
    SuppressionKind SuppressionId "suppression" "a number that nobody calls";
    UnitKind UnitId "unit" "an organisational unit";
    UserKind UserId "user" "a person who works here";
    WebhookKind WebhookId "webhook" "a webhook endpoint";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_typeid_vectors_hold() {
        let id = ClientId::new(Uuid::parse_str("01890a5d-ac96-774b-bcce-b302099a8057").unwrap());
        assert_eq!(id.to_string(), "client_01h455vb4pex5vsknk084sn02q");
        assert_eq!("client_01h455vb4pex5vsknk084sn02q".parse(), Ok(id));
        assert_eq!(ClientId::new(Uuid::from_u128(u128::MAX)).to_string(), "client_7zzzzzzzzzzzzzzzzzzzzzzzzz");
    }

    #[test]
    fn every_digit_is_read_as_what_it_was_written_for() {
        for byte in 0..=u8::MAX {
            let place = ALPHABET.iter().position(|known| *known == byte);
            assert_eq!(value_of(byte).map(usize::from), place, "{byte}");
        }
    }

    #[test]
    fn a_wrong_kind_length_letter_or_overflow_is_refused() {
        for text in [
            "user_01h455vb4pex5vsknk084sn02q",
            "client_01h4",
            "client_01h455vb4pex5vsknk084sn02u",
            "client_8zzzzzzzzzzzzzzzzzzzzzzzzz",
            "client01h455vb4pex5vsknk084sn02q",
            "",
        ] {
            assert_eq!(text.parse::<ClientId>(), Err(WrongId { prefix: "client" }), "{text}");
        }
    }
}
