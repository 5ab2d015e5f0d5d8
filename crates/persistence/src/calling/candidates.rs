//! Who may have been at the other end of a call: by number, by the numbers of contacts, by earlier calls.

use domain::calling::inbox::{CallCandidate, CandidateReason};
use domain::phone::Phone;
use domain::{ClientId, Instant, UserId};
use uuid::Uuid;

use super::Calls;
use crate::prelude::*;

/// A switchboard that half the town shares has more.
const MOST: u64 = 50;

impl Calls<'_> {
    /// The live clients who have this number, or whose contacts have it, or with whom it talked after `since`, or whom `user` holds out of
    /// the queue just now; and who of them has him as curator.
    pub async fn candidates(&self, number: &Phone, user: Option<UserId>, since: Instant) -> Result<Vec<CallCandidate>, StoreError> {
        let sql = format!(
            "select c.id, c.legal_name, c.curator_id, cast(max(k.own) as bigint), cast(max(k.contact) as bigint), cast(max(k.recent) as bigint), \
             cast(max(k.lease) as bigint) \
             from (select client_id, 1 as own, 0 as contact, 0 as recent, 0 as lease from client_phones where e164 = $1 \
             union all select client_id, 0, 1, 0, 0 from contact_phones where e164 = $1 \
             union all select client_id, 0, 0, 1, 0 from (select client_id from calls where client_phone = $1 and client_id is not null \
             and started_at > $2 order by started_at desc limit {MOST}) earlier \
             union all select client_id, 0, 0, 0, 1 from call_tasks where state = 'leased' and (leased_by = $3 or phone = $1)) k \
             join clients c on c.id = k.client_id and c.record_status = 'live' \
             group by c.id, c.legal_name, c.curator_id order by c.id limit {MOST}"
        );
        let rows = self.0.rows(&sql, [number.as_str().to_owned().into(), since.into(), user.map(UserId::uuid).into()]).await?;
        let read = |row: &crate::driver::Record| {
            let (client, legal_name, curator): (Uuid, String, Option<Uuid>) = row.read()?;
            let holds = |place: usize| row.get::<i64>(place).map(|found| found > 0);
            let curated = user.is_some_and(|user| curator == Some(user.uuid()));
            let reasons = [
                (holds(3)?, CandidateReason::Phone),
                (holds(4)?, CandidateReason::ContactPhone),
                (holds(6)?, CandidateReason::Lease),
                (curated, CandidateReason::Curator),
                (holds(5)?, CandidateReason::RecentCall),
            ];
            let reasons = reasons.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason).collect();
            Ok(CallCandidate { client_id: ClientId::new(client), legal_name, reasons })
        };
        rows.iter().map(read).collect()
    }
}
