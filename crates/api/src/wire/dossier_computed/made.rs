//! From what the use case computed to what is shown.

use super::{
    BoughtLine, CompetitorsComputed, Computed, ConflictsComputed, ContactBirthday, ContactCard, ContractsComputed, DatesComputed,
    DecisionMakersComputed, DossierComputed, GeneralComputed, LineBought, LostDeal, OwedInCurrency, OwedSale, PromisesComputed,
    PurchaseHistory, PurchaseHistoryComputed, Receivables, ReceivablesComputed, SolvencyComputed, UsageComputed,
};
use crate::wire::{Key, Term};
use domain::clients;
use domain::clients::ranking::Rank;
use domain::receivables::debt::Ageing;
use domain::sales;
use domain::{Currency, Money};

impl From<Computed> for DossierComputed {
    fn from(computed: Computed) -> Self {
        match computed {
            Computed::General(client) => Self::General((*client).into()),
            Computed::DecisionMakers(cards) => {
                Self::DecisionMakers(DecisionMakersComputed { contacts: cards.into_iter().map(Into::into).collect() })
            }
            Computed::Usage(history) => Self::Usage(UsageComputed { product_lines: history.by_line.into_iter().map(Into::into).collect() }),
            Computed::Dates(cards) => Self::Dates(DatesComputed { birthdays: cards.into_iter().filter_map(birthday).collect() }),
            Computed::PurchaseHistory(history, rank) => Self::PurchaseHistory((history, rank).into()),
            Computed::Competitors(lost) => Self::Competitors(CompetitorsComputed { lost: lost.into_iter().map(Into::into).collect() }),
            Computed::Solvency { credit_hold, average_days_late } => Self::Solvency(SolvencyComputed { credit_hold, average_days_late }),
            Computed::Contracts(contracts) => {
                Self::Contracts(ContractsComputed { contracts: contracts.into_iter().map(Into::into).collect() })
            }
            Computed::Receivables(receivables) => Self::Receivables(receivables.into()),
            Computed::Conflicts(claims) => Self::Conflicts(ConflictsComputed { claims: claims.into_iter().map(Into::into).collect() }),
            Computed::Promises(promises) => Self::Promises(PromisesComputed { promises: promises.into_iter().map(Into::into).collect() }),
        }
    }
}

impl From<clients::Client> for GeneralComputed {
    fn from(client: clients::Client) -> Self {
        Self {
            legal_name: client.legal_name,
            trade_name: client.trade_name,
            city: client.city,
            addresses: super::Addresses { legal: client.legal_address, actual: client.actual_address },
            phones: client.phones.into_iter().map(Into::into).collect(),
            emails: client.emails,
        }
    }
}

fn birthday(card: ContactCard) -> Option<ContactBirthday> {
    let contact = card.contact;
    let birthday = contact.birthday?;
    Some(ContactBirthday { contact_id: Key(contact.id), name: contact.name, decision_maker: contact.decision_maker, birthday })
}

impl From<LineBought> for BoughtLine {
    fn from(line: LineBought) -> Self {
        Self { product_line: line.product_line, total: line.total.into(), last_on: line.last_on }
    }
}

impl From<(PurchaseHistory, Option<Rank>)> for PurchaseHistoryComputed {
    fn from((history, rank): (PurchaseHistory, Option<Rank>)) -> Self {
        Self {
            since_on: history.since_on,
            sales: history.sales,
            first_on: history.first_on,
            last_on: history.last_on,
            total: history.total.into(),
            average: history.average.map(Into::into),
            average_interval_days: history.average_interval_days,
            last_12_months: history.last_12_months.into(),
            by_line: history.by_line.into_iter().map(Into::into).collect(),
            abc: rank.map(|rank| Term(rank.abc)),
            xyz: rank.map(|rank| Term(rank.xyz)),
            rfm: rank.map(|rank| rank.rfm.to_string()),
            missing_fx: history.missing_fx.into_iter().map(|currency| currency.to_string()).collect(),
        }
    }
}

impl From<sales::Opportunity> for LostDeal {
    fn from(deal: sales::Opportunity) -> Self {
        Self {
            opportunity_id: Key(deal.id),
            product_line: deal.product_line,
            competitor: deal.competitor.unwrap_or_default(),
            amount: deal.amount.into(),
            lost_reason: deal.lost_reason,
            closed_at: deal.closed_at,
        }
    }
}

impl From<Receivables> for ReceivablesComputed {
    fn from(Receivables { sales, promised, credit_hold, today }: Receivables) -> Self {
        let owed = |(currency, ageing): (Currency, Ageing)| {
            let money = |minor| Money::new(minor, currency).into();
            OwedInCurrency { total: money(ageing.total), overdue: money(ageing.overdue) }
        };
        Self {
            currencies: Ageing::by_currency(&sales, today).into_iter().map(owed).collect(),
            sales: sales.iter().map(|sale| OwedSale::new(sale, today)).collect(),
            promised: promised.into_iter().map(Into::into).collect(),
            credit_hold,
        }
    }
}
