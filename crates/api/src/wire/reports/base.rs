//! Whom there is to call, on the wire.

use app::queue::{BaseReport, ListStock};

use crate::list::Rows;
use crate::wire::call_list::CallListKey;
use crate::wire::prelude::*;

/// Whom there is to call, and for how long that lasts.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallBaseReport {
    /// Number of tasks about clients whom nobody has called yet.
    pub fresh: i64,
    /// Number of tasks about clients who were called before and are to be called again by now.
    pub retry_due: i64,
    /// Number of tasks about clients who were promised a call.
    pub callbacks: i64,
    /// Dials from all lists on a day on which people dialled, of the last 14 days, today not among them; rounded half up.
    pub dials_per_day: i64,
    /// Whole days for which the fresh tasks last at that pace; null if nobody dialled.
    pub days_in_stock: Option<i64>,
    /// A row for each list in use, in the order in which they are called.
    pub by_list: Vec<CallBaseRow>,
}

/// Whom there is to call of one list.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallBaseRow {
    /// Id of the call list.
    pub call_list_id: CallListKey,
    /// Name of the call list.
    pub name: String,
    /// Number of tasks about clients whom nobody has called yet.
    pub fresh: i64,
    /// Number of tasks about clients who were called before and are to be called again by now.
    pub retry_due: i64,
    /// Number of tasks about clients who were promised a call.
    pub callbacks: i64,
    /// Dials from this list on a day on which people dialled from it, of the last 14 days, today not among them; rounded half up.
    pub dials_per_day: i64,
    /// Whole days for which the fresh tasks of this list last at that pace; null if nobody dialled.
    pub days_in_stock: Option<i64>,
}

impl From<ListStock> for CallBaseRow {
    fn from(row: ListStock) -> Self {
        let ListStock { list, stock, dials_per_day } = row;
        Self {
            call_list_id: Key(list.id),
            name: list.name,
            fresh: stock.fresh,
            retry_due: stock.retry_due,
            callbacks: stock.callbacks,
            dials_per_day,
            days_in_stock: stock.days(dials_per_day),
        }
    }
}

impl From<BaseReport> for CallBaseReport {
    fn from(report: BaseReport) -> Self {
        let BaseReport { stock, dials_per_day, by_list } = report;
        Self {
            fresh: stock.fresh,
            retry_due: stock.retry_due,
            callbacks: stock.callbacks,
            dials_per_day,
            days_in_stock: stock.days(dials_per_day),
            by_list: by_list.into_iter().map(Into::into).collect(),
        }
    }
}

impl Rows for CallBaseReport {
    const COLUMNS: &'static [&'static str] = &["call_list_id", "name", "fresh", "retry_due", "callbacks", "dials_per_day", "days_in_stock"];
    const ROWS: &'static str = "by_list";
}
