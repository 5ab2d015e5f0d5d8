//! What a provider wants to hear; some repeat a report until they hear just that.

use serde_json::{Value, json};

/// An answer of 2xx.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// 204.
    Silent,
    /// 200 with this JSON.
    Json(Value),
    /// 200 with this plain text.
    Text(String),
}

impl Answer {
    /// What Binotel demands, and nobody minds.
    pub(super) fn success() -> Self {
        Self::Json(json!({"status": "success"}))
    }
}
