//! An entry of the audit trail, on the wire: the journal with its chains.

use chrono::{DateTime, Utc};
use persistence::journal::{Entry, EntryFilter};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::client::ClientKey;
use super::event::{Event, EventNameTerm, wanted};
use super::timeline::EventKey;
use crate::Problem;
use crate::list::{Filter, Several};

/// Something that was done or, under the name `restricted_read`, read.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEntry {
    /// Its id, the same as in `/v1/events`.
    pub id: EventKey,
    /// What happened; an open list.
    #[schema(examples("restricted_read"))]
    pub name: String,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// Id of what it happened to, or what was looked at.
    #[schema(examples("contact_01h455vb4pex5vsknk084sn02q"))]
    pub subject_id: String,
    /// The client it concerns.
    pub client_id: Option<ClientKey>,
    /// Who did it: `user`, `integration` or `system`.
    #[schema(examples("user"))]
    pub actor_kind: String,
    /// Which one; null for the system.
    pub actor_id: Option<String>,
    /// `X-Request-Id` of the request that did it.
    pub request_id: Option<String>,
    /// Ids, and values before and after; empty where the caller may not read them.
    #[schema(value_type = Object)]
    pub facts: serde_json::Value,
    /// Its number in the chain of its subject, from 1; below, it is older than the chains.
    pub chain_no: i64,
    /// SHA-256 over the hash before it in that chain and its own content; `baton audit verify` walks them all.
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

/// What the audit trail may be filtered by.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditFilter {
    /// Only what has these names, by commas; `restricted_read` are the reads.
    #[param(value_type = Option<String>)]
    pub name: Option<Several<EventNameTerm>>,
    /// Only what concerns this client.
    pub client_id: Option<ClientKey>,
    /// Only what happened to this very thing, and who looked at it.
    pub subject_id: Option<String>,
    /// Only what this person or integration did and read.
    pub actor_id: Option<String>,
    /// Only what happened after this instant.
    pub occurred_after: Option<DateTime<Utc>>,
    /// Only what happened before this instant.
    pub occurred_before: Option<DateTime<Utc>>,
}

impl Filter for AuditFilter {
    const NEWEST_FIRST: bool = true;
    const LASTING: bool = true;
}

impl AuditFilter {
    /// The journal's.
    pub fn read(&self) -> Result<EntryFilter, Problem> {
        let Self { name, client_id, subject_id, actor_id, occurred_after, occurred_before } = self;
        wanted(name.as_ref(), *client_id, (subject_id.as_deref(), actor_id.as_deref()), (*occurred_after, *occurred_before))
    }
}
