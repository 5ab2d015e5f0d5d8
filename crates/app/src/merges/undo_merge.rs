//! A merge is taken back: both records, what belongs to them, their stages and curators are as before. What came since stays with the
//! survivor and is named.

use std::collections::BTreeMap;

use domain::MergeId;
use domain::clients::lifecycle::ClientEvent;
use domain::clients::{Assignment, AssignmentRole, Refusal};
use domain::dossier::section::brought;
use domain::merges::{DuplicateState, Merge};
use persistence::merges::Between;

use super::approve_merge::begin;
use crate::prelude::*;
use crate::{AppError, commission, queue};

/// Undoes it, for `reason`.
pub async fn undo_merge(ctx: &Ctx, actor: &Actor, target: Target<MergeId>, reason: &str) -> Result<Merge> {
    actor.may(Action::UndoMerge)?;
    ctx.write(actor, async |work| {
        let (merge, (survivor, merged), _) = begin(work, target).await?;
        let between = Between { merge: merge.id, merged: merged.id, survivor: survivor.id };
        let closed = match merge.done_at {
            Some(done) => work.merges().closed_since(between, done).await?,
            None => None,
        };
        if !merge.is_to_undo(reason, closed)? {
            return Ok(merge);
        }
        survivor.ensure_live()?;
        if merged.merged_into_id != Some(survivor.id) {
            return Err(Refusal::NotLive { status: merged.record_status }.into());
        }
        let since = merge.done_at.unwrap_or(merge.proposed_at);
        let kept = work.merges().kept(between, since).await?;
        work.merges().move_back(between).await?;
        empty_dossier(work, between).await?;
        let without = work.merges().open_since(between).await?;
        work.merges().restore(merge.id, survivor.id, &without).await?;
        work.merges().reopen_assignments(between).await?;
        work.duplicates().unfollow(merge.id.uuid(), between.merged, between.survivor).await?;
        let pair = (between.merged, between.survivor);
        work.duplicates().settle(pair, Some(DuplicateState::Merged), DuplicateState::Open).await?;
        separate(work, &survivor, between).await?;
        work.apply(merge.undone(reason.to_owned(), kept, actor.user(), work.now)?).await
    })
    .await
}

/// What the merge wrote in the survivor's dossier, and nobody has touched since, is not his any more.
async fn empty_dossier(work: &Work<'_>, between: Between) -> Result<()> {
    let (own, other) = work.dossier_sections().of_both(between.survivor, between.merged).await?;
    Ok(work.dossier_sections().remove(brought(&own, &other).map(|section| section.id)).await?)
}

/// What follows from the rows that are as before: by what they are found, who answers for them, what the journal says.
async fn separate(work: &Work<'_>, before: &Client, between: Between) -> Result<()> {
    let gone = || AppError::NotFound("client");
    let survivor = work.find(between.survivor).await?.ok_or_else(gone)?;
    let merged = work.find(between.merged).await?.ok_or_else(gone)?;
    work.clients().index(&survivor, false).await?;
    work.clients().index(&merged, false).await?;
    let open = work.call_tasks().open_of_each([survivor.id, merged.id]).await?;
    queue::lists_refilled(work, &open).await?;
    let id = survivor.id;
    if before.stage != survivor.stage {
        let event = Event::new(EventName::ClientStageChanged, id, Some(id)).with("from", before.stage).with("to", survivor.stage);
        work.record([event.with("cause", ClientEvent::MergedAway)]);
    }
    if before.curator_id != survivor.curator_id {
        work.assignments().end(id, AssignmentRole::Curator, work.now).await?;
        if let Some(user) = survivor.curator_id {
            let begin = Assignment::begin(work.id(), &survivor, user, AssignmentRole::Curator, work.now, "unmerged");
            work.assignments().begin(&begin).await?;
        }
        let name = |user: Option<domain::UserId>| user.map(|user| user.to_string());
        let event = Event::new(EventName::CuratorChanged, id, Some(id));
        work.record([event.with("from", name(before.curator_id)).with("to", name(survivor.curator_id)).with("reason", "unmerged")]);
    }
    let curators: BTreeMap<_, _> = [&survivor, &merged].iter().filter_map(|client| Some((client.id, client.curator_id?))).collect();
    commission::effects::curators_changed(work, &curators).await
}
