//! All waiting calls of a number, or several calls, are matched at once: to a client who is there, or to a new one (E-15).

use domain::clients::ClientPhone;
use domain::clients::register::NewClient;
use domain::phone::Phone;
use domain::{CallId, ClientId};

use super::match_call::attach;
use crate::clients::{add_phones, register};
use crate::prelude::*;

/// More calls are not matched at once.
pub const MOST: usize = 1_000;

/// Which calls.
#[derive(Clone, Debug)]
pub enum Which {
    /// All that wait of this number.
    Number(Phone),
    /// These.
    Calls(Vec<CallId>),
}

/// To whom.
#[derive(Clone, Debug)]
pub enum Whose {
    /// A client who is there.
    Known(ClientId),
    /// A new one.
    New(Box<NewClient>),
}

/// What is to be matched.
#[derive(Clone, Debug)]
pub struct InboxMatch {
    /// Which calls.
    pub which: Which,
    /// To whom.
    pub whose: Whose,
    /// The client gets the numbers of the calls.
    pub add_phone: bool,
}

/// What was matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// To whom.
    pub client_id: ClientId,
    /// Which calls, in the order in which they came.
    pub call_ids: Vec<CallId>,
}

/// Matches the calls, with the effects that each would have had. All or none: a call that has another client refuses it.
pub async fn match_inbox(ctx: &Ctx, actor: &Actor, wanted: InboxMatch) -> Result<Matched> {
    actor.may(Action::ResolveCall)?;
    ctx.write(actor, async |work| {
        let numbers = numbers(work, &wanted).await?;
        // Lock order: the client before the calls.
        let mut client = client(work, &wanted, &numbers).await?;
        let calls = match &wanted.which {
            Which::Number(number) => work.calls().lock_waiting(number, MOST.try_into().unwrap_or(u64::MAX)).await?,
            Which::Calls(ids) => work.calls().lock_all(ids).await?,
        };
        let mut call_ids = Vec::with_capacity(calls.len());
        for call in calls {
            let (after, call) = attach(work, client, call).await?;
            client = after;
            call_ids.push(call.id);
        }
        Ok(Matched { client_id: client.id, call_ids })
    })
    .await
}

/// The numbers of the calls; calls that there are not, and a number of which none waits, are wrong: a repeat makes no second client.
async fn numbers(work: &Work<'_>, wanted: &InboxMatch) -> Result<Vec<Phone>> {
    match &wanted.which {
        Which::Number(number) if work.calls().lock_waiting(number, 1).await?.is_empty() => {
            Err(AppError::field("/client_phone", "unknown", "no call of this number waits to be matched"))
        }
        Which::Number(number) => Ok(vec![number.clone()]),
        Which::Calls(ids) => {
            let calls = work.calls().of(ids).await?;
            if let Some(place) = ids.iter().position(|id| calls.iter().all(|call| call.id != *id)) {
                return Err(AppError::field(format!("/call_ids/{place}"), "unknown", "there is no such call"));
            }
            let mut numbers: Vec<Phone> = calls.into_iter().filter_map(|call| call.client_phone).collect();
            numbers.sort_unstable();
            numbers.dedup();
            Ok(numbers)
        }
    }
}

/// The client, locked, with the numbers.
async fn client(work: &Work<'_>, wanted: &InboxMatch, numbers: &[Phone]) -> Result<Client> {
    let numbers: Vec<ClientPhone> = numbers.iter().filter(|_| wanted.add_phone).cloned().map(ClientPhone::from).collect();
    let client = match &wanted.whose {
        Whose::Known(id) => work.lock_named("/client_id", *id).await?,
        Whose::New(new) => {
            work.actor.may(Action::WriteClients)?;
            let phones = new.phones.iter().cloned().chain(numbers.clone()).collect();
            register(work, NewClient { phones, ..(**new).clone() }).await?
        }
    };
    work.actor.authorise(Action::ResolveCall, &client.standing())?;
    client.ensure_live()?;
    add_phones(work, client, numbers).await
}
