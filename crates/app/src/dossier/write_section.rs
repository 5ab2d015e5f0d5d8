//! A section of a dossier is written, or read and found right (§3.22).

use domain::dossier::review::Reviewing;
use domain::dossier::section::{AccessAction, Section, SectionName};
use domain::{ClientId, Facts};

use super::review_signals::follow_review;
use super::sections::{SectionView, may_read, refuse, views};
use crate::contact_card::ContactCard;
use crate::prelude::*;

/// Another content in place of what is written there, if that still has the version that the caller has read.
pub async fn write_section(ctx: &Ctx, actor: &Actor, target: Target<(ClientId, SectionName)>, content: Facts) -> Result<SectionView> {
    change(ctx, actor, (target, AccessAction::Write), |section, work| section.write(content.clone(), actor.user(), work.now)).await
}

/// The caller has read the section and found it right.
pub async fn review_section(ctx: &Ctx, actor: &Actor, target: Target<(ClientId, SectionName)>) -> Result<SectionView> {
    change(ctx, actor, (target, AccessAction::Review), |section, work| section.review(actor.user(), work.now)).await
}

async fn change(
    ctx: &Ctx,
    actor: &Actor,
    (target, action): (Target<(ClientId, SectionName)>, AccessAction),
    decide: impl Fn(Section, &Work<'_>) -> Decided<Section>,
) -> Result<SectionView> {
    let (id, name) = target.id;
    actor.may(Action::KeepDossier)?;
    let client = ctx.get(id).await?;
    if !may_write(actor, &client, name) {
        return refuse(ctx, actor, (&client, name), action).await;
    }
    ctx.write(actor, async |work| {
        let client = work.lock(id).await?;
        // The client may have got another curator meanwhile.
        if !may_write(actor, &client, name) {
            return Err(AppError::Forbidden(name.write_action()));
        }
        client.ensure_live()?;
        let all = Section::all(id, work.dossier_sections().of(id).await?, crate::ids::fresh);
        let found = all.into_iter().find(|section| section.section == name).ok_or(AppError::Internal("a section was lost"))?;
        target.check(found.version)?;
        let Decided { state, events } = decide(found, work);
        work.dossier_sections().save(state).await?;
        work.record(events);
        follow_review(work, &client).await?;
        show(work, &client, name).await
    })
    .await
}

/// Whoever writes it may also read it, or he would replace what he does not know; an import knows what it says.
fn may_write(actor: &Actor, client: &Client, name: SectionName) -> bool {
    let writes = actor.authorise(name.write_action(), &client.standing_of_file()).is_ok();
    writes && (may_read(actor, client, name) || actor.is(domain::access::Role::ImportIntegration))
}

/// The section at the end of a command, which shows it too.
async fn show(work: &Work<'_>, client: &Client, name: SectionName) -> Result<SectionView> {
    let shown = [name].into_iter().filter(|name| may_read(work.actor, client, *name)).collect();
    let reviewing = Reviewing { norms: work.norms, calendar: work.calendar };
    let (sections, cards) = views(work, (work.actor, client), &shown, (reviewing, work.today, work.company)).await?;
    // That he wrote it is in the log; whom it names is looked at besides.
    work.record(cards.iter().filter(|_| shown.contains(&SectionName::DecisionMakers)).filter_map(ContactCard::reading));
    sections.into_iter().find(|view| view.section.section == name).ok_or(AppError::Internal("a section was lost"))
}
