//! Tickets to the stream of events, by the hash of their secret: each opens once, and for a while only.

use domain::Instant;
use sea_orm::ConnectionTrait;

use crate::{StoreError, Tx};

impl Tx {
    /// Keeps a ticket, and forgets those that have run out.
    pub async fn keep_ticket(&self, hash: &str, pass: &str, (now, expires_at): (Instant, Instant)) -> Result<(), StoreError> {
        self.exec().execute_raw(self.statement("delete from event_tickets where expires_at <= $1", [now.into()])).await?;
        let insert = "insert into event_tickets (hash, pass, expires_at) values ($1, $2, $3)";
        self.exec().execute_raw(self.statement(insert, [hash.into(), pass.into(), expires_at.into()])).await?;
        Ok(())
    }

    /// Takes the ticket away and gives back its pass; of several who come with it one gets it.
    pub async fn spend_ticket(&self, hash: &str, now: Instant) -> Result<Option<String>, StoreError> {
        let take = "delete from event_tickets where hash = $1 and expires_at > $2 returning pass";
        let row = self.exec().query_one_raw(self.statement(take, [hash.into(), now.into()])).await?;
        Ok(row.map(|row| row.try_get("", "pass")).transpose()?)
    }
}
