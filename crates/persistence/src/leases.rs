//! Leases: of several instances only one runs the sweeps; it holds the lease for a limited time and renews it.

use domain::Instant;
use uuid::Uuid;

use crate::prelude::*;

impl Tx {
    /// Takes or renews the lease `name` for `holder` until `until`; `false` = another holds it and it has not expired at `now`.
    pub async fn take_lease(&self, name: &str, holder: Uuid, (now, until): (Instant, Instant)) -> Result<bool, StoreError> {
        let sql = "insert into leases (name, holder, until) values ($1, $2, $3) on conflict (name) do update set holder = excluded.holder, until = excluded.until \
                   where leases.holder = excluded.holder or leases.until < $4";
        let values = [name.into(), holder.into(), until.into(), now.into()];
        Ok(self.execute(sql, values).await? == 1)
    }
}
