//! The overload rule (RULES.md §4): overloaded portfolios, neglected ones, and whether a unit needs another farmer.

use super::{NewSignal, SignalKind};
use crate::clients::Stage;
use crate::clients::silence::Cutoffs;
use crate::money::share_bp;
use crate::norms::{NormKey, Norms};
use crate::org::UnitCode;
use crate::{Date, Facts, Instant, UserId};

/// When portfolios are counted, and what that makes of silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedAt {
    /// Exemptions are looked at on this day.
    pub today: Date,
    /// Whoever his curator has spoken with since then is contacted (N-15).
    pub contacted_since: Cutoffs,
    /// An active client with whom nobody has spoken since before is at risk.
    pub at_risk_before: Cutoffs,
}

impl CountedAt {
    /// Portfolios as they are `now`, which is `today` in the company's time zone.
    pub fn new(now: Instant, today: Date, norms: &Norms) -> Self {
        Self { today, contacted_since: Cutoffs::abandoned(now, norms), at_risk_before: Cutoffs::at_risk(now, norms) }
    }
}

/// How many clients of a curator are in one stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageCount {
    pub curator_id: UserId,
    pub stage: Stage,
    /// Exempt from contact on the day asked for (§3.1a).
    pub exempt: bool,
    pub clients: i64,
    /// Those of them with whom nobody has spoken for nearly as long as N-15 allows, or longer.
    pub silent: i64,
    /// Those of them with whom the curator himself has spoken within N-15.
    pub contacted: i64,
}

/// The portfolio of a farmer or key-account manager, in numbers of clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    pub user_id: UserId,
    pub unit: UnitCode,
    /// Clients in `active` and `abandoned`.
    pub clients: i64,
    /// Those of them that are abandoned and not exempt.
    pub abandoned: i64,
    /// Those of them that are exempt; never counted as contacted.
    pub exempt: i64,
    /// Active ones, not exempt, that will be abandoned within a week unless somebody speaks with them.
    pub at_risk: i64,
    /// Those, not exempt, with whom the person himself has spoken within N-15.
    pub contacted: i64,
}

crate::words! {
    /// What a load says.
    pub enum LoadVerdict { None = "none", Overloaded = "overloaded", Neglected = "neglected" }
}

/// The norms of one portfolio (N-10, N-11, N-17).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub min: i64,
    pub target: i64,
    pub max: i64,
    /// So many abandoned clients are a signal.
    pub threshold: i64,
}

impl Limits {
    /// Those in force for `unit`.
    pub fn of(norms: &Norms, unit: UnitCode) -> Self {
        let number = |key| match norms.value_for(key, Some(unit), None) {
            crate::norms::NormValue::Number(number) => number,
            _ => i64::MAX,
        };
        Self {
            min: number(NormKey::PortfolioMin),
            target: number(NormKey::PortfolioTarget),
            max: number(NormKey::PortfolioMax),
            threshold: number(NormKey::OverloadThreshold),
        }
    }
}

impl Load {
    /// The load of `user` by the counts of everybody.
    pub fn of(user_id: UserId, unit: UnitCode, counts: &[StageCount]) -> Self {
        let his: Vec<_> = counts.iter().filter(|count| count.curator_id == user_id).collect();
        let in_portfolio = |count: &StageCount| matches!(count.stage, Stage::Active | Stage::Abandoned);
        let sum = |wanted: &dyn Fn(&StageCount) -> bool, number: fn(&StageCount) -> i64| {
            his.iter().filter(|count| wanted(count)).map(|count| number(count)).sum()
        };
        Self {
            user_id,
            unit,
            clients: sum(&in_portfolio, |count| count.clients),
            abandoned: sum(&|count| count.stage == Stage::Abandoned && !count.exempt, |count| count.clients),
            exempt: sum(&|count| in_portfolio(count) && count.exempt, |count| count.clients),
            at_risk: sum(&|count| count.stage == Stage::Active && !count.exempt, |count| count.silent),
            contacted: sum(&|count| in_portfolio(count) && !count.exempt, |count| count.contacted),
        }
    }

    /// The share of his clients with whom he has spoken himself within N-15; exempt ones count neither above nor below. `None` over 0.
    pub fn contact_coverage_bp(&self) -> Option<i64> {
        let counting = self.clients - self.exempt;
        (counting > 0).then(|| share_bp(self.contacted, counting))
    }

    /// Overloaded: too many clients, or abandoned ones in a full portfolio. Neglected: abandoned ones in a small portfolio.
    pub const fn verdict(&self, limits: Limits) -> LoadVerdict {
        let forgotten = self.abandoned >= limits.threshold;
        if self.clients > limits.max || (forgotten && self.clients >= limits.min) {
            LoadVerdict::Overloaded
        } else if forgotten {
            LoadVerdict::Neglected
        } else {
            LoadVerdict::None
        }
    }

