//! MegaFon's virtual PBX, and the white labels of the same: one address for `history`, `event`, `rating` and `contact`. `contact` asks who
//! is calling, and is answered at once.

use domain::calling::reading::Spoken;
use domain::phone::Phone;
use serde_json::json;

use crate::prelude::{Ctx, Result};
use crate::telephony::fields::Fields;
use crate::telephony::{Answer, Heard, How, Raw, Unreadable, later};

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Vec<Heard>, Unreadable> {
    let members = raw.object()?;
    let fields = Fields(&members);
    let command = fields.get("cmd").unwrap_or_default();
    let Some(external_call_id) = fields.get("callid") else { return Err(Unreadable::NO_CALL) };
    let spoken = match command.as_str() {
        "history" => history(&fields, how),
        "event" => event(&fields),
        // A mark that the client gave, and whatever else is to come, say nothing of the call itself.
        _ => return Ok(Vec::new()),
    };
    Ok(vec![Heard { external_call_id, spoken }])
}

fn history(fields: &Fields<'_>, how: &How<'_>) -> Spoken {
    let started = how.at(fields.get("start").as_deref());
    let total = fields.number("duration");
    let link = fields.get("link");
    Spoken {
        direction: fields.get("type"),
        client_phone: fields.get("phone"),
        line_phone: fields.get("diversion"),
        agent_ref: fields.any(&["ext", "user", "telnum"]),
        started_at: later(started, 0),
        ended_at: total.and_then(|total| later(started, total)),
        total_seconds: total.map(|total| total.to_string()),
        outcome: fields.get("status").map(|word| ends(&word).to_owned()),
        outcome_raw: fields.get("status"),
        recording_state: link.as_ref().map(|_| "ready".to_owned()),
        recording_url: link,
        ..Spoken::default()
    }
}

fn event(fields: &Fields<'_>) -> Spoken {
    let kind = fields.get("type").unwrap_or_default();
    let direction = fields.get("direction").or_else(|| match kind.as_str() {
        "INCOMING" => Some("in".to_owned()),
        "OUTGOING" => Some("out".to_owned()),
        _ => None,
    });
    let state = match kind.as_str() {
        "ACCEPTED" => "answered",
        "INCOMING" => "ringing",
        "COMPLETED" | "CANCELLED" => "ended",
        _ => "initiated",
    };
    Spoken {
        direction,
        state: Some(state.to_owned()),
        client_phone: fields.get("phone"),
        line_phone: fields.get("diversion"),
        agent_ref: fields.any(&["ext", "user", "telnum"]),
        ..Spoken::default()
    }
}

fn ends(word: &str) -> &'static str {
    match word.to_lowercase().as_str() {
        "success" => "answered",
        "missed" => "no_answer",
        "busy" => "busy",
        "cancel" => "canceled",
        "notavailable" => "unreachable",
        "notfound" => "invalid_number",
        "notallowed" => "failed",
        _ => "unknown",
    }
}

/// The number of which the box asks who it is; `None`: it asks nothing.
pub(in crate::telephony) fn asks_who(raw: &Raw<'_>, how: &How<'_>) -> Option<Option<Phone>> {
    let members = raw.object().ok()?;
    let fields = Fields(&members);
    (fields.get("cmd").as_deref() == Some("contact")).then(|| how.reading.number(&fields.get("phone").unwrap_or_default()))
}

/// Who calls, for the display of the telephone, and at whose extension he is to be put through.
pub(in crate::telephony) async fn who(ctx: &Ctx, phone: Option<Phone>) -> Result<Answer> {
    let found = match phone {
        Some(phone) => ctx.read().calls().caller(&phone).await?,
        None => None,
    };
    let (name, extension) = found.map_or((None, None), |(name, extension)| (Some(name), extension));
    Ok(Answer::Json(json!({"contact_name": name.unwrap_or_default(), "responsible": extension.unwrap_or_default()})))
}
