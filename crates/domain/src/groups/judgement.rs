//! The job of the 1st: who buys less than the minimum of his group, and whose step of the volume discount is another than a month
//! before (RULES.md §3.20).

use std::ops::Range;

use super::ClientGroup;
use super::turnover::{Turnover, averaged};
use crate::clients::{Client, Stage};
use crate::commission::Month;
use crate::portfolio::{NewSignal, Signal, SignalKind};
use crate::{Bp, Date, Event, EventName, Facts, Money, facts};

/// The signals about a client and his group; nobody else raises them.
pub const SIGNALS: [SignalKind; 2] = [SignalKind::BelowMinimum, SignalKind::DiscountDue];

/// What a month says of a client in his group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    pub average_month: Money,
    /// The minimum that he falls short of.
    pub below: Option<Money>,
    /// His discount a month before, and now, where it is another.
    pub due: Option<(Bp, Bp)>,
}

/// The days that a judgement of `month` looks at.
pub fn months_judged(month: Month) -> Range<Date> {
    averaged(previous(month)).start..month.first_day()
}

fn previous(month: Month) -> Month {
    Month::of(month.first_day().pred_opt().unwrap_or(month.first_day()))
}

impl Judgement {
    /// What `month` says of a client who bought so much; nothing of who does not buy from us at present, or whose group has gone. Both
    /// steps are read off the table of the group as it is now.
    pub fn of(client: &Client, group: Option<&ClientGroup>, turnover: &Turnover, month: Month) -> Option<Self> {
        let group = group.filter(|group| client.group_code.as_ref() == Some(&group.code))?;
        // A lost client has a curator for a month more (§3.13), who may still win him back.
        let has_a_seller = match client.stage {
            Stage::Client | Stage::Active | Stage::Abandoned => true,
            Stage::Lost => client.curator_id.is_some(),
            _ => false,
        };
        if !has_a_seller || client.ensure_live().is_err() {
            return None;
        }
        let (average, before) = (turnover.average_month(month), turnover.average_month(previous(month)));
        let step = |average| group.step(average).map_or(0, |step| step.discount_bp);
        let currency = group.min_purchase.or(group.volume_discounts.first().map(|step| step.from)).map(Money::currency)?;
        Some(Self {
            average_month: Money::new(average, currency),
            below: group.min_purchase.filter(|_| group.is_below_minimum(average)),
            due: Some((step(before), step(average))).filter(|(from, to)| from != to),
        })
    }

    /// What is to be raised, and what happens to the client thereby.
    fn findings(&self, client: &Client, month: Month) -> Vec<(NewSignal, Event)> {
        let id = client.id;
        let group = || (GROUP_CODE, client.group_code.clone().into());
        let below = self.below.map(|minimum| {
            let (average, minimum) = (self.average_month.fact(), minimum.fact());
            let told = || facts([group(), ("average_month", average.clone()), ("min_purchase", minimum.clone())]);
            (SignalKind::BelowMinimum, EventName::ClientBelowMinimum, told())
        });
        let due = self.due.map(|(from, to)| {
            let told = facts([group(), ("month", month.to_string().into()), ("from_bp", from.into()), ("to_bp", to.into())]);
            (SignalKind::DiscountDue, EventName::ClientDiscountDue, told)
        });
        let raised = |(kind, name, facts): (SignalKind, EventName, Facts)| {
            let event = Event { facts: facts.clone(), ..Event::new(name, id, Some(id)) };
            let mut told = facts;
            told.insert("client_id".to_owned(), id.into());
            (NewSignal { kind, subject: id.to_string(), user_id: client.curator_id, unit: client.unit(), facts: told }, event)
        };
        below.into_iter().chain(due).map(raised).collect()
    }

    /// Does it still say what this open signal says?
    fn holds(&self, signal: &Signal, month: Month) -> bool {
        match signal.kind {
            SignalKind::BelowMinimum => self.below.is_some(),
            SignalKind::DiscountDue => self.due.is_some_and(|(from, to)| {
                let told = |name: &str| signal.facts.get(name);
                told("month") == Some(&month.to_string().into())
                    && told("from_bp") == Some(&from.into())
                    && told("to_bp") == Some(&to.into())
            }),
            _ => true,
        }
    }
}

const GROUP_CODE: &str = "group_code";

