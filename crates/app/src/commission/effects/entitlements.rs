//! Entitlements to residual commission: opened by a client's sales, activated by his handoff, suspended while he is lost (§3.9).

use std::collections::BTreeMap;

use domain::commission::entitlement::Origin;
use domain::commission::{Accrual, AccrualState, EndReason, Entitlement, EntitlementState, HeldReason, Plan, SuspendReason, accrual, plan};
use domain::org::UnitCode;
use domain::sales::family::Families;
use domain::sales::{Sale, SaleKind};
use domain::{ClientId, Date, UserId};

use super::posting::{periods, release, rewrite, write};
use crate::prelude::*;

/// The plan in force for a sale date; the default plan is in force for all dates until another is.
pub(crate) fn plan_on<'a>(work: &Work<'a>, sale_on: Date) -> Result<&'a Plan> {
    plan::in_force(work.plans, sale_on).ok_or(AppError::Internal("no commission plan is in force"))
}

/// A first sale has fired: its hunter gets an entitlement to what the client goes on buying, pending until the handoff is accepted.
/// One person holds it, however the credit of the sale is split (I-11): the hunter of record, else who has most of the credit.
pub async fn first_sale(work: &Work<'_>, client: &Client, sale: &Sale) -> Result<()> {
    if matches!(sale.seller_unit, UnitCode::ClientDepartment | UnitCode::KeyAccounts) {
        return Ok(());
    }
    let hunter = client.hunter_of_record_id.unwrap_or_else(|| main_seller(sale));
    // It may have opened a right to a new line before the first sale was void (C16): now it covers everything.
    let former = of_client(work, client).await?.into_iter().filter(|one| one.origin_sale_id == sale.id);
    decide_each(work, former.filter(|one| one.state != EntitlementState::Voided), |one| Ok(one.void(work.today)?)).await?;
    work.apply(Entitlement::of_first_sale(origin(work, client, sale, hunter), plan_on(work, sale.sale_on)?)).await?;
    Ok(())
}

/// A new line is paid: its seller gets an entitlement to that line, active at once, which takes it out of all others (§8.5, E-7). It is
/// opened once per client, line and holder: money that comes again after a bounce revives it (§8.10).
pub async fn new_line_paid(work: &Work<'_>, client: &Client, sale: &Sale) -> Result<()> {
    let families = Families::new(work.product_lines().all().await?);
    let new = sale.lines.iter().filter(|line| line.kind == SaleKind::NewLine && line.is_sold()).map(|line| line.product_line.as_str());
    let roots: Vec<String> = families.roots(new).into_iter().map(str::to_owned).collect();
    let seller = main_seller(sale);
    let (known, others): (Vec<_>, Vec<_>) = of_client(work, client).await?.into_iter().partition(|one| one.is_of(sale.id, seller, &roots));
    if let Some(known) = known.into_iter().next() {
        let (from_on, revived) = (known.clock_start_on, known.revive(work.today)?);
        if !revived.events.is_empty() {
            work.apply(revived).await?;
            decide_each(work, others, |one| Ok(one.carve_out(&roots, from_on))).await?;
        }
        return Ok(());
    }
    decide_each(work, others, |one| Ok(one.carve_out(&roots, sale.sale_on))).await?;
    work.apply(Entitlement::of_new_line(origin(work, client, sale, seller), plan_on(work, sale.sale_on)?, roots)).await?;
    Ok(())
}

/// All money of a sale bounced: a right to the new line that it had opened is dormant and takes the line out of nobody's (§8.10).
pub async fn sale_unpaid(work: &Work<'_>, client: &Client, sale: &Sale) -> Result<()> {
    let opened = |one: &Entitlement| one.origin_sale_id == sale.id && !one.is_general() && one.state != EntitlementState::Voided;
    let (opened, others): (Vec<_>, Vec<_>) = of_client(work, client).await?.into_iter().partition(opened);
    let Some(right) = opened.into_iter().next() else { return Ok(()) };
    let (roots, from_on) = (right.product_lines.clone(), right.clock_start_on);
    work.apply(right.unpaid(work.today)?).await?;
    decide_each(work, others, |one| Ok(one.give_back(&roots, from_on))).await
}

