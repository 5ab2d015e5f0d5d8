//! What an endpoint is sent (Standard Webhooks 1.0): thin, ids above all; whoever wants more asks for it.

use app::webhooks::{Content, Message};
use domain::webhooks::TEST;
use serde_json::json;

use super::event::Event;
use super::prelude::*;

/// The largest body of a message, in bytes: the specification asks for less than 20 kB.
const MOST: usize = 20_000;

/// The message that is sent to a webhook endpoint when something happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct WebhookMessage {
    /// Name of the event; `webhook.test` for a test that was asked for.
    #[serde(rename = "type")]
    #[schema(examples("handoff_accepted"))]
    pub kind: String,
    /// When the event happened, UTC.
    #[serde(serialize_with = "moment")]
    pub timestamp: DateTime<Utc>,
    /// The event as in `/v1/events`. Where it would be too long, `facts` is `{"omitted": true}`; in a test, `data` is `{"endpoint_id": …}`.
    #[schema(value_type = Event)]
    pub data: serde_json::Value,
}

/// The body of a message: the same bytes however often it is sent.
pub fn body(message: &Message) -> String {
    let to_json = |message: &WebhookMessage| serde_json::to_string(message).unwrap_or_default();
    match &message.content {
        Content::Test { endpoint, at } => {
            to_json(&WebhookMessage { kind: TEST.to_owned(), timestamp: *at, data: json!({"endpoint_id": endpoint.to_string()}) })
        }
        Content::Event(entry) => {
            let message = |event: Event| WebhookMessage {
                kind: event.name.clone(),
                timestamp: event.occurred_at,
                data: serde_json::to_value(event).unwrap_or_default(),
            };
            let whole = to_json(&message(entry.clone().into()));
            if whole.len() < MOST {
                return whole;
            }
            to_json(&message(Event { facts: json!({"omitted": true}), ..entry.clone().into() }))
        }
    }
}

#[cfg(test)]
mod tests {
    use app::journal::{Entry, Place};
    use domain::{Id, Instant};
    use uuid::Uuid;

    use super::*;

    fn message(facts: serde_json::Value) -> Message {
        let id = Uuid::from_u128(1);
        let entry = Entry {
            place: Place::default(),
            id,
            at: Instant::UNIX_EPOCH,
            name: "client_created".into(),
            subject_kind: "client".into(),
            subject_id: id,
            client_id: Some(Id::new(id)),
            actor_kind: "system".into(),
            actor_id: None,
            request_id: None,
            facts,
            chain_no: 1,
            hash: "secret".into(),
            seal: None,
        };
        Message { id: Id::new(id), content: Content::Event(entry) }
    }

    #[test]
    fn a_message_tells_what_the_journal_tells() {
        let told: serde_json::Value = serde_json::from_str(&body(&message(json!({"a": 1})))).unwrap();
        assert_eq!((told["type"].as_str(), told["timestamp"].as_str()), (Some("client_created"), Some("1970-01-01T00:00:00Z")));
        assert_eq!((&told["data"]["facts"], &told["data"]["id"]), (&json!({"a": 1}), &json!("event_00000000000000000000000001")));
        assert!(told["data"].get("hash").is_none());
    }

    #[test]
    fn a_message_is_below_20_kilobytes_whatever_happened() {
        let text = body(&message(json!({"text": "ж".repeat(50_000)})));
        assert!(text.len() < MOST && text.contains("\"facts\":{\"omitted\":true}"), "{text}");
    }
}
