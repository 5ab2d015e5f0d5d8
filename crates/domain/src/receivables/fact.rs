//! What was collected in a month, and of whose clients (§3.19): money that lies on sales, less what was given back or bounced.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::clients::Assignment;
use crate::commission::{ExchangeRate, Month};
use crate::ids::{ClientId, UserId};
use crate::money::divide_half_away;
use crate::{Currency, Date, Instant, Money};

/// What moved onto a client's sales in one currency on one value date, less what moved off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Collected {
    pub client_id: ClientId,
    pub currency: Currency,
    pub value_on: Date,
    pub amount_minor: i64,
}

/// The exchange rates into one currency.
#[derive(Clone, Debug)]
pub struct Rates {
    pub into: Currency,
    pub of: HashMap<(Currency, Date), ExchangeRate>,
}

impl Rates {
    /// The amount in the one currency, by the rate of `on`; `None` where there is none.
    pub fn convert(&self, minor: i64, from: Currency, on: Date) -> Option<i64> {
        if from == self.into {
            return Some(minor);
        }
        self.of.get(&(from, on)).map(|rate| rate.convert(minor, from, self.into))
    }
}

/// What somebody collected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// Minor units of the company's currency, client by client.
    pub by_client: BTreeMap<ClientId, i64>,
    /// Currencies in which something came on a day without a rate, which is not counted.
    pub missing_fx: BTreeSet<Currency>,
}

impl Fact {
    /// What `user` collected in `month`: of clients whose curator he was when the value date began, so that a first sale, which is paid
    /// while the hunter is the curator, is no current payment.
    pub fn of(
        (user, month): (UserId, Month),
        curators: &[Assignment],
        collected: &[Collected],
        begins: impl Fn(Date) -> Instant,
        rates: &Rates,
    ) -> Self {
        let mut his: HashMap<ClientId, Vec<&Assignment>> = HashMap::new();
        for interval in curators.iter().filter(|interval| interval.user_id == user) {
            his.entry(interval.client_id).or_default().push(interval);
        }
        let was_his = |client: ClientId, at: Instant| {
            let intervals = his.get(&client).map(Vec::as_slice).unwrap_or_default();
            intervals.iter().any(|interval| interval.from_at <= at && interval.to_at.is_none_or(|to_at| at < to_at))
        };
        let mut fact = Self::default();
        for sum in collected.iter().filter(|sum| Month::of(sum.value_on) == month && was_his(sum.client_id, begins(sum.value_on))) {
            match rates.convert(sum.amount_minor, sum.currency, sum.value_on) {
                Some(minor) => {
                    let all = fact.by_client.entry(sum.client_id).or_default();
                    *all = all.saturating_add(minor);
                }
                None => {
                    fact.missing_fx.insert(sum.currency);
                }
            }
        }
        fact
    }

    /// Of one client.
    pub fn of_client(&self, client: ClientId) -> i64 {
        self.by_client.get(&client).copied().unwrap_or_default()
    }

    /// Of all clients, planned or not.
    pub fn total(&self) -> i64 {
        self.by_client.values().fold(0, |sum, minor| sum.saturating_add(*minor))
    }
}

/// The fact in basis points of what was planned; `None` where nothing was.
pub fn plan_bp(fact_minor: i64, planned: Money) -> Option<i64> {
    (planned.minor() != 0).then(|| divide_half_away(i128::from(fact_minor) * 10_000, i128::from(planned.minor())))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::clients::AssignmentRole;
    use crate::ids::AssignmentId;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).unwrap()
    }

    fn client(number: u128) -> ClientId {
        ClientId::new(Uuid::from_u128(number))
    }

    fn user(number: u128) -> UserId {
        UserId::new(Uuid::from_u128(number))
    }

    fn kept(of: u128, by: u128, from_at: &str, to_at: Option<&str>) -> Assignment {
        Assignment {
            id: AssignmentId::new(Uuid::from_u128(1)),
            client_id: client(of),
            user_id: user(by),
            role: AssignmentRole::Curator,
            from_at: from_at.parse().unwrap(),
            to_at: to_at.map(|at| at.parse().unwrap()),
            reason: "test".into(),
            approved_by: None,
        }
    }

    fn came(of: u128, code: &str, value_on: &str, amount_minor: i64) -> Collected {
        Collected { client_id: client(of), currency: currency(code), value_on: value_on.parse().unwrap(), amount_minor }
    }

    fn fact(by: u128, curators: &[Assignment], collected: &[Collected]) -> Fact {
        let of = HashMap::from([((currency("USD"), "2026-03-05".parse().unwrap()), "92.3456".parse().unwrap())]);
        let begins = |day: Date| day.and_hms_opt(0, 0, 0).unwrap().and_utc();
        Fact::of((user(by), "2026-03".parse().unwrap()), curators, collected, begins, &Rates { into: currency("RUB"), of })
    }

    #[test]
    fn whose_it_was_when_the_day_began_and_in_the_month_of_the_value_date() {
        let curators = [kept(1, 7, "2026-01-01T00:00:00Z", Some("2026-03-05T09:00:00Z")), kept(1, 8, "2026-03-05T09:00:00Z", None)];
        let money = [
            came(1, "RUB", "2026-02-28", 1),
            came(1, "RUB", "2026-03-05", 1_000),
            came(1, "RUB", "2026-03-06", 20),
            came(1, "RUB", "2026-04-01", 300),
        ];
        assert_eq!((fact(7, &curators, &money).total(), fact(8, &curators, &money).total()), (1_000, 20));
        assert_eq!(fact(9, &curators, &money), Fact::default());
    }

    #[test]
    fn what_went_back_is_taken_off_and_other_currencies_need_a_rate() {
        let curators = [kept(1, 7, "2026-01-01T00:00:00Z", None), kept(2, 7, "2026-01-01T00:00:00Z", None)];
        let money = [
            came(1, "RUB", "2026-03-04", 500),
            came(1, "RUB", "2026-03-09", -120),
            came(2, "USD", "2026-03-05", 30_000),
            came(2, "USD", "2026-03-06", 10_000),
        ];
        let fact = fact(7, &curators, &money);
        assert_eq!((fact.of_client(client(1)), fact.of_client(client(2)), fact.total()), (380, 2_770_368, 2_770_748));
        assert_eq!(fact.missing_fx, BTreeSet::from([currency("USD")]));
    }

    #[test]
    fn the_share_of_the_plan_is_rounded_half_up() {
        let planned = |minor| Money::new(minor, currency("RUB"));
        assert_eq!((plan_bp(1, planned(3)), plan_bp(1, planned(8)), plan_bp(5, planned(0))), (Some(3_333), Some(1_250), None));
        assert_eq!((plan_bp(1, planned(16_000)), plan_bp(3, planned(20_000))), (Some(1), Some(2)));
    }
}
