//! Conditions besides the stage for a change of stage (RULES.md §3.1, column *Guards*).

use chrono::Days;

use super::{Client, DisqualifyReason, Qualification, Refusal, Temperature};
use crate::blank::is_blank;
use crate::calendar::Calendar;
use crate::norms::{NormKey, Norms};
use crate::{Date, Word};

/// C6: he is called again within a year.
const RECONTACT_WITHIN_DAYS: u64 = 365;
/// C10: after the second no-show nobody calls him for two weeks.
const AFTER_NO_SHOW_DAYS: u64 = 14;

/// C8: need, decision maker, volume or budget, solvency and region are known.
pub fn checklist_complete(facts: &Qualification) -> Result<(), Refusal> {
    let items = [
        ("need", !is_blank(&facts.need)),
        ("decision_maker_known", facts.decision_maker_known),
        ("volume_hint", !is_blank(&facts.volume_hint)),
        ("solvency_checked", facts.solvency_checked),
        ("region_served", facts.region_served),
    ];
    let missing: Vec<_> = items.into_iter().filter(|(_, known)| !known).map(|(item, _)| item).collect();
    if missing.is_empty() { Ok(()) } else { Err(Refusal::ChecklistIncomplete { missing }) }
}

/// C6: warm or cool, called again after today and within a year, nothing open.
pub fn postponable(temperature: Temperature, recontact_on: Date, today: Date, open: Open) -> Result<(), Refusal> {
    if !matches!(temperature, Temperature::Warm | Temperature::Cool) {
        return Err(Refusal::NotPostponable { temperature });
    }
    let latest_on = days_after(today, RECONTACT_WITHIN_DAYS);
    if recontact_on <= today || recontact_on > latest_on {
        return Err(Refusal::RecontactOutOfRange { latest_on });
    }
    match open {
        Open { meeting: true, .. } => Err(Refusal::OpenMeeting),
        Open { opportunity: true, .. } => Err(Refusal::OpenOpportunity),
        Open { meeting: false, opportunity: false } => Ok(()),
    }
}

/// Does a client have an open meeting or opportunity (C6)?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    pub meeting: bool,
    pub opportunity: bool,
}

/// N-8: when a postponed client is called again, unless somebody names a day.
pub fn recontact_on(temperature: Temperature, today: Date, norms: &Norms) -> Date {
    let key = match temperature {
        Temperature::Hot | Temperature::Warm => NormKey::RecontactWarmDays,
        Temperature::Cool => NormKey::RecontactCoolDays,
        Temperature::Cold => NormKey::RecycleColdDays,
    };
    days_after(today, u64::from(norms.count(key)))
}

/// C10: when to call again whoever did not come twice.
pub fn after_second_no_show(today: Date) -> Date {
    days_after(today, AFTER_NO_SHOW_DAYS)
}

/// C23: he was disqualified long enough ago (N-7d), and not for a permanent reason.
pub fn recyclable(client: &Client, norms: &Norms, calendar: &Calendar, today: Date) -> Result<(), Refusal> {
    let lasting = [DisqualifyReason::DoNotContact, DisqualifyReason::OutOfBusiness].map(Word::as_str);
    if let Some(reason) = client.reason.as_deref().filter(|reason| lasting.contains(reason)) {
        return Err(Refusal::NeverRecycled { reason: reason.to_owned() });
    }
    let from_on = days_after(calendar.date(client.stage_since), u64::from(norms.count(NormKey::RecycleColdDays)));
    if today < from_on { Err(Refusal::TooEarlyToRecycle { from_on }) } else { Ok(()) }
}

/// C22: is he new business again, his last sale being N-48 ago or more? Without any sale he is.
pub fn begins_new_acquisition(client: &Client, norms: &Norms, today: Date) -> bool {
    client.last_sale_on.is_none_or(|sale| days_after(sale, u64::from(norms.count(NormKey::ReacquisitionDays))) <= today)
}

/// E-4: has a client who comes back by himself been without a sale for N-48, so that whoever won him once earns nothing more? `last` is
/// his last sale before he was lost; without one there is nothing to be over.
pub fn returns_anew(last: Option<Date>, sale_on: Date, norms: &Norms) -> bool {
    last.is_some_and(|last| days_after(last, u64::from(norms.count(NormKey::ReacquisitionDays))) <= sale_on)
}

/// E-4, C21: a sale made after the loss brings him back; payment of an old invoice does not.
pub fn brings_back(client: &Client, sale_on: Date, calendar: &Calendar) -> bool {
    client.lost_at.is_none_or(|lost| sale_on > calendar.date(lost))
}

/// §3.1a: an exemption ends after today and within its norm.
pub fn exemption_allowed(until_on: Date, today: Date, norms: &Norms) -> Result<(), Refusal> {
    let latest_on = days_after(today, u64::from(norms.count(NormKey::ContactExemptionDays)));
    if until_on <= today || until_on > latest_on { Err(Refusal::ExemptionOutOfRange { latest_on }) } else { Ok(()) }
}

/// The date `days` later, or the last one there is.
fn days_after(date: Date, days: u64) -> Date {
    date.checked_add_days(Days::new(days)).unwrap_or(Date::MAX)
}
