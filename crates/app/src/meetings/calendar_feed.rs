//! The calendar feed of a person: issued, shown, revoked, and read by calendar programs, which know nothing but its address.

use chrono::Duration;
use domain::meetings::Meeting;
use domain::meetings::feed::{CalendarFeed, DAYS_BACK};
use domain::{CalendarFeedId, ClientId, ContactId, Instant, UserId};
use persistence::Reach;
use persistence::names::{ClientSummary, ContactSummary};
use secrecy::{ExposeSecret, SecretString};

use crate::auth::secret;
use crate::prelude::*;

/// A calendar program that asks more often is not written down each time.
const NOTED_EVERY: Duration = Duration::minutes(1);

/// A feed and its address, which is shown here and never again.
#[derive(Debug)]
pub struct IssuedFeed {
    /// What is stored.
    pub feed: CalendarFeed,
    /// Where calendar programs read it.
    pub url: SecretString,
}

/// What stands in a feed: the person's meetings, and the names that they mention.
#[derive(Clone, Debug, Default)]
pub struct CalendarEntries {
    /// In the order of their beginning.
    pub meetings: Vec<Meeting>,
    clients: Vec<ClientSummary>,
    contacts: Vec<ContactSummary>,
}

impl CalendarEntries {
    /// What the client is called.
    pub fn client(&self, id: ClientId) -> Option<&str> {
        self.clients.iter().find(|client| client.id == id).map(|client| client.trade_name.as_deref().unwrap_or(&client.legal_name))
    }

    /// Name and position of the contact person.
    pub fn contact(&self, id: ContactId) -> Option<(&str, Option<&str>)> {
        self.contacts.iter().find(|contact| contact.id == id).map(|contact| (contact.name.as_str(), contact.position.as_deref()))
    }
}

/// Whose feed the caller means by his own.
pub fn own_feed(actor: &Actor) -> Result<UserId> {
    actor.person_for(Action::KeepCalendarFeed)
}

/// A new address of the person's feed; the one before is dead at once.
pub async fn issue_calendar_feed(ctx: &Ctx, actor: &Actor, user: UserId) -> Result<IssuedFeed> {
    actor.may(Action::KeepCalendarFeed)?;
    let secret = secret::generate("")?;
    let hash = secret::hash(secret.expose_secret());
    let id = CalendarFeedId::new(crate::ids::fresh());
    let feed = ctx
        .write(actor, async |work| {
            // The lock on the person decides between two who issue at the same time.
            let user = work.lock(user).await?;
            actor.authorise(Action::KeepCalendarFeed, &user.standing())?;
            let decided = match work.calendar_feeds().of(user.id).await? {
                Some(feed) => feed.issue(hash.clone(), work.now),
                None => CalendarFeed::create(id, user.id, hash.clone(), work.now),
            };
            work.apply(decided).await
        })
        .await?;
    let url = format!("{}/v1/calendar-feeds/{}.ics", ctx.company.public_url.trim_end_matches('/'), secret.expose_secret());
    Ok(IssuedFeed { feed, url: url.into() })
}

/// The person's feed without its address, or [`AppError::NotFound`].
pub async fn get_calendar_feed(ctx: &Ctx, actor: &Actor, user: UserId) -> Result<CalendarFeed> {
    actor.may(Action::KeepCalendarFeed)?;
    let user = ctx.get(user).await?;
    actor.authorise(Action::KeepCalendarFeed, &user.standing())?;
    live(ctx.read().calendar_feeds().of(user.id).await?).ok_or(AppError::NotFound("calendar feed"))
}

/// Nothing is read at the person's address any more. A repeat is harmless.
pub async fn revoke_calendar_feed(ctx: &Ctx, actor: &Actor, target: Target<UserId>) -> Result<()> {
    actor.may(Action::KeepCalendarFeed)?;
    ctx.write(actor, async |work| {
        let user = work.lock(target.id).await?;
        actor.authorise(Action::KeepCalendarFeed, &user.standing())?;
        let Some(feed) = work.calendar_feeds().of(user.id).await? else { return Ok(()) };
        Target { id: feed.id, expected: target.expected }.check(feed.version)?;
        work.apply(feed.revoke()).await.map(drop)
    })
    .await
}

/// What stands at the address with this secret; nothing, if it is unknown or revoked, or its person works here no longer.
pub async fn read_calendar_feed(ctx: &Ctx, secret: &str) -> Result<Option<CalendarEntries>> {
    let feed = ctx.read().calendar_feeds().by_hash(&secret::hash(secret)).await?;
    let Some(feed) = live(feed) else { return Ok(None) };
    if !ctx.read().find(feed.user_id).await?.is_some_and(|user| user.may_work()) {
        return Ok(None);
    }
    let now = ctx.now();
    note_reading(ctx, &feed, now).await?;
    let meetings = ctx.read().meetings().in_calendar(feed.user_id, now - Duration::days(DAYS_BACK)).await?;
    let clients = ctx.read().summaries(Reach::All, meetings.iter().map(|meeting| meeting.client_id)).await?;
    let contacts = ctx.read().summaries(Reach::All, meetings.iter().filter_map(|meeting| meeting.contact_id)).await?;
    Ok(Some(CalendarEntries { meetings, clients, contacts }))
}

async fn note_reading(ctx: &Ctx, feed: &CalendarFeed, now: Instant) -> Result<()> {
    if feed.last_read_at.is_some_and(|before| now - before < NOTED_EVERY) {
        return Ok(());
    }
    ctx.write(&Actor::system(), async |work| Ok(work.calendar_feeds().read_at(feed.id, now).await?)).await
}

fn live(feed: Option<CalendarFeed>) -> Option<CalendarFeed> {
    feed.filter(|feed| feed.hash.is_some())
}
