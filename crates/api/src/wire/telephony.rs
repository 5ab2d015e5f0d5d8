//! What is set of a telephony system, and what came from it, on the wire.

use std::collections::BTreeSet;
use std::fmt;

use app::org::Secrets;
use domain::calling::Signature;
use domain::calling::intake::{Intake, IntakeOutcome};
use domain::ids::IntakeKind;
use domain::network::Networks;
use domain::org::telephony::{Agent, Provider};
use domain::phone::Phone;
use validator::ValidationError;

use super::prelude::*;
use super::user::UserKey;

pub type ProviderTerm = Term<Provider>;
pub type IntakeKey = Key<IntakeKind>;
pub type IntakeOutcomeTerm = Term<IntakeOutcome>;
pub type SignatureTerm = Term<Signature>;

/// A name that the telephony system has for an employee.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgentName {
    /// Extension, login or name by which the system tells of the employee.
    #[schema(examples("101"), min_length = 1, max_length = 200)]
    pub agent_ref: String,
    /// Id of the employee.
    pub user_id: UserKey,
}

impl From<Agent> for AgentName {
    fn from(agent: Agent) -> Self {
        Self { agent_ref: agent.agent_ref, user_id: Key(agent.user_id) }
    }
}

impl From<AgentName> for Agent {
    fn from(name: AgentName) -> Self {
        Self { agent_ref: name.agent_ref.trim().to_owned(), user_id: name.user_id.0 }
    }
}

/// Secrets of a provider: only those that it knows. A secret that is null is taken away.
#[derive(Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IntegrationSecrets {
    /// Token by which Twilio and Plivo sign.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(min = 1, max = 500))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 500)]
    pub auth_token: Option<Option<String>>,
    /// Secret by which Vonage signs its tokens.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(min = 1, max = 500))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 500)]
    pub signature_secret: Option<Option<String>>,
    /// Key of the virtual PBX at Mango Office.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(min = 1, max = 500))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 500)]
    pub api_key: Option<Option<String>>,
    /// Salt of the signatures of Mango Office.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(min = 1, max = 500))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 500)]
    pub api_salt: Option<Option<String>>,
    /// Secret of the API of Zadarma.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(min = 1, max = 500))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 500)]
    pub secret: Option<Option<String>>,
    /// Token that MegaFon sends in every body.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(min = 1, max = 500))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 500)]
    pub crm_token: Option<Option<String>>,
    /// Token that Bitrix24 sends in every event.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(min = 1, max = 500))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 500)]
    pub application_token: Option<Option<String>>,
    /// Secret of Standard Webhooks for the neutral adapter: `whsec_` and 24 to 64 bytes in Base64.
    #[serde(default, deserialize_with = "present")]
    #[validate(length(min = 1, max = 500))]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 500)]
    pub signing_secret: Option<Option<String>>,
}

impl IntegrationSecrets {
    /// Those that are said, by their names.
    pub fn stated(self) -> Secrets {
        let all = [
            ("auth_token", self.auth_token),
            ("signature_secret", self.signature_secret),
            ("api_key", self.api_key),
            ("api_salt", self.api_salt),
            ("secret", self.secret),
            ("crm_token", self.crm_token),
            ("application_token", self.application_token),
            ("signing_secret", self.signing_secret),
        ];
        all.into_iter().filter_map(|(name, secret)| Some((name, secret?.map(Into::into)))).collect()
    }
}

impl fmt::Debug for IntegrationSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IntegrationSecrets")
    }
}

fn refused(code: &'static str, what: &'static str) -> ValidationError {
    ValidationError::new(code).with_message(what.into())
}

/// A country whose numbers are known.
pub fn region_fine(text: &str) -> Result<(), ValidationError> {
    if Phone::is_region(text) { Ok(()) } else { Err(refused("region", "a country by ISO 3166, such as RU")) }
}

/// Numbers of ours, in whatever form.
pub fn lines_fine(lines: &[String]) -> Result<(), ValidationError> {
    let digits = |line: &String| line.chars().filter(char::is_ascii_digit).count();
    let fine = |line: &String| line.chars().count() <= 50 && digits(line) >= 5 && !line.chars().any(|c| c.is_alphabetic() || c == '\0');
    if lines.iter().all(fine) {
        Ok(())
    } else {
        Err(refused("line", "each a phone number of at least five digits, in at most 50 characters"))
    }
}

/// Names of people in the system.
pub fn agents_fine(agents: &[AgentName]) -> Result<(), ValidationError> {
    let fine = |name: &AgentName| (1..=200).contains(&name.agent_ref.trim().chars().count()) && !name.agent_ref.contains('\0');
    let names: BTreeSet<_> = agents.iter().map(|name| name.agent_ref.as_str()).collect();
    if !agents.iter().all(fine) {
        Err(refused("agent_ref", "each agent_ref of 1 to 200 characters"))
    } else if names.len() < agents.len() {
        Err(refused("agent_ref", "each agent_ref once: it is one person's name in that system"))
    } else {
        Ok(())
    }
}

/// Networks.
pub fn networks_fine(networks: &[String]) -> Result<(), ValidationError> {
    let fine = |network: &String| !network.contains(',') && Networks::parse(network).is_some_and(|networks| !networks.is_empty());
    if networks.iter().all(fine) { Ok(()) } else { Err(refused("network", "each an address or a network, such as 213.170.84.96/27")) }
}

/// What telephony posted, as it came, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TelephonyReport {
    /// Id of the report, assigned by the server.
    pub id: IntakeKey,
    /// When the body arrived, UTC.
    #[serde(serialize_with = "moment")]
    pub received_at: DateTime<Utc>,
    /// How its sender showed who it was: `verified` by a signature, `key` by an API key, `secret` by a secret in the address or the body; null if it
    /// did not and was refused.
    pub signature: Option<SignatureTerm>,
    /// Name of the adapter that the body was for.
    pub provider: ProviderTerm,
    /// Content type that the body came with; null if none was said.
    pub content_type: Option<String>,
    /// IP address from which the body came; null if it is not known.
    pub remote_address: Option<String>,
    /// Body as it came, bytes that are no UTF-8 replaced; the query where there was no body; empty where the sender was refused.
    pub body: String,
    /// What became of the body: `pending`, `folded` into calls, `repeated` what was known, `ignored` as it told of no call that is kept, or `failed`.
    pub outcome: IntakeOutcomeTerm,
    /// Code of what was wrong with a body that failed; null for others.
    #[schema(examples("unreadable_report"))]
    pub problem: Option<String>,
}

impl From<Intake> for TelephonyReport {
    fn from(intake: Intake) -> Self {
        let body = if intake.body.is_empty() { intake.query } else { String::from_utf8_lossy(&intake.body).into_owned() };
        Self {
            id: Key(intake.id),
            received_at: intake.received_at,
            signature: intake.signature.map(Term),
            provider: Term(intake.provider),
            content_type: intake.content_type,
            remote_address: intake.remote_address,
            body,
            outcome: Term(intake.outcome),
            problem: intake.problem,
        }
    }
}
