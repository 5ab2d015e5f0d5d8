//! What the ranking by night needs (RULES.md §3.21): who may be a buyer, and their ranks written, many by one statement.

use std::fmt::Write;

use domain::clients::ranking::Rank;
use domain::clients::{Client, RecordStatus};
use domain::{ClientId, Date, Money, Word};
use sea_orm::Value;

use super::Clients;
use super::client::{Column as C, Entity};
use crate::prelude::*;

impl Clients<'_> {
    /// Clients with a sale on `since` or later, and those who have a rank; in the order of their ids, up to `limit` after one.
    pub async fn buyers(&self, since: Date, after: Option<ClientId>, limit: u64) -> Result<Vec<Client>, StoreError> {
        let buyer = Condition::any().add(C::LastSaleOn.gte(since)).add(C::Abc.is_not_null());
        let live = Entity::find().filter(C::RecordStatus.is(RecordStatus::Live)).filter(buyer);
        let next = after.map_or(live.clone(), |after| live.filter(C::Id.gt(after.uuid())));
        next.order_by_asc(C::Id).limit(limit).values(self.0).await
    }
}

impl Tx {
    /// Writes the ranks of these clients, and of nobody else; their versions stay, since nothing was decided about them.
    pub async fn save_ranks(&self, ranks: &[(ClientId, Option<Rank>)]) -> Result<(), StoreError> {
        const CELLS: usize = 6;
        if ranks.is_empty() {
            return Ok(());
        }
        let mut text = String::from(
            "update clients set abc = v.column2, xyz = v.column3, rfm = v.column4, net_12_minor = v.column5, net_12_currency = v.column6 \
             from (values ",
        );
        for row in 0..ranks.len() {
            let places: Vec<_> = (1..=CELLS).map(|cell| format!("${}", row * CELLS + cell)).collect();
            // Writing to a string does not fail.
            let _ = write!(text, "{}({})", if row == 0 { "" } else { ", " }, places.join(", "));
        }
        text.push_str(") as v where clients.id = v.column1");
        self.execute(&text, ranks.iter().flat_map(cells)).await.map(drop)
    }
}

fn cells((client, rank): &(ClientId, Option<Rank>)) -> [Value; 6] {
    let word = |word: Option<&'static str>| Value::from(word.map(str::to_owned));
    [
        client.uuid().into(),
        word(rank.map(|rank| rank.abc.as_str())),
        word(rank.map(|rank| rank.xyz.as_str())),
        rank.map(|rank| rank.rfm.to_string()).into(),
        rank.map(|rank| rank.net_12_months.minor()).into(),
        rank.map(|rank| rank.net_12_months).map(Money::currency).map(|currency| currency.code().to_owned()).into(),
    ]
}
