//! Rights to residual commission follow the client: opened by his sales, woken by his handoff, asleep while he is lost (§3.9).

use domain::clients::Client;
use domain::commission::entitlement::Origin;
use domain::commission::{Accrual, AccrualState, EndReason, Entitlement, EntitlementState, HeldReason, Plan, SuspendReason, accrual, plan};
use domain::org::UnitCode;
use domain::sales::family::Families;
use domain::sales::{Sale, SaleKind};
use domain::{Date, Decided, UserId};

use super::posting::{periods, rewrite, write};
use super::release::release;
use crate::{AppError, Work};

/// The plan in force for a sale date; the default plan is in force for all dates until another is.
pub(crate) fn plan_on<'a>(work: &Work<'a>, sale_on: Date) -> Result<&'a Plan, AppError> {
    plan::in_force(work.plans, sale_on).ok_or(AppError::Internal("no commission plan is in force"))
}

/// A first sale has fired: its hunter gets a right to what the client goes on buying, pending until the handoff is accepted.
/// One person holds it, however the credit of the sale is split (I-11): the hunter of record, else who has most of the credit.
pub async fn first_sale(work: &Work<'_>, client: &Client, sale: &Sale) -> Result<(), AppError> {
    if matches!(sale.seller_unit, UnitCode::ClientDepartment | UnitCode::KeyAccounts) {
        return Ok(());
    }
    let hunter = client.hunter_of_record_id.unwrap_or_else(|| main_seller(sale));
    work.apply(Entitlement::of_first_sale(origin(work, client, sale, hunter), plan_on(work, sale.sale_on)?)).await?;
    Ok(())
}

