//! Clients that were pasted into a list, in the order in which they stood there.

use domain::{CallListId, ClientId};

use self::pasted::{Column as C, Entity};
use super::CallLists;
use crate::prelude::*;

table! {
    /// Who was pasted into which list.
    pasted: "call_list_clients" of Pasted as row { call_list_id: CallListId, place: i32, client_id: ClientId, }
}

pub struct Pasted {
    call_list_id: CallListId,
    place: i32,
    client_id: ClientId,
}

/// Rows of one statement: SQLite looks for the name of each value among all that come before it.
const ROWS: usize = 600;

impl CallLists<'_> {
    /// Remembers whom a list is made of.
    pub async fn paste(&self, list: CallListId, clients: &[ClientId]) -> Result<(), StoreError> {
        let rows: Vec<_> = (0_i32..).zip(clients).map(|(place, client)| Pasted { call_list_id: list, place, client_id: *client }).collect();
        for rows in rows.chunks(ROWS) {
            Insert::<Entity>::of(rows).later(self.0, Expects::Nothing).await?;
        }
        Ok(())
    }

    /// Whom a list is made of, in the order in which they were pasted.
    pub async fn pasted(&self, list: CallListId) -> Result<Vec<ClientId>, StoreError> {
        let rows = Entity::find().filter(C::CallListId.is(list)).order_by_asc(C::Place).values(self.0).await?;
        Ok(rows.into_iter().map(|row| row.client_id).collect())
    }
}
