//! An entry of the audit trail, on the wire: the journal with its chains.

use app::journal::Entry;

use super::client::ClientKey;
use super::event::Event;
use super::prelude::*;
use super::timeline::EventKey;

/// An entry of the audit trail: something that was done or, under the name `restricted_read`, read.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEntry {
    /// Id of the entry, the same as that of the event in `/v1/events`.
    pub id: EventKey,
    /// Name of what happened, such as `restricted_read`; an open list.
    #[schema(examples("restricted_read"))]
    pub name: String,
    /// When it was done or read, UTC.
    #[serde(serialize_with = "moment")]
    pub occurred_at: DateTime<Utc>,
    /// Id of the resource that was changed or read.
    #[schema(examples("contact_01h455vb4pex5vsknk084sn02q"))]
    pub subject_id: String,
    /// Id of the client that the entry concerns; null if it concerns none.
    pub client_id: Option<ClientKey>,
    /// Kind of the actor: `user`, `integration` or `system`.
    #[schema(examples("user"))]
    pub actor_kind: String,
    /// Id of the person or integration that acted; null for the system.
    pub actor_id: Option<String>,
    /// `X-Request-Id` of the request that caused the entry; null where no request did.
    pub request_id: Option<String>,
    /// Ids, and values before and after the change, as an object; empty where the caller may not read them.
    #[schema(value_type = Object)]
    pub facts: serde_json::Value,
    /// Number of the entry in the hash chain of its subject, counted from 1; 0 or less for entries older than the chains.
    pub chain_no: i64,
    /// SHA-256 over the previous hash of the chain and the content of this entry; `baton audit verify` checks all chains.
    pub hash: String,
}

impl From<Entry> for AuditEntry {
    fn from(mut entry: Entry) -> Self {
        // The trail is what a chain is checked by: whoever may read it all sees all of it, discreet or not.
        let (chain_no, hash, facts) = (entry.chain_no, std::mem::take(&mut entry.hash), entry.facts.take());
        let Event { id, name, occurred_at, subject_id, client_id, actor_kind, actor_id, request_id, .. } = entry.into();
        Self { id, name, occurred_at, subject_id, client_id, actor_kind, actor_id, request_id, facts, chain_no, hash }
    }
}
