//! The dossier of a client, whole and section by section: who is shown which, and that each look at a restricted section is written down
//! (§3.22, §6).

use std::collections::BTreeSet;

use domain::dossier::Refusal;
use domain::dossier::review::Reviewing;
use domain::dossier::section::{AccessAction, Section, SectionName, completeness_bp, read_event, refused_event};
use domain::{Bp, ClientId, Date, Word};
use persistence::Db;

use super::computed::{Computed, Material};
use crate::contact_card::ContactCard;
use crate::events::record_reads;
use crate::portfolio::readings;
use crate::prelude::*;
use crate::receivables::terms;

/// A section as the caller may see it.
#[derive(Clone, Debug)]
pub struct SectionView {
    pub section: Section,
    /// Is its content not shown?
    pub withheld: bool,
    /// What is made at reading; `None` where there is nothing of the kind, or it is not shown.
    pub computed: Option<Computed>,
    pub review_due_on: Date,
}

/// The whole dossier as the caller may see it.
#[derive(Clone, Debug)]
pub struct DossierView {
    pub client_id: ClientId,
    pub completeness_bp: Bp,
    /// The sections whose day of review has come.
    pub review_due: Vec<SectionName>,
    pub sections: Vec<SectionView>,
}

/// The whole dossier, or [`AppError::NotFound`]. What the caller may not read is withheld.
pub async fn get_dossier(ctx: &Ctx, actor: &Actor, id: ClientId) -> Result<DossierView> {
    let client = open(ctx, actor, id).await?;
    let shown = SectionName::ALL.iter().copied().filter(|name| may_read(actor, &client, *name)).collect();
    let (sections, today) = read(ctx, actor, &client, &shown).await?;
    let rules = ctx.rules().await?;
    let reviewing = Reviewing { norms: &rules.norms, calendar: &rules.calendar };
    let written: Vec<_> = sections.iter().map(|view| view.section.clone()).collect();
    let (completeness_bp, review_due) = (completeness_bp(&written), reviewing.due(&written, client.created_at, today));
    Ok(DossierView { client_id: id, completeness_bp, review_due, sections })
}

/// One section, or [`AppError::NotFound`]. One that the caller may not read is refused, and that is written down.
pub async fn get_section(ctx: &Ctx, actor: &Actor, (id, name): (ClientId, SectionName)) -> Result<SectionView> {
    let client = open(ctx, actor, id).await?;
    if !may_read(actor, &client, name) {
        return refuse(ctx, actor, (&client, name), AccessAction::Read).await;
    }
    let (sections, _) = read(ctx, actor, &client, &[name].into()).await?;
    sections.into_iter().find(|view| view.section.section == name).ok_or(AppError::Internal("a section was lost"))
}

/// May he read this section of this client's dossier?
pub(super) fn may_read(actor: &Actor, client: &Client, name: SectionName) -> bool {
    actor.authorise(name.read_action(), &name.standing(client)).is_ok()
}

/// The refusal, written down on its own: nothing else of the request is. Whoever may read the section hears what he may not do.
pub(super) async fn refuse<T>(ctx: &Ctx, actor: &Actor, (client, name): (&Client, SectionName), action: AccessAction) -> Result<T> {
    let alone = Actor { once: None, part_of: None, ..actor.clone() };
    record_reads(ctx, &alone, vec![refused_event(client.id, name, action)]).await?;
    if may_read(actor, client, name) {
        return Err(AppError::Forbidden(name.write_action()));
    }
    Err(Refusal::SectionRestricted { section: name }.into())
}

async fn open(ctx: &Ctx, actor: &Actor, id: ClientId) -> Result<Client> {
    actor.may(Action::ReadDossier)?;
    let client = ctx.get(id).await?;
    readings::see(ctx, actor, [id]).await?;
    Ok(client)
}

/// All sections, of which these are `shown`; and today. That they are shown is written down.
async fn read(ctx: &Ctx, actor: &Actor, client: &Client, shown: &BTreeSet<SectionName>) -> Result<(Vec<SectionView>, Date)> {
    let rules = ctx.rules().await?;
    let today = rules.calendar.date(ctx.now());
    let reviewing = Reviewing { norms: &rules.norms, calendar: &rules.calendar };
    let (sections, cards) = views(ctx.read(), (actor, client), shown, (reviewing, today, &ctx.company)).await?;
    record_reads(ctx, actor, reads(client, shown, &cards)).await?;
    Ok((sections, today))
}

/// What is to be written down when these sections are shown: each that is restricted, and each person of whom something personal is.
pub(super) fn reads(client: &Client, shown: &BTreeSet<SectionName>, cards: &[ContactCard]) -> Vec<Event> {
    let restricted = shown.iter().filter(|name| name.is_restricted()).map(|name| read_event(client.id, *name));
    let people = cards.iter().filter(|_| shown.contains(&SectionName::DecisionMakers)).filter_map(ContactCard::reading);
    restricted.chain(people).collect()
}

/// All sections as they are `shown`, and the people whom they tell of.
pub(super) async fn views(
    db: &Db,
    (actor, client): (&Actor, &Client),
    shown: &BTreeSet<SectionName>,
    (reviewing, today, company): (Reviewing<'_>, Date, &crate::Company),
) -> Result<(Vec<SectionView>, Vec<ContactCard>)> {
    let written = db.dossier_sections().of(client.id).await?;
    let known_on = reviewing.calendar.date(client.created_at);
    let material = Material::load(db, (actor, client), shown, (company.currency, known_on, terms(reviewing.norms, today))).await?;
    let view = |section: Section| SectionView {
        withheld: !shown.contains(&section.section),
        computed: material.computed(section.section).filter(|_| shown.contains(&section.section)),
        review_due_on: reviewing.due_on(&section, client.created_at),
        section,
    };
    let sections = Section::all(client.id, written, crate::ids::fresh).into_iter().map(view).collect();
    Ok((sections, material.contacts))
}