fn main_seller(sale: &Sale) -> UserId {
    let most =
        sale.credit_split.iter().max_by_key(|share| (share.share_bp, share.user_id == sale.seller_id, std::cmp::Reverse(share.user_id)));
    most.map_or(sale.seller_id, |share| share.user_id)
}

fn origin(work: &Work<'_>, client: &Client, sale: &Sale, user_id: UserId) -> Origin {
    let acquisition_no = sale.acquisition_no;
    Origin { id: work.id(), user_id, client_id: client.id, acquisition_no, sale_id: sale.id, sale_on: sale.sale_on, at: work.now }
}

/// The client is handed over: the entitlement becomes active, and what was held for that is posted.
pub async fn handoff_accepted(work: &Work<'_>, client: &Client) -> Result<()> {
    let waiting: Vec<_> = of_client(work, client).await?.into_iter().filter(Entitlement::awaits_handoff).collect();
    if waiting.is_empty() {
        return Ok(());
    }
    decide_each(work, waiting, |one| Ok(one.accept(work.now))).await?;
    release(work, client, HeldReason::HandoffPending).await
}

/// The handoff is completed: what was held back of the first sale is posted too (`handoff_holdback_bp`).
pub async fn handoff_completed(work: &Work<'_>, client: &Client) -> Result<()> {
    decide_each(work, of_client(work, client).await?, |one| Ok(one.complete(work.now))).await?;
    release(work, client, HeldReason::HandoffIncomplete).await
}

/// The first sale is void (C16): so is the entitlement, and what it had earned goes back, on the day `on`, whatever the clawback window
/// says.
pub async fn first_sale_voided(work: &Work<'_>, client: &Client, on: Date) -> Result<()> {
    let of_acquisition =
        |one: &Entitlement| one.is_general() && one.acquisition_no == client.acquisition_no && one.state != EntitlementState::Voided;
    for entitlement in of_client(work, client).await?.into_iter().filter(of_acquisition) {
        let voided = work.apply(entitlement.void(work.today)?).await?;
        let earned = work.accruals().lock_of_entitlement(voided.id).await?;
        let months = periods(work, &[on]).await?;
        write(work, &accrual::void_lines(&earned, (on, work.now), &months, || work.id())).await?;
        let held = earned.into_iter().filter(|line| line.state == AccrualState::Held);
        rewrite(work, held.map(Accrual::void).collect::<Result<_, _>>()?).await?;
    }
    Ok(())
}

/// The client is lost: the entitlements rest, pending ones too (E-4). Lines held for his handoff stay held: only an acceptance releases
/// them (§8.4).
pub async fn client_lost(work: &Work<'_>, client: &Client) -> Result<()> {
    let living = of_client(work, client).await?.into_iter().filter(|one| EntitlementState::LIVING.contains(&one.state));
    decide_each(work, living, |one| Ok(one.suspend(SuspendReason::ClientLost, work.today)?)).await
}

/// He is back by himself: the entitlements go on, on their old clock. If his last sale was N-48 ago by the day of the new one, they are
/// over and cover nothing from that day on (E-4). A handoff that was under way when he was lost has been overtaken: he has a curator.
pub async fn client_back(work: &Work<'_>, client: &Client, superseded_from: Option<Date>) -> Result<()> {
    resume(work, of_client(work, client).await?, SuspendReason::ClientLost).await?;
    handoff_accepted(work, client).await?;
    let Some(from) = superseded_from else { return Ok(()) };
    let living = of_client(work, client).await?.into_iter().filter(|one| EntitlementState::LIVING.contains(&one.state));
    let last = from.pred_opt().unwrap_or(from);
    decide_each(work, living, |one| Ok(one.end(EndReason::Superseded, last)?)).await
}

