//! Shared step: what is under way with a client, before it is postponed (C6).

use domain::ClientId;
use domain::clients::guards::Open;

use crate::prelude::*;

/// Is there a meeting to come, or a deal in progress?
pub(crate) async fn under_way(work: &Work<'_>, id: ClientId) -> Result<Open> {
    Ok(Open { meeting: work.meetings().any_open(id).await?, opportunity: !work.opportunities().open_of(id).await?.is_empty() })
}
