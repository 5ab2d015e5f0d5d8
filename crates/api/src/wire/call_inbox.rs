//! What is said of calls that nobody could match, on the wire.

use app::calling::{InboxMatch as Wanted, MOST_MATCHED, Matched, Which, Whose};
use domain::calling::inbox::{self, CandidateReason};

use super::call::{CallDismissalTerm, CallKey};
use super::client::ClientKey;
use super::new_client::NewClient;
use super::phone;
use super::prelude::*;
use super::user::UserKey;

pub type CandidateReasonTerm = Term<CandidateReason>;

/// Clients who may have been at the other end of a call.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallCandidates {
    /// The clients, the likeliest first; at most 50.
    pub items: Vec<CallCandidate>,
}

/// A client who may have been at the other end of a call.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallCandidate {
    /// Id of the client.
    pub client_id: ClientKey,
    /// Name of the company as registered.
    pub legal_name: String,
    /// Why it may be this client: it has the number (`phone`), a contact person has it (`contact_phone`), the employee who spoke holds
    /// its call task (`lease`) or is its account owner (`curator`), or the number was talked with of late (`recent_call`).
    pub reasons: Vec<CandidateReasonTerm>,
    /// How likely it is, in points of the reasons; comparable within one answer only.
    pub score: i64,
}

impl From<Vec<inbox::CallCandidate>> for CallCandidates {
    fn from(candidates: Vec<inbox::CallCandidate>) -> Self {
        let one = |candidate: inbox::CallCandidate| CallCandidate {
            score: candidate.score(),
            client_id: Key(candidate.client_id),
            legal_name: candidate.legal_name,
            reasons: candidate.reasons.into_iter().map(Term).collect(),
        };
        Self { items: candidates.into_iter().map(one).collect() }
    }
}

/// Why nobody has to find out whose a call was.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DismissCall {
    /// Why the call belongs to no client and never will.
    pub reason: CallDismissalTerm,
}

/// Why a call is taken back from its client.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnmatchCall {
    /// Why the call does not belong to the client, in words.
    #[validate(length(max = 500), custom(function = "not_blank"))]
    #[schema(examples("ошиблись клиентом"), min_length = 1, max_length = 500)]
    pub reason: String,
}

/// Who spoke in a call of which telephony named nobody.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignCall {
    /// Id of the employee who spoke.
    pub user_id: UserKey,
    /// True to write the name that telephony told into `agents` of the integration, so that later calls are his at once; false if left out.
    #[serde(default)]
    pub remember: bool,
}

/// Which waiting calls belong to whom.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InboxMatch {
    /// Phone number of which all waiting calls are matched, in any form that is dialled in the company's region; this or `call_ids`.
    #[validate(length(min = 1, max = 64))]
    #[schema(examples("+74957654321"), min_length = 1, max_length = 64)]
    pub client_phone: Option<String>,
    /// Ids of the calls that are matched, at most 1,000; this or `client_phone`.
    #[validate(length(min = 1, max = 1_000))]
    #[schema(min_items = 1, max_items = 1_000)]
    pub call_ids: Option<Vec<CallKey>>,
    /// Id of the client to whom the calls belong; this or `client`.
    pub client_id: Option<ClientKey>,
    /// Client to be created, to whom the calls belong; this or `client_id`.
    #[validate(nested)]
    pub client: Option<NewClient>,
    /// Whether the client gets the numbers of the calls; true if left out.
    pub add_phone: Option<bool>,
}

impl InboxMatch {
    /// What is to be matched; numbers are read as in `region`.
    pub fn read(self, region: &str, now: DateTime<Utc>) -> Result<Wanted, Problem> {
        let mut errors = Vec::new();
        let which = match (self.client_phone, self.call_ids) {
            (Some(text), None) => phone::read_one(&text, region, "/client_phone".into(), &mut errors).map(Which::Number),
            (None, Some(ids)) => Some(Which::Calls(ids.into_iter().take(MOST_MATCHED).map(|key| key.0).collect())),
            _ => {
                wrong(&mut errors, "/client_phone", "one_of", "say client_phone or call_ids, one of them");
                None
            }
        };
        let whose = match (self.client_id, self.client) {
            (Some(key), None) => Some(Whose::Known(key.0)),
            (None, Some(new)) => Some(Whose::New(Box::new(new.read(region, now)?))),
            _ => {
                wrong(&mut errors, "/client_id", "one_of", "say client_id or client, one of them");
                None
            }
        };
        match (which, whose) {
            (Some(which), Some(whose)) if errors.is_empty() => Ok(Wanted { which, whose, add_phone: self.add_phone.unwrap_or(true) }),
            _ => Err(Problem::fields(errors)),
        }
    }
}

/// Which calls were matched to whom.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchedCalls {
    /// Id of the client to whom the calls belong.
    pub client_id: ClientKey,
    /// Number of calls that were matched.
    pub matched: usize,
    /// Ids of the calls, in the order in which they were first reported.
    pub call_ids: Vec<CallKey>,
}

impl From<Matched> for MatchedCalls {
    fn from(matched: Matched) -> Self {
        Self {
            client_id: Key(matched.client_id),
            matched: matched.call_ids.len(),
            call_ids: matched.call_ids.into_iter().map(Key).collect(),
        }
    }
}
