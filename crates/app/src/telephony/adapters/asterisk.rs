//! Asterisk: what the dialplan posts (`deploy/telephony/asterisk.conf`), rows of `Master.csv`, blocks of the manager interface. The SIP status
//! and the cause decide before the words of the record, which may be of what came after `Dial`.

use domain::Word;
use domain::calling::reading::{agent, is_extension};
use domain::clients::Direction;
use serde_json::{Map, Value};

use super::{cdr, loose};
use crate::telephony::fields::Fields;
use crate::telephony::{Heard, How, Raw, Unreadable};

pub(super) fn read(raw: &Raw<'_>, how: &How<'_>) -> Result<Vec<Heard>, Unreadable> {
    let starts = |text: &str| raw.body.trim_ascii_start().starts_with(text.as_bytes());
    let records = if raw.is("text/csv") {
        cdr::rows(raw.body)?
    } else if raw.is("text/plain") || starts("Event:") {
        cdr::blocks(&String::from_utf8_lossy(raw.body))
    } else {
        match raw.tree()? {
            Value::Array(items) => {
                items.into_iter().filter_map(|item| if let Value::Object(item) = item { Some(item) } else { None }).collect()
            }
            Value::Object(one) => vec![one],
            _ => Vec::new(),
        }
    };
    let heard: Vec<_> = records.iter().filter_map(|record| one(record, how)).collect();
    if heard.is_empty() { Err(Unreadable::NO_CALL) } else { Ok(heard) }
}

fn one(record: &Map<String, Value>, how: &How<'_>) -> Option<Heard> {
    let fields = Fields(record);
    let external_call_id = fields.loose(&["externalcallid", "linkedid", "uniqueid", "callid"])?;
    let mut spoken = loose::spoken(&fields, how, Some(Direction::Outbound));
    spoken.external_leg_id = fields.loose(&["externallegid", "uniqueid"]);
    // A channel names a person where it is one of an extension: PJSIP/101-0000a12b.
    let channel = match spoken.direction.as_deref() {
        Some(began) if began == Direction::Inbound.as_str() => fields.loose(&["dstchannel", "destinationchannel"]),
        _ => fields.loose(&["channel"]),
    };
    let extension = channel.map(|channel| agent(&channel)).filter(|name| is_extension(name));
    spoken.agent_ref = spoken.agent_ref.or(extension);
    Some(Heard { external_call_id, spoken })
}
