//! The credit hold that the clock sets for a debt that is too old, and takes back (§3.18).

use chrono::Days;

use crate::Date;
use crate::ids::ClientId;
use crate::norms::{NormKey, NormValue, Norms};

/// The reason that the journal tells of a hold set or lifted by the clock: the key of the norm.
pub const REASON: &str = "receivable.hold_after_days";

/// What is remembered of a client's debts that were too old once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DebtHold {
    pub client_id: ClientId,
    /// Debts due before this day have been judged: by the clock when it set a hold, or by a person who lifted one. They are no ground for
    /// another hold.
    pub due_before: Date,
    /// Was the present hold set by the clock, which then lifts it too?
    pub by_clock: bool,
}

/// Debts due before this day are too old; `None` where no debt ever is.
pub fn too_old_before(today: Date, norms: &Norms) -> Option<Date> {
    match norms.value(NormKey::ReceivableHoldAfterDays) {
        NormValue::Number(days) => today.checked_sub_days(Days::new(days.unsigned_abs())),
        NormValue::Flag(_) | NormValue::Unlimited => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::norms::NormVersion;

    #[test]
    fn the_norm_says_from_which_age_on_and_null_says_never() {
        let today: Date = "2026-06-01".parse().unwrap();
        assert_eq!(too_old_before(today, &Norms::default()), None);
        let on = |value| {
            let version = NormVersion {
                key: NormKey::ReceivableHoldAfterDays,
                value,
                effective_on: today,
                unit: None,
                client_group: None,
                sequence: 1,
            };
            too_old_before(today, &Norms::on(today, [version]))
        };
        assert_eq!(on(NormValue::Number(30)), Some("2026-05-02".parse().unwrap()), "overdue by more than 30 days");
        assert_eq!(on(NormValue::Unlimited), None);
    }
}
