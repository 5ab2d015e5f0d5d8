//! Shared step: what is under way with a client, before he is put off (C6).

use domain::ClientId;
use domain::clients::guards::Open;

use crate::prelude::*;

/// Has he a meeting to come, or a deal in progress?
pub(crate) async fn under_way(work: &Work<'_>, id: ClientId) -> Result<Open, AppError> {
    Ok(Open { meeting: work.meetings().any_open(id).await?, opportunity: !work.opportunities().open_of(id).await?.is_empty() })
}
