//! `/v1/receivables`: listed.

use app::receivables::ReceivableFilter;

use crate::routes::prelude::*;
use crate::wire::receivable::Receivable;

/// List what clients owe.
///
/// One item a client and currency, the most overdue first. A sale is due after the days for payment of the newest signed contract that
/// names some, else of the norm `receivable.payment_days`. Orders compare minor units: ask for one `currency` to compare amounts. Sorted by
/// `oldest_due_on`, clients who owe nothing and whose money only waits are left out. Your own clients, those of your unit if you head it,
/// all for finance and the director.
#[utoipa::path(tag = "receivables", params(ListQuery<ReceivableFilter>), responses((status = 200, body = List<Receivable>)))]
#[get("/receivables")]
pub async fn list_receivables(
    ctx: Data<Ctx>,
    caller: May<permission::ReadReceivables>,
    query: ListQuery<ReceivableFilter>,
) -> Listed<Receivable> {
    List::answer(&query, app::receivables::list_receivables(&ctx, &caller, &query.filter, &query.page).await?)
}