    fn signal(&self, limits: Limits) -> Option<NewSignal> {
        let kind = match self.verdict(limits) {
            LoadVerdict::None => return None,
            LoadVerdict::Overloaded => SignalKind::Overload,
            LoadVerdict::Neglected => SignalKind::Neglect,
        };
        let facts = facts([
            ("clients", self.clients),
            ("abandoned", self.abandoned),
            ("exempt", self.exempt),
            ("norm_min", limits.min),
            ("norm_max", limits.max),
        ]);
        Some(NewSignal { kind, subject: self.user_id.to_string(), user_id: Some(self.user_id), unit: self.unit, facts })
    }
}

/// Every signal that these loads give: one a person, and `add_farmer` where more than a third are overloaded.
pub fn signals(loads: &[Load], norms: &Norms) -> Vec<NewSignal> {
    let mut signals: Vec<_> = loads.iter().filter_map(|load| load.signal(Limits::of(norms, load.unit))).collect();
    signals.extend(
        [UnitCode::ClientDepartment, UnitCode::KeyAccounts].into_iter().filter_map(|unit| add_farmer(loads, unit, Limits::of(norms, unit))),
    );
    signals
}

/// `ceil(Σp / norm_target) − farmers`, where more than a third of them are overloaded.
fn add_farmer(loads: &[Load], unit: UnitCode, limits: Limits) -> Option<NewSignal> {
    let ours: Vec<_> = loads.iter().filter(|load| load.unit == unit).collect();
    let farmers = i64::try_from(ours.len()).unwrap_or(i64::MAX);
    let overloaded = i64::try_from(ours.iter().filter(|load| load.verdict(limits) == LoadVerdict::Overloaded).count()).unwrap_or(i64::MAX);
    let clients: i64 = ours.iter().map(|load| load.clients).sum();
    let target = limits.target.max(1);
    let count = (clients / target + i64::from(clients % target != 0)) - farmers;
    if overloaded * 3 <= farmers || count < 1 {
        return None;
    }
    let facts =
        facts([("count", count), ("farmers", farmers), ("overloaded", overloaded), ("clients", clients), ("norm_target", limits.target)]);
    Some(NewSignal { kind: SignalKind::AddFarmer, subject: unit.to_string(), user_id: None, unit, facts })
}

/// Numbers as facts.
pub(super) fn facts<const N: usize>(numbers: [(&str, i64); N]) -> Facts {
    numbers.into_iter().map(|(key, number)| (key.to_owned(), number.into())).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn load(user: u128, clients: i64, abandoned: i64) -> Load {
        Load {
            user_id: UserId::new(Uuid::from_u128(user)),
            unit: UnitCode::ClientDepartment,
            clients,
            abandoned,
            exempt: 0,
            at_risk: 0,
            contacted: 0,
        }
    }

    #[test]
    fn the_overload_rule_is_this_table() {
        let limits = Limits::of(&Norms::default(), UnitCode::ClientDepartment);
        assert_eq!((limits.min, limits.target, limits.max, limits.threshold), (20, 30, 40, 1));
        let rows: Vec<_> = [(0, 0), (1, 1), (19, 1), (20, 0), (20, 1), (40, 0), (40, 1), (41, 0), (41, 1)]
            .map(|(clients, abandoned)| format!("{clients}/{abandoned} {}", load(1, clients, abandoned).verdict(limits)))
            .into();
        insta::assert_snapshot!(rows.join(", "), @"0/0 none, 1/1 neglected, 19/1 neglected, 20/0 none, 20/1 overloaded, 40/0 none, 40/1 overloaded, 41/0 overloaded, 41/1 overloaded");
    }

    #[test]
    fn a_third_overloaded_is_borne_and_more_asks_for_a_farmer() {
        let norms = Norms::default();
        let third = [load(1, 70, 0), load(2, 30, 0), load(3, 30, 0)];
        assert_eq!(signals(&third, &norms).iter().map(|signal| signal.kind).collect::<Vec<_>>(), [SignalKind::Overload]);
        let more = [load(1, 70, 0), load(2, 51, 0), load(3, 30, 0)];
        let wanted = signals(&more, &norms);
        assert_eq!(wanted.len(), 3);
        assert_eq!((wanted[2].kind, &wanted[2].facts["count"]), (SignalKind::AddFarmer, &3.into())); // ceil(151 / 30) − 3
    }

    #[test]
    fn exempt_clients_are_counted_apart() {
        let user = UserId::new(Uuid::from_u128(1));
        let count = |stage, exempt, clients, silent, contacted| StageCount { curator_id: user, stage, exempt, clients, silent, contacted };
        let counts = [
            count(Stage::Active, false, 5, 2, 3),
            count(Stage::Active, true, 2, 1, 1),
            count(Stage::Abandoned, false, 3, 3, 0),
            count(Stage::Abandoned, true, 4, 4, 0),
            count(Stage::Client, false, 9, 9, 9),
        ];
        let load = Load::of(user, UnitCode::ClientDepartment, &counts);
        let unit = UnitCode::ClientDepartment;
        assert_eq!(load, Load { user_id: user, unit, clients: 14, abandoned: 3, exempt: 6, at_risk: 2, contacted: 3 });
        assert_eq!(load.contact_coverage_bp(), Some(3_750)); // 3 of the 8 who are not exempt
        assert_eq!(Load { exempt: 14, ..load }.contact_coverage_bp(), None);
    }
}
