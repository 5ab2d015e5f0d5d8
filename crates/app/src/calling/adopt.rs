//! An answered call from a number that nobody knows: a new client, if the company wants that (E-15, C2).

use domain::calling::Call;
use domain::clients::register::NewClient;
use domain::clients::{Client, ClientPhone, ClientSource, Direction};
use domain::norms::NormKey;
use domain::phone::Phone;

use super::conversation;
use crate::{AppError, Work};

/// The call, given to a client made of it if `auto_create_inbound` is on and it was a conversation with a number that nobody has.
pub(super) async fn adopt(work: &Work<'_>, call: Call) -> Result<Call, AppError> {
    let stranger =
        call.is_unmatched() && call.candidate_ids.is_empty() && call.direction == Direction::Inbound && call.is_conversation(work.norms);
    let phone = call.client_phone.clone().filter(|_| stranger && work.norms.flag(NormKey::AutoCreateInbound));
    let Some(phone) = phone else { return Ok(call) };
    let client = create(work, phone).await?;
    let matched = call.matched(client.id)?;
    let entry = conversation::entry(work, &matched.state, client.id);
    let call = Call { activity_id: Some(entry.id), ..matched.state };
    let call = work.apply(domain::Decided { state: call, events: matched.events }).await?;
    conversation::log(work, client, &call, entry).await?;
    Ok(call)
}

/// Nobody knows his name yet; his number stands for it.
async fn create(work: &Work<'_>, phone: Phone) -> Result<Client, AppError> {
    let new = NewClient {
        external_id: None,
        legal_name: phone.as_str().to_owned(),
        trade_name: None,
        inn: None,
        kpp: None,
        vat_id: None,
        city: None,
        legal_address: None,
        actual_address: None,
        time_zone: None,
        source: ClientSource::Inbound,
        referrer_client_id: None,
        phones: vec![ClientPhone { number: phone, label: None, callable: true, do_not_call: None }],
        emails: Vec::new(),
        existing: None,
    };
    let client = work.apply(new.register(work.id(), None, None, work.now)).await?;
    work.clients().index(&client, true).await?;
    Ok(client)
}