/// A new line is paid: its seller gets a right to that line, active at once, and takes it out of everybody else's (§8.5, E-7).
pub async fn new_line_paid(work: &Work<'_>, client: &Client, sale: &Sale) -> Result<(), AppError> {
    let families = Families::new(work.product_lines().all().await?);
    let new = sale.lines.iter().filter(|line| line.kind == SaleKind::NewLine).map(|line| line.product_line.as_str());
    let roots: Vec<String> = families.roots(new).into_iter().map(str::to_owned).collect();
    // A handful of rights at most: one a hunter and line.
    for right in work.entitlements().of_client(client.id).await? {
        work.apply(right.carve_out(&roots, sale.sale_on)).await?;
    }
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

/// The client is handed over: the right wakes, and what was held for that is posted.
pub async fn handoff_accepted(work: &Work<'_>, client: &Client) -> Result<(), AppError> {
    let waiting: Vec<_> = of(work, client).await?.into_iter().filter(Entitlement::awaits_handoff).collect();
    if waiting.is_empty() {
        return Ok(());
    }
    each(work, waiting, |right| Ok(right.accept(work.now))).await?;
    release(work, client, HeldReason::HandoffPending).await
}

/// The handoff is completed: what was held back of the first sale is posted too (`handoff_holdback_bp`).
pub async fn handoff_completed(work: &Work<'_>, client: &Client) -> Result<(), AppError> {
    each(work, of(work, client).await?, |right| Ok(right.complete(work.now))).await?;
    release(work, client, HeldReason::HandoffIncomplete).await
}

/// The first sale is void (C16): the right never was, and what it had earned goes back whatever the clawback window says.
pub async fn first_sale_voided(work: &Work<'_>, client: &Client) -> Result<(), AppError> {
    let voided: Vec<_> = of(work, client)
        .await?
        .into_iter()
        .filter(|right| right.is_general() && right.acquisition_no == client.acquisition_no && is_living(right))
        .collect();
    for right in voided {
        let right = work.apply(right.void(work.today)?).await?;
        let earned = work.accruals().lock_of_right(right.id).await?;
        let months = periods(work, &[work.today]).await?;
        write(work, &accrual::void_lines(&earned, (work.today, work.now), &months, || work.id())).await?;
        let held = earned.into_iter().filter(|line| line.state == AccrualState::Held);
        rewrite(work, held.map(Accrual::void).collect::<Result<Vec<_>, _>>()?).await?;
    }
    Ok(())
}

/// The client is lost: the rights rest (E-4). Lines that were held for his handoff stay held: only an acceptance releases them (§8.4).
pub async fn client_lost(work: &Work<'_>, client: &Client) -> Result<(), AppError> {
    let awake = of(work, client).await?.into_iter().filter(is_running);
    each(work, awake.collect(), |right| Ok(right.suspend(SuspendReason::ClientLost)?)).await
}

/// He is back before N-48: they go on, on their old clock (E-4).
pub async fn client_back(work: &Work<'_>, client: &Client) -> Result<(), AppError> {
    wake(work, of(work, client).await?, SuspendReason::ClientLost).await
}

/// Somebody else answers for the client: a right rests while its holder is the curator himself, so that nobody is paid twice (E-3).
pub async fn curator_changed(work: &Work<'_>, client: &Client, new_curator: UserId) -> Result<(), AppError> {
    let (own, others): (Vec<_>, Vec<_>) =
        of(work, client).await?.into_iter().filter(is_running).partition(|right| right.user_id == new_curator);
    each(work, own, |right| Ok(right.suspend(SuspendReason::HolderIsCurator)?)).await?;
    wake(work, others, SuspendReason::HolderIsCurator).await
}

/// He is to be acquired anew (C22, N-48 has passed): the old rights are over (E-4).
pub async fn acquisition_ended(work: &Work<'_>, client: &Client) -> Result<(), AppError> {
    let living = of(work, client).await?.into_iter().filter(is_living);
    each(work, living.collect(), |right| Ok(right.end(EndReason::Superseded, work.today)?)).await
}

/// A person has left: his rights end on his last day; the tail of N-47 is paid (E-3).
pub async fn user_left(work: &Work<'_>, user: UserId, last_day: Date) -> Result<(), AppError> {
    let rights = work.entitlements().lock_living_of(user).await?;
    let ended = rights.into_iter().map(|right| right.end(EndReason::Terminated, last_day)).collect::<Result<Vec<_>, _>>()?;
    write_ends(work, ended).await
}

/// Writes many endings at once.
pub(crate) async fn write_ends(work: &Work<'_>, ended: Vec<Decided<Entitlement>>) -> Result<(), AppError> {
    let (rights, events): (Vec<_>, Vec<_>) = ended.into_iter().map(|Decided { state, events }| (state, events)).unzip();
    if !rights.is_empty() {
        work.put_entitlements(&rights).await?;
        work.record(events.into_iter().flatten());
    }
    Ok(())
}

async fn of(work: &Work<'_>, client: &Client) -> Result<Vec<Entitlement>, AppError> {
    Ok(work.entitlements().of_client(client.id).await?)
}

const fn is_living(right: &Entitlement) -> bool {
    matches!(right.state, EntitlementState::Pending | EntitlementState::Active | EntitlementState::Suspended)
}

const fn is_running(right: &Entitlement) -> bool {
    matches!(right.state, EntitlementState::Active | EntitlementState::Suspended)
}

async fn wake(work: &Work<'_>, rights: Vec<Entitlement>, cause: SuspendReason) -> Result<(), AppError> {
    let asleep = rights.into_iter().filter(|right| right.suspended_for.contains(&cause));
    each(work, asleep.collect(), |right| Ok(right.resume(cause)?)).await
}

/// The same decision about each of a client's rights: a handful at most.
async fn each(
    work: &Work<'_>,
    rights: Vec<Entitlement>,
    decide: impl Fn(Entitlement) -> Result<Decided<Entitlement>, AppError>,
) -> Result<(), AppError> {
    for right in rights {
        work.apply(decide(right)?).await?;
    }
    Ok(())
}
