//! UIS, CoMagic, Novofon, CallGear: notifications whose JSON the customer writes; without an outcome: who talked was answered. The time of
//! the notification ends the call. The recording comes in a notification of its own.

use domain::calling::reading::{Spoken, seconds};

use super::loose;
use crate::telephony::fields::Fields;
use crate::telephony::{Heard, How, Raw, Unreadable, later};

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Heard, Unreadable> {
    let members = raw.object()?;
    let fields = Fields(&members);
    let external_call_id = fields.loose(&["callsessionid", "externalcallid", "callid"]).ok_or(Unreadable::NO_CALL)?;
    let link = fields.loose(&["filelink", "recordingurl", "link"]);
    let talk = fields.loose(&["talktimeduration", "talkseconds"]);
    let total = fields.loose(&["totaltimeduration", "totalseconds"]);
    let at = how.at(fields.loose(&["notificationtime"]).as_deref());
    if talk.is_none() && total.is_none() && link.is_some() {
        let spoken = Spoken { recording_url: link, recording_state: Some("ready".to_owned()), ..Spoken::default() };
        return Ok(Heard { external_call_id, spoken });
    }
    let mut spoken = loose::spoken(&fields, how, None);
    spoken.external_leg_id = fields.loose(&["legid", "externallegid"]);
    spoken.total_seconds.clone_from(&total);
    spoken.occurred_at = later(at, 0);
    let ended = talk.is_some() || total.is_some();
    if ended && at.is_some() {
        spoken.ended_at = spoken.ended_at.or_else(|| later(at, 0));
        let length = total.as_deref().and_then(seconds).map(i64::from);
        spoken.started_at = spoken.started_at.or_else(|| length.and_then(|length| later(at, -length)));
    }
    let name = fields.loose(&["notificationname", "eventname"]).unwrap_or_default().to_lowercase();
    let lost = name.contains("потерян") || name.contains("lost");
    if lost && spoken.direction.is_none() {
        spoken.direction = Some("in".to_owned());
    }
    if ended || lost {
        let talked = talk.as_deref().and_then(seconds).is_some_and(|talked| talked > 0);
        spoken.outcome = Some(if talked { "answered" } else { "no_answer" }.to_owned());
    }
    Ok(Heard { external_call_id, spoken })
}
