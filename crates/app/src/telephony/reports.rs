//! What telephony posted, shown as it came: of an integration to whoever sets it up, of a call to whoever looks into it.

use domain::calling::intake::Intake;
use domain::event::Restricted;
use domain::{CallId, IntegrationId};
use persistence::calling::IntakeFilter;

use crate::events::record_reads;
use crate::prelude::*;

/// A page of what the integration posted, the newest first; refused ones too, without what the stranger sent.
pub async fn list_integration_reports(
    ctx: &Ctx,
    actor: &Actor,
    of: IntegrationId,
    filter: &IntakeFilter,
    request: &PageRequest,
) -> Result<Page<Intake>> {
    crate::org::get_integration(ctx, actor, of).await?;
    Ok(ctx.read().intakes().page(of, filter, request).await?)
}

/// A page of the bodies that told of the call, the newest first. They may name its recording, and that they were read is recorded.
pub async fn list_call_reports(ctx: &Ctx, actor: &Actor, of: CallId, filter: &IntakeFilter, request: &PageRequest) -> Result<Page<Intake>> {
    actor.may_everywhere(Action::ReadReports)?;
    let call = ctx.get(of).await?;
    let page = ctx.read().intakes().page_of_call(of, filter, request).await?;
    let names_recording = call.recording_url.is_some() || call.recording_id.is_some();
    let read = (names_recording && !page.items.is_empty()).then(|| Event::restricted_read(call.id, call.client_id, Restricted::Recording));
    record_reads(ctx, actor, read.into_iter().collect()).await?;
    Ok(page)
}
