//! A report of telephony as it comes in, and from where.

use domain::IntegrationId;
use domain::calling::fold::Report;

/// A report as it was posted.
#[derive(Clone, Debug)]
pub struct Posted {
    /// The id by which the source knows the call.
    pub external_call_id: String,
    /// The id of this event, where the source gives one.
    pub event_id: Option<String>,
    /// What it says.
    pub report: Report,
    /// The body as it came.
    pub raw: String,
}

/// The integration that reports.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) id: IntegrationId,
    pub(super) name: String,
}
