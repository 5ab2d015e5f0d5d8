//! The adapters, one file a system: from a body to what it says of calls, in words that the domain reads. None of them refuses what it
//! does not understand; only a body that is none of its system's, or names no call, is refused.

mod amocrm;
mod asterisk;
mod beeline;
mod binotel;
mod bitrix24;
mod cdr;
mod freeswitch;
mod hubspot;
mod loose;
mod mango;
pub(super) mod megafon;
mod plivo;
mod rustpbx;
mod telphin;
mod three_cx;
mod twilio;
mod uis;
mod vonage;
mod zadarma;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::calling::reading::{Spoken, agent, is_extension};
use domain::clients::Direction;
use domain::org::telephony::Provider;
use sha2::{Digest, Sha256};

use super::{Answer, Heard, How, Raw, Unreadable};

/// What the body says, call by call; of an event that is about no call nothing.
pub(super) fn read(provider: Provider, raw: &Raw<'_>, how: &How<'_>) -> Result<Vec<Heard>, Unreadable> {
    let one = |heard: Heard| vec![heard];
    let heard = match provider {
        Provider::Generic | Provider::Kamailio | Provider::Voximplant => loose::read(raw, how).map(one),
        Provider::Amocrm => amocrm::read(raw),
        Provider::Asterisk => asterisk::read(raw, how),
        Provider::Beeline => beeline::read(raw, how),
        Provider::Binotel => binotel::read(raw, how).map(one),
        Provider::Bitrix24 => bitrix24::read(raw, how),
        Provider::Freeswitch => freeswitch::read(raw, how).map(one),
        Provider::Hubspot => hubspot::read(raw, how).map(one),
        Provider::Mango => mango::read(raw, how),
        Provider::Megafon => megafon::read(raw, how),
        Provider::Plivo => plivo::read(raw, how).map(one),
        Provider::Rustpbx => rustpbx::read(raw, how).map(one),
        Provider::Telphin => telphin::read(raw, how).map(one),
        Provider::ThreeCx => three_cx::read(raw, how).map(one),
        Provider::Twilio => twilio::read(raw, how).map(one),
        Provider::Uis => uis::read(raw, how).map(one),
        Provider::Vonage => vonage::read(raw, how).map(one),
        Provider::Zadarma => zadarma::read(raw, how).map(one),
    }?;
    Ok(heard.into_iter().map(|heard| Heard { external_call_id: short(heard.external_call_id), spoken: between(heard.spoken) }).collect())
}

/// Between two extensions nobody outside takes part, whatever the word of the box.
fn between(spoken: Spoken) -> Spoken {
    let inside = |side: &Option<String>| side.as_deref().is_some_and(|text| is_extension(&agent(text)));
    if inside(&spoken.client_phone) && inside(&spoken.agent_ref) {
        return Spoken { direction: Some(Direction::Internal.to_string()), ..spoken };
    }
    spoken
}

/// What its system wants to hear.
pub(super) fn answer(provider: Provider, raw: &Raw<'_>, heard: &[Heard]) -> Answer {
    match provider {
        Provider::Twilio | Provider::Vonage | Provider::Plivo => Answer::Silent,
        Provider::Amocrm => amocrm::answer(raw, heard),
        Provider::Bitrix24 => bitrix24::answer(raw, heard),
        _ => Answer::success(),
    }
}

/// Ids of calls have at most 128 characters; a longer one is known by its digest.
fn short(id: String) -> String {
    if id.chars().count() <= 128 { id } else { derived(&id) }
}

/// The id of a call that has none: what tells it from others, digested.
fn derived(of: &str) -> String {
    format!("d:{}", URL_SAFE_NO_PAD.encode(Sha256::digest(of)))
}

#[cfg(test)]
mod samples;