/// The client has another curator: an entitlement is suspended while its holder is the curator, so that nobody is paid twice (E-3).
pub async fn curator_changed(work: &Work<'_>, client: &Client, new_curator: UserId) -> Result<()> {
    let running = of_client(work, client).await?.into_iter().filter(|one| EntitlementState::RUNNING.contains(&one.state));
    let (own, others): (Vec<_>, Vec<_>) = running.partition(|one| one.user_id == new_curator);
    decide_each(work, own, |one| Ok(one.suspend(SuspendReason::HolderIsCurator, work.today)?)).await?;
    resume(work, others, SuspendReason::HolderIsCurator).await
}

/// The same of many clients, each with his new curator.
pub async fn curators_changed(work: &Work<'_>, curators: &BTreeMap<ClientId, UserId>) -> Result<()> {
    let cause = SuspendReason::HolderIsCurator;
    let mut decided = Vec::new();
    for one in work.entitlements().of_clients(curators.keys().copied()).await? {
        let is_curator = curators.get(&one.client_id) == Some(&one.user_id);
        if is_curator && EntitlementState::RUNNING.contains(&one.state) {
            decided.push(one.suspend(cause, work.today)?);
        } else if !is_curator && EntitlementState::LIVING.contains(&one.state) && one.suspended_for.contains(&cause) {
            decided.push(one.resume(cause, work.today)?);
        }
    }
    let decided: Decided<Vec<_>> = decided.into_iter().collect();
    work.put_entitlements(&decided.state).await?;
    work.record(decided.events);
    Ok(())
}

/// The client is to be acquired anew (C22, N-48 has passed): the old entitlements are over (E-4). They rested, since he was lost, and go
/// on resting: nothing is paid on old invoices.
pub async fn acquisition_ended(work: &Work<'_>, client: &Client) -> Result<()> {
    let living = of_client(work, client).await?.into_iter().filter(|one| EntitlementState::LIVING.contains(&one.state));
    decide_each(work, living, |one| Ok(one.end(EndReason::Superseded, work.today)?)).await
}

/// A person has left: his entitlements end on his last day; the tail of N-47 is paid (E-3).
pub async fn user_left(work: &Work<'_>, user: UserId, last_day: Date) -> Result<()> {
    let living = work.entitlements().lock_living_of(user).await?;
    end_all(work, living, EndReason::Terminated, |_| last_day).await
}

/// Ends many entitlements, which are locked, in one statement; each covers sales up to `last_day`.
pub(crate) async fn end_all(
    work: &Work<'_>,
    entitlements: Vec<Entitlement>,
    reason: EndReason,
    last_day: impl Fn(&Entitlement) -> Date,
) -> Result<()> {
    let end = |one: Entitlement| {
        let on = last_day(&one);
        one.end(reason, on)
    };
    let ended: Decided<Vec<_>> = entitlements.into_iter().map(end).collect::<Result<_, _>>()?;
    work.put_entitlements(&ended.state).await?;
    work.record(ended.events);
    Ok(())
}

async fn of_client(work: &Work<'_>, client: &Client) -> Result<Vec<Entitlement>> {
    Ok(work.entitlements().of_client(client.id).await?)
}

async fn resume(work: &Work<'_>, entitlements: Vec<Entitlement>, cause: SuspendReason) -> Result<()> {
    let rests = |one: &Entitlement| EntitlementState::LIVING.contains(&one.state) && one.suspended_for.contains(&cause);
    decide_each(work, entitlements.into_iter().filter(rests), |one| Ok(one.resume(cause, work.today)?)).await
}

/// The same decision about each of a client's entitlements: a handful at most, one a hunter and product line.
async fn decide_each(
    work: &Work<'_>,
    entitlements: impl IntoIterator<Item = Entitlement>,
    decide: impl Fn(Entitlement) -> Result<Decided<Entitlement>>,
) -> Result<()> {
    for entitlement in entitlements {
        work.apply(decide(entitlement)?).await?;
    }
    Ok(())
}
