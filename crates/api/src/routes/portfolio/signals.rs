//! `/v1/signals`: listed, shown.

use app::portfolio::SignalFilter;

use crate::routes::prelude::*;
use crate::wire::signal::{Signal, SignalKey};

/// List signals.
///
/// Your own, those of your unit if you head it, all for the director; oldest first, or by `since`.
#[utoipa::path(tag = "portfolio", params(ListQuery<SignalFilter>), responses((status = 200, body = List<Signal>)))]
#[get("/signals")]
pub async fn list_signals(ctx: Data<Ctx>, caller: May<permission::ReadSignals>, query: ListQuery<SignalFilter>) -> Listed<Signal> {
    List::answer(&query, app::portfolio::list_signals(&ctx, &caller, &query.filter, &query.page).await?)
}

/// Show a signal.
///
/// With the numbers behind it.
#[utoipa::path(tag = "portfolio", params(("id" = SignalKey, Path)), responses((status = 200, body = Signal)))]
#[get("/signals/{id}")]
pub async fn get_signal(ctx: Data<Ctx>, caller: Caller, id: PathId<SignalKey>) -> Answered<Signal> {
    Ok(Answer::ok(app::portfolio::get_signal(&ctx, &caller, *id).await?))
}
