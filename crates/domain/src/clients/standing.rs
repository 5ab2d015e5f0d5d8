//! Who a client belongs to: the unit that works with him and the people responsible for him (§3.13, §6).

use super::{Client, Stage};
use crate::UserId;
use crate::access::Standing;
use crate::org::UnitCode;

impl Client {
    /// The unit that works with him now (§3.13).
    pub const fn unit(&self) -> UnitCode {
        match Self::unit_of(self.stage) {
            UnitCode::ClientDepartment if self.key_account => UnitCode::KeyAccounts,
            unit => unit,
        }
    }

    /// The unit that works with clients in `stage`; of those of the client department, key accounts have the ones whose curator is
    /// theirs.
    pub const fn unit_of(stage: Stage) -> UnitCode {
        match stage {
            Stage::Suspect | Stage::Contacted | Stage::Nurturing | Stage::Qualified | Stage::Disqualified => UnitCode::CallCentre,
            Stage::MeetingBooked | Stage::Prospect | Stage::Client => UnitCode::ActiveSales,
            Stage::Active | Stage::Abandoned | Stage::Lost => UnitCode::ClientDepartment,
        }
    }

    /// Whose he is (§6 *Own*): his curator and hunter of record; while he has no curator also who created him.
    pub fn standing(&self) -> Standing {
        let creator = if self.curator_id.is_none() { self.created_by } else { None };
        Standing { people: [self.curator_id, self.hunter_of_record_id, creator].into_iter().flatten().collect(), unit: Some(self.unit()) }
    }

    /// E-7: after the first sale any hunter may offer a new line, also to a client who is not his.
    pub fn standing_of_offer(&self, hunter: Option<UserId>) -> Standing {
        let mut standing = self.standing();
        if matches!(self.stage, Stage::Client | Stage::Active | Stage::Abandoned) {
            standing.people.extend(hunter);
        }
        standing
    }
}
