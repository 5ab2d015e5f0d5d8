//! Whom a list left out, and why.

use domain::queue::list::RefusalCode;
use domain::{CallListId, ClientId, ListRefusalId};

use self::list_refusal::{Column as C, Entity};
use super::CallLists;
use crate::prelude::*;

/// A client who was left out of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRefusal {
    pub id: ListRefusalId,
    pub call_list_id: CallListId,
    /// Whom it named; he may not be there.
    pub client_id: ClientId,
    pub code: RefusalCode,
    /// What the reason refers to: a curator, a task, another record.
    pub other_id: Option<String>,
}

table! {
    /// Clients who were left out of lists; append-only.
    list_refusal: "call_list_refusals" of ListRefusal as refusal {
        id: ListRefusalId,
        call_list_id: CallListId,
        client_id: ClientId,
        code: RefusalCode,
        other_id: Option<String>,
    }
}

crate::filter! {
    /// Filters of the refusals of a list.
    pub struct ListRefusalFilter of list_refusal {
        /// Only refusals for one of these reasons; several are separated by commas.
        code: Several<RefusalCode> => C::Code.is_one_of(code.each()),
    }
}

/// Rows of one statement: SQLite looks for the name of each value among all that come before it.
const ROWS: usize = 400;

impl CallLists<'_> {
    /// Writes down who was left out.
    pub async fn refuse(&self, refusals: &[ListRefusal]) -> Result<(), StoreError> {
        for rows in refusals.chunks(ROWS) {
            Insert::<Entity>::of(rows).later(self.0, Expects::Nothing).await?;
        }
        Ok(())
    }

    /// A page of whom a list left out.
    pub async fn page_of_refusals(
        &self,
        list: CallListId,
        filter: &ListRefusalFilter,
        request: &PageRequest,
    ) -> Result<Page<ListRefusal>, StoreError> {
        filter.page_within(self.0, C::CallListId.is(list), request).await
    }
}
