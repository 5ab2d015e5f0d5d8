//! Whether the rules in force have moved: norms and published plans are only added, the calendar has a version.

use crate::StoreError;
use crate::db::Db;
use crate::driver::Record;

/// How far the rules have come; another value means that some of them changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RulesVersion {
    norms: i64,
    calendar: i64,
    plans: i64,
}

impl Db {
    /// How far the rules have come, as this transaction sees them.
    pub async fn rules_version(&self) -> Result<RulesVersion, StoreError> {
        let sql = "select (select count(*) from norms), (select coalesce(max(version), 0) from calendar), \
                   (select count(*) from commission_plans where state = 'published')";
        let (norms, calendar, plans) = self.row(sql, []).await?.as_ref().map(Record::read).transpose()?.unwrap_or((0, 0, 0));
        Ok(RulesVersion { norms, calendar, plans })
    }
}
