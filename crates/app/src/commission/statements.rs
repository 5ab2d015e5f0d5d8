//! Shared steps about the statements of a month, and about one of them.

use domain::access::{Action, Role};
use domain::commission::carry::carry_forward;
use domain::commission::statement::Total;
use domain::commission::{Month, Statement};
use domain::{Decided, Event, StatementId, UserId, Version};

use crate::{AppError, Work, expect};

/// Drafts the statements of a month from its posted lines; one that was recalled is drafted anew. Negative balances of earlier
/// months are taken over, once; what this month owes goes into drafts of later months that were closed before it.
pub(super) async fn draft(work: &Work<'_>, month: Month) -> Result<(), AppError> {
    let totals = work.accruals().totals(month).await?;
    let known = work.statements().lock_month(month).await?;
    let owed: Vec<Statement> = work.statements().lock_uncarried().await?.into_iter().filter(|other| other.period < month).collect();
    let (drafted, events) = drafts(work, month, (totals, known), &owed);
    let heir = |old: &Statement| drafted.iter().find(|new| new.user_id == old.user_id && new.currency == old.currency).map(|new| new.id);
    let carried: Vec<Statement> =
        owed.iter().filter_map(|old| heir(old).map(|heir| Statement { carried_to_id: Some(heir), ..old.clone() })).collect();
    let owing: Vec<UserId> = drafted.iter().filter(|one| one.carry_out_minor < 0).map(|one| one.user_id).collect();
    let later = if owing.is_empty() { Vec::new() } else { work.statements().lock_drafts_after(month, owing).await? };
    let (settled, handed_on) = carry_forward(drafted, later);
    work.put_statements(&settled).await?;
    work.put_statements(&carried).await?;
    work.record(events.into_iter().chain(handed_on));
    Ok(work.state_accruals(month).await?)
}

fn drafts(
    work: &Work<'_>,
    month: Month,
    (totals, known): (Vec<Total>, Vec<Statement>),
    owed: &[Statement],
) -> (Vec<Statement>, Vec<Event>) {
    let carry = |user: UserId, currency| {
        owed.iter().filter(|old| old.user_id == user && old.currency == currency).map(|old| old.carry_out_minor).sum::<i64>()
    };
    let of = |total: &Total| known.iter().find(|old| old.user_id == total.user_id && old.currency == total.currency).cloned();
    let emptied = known.iter().filter(|old| totals.iter().all(|total| (total.user_id, total.currency) != (old.user_id, old.currency)));
    let nothing = emptied.map(|old| Total { user_id: old.user_id, currency: old.currency, total_minor: 0, line_count: 0 });
    let decided = totals.iter().copied().chain(nothing).map(|total| {
        let owes = carry(total.user_id, total.currency);
        match of(&total) {
            Some(old) => old.redraft(total, owes),
            None => Statement::draft(work.id(), month, total, owes, work.now),
        }
    });
    let (drafted, events): (Vec<_>, Vec<_>) = decided.map(|Decided { state, events }| (state, events)).unzip();
    (drafted, events.into_iter().flatten().collect())
}

/// The statements of a month that is open again are drafts, and its lines nobody's.
pub(super) async fn recall(work: &Work<'_>, month: Month, stated: Vec<Statement>) -> Result<(), AppError> {
    let decided = stated.into_iter().map(Statement::recall).collect::<Result<Vec<_>, _>>()?;
    let (drafts, events): (Vec<_>, Vec<_>) = decided.into_iter().map(|Decided { state, events }| (state, events)).unzip();
    work.put_statements(&drafts).await?;
    work.record(events.into_iter().flatten());
    Ok(work.recall_accruals(month).await?)
}

/// The statement, locked, for who has yet to ask whose it is; only then which version.
pub(super) async fn found(work: &Work<'_>, id: StatementId) -> Result<Statement, AppError> {
    work.statements().lock(id).await?.ok_or(AppError::NotFound("statement"))
}

/// The statement, locked.
pub(super) async fn lock(work: &Work<'_>, id: StatementId, expected: Option<Version>) -> Result<Statement, AppError> {
    let statement = found(work, id).await?;
    expect(expected, statement.version)?;
    Ok(statement)
}

/// The statement, locked, for finance; one of finance's own people is for the director (§3.10).
pub(super) async fn lock_to_decide(work: &Work<'_>, id: StatementId, expected: Option<Version>) -> Result<Statement, AppError> {
    let keeps = work.actor.may(Action::KeepCommission);
    if keeps.is_err() && !work.actor.is(Role::Director) {
        return Err(AppError::Forbidden(Action::KeepCommission));
    }
    let statement = found(work, id).await?;
    let finances_own = work.users().find(statement.user_id).await?.is_some_and(|user| user.roles.contains(&Role::Finance));
    if keeps.is_err() && !finances_own {
        return Err(AppError::Forbidden(Action::KeepCommission));
    }
    expect(expected, statement.version)?;
    Ok(statement)
}
