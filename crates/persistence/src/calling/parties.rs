//! The employee with an extension and the clients with a number, by one query (E-15).

use domain::calling::matching::Candidate;
use domain::phone::Phone;
use domain::{ClientId, UserId};
use sea_orm::Value;
use uuid::Uuid;

use super::Calls;
use crate::prelude::*;

/// Who took part in a call, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parties {
    /// Who has the extension now.
    pub user_id: Option<UserId>,
    /// The live clients who have the number, oldest first; of a switchboard that half the town shares, the first twenty.
    pub candidates: Vec<Candidate>,
}

const QUERY: &str = "select u.id as user_id, c.id as client_id, c.curator_id as curator_id from (select 1 as one) o \
    left join users u on u.extension = $1 and u.state in ('active', 'on_leave') \
    left join (client_phones p join clients c on c.id = p.client_id and c.record_status = 'live') on p.e164 = $2 \
    order by c.id limit 20";

impl Calls<'_> {
    /// The employee who has this extension, and the clients who have this number.
    pub async fn parties(&self, extension: Option<&str>, phone: Option<&Phone>) -> Result<Parties, StoreError> {
        let values = [Value::from(extension.map(str::to_owned)), Value::from(phone.map(|phone| phone.as_str().to_owned()))];
        let rows = self.0.rows(QUERY, values).await?;
        let mut parties = Parties::default();
        for row in rows {
            let (user, client, curator): (Option<Uuid>, Option<Uuid>, Option<Uuid>) = row.read()?;
            parties.user_id = user.map(UserId::new);
            if let Some(client) = client {
                parties.candidates.push(Candidate { client_id: ClientId::new(client), curator_id: curator.map(UserId::new) });
            }
        }
        Ok(parties)
    }
}
