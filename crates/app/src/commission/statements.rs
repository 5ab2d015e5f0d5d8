//! Shared steps about the statements of a month, and about one of them.

use domain::commission::statement::Total;
use domain::commission::{Month, Statement};
use domain::own_matter::{self, Matter};
use domain::{StatementId, UserId};

use crate::keeper::lets_keep;
use crate::prelude::*;

/// Drafts the statements of a month from its posted lines; one that was recalled is drafted anew. Negative balances of earlier
/// months that no other has taken over are taken over, once. What is closed stays as it is: a month that closes after later ones
/// changes none of them, and what it owes waits for the next to be closed (I-15).
pub(super) async fn draft(work: &Work<'_>, month: Month) -> Result<()> {
    let totals = work.accruals().totals(month).await?;
    let known = work.statements().lock_month(month).await?;
    let owed: Vec<Statement> = work.statements().lock_uncarried().await?.into_iter().filter(|other| other.period < month).collect();
    let Decided { state: drafted, events } = drafts(work, month, &totals, known, &owed);
    let heir = |old: &Statement| drafted.iter().find(|new| new.user_id == old.user_id && new.currency == old.currency).map(|new| new.id);
    let carried: Vec<Statement> =
        owed.iter().filter_map(|old| heir(old).map(|heir| Statement { carried_to_id: Some(heir), ..old.clone() })).collect();
    work.put_statements(&drafted).await?;
    work.put_statements(&carried).await?;
    work.record(events);
    Ok(work.state_accruals(month).await?)
}

fn drafts(work: &Work<'_>, month: Month, totals: &[Total], known: Vec<Statement>, owed: &[Statement]) -> Decided<Vec<Statement>> {
    let is_of = |old: &Statement, total: &Total| (old.user_id, old.currency) == (total.user_id, total.currency);
    let emptied = known.iter().filter(|old| !totals.iter().any(|total| is_of(old, total)));
    let nothing = emptied.map(|old| Total { user_id: old.user_id, currency: old.currency, total_minor: 0, line_count: 0 });
    let decided = totals.iter().copied().chain(nothing).map(|total| {
        let carry_in = owed.iter().filter(|old| is_of(old, &total)).map(|old| old.carry_out_minor).sum();
        match known.iter().find(|old| is_of(old, &total)) {
            Some(old) => old.clone().redraft(total, carry_in),
            None => Statement::draft(work.id(), month, total, carry_in, work.now),
        }
    });
    decided.collect()
}

/// Makes the statements of a month that is open again drafts, and takes its lines off them.
pub(super) async fn recall(work: &Work<'_>, month: Month, stated: Vec<Statement>) -> Result<()> {
    let drafts: Decided<Vec<Statement>> = stated.into_iter().map(Statement::recall).collect::<Result<_, _>>()?;
    work.put_statements(&drafts.state).await?;
    work.record(drafts.events);
    Ok(work.recall_accruals(month).await?)
}

/// The statement, locked, for finance; where one of finance's own people is concerned, as its person or as one of the `posters` of what
/// it holds, for the director too (§3.10, §6.1).
pub(super) async fn lock_to_decide(work: &Work<'_>, target: Target<StatementId>, posters: &[UserId]) -> Result<Statement> {
    work.actor.may_everywhere(Action::KeepCommission)?;
    let statement = work.lock(target.id).await?;
    own_matter::refuse(Matter::Statement, work.actor.user(), [statement.user_id])?;
    let concerned: Vec<_> = posters.iter().copied().chain([statement.user_id]).collect();
    lets_keep(work, Action::KeepCommission, Matter::Posted, &concerned).await?;
    // Only now: whoever may not decide learns nothing of its version.
    target.check(statement.version).map(|()| statement)
}
