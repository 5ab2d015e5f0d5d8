//! `POST /v1/collection-plans/{id}/propose-items`

use crate::routes::prelude::*;
use crate::wire::collection_plan::{CollectionPlanKey, ProposedItems};

/// Propose the items of a plan of collections.
///
/// Of each client of the person: what is owed and due by the last day of the month, or the average of the three full months before,
/// whichever is greater. Nothing is written.
#[utoipa::path(tag = "receivables", params(("id" = CollectionPlanKey, Path)), responses((status = 200, body = ProposedItems)))]
#[post("/collection-plans/{id}/propose-items")]
pub async fn propose_items(
    ctx: Data<Ctx>,
    caller: May<permission::ReadCollections>,
    id: PathId<CollectionPlanKey>,
    _: Nothing,
) -> Answered<ProposedItems> {
    Ok(Answer::plain(ProposedItems::from(app::receivables::propose_items(&ctx, &caller, *id).await?)))
}
