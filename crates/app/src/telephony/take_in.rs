//! Takes in what was posted: who enters, whether it can be read at all, stored as it came, answered. It is worked on afterwards.

use domain::calling::Signature;
use domain::calling::intake::{Intake, IntakeOutcome};
use domain::org::telephony::Provider;
use domain::{Id, Instant};

use super::adapters::{self, megafon};
use super::gate::{Entered, Shut, gate};
use super::payload::pairs;
use super::work_on::Lens;
use super::{Answer, Arrived, Raw};
use crate::actor::Reporting;
use crate::auth::Gate;
use crate::prelude::*;

/// Why something was not taken in.
#[derive(Debug)]
pub enum Refused {
    /// There is no such address.
    Unknown,
    /// Nothing that the sender shows is valid.
    Unauthorized,
    /// The signature is missing, wrong or old.
    BadSignature,
    /// It comes from an address that is not let in.
    AddressNotAllowed,
    /// It is no report of this provider, or names no call.
    Unreadable(String),
    /// It could not be decided.
    Failed(AppError),
}

impl Refused {
    /// Its code.
    const fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "not_found",
            Self::Unauthorized => "unauthorized",
            Self::BadSignature => "bad_signature",
            Self::AddressNotAllowed => "address_not_allowed",
            Self::Unreadable(_) => "unreadable_report",
            Self::Failed(_) => "failed",
        }
    }
}

impl<E: Into<AppError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// The answer that the provider wants, once what it posted is stored. A refusal of a stranger is stored only where `may_note` says so:
/// what strangers send must not fill the disk.
pub async fn take_in(ctx: &Ctx, arrived: Arrived, may_note: impl FnOnce() -> bool) -> Result<Answer, Refused> {
    let gate = gate(ctx, arrived.integration).await?.ok_or(Refused::Unknown)?;
    let provider = gate.integration.provider;
    if let Some(echo) = handshake(provider, &arrived) {
        return Ok(Answer::Text(echo));
    }
    let Entered { signature, path } = match gate.enter(ctx, &arrived).await? {
        Ok(entered) => entered,
        Err(shut) => {
            let refused = match shut {
                Shut::Unauthorized => Refused::Unauthorized,
                Shut::BadSignature => Refused::BadSignature,
                Shut::Address => Refused::AddressNotAllowed,
            };
            if may_note() {
                let stranger = Arrived { body: Vec::new(), query: String::new(), ..arrived };
                store(ctx, stored(&gate, stranger, None, String::new(), Some(&refused), ctx.now())).await?;
            }
            return Err(refused);
        }
    };
    let read = {
        let content_type = arrived.content_type.as_deref().unwrap_or_default();
        let raw = Raw { path: &path, query: &arrived.query, content_type, body: &arrived.body };
        let reporting = Reporting::of(&gate.integration);
        let rules = ctx.rules().await?;
        let lens = Lens::new(ctx, &reporting, &rules.calendar);
        let asked = if provider == Provider::Megafon { megafon::asks_who(&raw, &lens.how(ctx.now())) } else { None };
        match asked {
            Some(phone) => Err(phone),
            None => Ok(adapters::read(provider, &raw, &lens.how(ctx.now())).map(|heard| adapters::answer(provider, &raw, &heard))),
        }
    };
    let read = match read {
        Err(phone) => return megafon::who(ctx, phone).await.map_err(Refused::Failed),
        Ok(read) => read,
    };
    let (answer, refused) = match read {
        Ok(answer) => (Some(answer), None),
        Err(why) => (None, Some(Refused::Unreadable(why.to_string()))),
    };
    let intake = stored(&gate, arrived, Some(signature), path, refused.as_ref(), ctx.now());
    let id = intake.id;
    store(ctx, intake).await?;
    match (answer, refused) {
        (_, Some(refused)) => Err(refused),
        (answer, None) => {
            ctx.waiting.push(id);
            Ok(answer.unwrap_or_else(Answer::success))
        }
    }
}

/// Zadarma asks whether anybody is at the address before it posts there.
fn handshake(provider: Provider, arrived: &Arrived) -> Option<String> {
    if provider != Provider::Zadarma || !arrived.by_get {
        return None;
    }
    let (_, echo) = pairs(&arrived.query).into_iter().find(|(name, _)| name == "zd_echo")?;
    Some(echo).filter(|echo| echo.len() <= 200 && echo.bytes().all(|byte| byte.is_ascii_graphic()))
}

fn stored(
    gate: &Gate,
    arrived: Arrived,
    signature: Option<Signature>,
    path: String,
    refused: Option<&Refused>,
    received_at: Instant,
) -> Intake {
    Intake {
        id: Id::new(crate::ids::fresh()),
        version: 0,
        integration_id: gate.integration.id,
        received_at,
        signature,
        provider: gate.integration.provider,
        content_type: arrived.content_type.map(|kind| kind.replace('\0', "").chars().take(200).collect()),
        remote_address: Some(arrived.address.to_string()),
        path: path.replace('\0', ""),
        query: arrived.query.replace('\0', ""),
        body: arrived.body,
        outcome: if refused.is_some() { IntakeOutcome::Failed } else { IntakeOutcome::Pending },
        problem: refused.map(|refused| refused.code().to_owned()),
    }
}

async fn store(ctx: &Ctx, intake: Intake) -> Result<()> {
    ctx.write(&Actor::system(), async |work| Ok(work.intakes().put(&intake).await?)).await
}
