//! Tickets to the stream of events, by the hash of their secret: each is valid once and for a limited time.

use domain::Instant;

use crate::prelude::*;

impl Tx {
    /// Inserts a ticket, and deletes those that have expired.
    pub async fn insert_ticket(&self, hash: &str, pass: &str, (now, expires_at): (Instant, Instant)) -> Result<(), StoreError> {
        self.execute("delete from event_tickets where expires_at <= $1", [now.into()]).await?;
        let insert = "insert into event_tickets (hash, pass, expires_at) values ($1, $2, $3)";
        self.execute(insert, [hash.into(), pass.into(), expires_at.into()]).await.map(drop)
    }

    /// Deletes the ticket and gives back its pass; of several who send it at the same time only one gets it.
    pub async fn spend_ticket(&self, hash: &str, now: Instant) -> Result<Option<String>, StoreError> {
        let take = "delete from event_tickets where hash = $1 and expires_at > $2 returning pass";
        let row = self.row(take, [hash.into(), now.into()]).await?;
        row.map(|row| row.get(0)).transpose()
    }
}
