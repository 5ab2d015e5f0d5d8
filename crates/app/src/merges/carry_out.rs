//! The records become one, in one transaction: the merged one is put away, what belongs to it goes to the survivor, and everything that
//! changes is kept as it was, so that it can be undone.

use std::collections::BTreeMap;

use domain::dossier::section::taken_over;
use domain::merges::{DuplicateState, Merge, away, united_events};
use domain::queue::task::TaskReason;
use persistence::merges::{Between, Touched};

use super::plan::Decision;
use crate::clients::curate::{clear_curator, set_curator};
use crate::ids::fresh;
use crate::prelude::*;
use crate::{commission, handoffs, meetings, queue};

/// Does what was decided. Both clients are locked.
pub(super) async fn carry_out(work: &Work<'_>, merge: Merge, decision: Decision) -> Result<Merge> {
    let Decision { choice, united, curator, rights, open_tasks, cancelled, plan } = decision;
    let between = Between { merge: merge.id, merged: choice.merged.id, survivor: choice.survivor.id };
    let touched = Touched {
        clients: vec![choice.survivor.id, choice.merged.id],
        contacts: work.contacts().known_at_both(between.merged, between.survivor).await?,
        entitlements: rights.iter().map(|after| after.right.state.id).collect(),
        handoffs: cancelled.handoffs.iter().map(|one| one.id).collect(),
        tasks: open_tasks.iter().map(|one| one.id).collect(),
        meetings: cancelled.meetings.iter().map(|one| one.id).collect(),
        opportunities: cancelled.opportunities.iter().map(|one| one.id).collect(),
    };
    let before = work.merges().images(&touched).await?;
    work.contacts().forget_external_ids(&touched.contacts).await?;
    end_doubles(work, &choice.merged, &cancelled).await?;
    let rights: Decided<Vec<_>> = rights.into_iter().map(|after| after.right).collect();
    work.put_entitlements(&rights.state).await?;
    work.record(rights.events);
    work.merges().end_assignments(between, work.now).await?;
    let merged = work.apply(away(choice.merged, between.survivor, merge.id, work.now)?).await?;
    work.clients().index(&merged, false).await?;
    let events = united_events(&choice.survivor, &united);
    let survivor = work.apply(Decided { state: united, events }).await?;
    work.merges().move_all(between).await?;
    fill_dossier(work, between).await?;
    work.clients().index(&survivor, false).await?;
    let survivor = curate(work, survivor, curator).await?;
    queue::left(work, std::slice::from_ref(&survivor)).await?;
    work.duplicates().follow(merge.id.uuid(), between.merged, between.survivor).await?;
    work.duplicates().settle((between.merged, between.survivor), None, DuplicateState::Merged).await?;
    work.merges().keep_images(merge.id, &touched, before).await?;
    work.apply(merge.carry_out(plan, work.today, work.now)?).await
}

/// What both records have open and only one may have comes to an end.
async fn end_doubles(work: &Work<'_>, merged: &Client, cancelled: &super::plan::Cancelled) -> Result<()> {
    if !cancelled.handoffs.is_empty() {
        handoffs::effects::client_gone(work, merged).await?;
    }
    let mut tasks = Vec::new();
    for task in &cancelled.tasks {
        tasks.push(work.apply(task.clone().cancel(TaskReason::Merged, work.now)).await?);
    }
    queue::lists_settled(work, &tasks).await?;
    for meeting in &cancelled.meetings {
        meetings::withdraw(work, meeting.clone(), "merged").await?;
    }
    for deal in &cancelled.opportunities {
        work.apply(deal.clone().cancel(Some("merged"), work.now)?).await?;
    }
    Ok(())
}

/// What was written of the merged one, and of nobody else, is written of the survivor.
async fn fill_dossier(work: &Work<'_>, between: Between) -> Result<()> {
    let (own, other) = work.dossier_sections().of_both(between.survivor, between.merged).await?;
    let taken = taken_over(&own, &other, between.survivor, fresh);
    Ok(work.dossier_sections().add(&taken).await?)
}

/// Who is curator from now on; rights of the curator himself rest (E-3).
async fn curate(work: &Work<'_>, survivor: Client, curator: Option<(domain::UserId, domain::org::UnitCode)>) -> Result<Client> {
    match curator {
        Some((user, _)) if survivor.curator_id == Some(user) => {
            commission::effects::curators_changed(work, &BTreeMap::from([(survivor.id, user)])).await?;
            Ok(survivor)
        }
        Some(curator) => set_curator(work, survivor, curator, "merged").await,
        None if survivor.curator_id.is_some() => clear_curator(work, survivor, "merged").await,
        None => Ok(survivor),
    }
}
