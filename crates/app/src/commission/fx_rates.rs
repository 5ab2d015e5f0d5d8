//! Exchange rates: shown, listed, entered. What waited for a rate is converted and posted when it is entered (§8.7).

use domain::commission::correction::NewRate;
use domain::commission::rate_moves::{RateMoves, would_have_moved};
use domain::commission::{ExchangeRate, FxRate, HeldReason, Month, Refusal, accrual};
use domain::own_matter::Matter;
use domain::{Currency, Date, FxRateId};
use persistence::commission::FxRateFilter;

use super::effects;
use crate::keeper::lets_keep;
use crate::prelude::*;
use crate::sales::SELLERS;

/// A rate to enter.
#[derive(Clone, Copy, Debug)]
pub struct RateInput {
    /// Of which currency.
    pub currency: Currency,
    /// Into which; the company's unless given.
    pub plan_currency: Option<Currency>,
    /// For which value date.
    pub value_on: Date,
    /// Units of the plan's currency for one.
    pub rate: ExchangeRate,
    /// The mistyped rate that it is to replace.
    pub replaces: Option<FxRateId>,
}

/// A rate that was entered.
#[derive(Clone, Debug)]
pub struct EnteredRate {
    pub rate: FxRate,
    /// What it would have moved, if what it replaces had not been used already.
    pub would_have_moved: Option<RateMoves>,
}

/// The exchange rate, or [`AppError::NotFound`].
pub async fn get_fx_rate(ctx: &Ctx, actor: &Actor, id: FxRateId) -> Result<FxRate> {
    actor.may(Action::ReadPlans)?;
    ctx.get(id).await
}

/// A page, oldest entry first.
pub async fn list_fx_rates(ctx: &Ctx, actor: &Actor, filter: &FxRateFilter, request: &PageRequest) -> Result<Page<FxRate>> {
    ctx.page(actor, filter, request).await
}

/// One a currency and day is in force; it never changes, since money may have been converted by it: a mistyped one is replaced, and what
/// it has converted stays.
pub async fn add_fx_rate(ctx: &Ctx, actor: &Actor, input: RateInput) -> Result<EnteredRate> {
    actor.may(Action::KeepCommission)?;
    ctx.write(actor, async |work| {
        // Who sells is paid by it.
        let seller = work.actor.user().filter(|_| SELLERS.iter().any(|role| work.actor.is(*role)));
        lets_keep(work, Action::KeepCommission, Matter::Rate, seller.as_slice()).await?;
        let RateInput { currency, value_on, rate, .. } = input;
        let plan_currency = input.plan_currency.unwrap_or(work.company.currency);
        work.refuse_future("/value_on", value_on)?;
        // Whoever posts money of this day is through, or will see the rate.
        work.lock_period(Month::of(value_on)).await?;
        let pair = (currency, plan_currency);
        let new = NewRate { currency, plan_currency, value_on, rate };
        if let Some(id) = input.replaces {
            return replace(work, id, new).await;
        }
        if let Some(known) = work.fx_rates().on(pair, [value_on]).await?.first() {
            return Err(Refusal::FxRateExists { id: known.id }.into());
        }
        let entered = work.apply(FxRate::enter(work.id(), new, actor.user(), work.now)?).await?;
        let waiting = work.accruals().lock_unconverted(pair, value_on).await?;
        let converted = accrual::convert_waiting(waiting, rate);
        work.put_accruals(&converted).await?;
        effects::post_again(work, converted, HeldReason::MissingFx).await?;
        Ok(EnteredRate { rate: entered, would_have_moved: None })
    })
    .await
}

/// The old one goes out of force first: one of them is in force at any time.
async fn replace(work: &Work<'_>, id: FxRateId, new: NewRate) -> Result<EnteredRate> {
    let known: Option<FxRate> = work.find(id).await?;
    let old = known.ok_or_else(|| AppError::field("/replaces", "unknown", format!("there is no exchange rate {id}")))?;
    let (old, entered) = old.replace(work.id(), new, work.actor.user(), work.now)?;
    work.apply(old).await?;
    let rate = work.apply(entered).await?;
    let converted = work.accruals().converted_on((new.currency, new.plan_currency), new.value_on).await?;
    Ok(EnteredRate { rate, would_have_moved: Some(would_have_moved(converted, new.rate)) })
}
