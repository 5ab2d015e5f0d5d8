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
    /// Who has which of the extensions now.
    pub users: Vec<(String, UserId)>,
    /// The live clients who have the number, oldest first; of a switchboard that half the town shares, the first twenty.
    pub candidates: Vec<Candidate>,
}

/// Extensions of one call beyond these are not asked for.
const AGENTS: usize = 20;

impl Calls<'_> {
    /// The employees who have these extensions, and the clients who have this number.
    pub async fn parties(&self, extensions: &[&str], phone: Option<&Phone>) -> Result<Parties, StoreError> {
        let extensions = extensions.get(..AGENTS).unwrap_or(extensions);
        let places = (1..=extensions.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
        let (places, number) = (if places.is_empty() { "null" } else { &places }, format!("${}", extensions.len() + 1));
        let query = format!(
            "select u.extension as extension, u.id as user_id, c.id as client_id, c.curator_id as curator_id, t.leased_by as leased_by from (select 1 as one) o \
            left join users u on u.extension in ({places}) and u.state in ('active', 'on_leave') \
            left join clients c on c.record_status = 'live' and c.id in (select client_id from client_phones where e164 = {number} \
            union select client_id from contact_phones where e164 = {number}) \
            left join call_tasks t on t.client_id = c.id and t.state = 'leased' \
            order by c.id limit {}",
            20 * extensions.len().max(1)
        );
        let phone = Value::from(phone.map(|phone| phone.as_str().to_owned()));
        let extensions = extensions.iter().map(|extension| Value::from((*extension).to_owned()));
        let values = extensions.chain(std::iter::once(phone));
        let rows = self.0.rows(&query, values).await?;
        let mut parties = Parties::default();
        for row in rows {
            let (extension, user, client, curator): (Option<String>, Option<Uuid>, Option<Uuid>, Option<Uuid>) = row.read()?;
            let leased_by: Option<Uuid> = row.get(4)?;
            if let Some(user) = extension.zip(user.map(UserId::new)).filter(|user| !parties.users.contains(user)) {
                parties.users.push(user);
            }
            if let Some(client_id) = client.map(ClientId::new)
                && parties.candidates.last().is_none_or(|last| last.client_id != client_id)
            {
                let (curator_id, leased_by) = (curator.map(UserId::new), leased_by.map(UserId::new));
                parties.candidates.push(Candidate { client_id, curator_id, leased_by });
            }
        }
        Ok(parties)
    }

    /// The name of the oldest client who has this number, and the extension of his curator.
    pub async fn caller(&self, phone: &Phone) -> Result<Option<(String, Option<String>)>, StoreError> {
        let query = "select c.legal_name, u.extension from clients c \
            left join users u on u.id = c.curator_id and u.state in ('active', 'on_leave') \
            where c.record_status = 'live' and c.id in (select client_id from client_phones where e164 = $1 \
            union select client_id from contact_phones where e164 = $1) order by c.id limit 1";
        let rows = self.0.rows(query, [Value::from(phone.as_str().to_owned())]).await?;
        rows.first().map(crate::driver::Record::read).transpose()
    }
}
