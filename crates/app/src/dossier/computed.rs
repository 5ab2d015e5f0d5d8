//! What the sections of a dossier are made of at reading: one statement for each kind of thing that the shown sections tell of.

use std::collections::BTreeSet;

use domain::clients::ranking::Rank;
use domain::dossier::claim::Claim;
use domain::dossier::history::PurchaseHistory;
use domain::dossier::promise::Promise;
use domain::dossier::section::SectionName as S;
use domain::receivables::debt::{OwedSale, Promised, average_days_late};
use domain::sales::Opportunity;
use domain::{ClientId, Currency, Date};
use persistence::Db;
use persistence::receivables::Terms;

use super::contracts::{ContractView, views};
use crate::contact_card::ContactCard;
use crate::prelude::*;

/// So many things of a kind at most; the rest is in the list of these things.
const MOST: u64 = 100;

/// What is made at reading.
#[derive(Clone, Debug)]
pub enum Computed {
    General(Box<Client>),
    DecisionMakers(Vec<ContactCard>),
    Usage(PurchaseHistory),
    Dates(Vec<ContactCard>),
    /// With where he stands among the buyers, once a night has said so.
    PurchaseHistory(PurchaseHistory, Option<Rank>),
    Competitors(Vec<Opportunity>),
    Solvency {
        credit_hold: bool,
        average_days_late: Option<i64>,
    },
    Contracts(Vec<ContractView>),
    Receivables(Receivables),
    Conflicts(Vec<Claim>),
    Promises(Vec<Promise>),
}

/// What a client owes, and what he has promised to pay.
#[derive(Clone, Debug, Default)]
pub struct Receivables {
    pub sales: Vec<OwedSale>,
    pub promised: Vec<Promised>,
    pub credit_hold: bool,
    /// The day by which ages are counted.
    pub today: Date,
}

/// What was read for the sections that are shown.
pub(super) struct Material<'a> {
    client: &'a Client,
    pub(super) contacts: Vec<ContactCard>,
    history: Option<PurchaseHistory>,
    lost: Vec<Opportunity>,
    average_days_late: Option<i64>,
    contracts: Vec<ContractView>,
    receivables: Receivables,
    claims: Vec<Claim>,
    promises: Vec<Promise>,
}

impl<'a> Material<'a> {
    /// Reads what the sections that are `shown` need, and nothing else.
    pub(super) async fn load(
        db: &Db,
        (actor, client): (&Actor, &'a Client),
        shown: &BTreeSet<S>,
        (currency, known_on, terms): (Currency, Date, Terms),
    ) -> Result<Self> {
        let wants = |names: &[S]| names.iter().any(|name| shown.contains(name));
        let (id, today) = (client.id, terms.today);
        let contacts = if wants(&[S::DecisionMakers, S::Dates]) { db.contacts().first_of(id, MOST).await? } else { Vec::new() };
        Ok(Self {
            client,
            contacts: contacts.into_iter().map(|contact| ContactCard::new(actor, client, contact)).collect(),
            history: if wants(&[S::Usage, S::PurchaseHistory]) { Some(history(db, id, currency, (known_on, today)).await?) } else { None },
            lost: if wants(&[S::Competitors]) { db.opportunities().lost_to_competitors(id, MOST).await? } else { Vec::new() },
            average_days_late: if wants(&[S::Solvency]) { average_days_late(&db.debtors().paid_days_of(terms, id).await?) } else { None },
            receivables: if wants(&[S::Receivables]) { receivables(db, client, terms).await? } else { Receivables::default() },
            contracts: if wants(&[S::Contracts]) { views(db, db.contracts().newest_of(id, MOST).await?, today).await? } else { Vec::new() },
            claims: if wants(&[S::Conflicts]) { db.claims().newest_of(id, MOST).await? } else { Vec::new() },
            promises: if wants(&[S::Promises]) { db.promises().newest_of(id, MOST).await? } else { Vec::new() },
        })
    }

    /// What a section that is shown is made of; `None` where it is only written.
    pub(super) fn computed(&self, section: S) -> Option<Computed> {
        Some(match section {
            S::General => Computed::General(Box::new(self.client.clone())),
            S::DecisionMakers => Computed::DecisionMakers(self.contacts.clone()),
            S::Usage => Computed::Usage(self.history.clone()?),
            S::Dates => Computed::Dates(self.contacts.clone()),
            S::PurchaseHistory => Computed::PurchaseHistory(self.history.clone()?, self.client.rank),
            S::Competitors => Computed::Competitors(self.lost.clone()),
            S::Solvency => Computed::Solvency { credit_hold: self.client.credit_hold, average_days_late: self.average_days_late },
            S::Contracts => Computed::Contracts(self.contracts.clone()),
            S::Receivables => Computed::Receivables(self.receivables.clone()),
            S::Conflicts => Computed::Conflicts(self.claims.clone()),
            S::Promises => Computed::Promises(self.promises.clone()),
            S::SalesTechnology => return None,
        })
    }
}

/// What the client has bought; rates are asked for only where he has bought in other currencies.
async fn history(db: &Db, client: ClientId, currency: Currency, days: (Date, Date)) -> Result<PurchaseHistory> {
    // All days of which money is told, as both databases hold them.
    let day = |year| Date::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let bought = db.purchases().by_line([client], &(day(1990)..day(9_999))).await?.remove(&client).unwrap_or_default();
    let rates = db.purchases().rates(bought.iter().map(|line| &line.sold), currency).await?;
    Ok(PurchaseHistory::of(&bought, &rates, days))
}

/// What the client owes and has promised to pay, as the list of receivables tells it.
async fn receivables(db: &Db, client: &Client, terms: Terms) -> Result<Receivables> {
    let sales = db.debtors().sales_of(terms, [client.id]).await?;
    let promised = db.debtors().promised_by([client.id]).await?;
    let promised = promised.iter().filter_map(Promise::to_pay).collect();
    Ok(Receivables { sales, promised, credit_hold: client.credit_hold, today: terms.today })
}