/// Those of these `open` signals about the client whose cause is gone: he buys enough, his step is what it was, or another month says so.
pub fn stale(judged: Option<&Judgement>, open: Vec<Signal>, month: Month) -> Vec<Signal> {
    let is_stale = |signal: &Signal| SIGNALS.contains(&signal.kind) && judged.is_none_or(|judged| !judged.holds(signal, month));
    open.into_iter().filter(is_stale).collect()
}

/// What is to be raised about the client, beside what is `open` and holds.
pub fn signals(judged: &Judgement, client: &Client, open: &[Signal], month: Month) -> Vec<(NewSignal, Event)> {
    let is_open = |kind| open.iter().any(|signal| signal.kind == kind && judged.holds(signal, month));
    judged.findings(client, month).into_iter().filter(|(signal, _)| !is_open(signal.kind)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{group, rub};
    use super::*;
    use crate::clients::sample;
    use crate::{Instant, SignalId};

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn client() -> Client {
        Client { group_code: Some("key".into()), ..sample(Stage::Active) }
    }

    fn bought(sales: &[(&str, i64)]) -> Turnover {
        Turnover { sales: sales.iter().map(|(on, minor)| (on.parse().unwrap(), *minor)).collect(), ..Turnover::default() }
    }

    fn judged(sales: &[(&str, i64)], on: &str) -> Option<Judgement> {
        Judgement::of(&client(), Some(&group()), &bought(sales), month(on))
    }

    #[test]
    fn who_buys_less_than_the_minimum_and_whose_step_moved_is_told_of() {
        // 5,000 a month on average of August to October, and 1,000 of September to November.
        let sales = [("2026-08-10", 12_000), ("2026-09-10", 3_000), ("2026-11-10", 0)];
        let found = judged(&sales, "2026-12").unwrap();
        assert_eq!(found, Judgement { average_month: rub(1_000), below: None, due: Some((300, 100)) });
        let found = judged(&sales, "2027-01").unwrap();
        assert_eq!((found.below, found.due), (Some(rub(500)), Some((100, 0))));
        let found = judged(&sales, "2027-03").unwrap();
        assert_eq!((found.below, found.due), (Some(rub(500)), None));
        assert_eq!(months_judged(month("2027-01")), "2026-09-01".parse().unwrap().."2027-01-01".parse().unwrap());
    }

    #[test]
    fn who_does_not_buy_yet_or_is_in_no_group_is_not_judged() {
        let none = |client: Client| Judgement::of(&client, Some(&group()), &Turnover::default(), month("2026-12"));
        assert_eq!(none(Client { stage: Stage::Prospect, ..client() }), None);
        assert_eq!(none(Client { stage: Stage::Lost, curator_id: None, ..client() }), None);
        let curator_id = Some(crate::UserId::new(uuid::Uuid::from_u128(7)));
        assert!(none(Client { stage: Stage::Lost, curator_id, ..client() }).is_some());
        assert_eq!(none(Client { group_code: None, ..client() }), None);
        assert!(none(client()).is_some());
    }

    #[test]
    fn what_is_open_and_holds_stays_and_what_holds_no_longer_is_resolved() {
        let sales = [("2026-08-10", 12_000), ("2026-09-10", 3_000)];
        let (december, january) = (month("2026-12"), month("2027-01"));
        let found = judged(&sales, "2026-12").unwrap();
        let raised = signals(&found, &client(), &[], december);
        assert_eq!(
            raised.iter().map(|(signal, event)| (signal.kind, event.name)).collect::<Vec<_>>(),
            [(SignalKind::DiscountDue, EventName::ClientDiscountDue)]
        );
        let open: Vec<Signal> =
            raised.into_iter().map(|(new, _)| new.raise(SignalId::new(uuid::Uuid::nil()), Instant::UNIX_EPOCH).state).collect();
        assert_eq!(signals(&found, &client(), &open, december), []);
        assert_eq!(stale(Some(&found), open.clone(), december), []);
        let next = judged(&sales, "2027-01").unwrap();
        assert_eq!(stale(Some(&next), open.clone(), january), open, "it was said of December");
        assert_eq!(stale(None, open.clone(), january), open);
        let kinds: Vec<_> = signals(&next, &client(), &open, january).into_iter().map(|(signal, _)| signal.kind).collect();
        assert_eq!(kinds, SIGNALS);
    }
}
