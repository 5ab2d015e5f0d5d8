//! `GET /v1/signals`

use actix_web::{get, web::Data};
use app::Ctx;

use crate::Problem;
use crate::auth::{May, permission};
use crate::list::{List, Listing, Paging};
use crate::wire::signal::{Signal, SignalFilter};

/// List signals.
///
/// Your own, those of your unit if you head it, all for the director; oldest first, or by `since`.
#[utoipa::path(tag = "portfolio", params(SignalFilter, Paging<SignalFilter>), responses((status = 200, body = List<Signal>)))]
#[get("/signals")]
pub async fn list_signals(
    ctx: Data<Ctx>,
    caller: May<permission::ReadSignals>,
    listing: Listing<SignalFilter>,
) -> Result<List<Signal>, Problem> {
    let page = app::portfolio::list_signals(&ctx, &caller, &(&listing.filter).into(), &listing.page).await?;
    List::of(&listing, page)
}
