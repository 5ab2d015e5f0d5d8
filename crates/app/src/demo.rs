//! The demo company: every role with a login, the base that it had before, and six weeks of calls, meetings, sales, handoffs and
//! commission, made by the real use cases on a clock of their own. The company is the same every time, up to yesterday evening.

mod base;
mod books;
mod cards;
mod people;
mod queue;
mod scenarios;
mod selling;
mod steps;

use std::fmt;

use chrono::{Days, NaiveTime};
use domain::{Date, Instant, Word};

use crate::events;
use crate::prelude::*;
use crate::{Clock, clock, sweeps};

pub use people::PASSWORD;

/// How many business days the demo goes back.
const BUSINESS_DAYS: usize = 30;

/// Who may log in, for the terminal.
#[derive(Clone, Copy, Debug)]
pub struct Logins;

impl fmt::Display for Logins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Everybody of the demo company logs in with the password: {PASSWORD}")?;
        for person in people::PEOPLE {
            writeln!(f, "  {:24} {:20} {}", person.email(), person.role.as_str(), person.full_name)?;
        }
        Ok(())
    }
}

/// Does this database hold the demo company?
pub async fn exists(ctx: &Ctx) -> Result<bool> {
    let first = people::PEOPLE.first().map(people::Person::email).unwrap_or_default();
    Ok(ctx.read().users().by_email(&first).await?.is_some())
}

/// Fills a database that holds nothing but an administrator; returns whether it did.
pub async fn fill(ctx: &mut Ctx) -> Result<bool> {
    if ctx.read().any_client().await? || exists(ctx).await? {
        return Ok(false);
    }
    let days = business_days(ctx).await?;
    let Some(first) = days.first().copied() else { return Ok(false) };
    let start = at(ctx, first, 8, 0).await?;
    let real = std::mem::replace(&mut ctx.clock, Clock::manual(start));
    let simulated = simulate(ctx, &days).await;
    ctx.clock = real;
    ctx.forget_rules();
    simulated?;
    // Its last days are over: what they wrote is anchored as any night would.
    let now = ctx.now();
    events::anchor(ctx, now).await?;
    Ok(true)
}

/// The latest business days before today, oldest first.
async fn business_days(ctx: &Ctx) -> Result<Vec<Date>> {
    let calendar = &ctx.rules().await?.calendar;
    let mut day = calendar.date(clock::wall());
    let mut days = Vec::with_capacity(BUSINESS_DAYS);
    while days.len() < BUSINESS_DAYS {
        day = day.checked_sub_days(Days::new(1)).ok_or(AppError::Internal("the clock of this machine stands at the beginning of time"))?;
        if calendar.is_business_day(day) {
            days.push(day);
        }
    }
    days.reverse();
    Ok(days)
}

/// The instant at which it is `hour`:`minute` on `day` in the company's time zone.
async fn at(ctx: &Ctx, day: Date, hour: u32, minute: u32) -> Result<Instant> {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    Ok(ctx.rules().await?.calendar.instant(day.and_time(time)))
}

/// Day by day: what fell due over night, then what people do.
async fn simulate(ctx: &Ctx, days: &[Date]) -> Result<()> {
    let staff = people::hire(ctx).await?;
    let mut base = base::import(ctx, &staff, days.first().copied().unwrap_or_default()).await?;
    let mut cases = steps::Cases::default();
    for (index, day) in days.iter().enumerate() {
        sweeps::run_until(ctx, at(ctx, *day, 8, 30).await?).await?;
        books::morning(ctx, &staff, index.checked_sub(1).and_then(|before| days.get(before)).copied(), *day).await?;
        for (minute, case, step) in scenarios::of_day(index) {
            ctx.clock.set(at(ctx, *day, minute / 60, minute % 60).await?);
            steps::run(ctx, &staff, &mut cases, case, step, days.get(index..).unwrap_or_default()).await?;
        }
        base.day(ctx, &staff, index, *day).await?;
    }
    let evening = at(ctx, days.last().copied().unwrap_or_default(), 19, 0).await?;
    sweeps::run_until(ctx, evening).await?;
    queue::prepare(ctx, &staff).await
}
