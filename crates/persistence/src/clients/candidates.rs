//! Who may be the same client, found by what is indexed: numbers, mail domains, the ends of names in one city, tax ids (E-18). What is
//! shared by too many says nothing and is passed over; who is alike is decided in the domain.

use domain::ClientId;
use domain::clients::Client;
use domain::clients::register::company_mail_domains;
use domain::merges::{Likeness, name_keys};
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::Clients;
use crate::driver::Record;
use crate::prelude::*;

/// Somebody who may be the same client, and what was found to be shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alike {
    pub client_id: ClientId,
    pub likeness: Likeness,
}

/// Two who may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlikePair {
    pub one: ClientId,
    pub other: ClientId,
    pub likeness: Likeness,
}

/// So many at most are looked at for one client.
const MOST: usize = 30;
/// A number or mail domain of more clients than these is nobody's own.
const SHARERS: usize = 20;
/// So many names of one city with the same beginning or end are compared.
const NAMESAKES: usize = 100;

impl Clients<'_> {
    /// Who may be the same as a client who is about to be stored: one statement, or none if he has nothing to be found by.
    pub async fn alike(&self, client: &Client) -> Result<Vec<Alike>, StoreError> {
        let mut values: Vec<Value> = Vec::new();
        let mut list = |texts: Vec<String>| {
            let names: Vec<String> = texts
                .into_iter()
                .map(|text| {
                    values.push(text.into());
                    format!("${}", values.len())
                })
                .collect();
            names.join(", ")
        };
        let mut parts = Vec::new();
        let mut part = |columns: &str, from: &str, most: usize| {
            parts.push(format!("select * from (select {columns} from {from} limit {most}) p{}", parts.len()));
        };
        let phones: Vec<String> = client.phones.iter().map(|phone| phone.number.as_str().to_owned()).collect();
        if !phones.is_empty() {
            let numbers = list(phones);
            part(
                "client_id, 1 as phone, 0 as domain, 0 as name",
                &format!("client_phones where e164 in ({numbers}) order by client_id"),
                MOST,
            );
            part(
                "client_id, 1 as phone, 0 as domain, 0 as name",
                &format!("contact_phones where e164 in ({numbers}) order by client_id"),
                MOST,
            );
        }
        let domains = company_mail_domains(&client.emails);
        if !domains.is_empty() {
            let domains = list(domains);
            part(
                "client_id, 0 as phone, 1 as domain, 0 as name",
                &format!("client_domains where domain in ({domains}) order by client_id"),
                MOST,
            );
        }
        for key in name_keys(client) {
            let key = list(vec![key]);
            part("client_id, 0 as phone, 0 as domain, 1 as name", &format!("client_names where key = {key} order by client_id"), NAMESAKES);
        }
        if let Some(inn) = &client.inn {
            let inn = list(vec![inn.clone()]);
            let own = format!("clients where inn = {inn} and record_status = 'live' order by id");
            part("id as client_id, 0 as phone, 0 as domain, 9 as name", &own, MOST);
        }
        if parts.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "select client_id, cast(max(phone) as bigint), cast(max(domain) as bigint), cast(sum(name) as bigint) from ({}) k \
             group by client_id order by 2 desc, 4 desc, 3 desc, 1 limit {MOST}",
            parts.join(" union all ")
        );
        let rows = self.0.rows(&sql, values).await?;
        let alike = rows.iter().map(|row| Ok(Alike { client_id: ClientId::new(row.get::<Uuid>(0)?), likeness: likeness(row, 1)? }));
        alike.filter(|found| found.as_ref().map_or(true, |found| found.client_id != client.id)).collect()
    }

    /// Pairs of which one is a client after `after` and up to `until`, and the other was there before or has a number of this kind at a
    /// contact: one statement for all of them.
    pub async fn alike_pairs(&self, after: Option<ClientId>, until: ClientId) -> Result<Vec<AlikePair>, StoreError> {
        let pairs = |one: &str, other: &str, key: &str, columns: &str, most: usize, order: &str| {
            let few = format!("(select count(*) from (select 1 from {other} f where f.{key} = a.{key} limit {}) few) <= {most}", most + 1);
            format!(
                "select a.client_id as one, b.client_id as other, {columns} from {one} a join {other} b on b.{key} = a.{key} and b.client_id {order} a.client_id \
                 where a.client_id > $1 and a.client_id <= $2 and {few}"
            )
        };
        let parts = [
            pairs("client_phones", "client_phones", "e164", "1 as phone, 0 as domain, 0 as name", SHARERS, "<"),
            pairs("client_phones", "contact_phones", "e164", "1 as phone, 0 as domain, 0 as name", SHARERS, "<>"),
            pairs("client_domains", "client_domains", "domain", "0 as phone, 1 as domain, 0 as name", SHARERS, "<"),
            pairs("client_names", "client_names", "key", "0 as phone, 0 as domain, 1 as name", NAMESAKES, "<"),
        ];
        let sql = format!(
            "select one, other, cast(max(phone) as bigint), cast(max(domain) as bigint), cast(sum(name) as bigint) from ({}) k \
             group by one, other order by 1, 2",
            parts.join(" union all ")
        );
        let values: [Value; 2] = [after.map_or(Uuid::nil(), ClientId::uuid).into(), until.uuid().into()];
        let rows = self.0.rows(&sql, values).await?;
        let pair = |row: &Record| {
            Ok(AlikePair { one: ClientId::new(row.get(0)?), other: ClientId::new(row.get(1)?), likeness: likeness(row, 2)? })
        };
        rows.iter().map(pair).collect()
    }
}

fn likeness(row: &Record, first: usize) -> Result<Likeness, StoreError> {
    Ok(Likeness { phone: row.get::<i64>(first)? > 0, email_domain: row.get::<i64>(first + 1)? > 0 })
}
