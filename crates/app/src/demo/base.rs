//! The base that the demo company had before its first hunter (E-37): imported clients whom farmers serve, and what they buy.

use chrono::{Days, Duration};
use domain::access::Role;
use domain::calling::CallOutcome;
use domain::clients::ClientSource;
use domain::clients::register::{ExistingClient, ExistingStage};
use domain::{ClientId, Date, Instant};

use super::people::Staff;
use super::steps::{Case, Scene};
use super::{at, cards};
use crate::clients::{Registered, register_client};
use crate::prelude::*;

/// Clients of each farmer at the start, by the order of the farmers: one with more than enough, one about right, one with room.
const PORTFOLIOS: [usize; 3] = [35, 24, 11];
/// Their numbers begin here, after those of the scenarios.
const FIRST_NUMBER: usize = 100;
/// A farmer speaks with each client every so many business days.
const ROUND: usize = 15;
/// Every so many-th client is forgotten.
const FORGOTTEN_EVERY: usize = 14;
/// Days from a sale to its payment.
const PAID_AFTER: usize = 4;
/// Lost before the company began with specialists. The first of them comes back.
const LOST: usize = 5;
/// Business days on which the lost client buys, and pays.
const WON_BACK_ON: usize = 12;
/// A payment that names no sale, in advance.
const ADVANCE_ON: usize = 20;
/// A client calls and nobody answers, every so many business days.
const MISSED_EVERY: usize = 4;

/// The clients of the base.
pub(super) struct Base {
    served: Vec<Served>,
    lost: Vec<Case>,
}

/// One whom a farmer serves.
struct Served {
    number: usize,
    farmer: usize,
    case: Case,
    /// Day on which the last sale is paid; some never are.
    pays_on: Option<usize>,
}

/// Everybody, before the first day.
pub(super) async fn import(ctx: &Ctx, staff: &Staff, today: Date) -> Result<Base> {
    let mut base = Base { served: Vec::new(), lost: Vec::new() };
    let farmers = PORTFOLIOS.iter().enumerate().flat_map(|(farmer, clients)| std::iter::repeat_n(farmer, *clients));
    for (place, farmer) in farmers.enumerate() {
        let number = FIRST_NUMBER + place;
        let days = if is_forgotten(place) { 26 } else { place % ROUND + 1 };
        let client = bring(ctx, staff, (number, Some(farmer)), (ExistingStage::Active, days, today)).await?;
        base.served.push(Served { number, farmer, case: Case::of(client), pays_on: None });
    }
    for place in 0..LOST {
        let number = FIRST_NUMBER + base.served.len() + place;
        let client = bring(ctx, staff, (number, None), (ExistingStage::Lost, 150 + place * 20, today)).await?;
        base.lost.push(Case::of(client));
    }
    Ok(base)
}

const fn is_forgotten(place: usize) -> bool {
    place % FORGOTTEN_EVERY == FORGOTTEN_EVERY - 1
}

async fn bring(
    ctx: &Ctx,
    staff: &Staff,
    (number, farmer): (usize, Option<usize>),
    (stage, days, today): (ExistingStage, usize, Date),
) -> Result<ClientId> {
    let curator = farmer.and_then(|turn| staff.nth(Role::Farmer, turn)).and_then(|(_, actor)| actor.user());
    let ago = u64::try_from(days).unwrap_or(0);
    let existing = ExistingClient {
        stage,
        curator_id: curator,
        last_contact_at: ctx.now().checked_sub_signed(Duration::days(i64::try_from(days).unwrap_or(0))),
        last_sale_on: today.checked_sub_days(Days::new(ago + 10)),
    };
    let mut new = cards::card(number, ClientSource::Import);
    (new.external_id, new.existing) = (Some(format!("1c-{number:06}")), Some(existing));
    let (Registered::New(client) | Registered::Known(client)) = register_client(ctx, &staff.erp, new).await?;
    Ok(client.id)
}

impl Base {
    /// One business day: farmers talk and sell, money comes in, and somebody calls in vain.
    pub(super) async fn day(&mut self, ctx: &Ctx, staff: &Staff, index: usize, today: Date) -> Result<()> {
        ctx.clock.set(at(ctx, today, 18, 0).await?);
        let now = (ctx.now(), today);
        for served in &mut self.served {
            let place = served.number - FIRST_NUMBER;
            let scene = Scene::new(ctx, staff, (served.number, served.farmer), now);
            if served.pays_on == Some(index) {
                scene.pay(&served.case).await?;
            }
            if place % ROUND == index % ROUND && !is_forgotten(place) {
                scene.talk(&served.case, Role::Farmer).await?;
                if place % 3 != 2 {
                    scene.sell(&mut served.case, Role::Farmer).await?;
                    // Every seventh leaves a debt.
                    served.pays_on = (place % 7 != 6).then_some(index + PAID_AFTER);
                }
            }
        }
        self.news(ctx, staff, index, now).await
    }

    /// What does not happen every day.
    async fn news(&mut self, ctx: &Ctx, staff: &Staff, index: usize, now: (Instant, Date)) -> Result<()> {
        if let Some(back) = self.lost.first_mut() {
            let scene = Scene::new(ctx, staff, (FIRST_NUMBER - 1, 1), now);
            match index {
                WON_BACK_ON => {
                    scene.talk(back, Role::HeadClientDept).await?;
                    scene.sell(back, Role::HeadClientDept).await?;
                }
                _ if index == WON_BACK_ON + PAID_AFTER => scene.pay(back).await?,
                _ => {}
            }
        }
        let Some(caller) = self.served.get(index) else { return Ok(()) };
        let scene = Scene::new(ctx, staff, (caller.number, caller.farmer), now);
        if index == ADVANCE_ON {
            scene.pay_in_advance(&caller.case).await?;
        }
        if index % MISSED_EVERY == 1 {
            scene.incoming(cards::phone(caller.number), CallOutcome::NoAnswer).await?;
        }
        Ok(())
    }
}
