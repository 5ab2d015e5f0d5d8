//! How far each endpoint has been sent the journal, and which instance sends to it. Only one instance at a time sends to an endpoint: it
//! holds the endpoint's feed for a limited time of the wall clock, so that the feed of an instance that died becomes free.

use domain::{Instant, WebhookId};
use uuid::Uuid;

use crate::journal::Place;
use crate::prelude::*;

/// How far an endpoint has been sent the journal, and how it is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Deliveries exist for everything up to here.
    pub place: Place,
    /// When deliveries began to fail; `None` while they succeed.
    pub failing_since: Option<Instant>,
    /// Until when it asked for a pause.
    pub rests_until: Option<Instant>,
}

/// Who holds a feed, and until when.
#[derive(Clone, Copy, Debug)]
pub struct Hold {
    pub endpoint: WebhookId,
    pub holder: Uuid,
    pub until: Instant,
}

repository! {
    /// Feeds of endpoints.
    Feeds: webhook_feeds
}

impl Feeds<'_> {
    /// The feed of an endpoint.
    pub async fn find(&self, endpoint: WebhookId) -> Result<Option<Feed>, StoreError> {
        let sql = "select tx, seq, failing_since, rests_until from webhook_feeds where endpoint_id = $1";
        let Some(row) = self.0.row(sql, [endpoint.uuid().into()]).await? else { return Ok(None) };
        let (tx, seq, failing_since, rests_until) = row.read()?;
        Ok(Some(Feed { place: Place { tx, seq }, failing_since, rests_until }))
    }

    /// Enabled endpoints that nobody holds at `wall` and for which there is work at `now`: a message that is due and the first of its
    /// lane, or entries of the journal up to `horizon` without deliveries yet, while fewer than `window` deliveries are pending. The
    /// feed that was released first comes first, so that busy endpoints do not keep others waiting for ever.
    pub async fn waiting(
        &self,
        horizon: Place,
        (now, wall): (Instant, Instant),
        window: u64,
        at_most: u64,
    ) -> Result<Vec<WebhookId>, StoreError> {
        let sql = "select f.endpoint_id from webhook_feeds f join webhook_endpoints e on e.id = f.endpoint_id
            where e.state = 'enabled' and (f.held_until is null or f.held_until <= $1) and (f.rests_until is null or f.rests_until <= $2)
            and (exists (select 1 from webhook_deliveries d where d.endpoint_id = e.id and d.state = 'pending' and d.next_attempt_at <= $3
                and (d.lane is null or not exists (select 1 from webhook_deliveries h
                  where h.endpoint_id = d.endpoint_id and h.state = 'pending' and h.lane = d.lane and h.seq < d.seq)))
              or (exists (select 1 from journal j where j.tx >= f.tx and (j.tx > f.tx or j.seq > f.seq)
                  and j.tx <= $4 and (j.tx < $5 or j.seq <= $6))
                and (select count(*) from webhook_deliveries w where w.endpoint_id = e.id and w.state = 'pending') < $7))
            order by f.held_until is not null, f.held_until limit $8";
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX).into();
        let (tx, seq) = (horizon.tx, horizon.seq);
        let values = [wall.into(), now.into(), now.into(), tx.into(), tx.into(), seq.into(), number(window), number(at_most)];
        let rows = self.0.rows(sql, values).await?;
        rows.iter().map(|row| Ok(WebhookId::new(row.get(0)?))).collect()
    }
}

impl Tx {
    /// Creates the feed of a new endpoint, which is sent what comes after `place`.
    pub async fn open_feed(&self, endpoint: WebhookId, place: Place) -> Result<(), StoreError> {
        let sql = "insert into webhook_feeds (endpoint_id, tx, seq) values ($1, $2, $3)";
        self.execute(sql, [endpoint.uuid().into(), place.tx.into(), place.seq.into()]).await.map(drop)
    }

    /// Takes or renews a hold; `false` = another instance has one that has not expired at `now`.
    pub async fn hold_feed(&self, hold: Hold, now: Instant) -> Result<bool, StoreError> {
        let sql = "update webhook_feeds set holder = $1, held_until = $2
            where endpoint_id = $3 and (holder = $4 or held_until is null or held_until <= $5)";
        let values = [hold.holder.into(), hold.until.into(), hold.endpoint.uuid().into(), hold.holder.into(), now.into()];
        self.changed(sql, values).await
    }

    /// Records that deliveries exist for everything up to `to`; `false` = the hold has been lost.
    pub async fn move_feed(&self, hold: Hold, from: Place, to: Place) -> Result<bool, StoreError> {
        let sql =
            "update webhook_feeds set tx = $1, seq = $2, held_until = $3 where endpoint_id = $4 and holder = $5 and tx = $6 and seq = $7";
        let (endpoint, holder) = (hold.endpoint.uuid().into(), hold.holder.into());
        self.changed(sql, [to.tx.into(), to.seq.into(), hold.until.into(), endpoint, holder, from.tx.into(), from.seq.into()]).await
    }

    /// Records how sending went; `false` = the hold has been lost.
    pub async fn note_feed(&self, hold: Hold, failing_since: Option<Instant>, rests_until: Option<Instant>) -> Result<bool, StoreError> {
        let sql = "update webhook_feeds set failing_since = $1, rests_until = $2, held_until = $3 where endpoint_id = $4 and holder = $5";
        let (endpoint, holder) = (hold.endpoint.uuid().into(), hold.holder.into());
        self.changed(sql, [failing_since.into(), rests_until.into(), hold.until.into(), endpoint, holder]).await
    }

    /// Releases it at `now`.
    pub async fn release_feed(&self, hold: Hold, now: Instant) -> Result<(), StoreError> {
        let sql = "update webhook_feeds set holder = null, held_until = $1 where endpoint_id = $2 and holder = $3";
        self.changed(sql, [now.into(), hold.endpoint.uuid().into(), hold.holder.into()]).await.map(drop)
    }

    /// Releases everything that `holder` holds, at its shutdown.
    pub async fn release_feeds(&self, holder: Uuid) -> Result<(), StoreError> {
        self.changed("update webhook_feeds set holder = null, held_until = null where holder = $1", [holder.into()]).await.map(drop)
    }

    /// Clears earlier failures and pauses, when an endpoint is enabled again.
    pub async fn forgive_feed(&self, endpoint: WebhookId) -> Result<(), StoreError> {
        let sql = "update webhook_feeds set failing_since = null, rests_until = null where endpoint_id = $1";
        self.changed(sql, [endpoint.uuid().into()]).await.map(drop)
    }

    async fn changed(&self, sql: &str, values: impl IntoIterator<Item = sea_orm::Value>) -> Result<bool, StoreError> {
        Ok(self.execute(sql, values).await? == 1)
    }
}
