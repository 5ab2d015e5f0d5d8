//! What the sections of a dossier are made of at reading: one statement for each kind of thing that the shown sections tell of.

use std::collections::BTreeSet;

use domain::clients::ranking::Rank;
use domain::dossier::claim::Claim;
use domain::dossier::history::{PurchaseHistory, Rates, foreign_days};
use domain::dossier::money_owed::{Due, Owed, average_days_late, owed, payment_days};
use domain::dossier::plan::Bought;
use domain::dossier::promise::Promise;
use domain::dossier::section::SectionName as S;
use domain::sales::Opportunity;
use domain::{ClientId, Currency, Date};
use persistence::Db;

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
    pub sales: Vec<Due>,
    pub sums: Vec<Owed>,
    pub promised: Vec<Promise>,
    pub credit_hold: bool,
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
        (currency, known_on, today): (Currency, Date, Date),
    ) -> Result<Self> {
        let wants = |names: &[S]| names.iter().any(|name| shown.contains(name));
        let id = client.id;
        let contacts = if wants(&[S::DecisionMakers, S::Dates]) { db.contacts().first_of(id, MOST).await? } else { Vec::new() };
        let contracts =
            if wants(&[S::Contracts, S::Solvency, S::Receivables]) { db.contracts().newest_of(id, MOST).await? } else { Vec::new() };
        let days = payment_days(&contracts);
        Ok(Self {
            client,
            contacts: contacts.into_iter().map(|contact| ContactCard::new(actor, client, contact)).collect(),
            history: if wants(&[S::Usage, S::PurchaseHistory]) { Some(history(db, id, currency, (known_on, today)).await?) } else { None },
            lost: if wants(&[S::Competitors]) { db.dealings().lost_to_competitors(id, MOST).await? } else { Vec::new() },
            average_days_late: if wants(&[S::Solvency]) { average_days_late(&db.dealings().paid_days_of(id).await?, days) } else { None },
            receivables: if wants(&[S::Receivables]) { receivables(db, client, (days, today)).await? } else { Receivables::default() },
            contracts: if wants(&[S::Contracts]) { views(db, contracts, today).await? } else { Vec::new() },
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

/// All days of which money is told, as both databases hold them.
fn ever() -> (Date, Date) {
    let day = |year| Date::from_ymd_opt(year, 1, 1).unwrap_or_default();
    (day(1990), day(9_999))
}

/// What the client has bought; rates are asked for only where he has bought in other currencies: one statement a currency.
async fn history(db: &Db, client: ClientId, currency: Currency, days: (Date, Date)) -> Result<PurchaseHistory> {
    let bought: Vec<Bought> = db.contracts().bought([client], ever()).await?.remove(&client).unwrap_or_default();
    let mut rates = Rates::new();
    for (from, on) in foreign_days(&bought, currency) {
        let found = db.fx_rates().on((from, currency), on).await?;
        rates.extend(found.into_iter().map(|rate| ((from, rate.value_on), rate.rate)));
    }
    Ok(PurchaseHistory::of(&bought, &rates, currency, days))
}

/// What the client owes by his sales and has promised to pay. To be replaced by the list of receivables.
async fn receivables(db: &Db, client: &Client, (days, today): (i32, Date)) -> Result<Receivables> {
    let (sales, sums) = owed(db.dealings().dues_of(client.id).await?, days, today);
    let promised = db.promises().to_pay_of(client.id, MOST).await?;
    Ok(Receivables { sales, sums, promised, credit_hold: client.credit_hold })
}
