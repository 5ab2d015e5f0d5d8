//! Entitlements to residual commission: opened by a client's sales, activated by his handoff, suspended while he is lost (§3.9).

use domain::commission::entitlement::Origin;
use domain::commission::{Accrual, AccrualState, EndReason, Entitlement, EntitlementState, HeldReason, Plan, SuspendReason, accrual, plan};
use domain::org::UnitCode;
use domain::sales::family::Families;
use domain::sales::{Sale, SaleKind};
use domain::{Date, UserId};

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
    work.apply(Entitlement::of_first_sale(origin(work, client, sale, hunter), plan_on(work, sale.sale_on)?)).await?;
    Ok(())
}

/// A new line is paid: its seller gets an entitlement to that line, active at once, which takes it out of all others (§8.5, E-7).
pub async fn new_line_paid(work: &Work<'_>, client: &Client, sale: &Sale) -> Result<()> {
    let families = Families::new(work.product_lines().all().await?);
    let new = sale.lines.iter().filter(|line| line.kind == SaleKind::NewLine).map(|line| line.product_line.as_str());
    let roots: Vec<String> = families.roots(new).into_iter().map(str::to_owned).collect();
    decide_each(work, of_client(work, client).await?, |one| Ok(one.carve_out(&roots, sale.sale_on))).await?;
    let seller = origin(work, client, sale, main_seller(sale));
    work.apply(Entitlement::of_new_line(seller, plan_on(work, sale.sale_on)?, roots)).await?;
    Ok(())
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

/// The first sale is void (C16): so is the entitlement, and what it had earned goes back whatever the clawback window says.
pub async fn first_sale_voided(work: &Work<'_>, client: &Client) -> Result<()> {
    let of_acquisition = |one: &Entitlement| {
        one.is_general() && one.acquisition_no == client.acquisition_no && EntitlementState::LIVING.contains(&one.state)
    };
    for entitlement in of_client(work, client).await?.into_iter().filter(of_acquisition) {
        let voided = work.apply(entitlement.void(work.today)?).await?;
        let earned = work.accruals().lock_of_entitlement(voided.id).await?;
        let months = periods(work, &[work.today]).await?;
        write(work, &accrual::void_lines(&earned, (work.today, work.now), &months, || work.id())).await?;
        let held = earned.into_iter().filter(|line| line.state == AccrualState::Held);
        rewrite(work, held.map(Accrual::void).collect::<Result<_, _>>()?).await?;
    }
    Ok(())
}

/// The client is lost: the entitlements are suspended (E-4). Lines held for his handoff stay held: only an acceptance releases them
/// (§8.4).
pub async fn client_lost(work: &Work<'_>, client: &Client) -> Result<()> {
    let running = of_client(work, client).await?.into_iter().filter(|one| EntitlementState::RUNNING.contains(&one.state));
    decide_each(work, running, |one| Ok(one.suspend(SuspendReason::ClientLost)?)).await
}

/// He is back before N-48: they are resumed, on their old clock (E-4).
pub async fn client_back(work: &Work<'_>, client: &Client) -> Result<()> {
    resume(work, of_client(work, client).await?, SuspendReason::ClientLost).await
}

/// The client has another curator: an entitlement is suspended while its holder is the curator, so that nobody is paid twice (E-3).
pub async fn curator_changed(work: &Work<'_>, client: &Client, new_curator: UserId) -> Result<()> {
    let running = of_client(work, client).await?.into_iter().filter(|one| EntitlementState::RUNNING.contains(&one.state));
    let (own, others): (Vec<_>, Vec<_>) = running.partition(|one| one.user_id == new_curator);
    decide_each(work, own, |one| Ok(one.suspend(SuspendReason::HolderIsCurator)?)).await?;
    resume(work, others, SuspendReason::HolderIsCurator).await
}

/// The client is to be acquired anew (C22, N-48 has passed): the old entitlements are over (E-4).
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
    let suspended = entitlements.into_iter().filter(|one| one.suspended_for.contains(&cause));
    decide_each(work, suspended, |one| Ok(one.resume(cause)?)).await
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
