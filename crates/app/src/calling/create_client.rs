//! An answered call from an unknown number: a new client, if the company wants that (E-15, C2).

use domain::calling::Call;
use domain::clients::register::NewClient;
use domain::clients::{ClientPhone, ClientSource, Direction};
use domain::norms::NormKey;
use domain::phone::Phone;

use super::conversation;
use crate::clients::heed;
use crate::prelude::*;

/// The call, matched to a client created from it if `auto_create_inbound` is on and it was a conversation with an unknown number.
pub(super) async fn create_client_if_wanted(work: &Work<'_>, call: Call) -> Result<Call> {
    let unknown =
        call.is_unmatched() && call.candidate_ids.is_empty() && call.direction == Direction::Inbound && call.is_conversation(work.norms);
    let phone = call.client_phone.clone().filter(|_| unknown && work.norms.flag(NormKey::AutoCreateInbound));
    let Some(phone) = phone else { return Ok(call) };
    let client = create(work, phone).await?;
    let matched = call.matched(client.id)?;
    let entry = conversation::entry(work, &matched.state, client.id);
    let call = Call { activity_id: Some(entry.id), ..matched.state };
    let call = work.apply(Decided { state: call, events: matched.events }).await?;
    conversation::log(work, client, &call, entry).await?;
    Ok(call)
}

/// The name is not known yet; the number takes its place.
async fn create(work: &Work<'_>, phone: Phone) -> Result<Client> {
    let name = phone.as_str().to_owned();
    let phones = vec![ClientPhone::from(phone)];
    let new = NewClient { phones, ..NewClient::named(name, ClientSource::Inbound) };
    let client = work.apply(heed(work, new.register(work.id(), None, None, work.now)).await?).await?;
    work.clients().index(&client, true).await?;
    Ok(client)
}
