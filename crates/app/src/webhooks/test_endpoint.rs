//! Sends a message to an endpoint to see whether it comes, and answers with what became of it.

use domain::webhooks::Delivery;
use domain::webhooks::schedule::Jitter;
use domain::{Decided, Event, EventName, Id, Version, WebhookId};

use super::{Carrier, Content, Message, get_endpoint, receiver};
use crate::{Actor, AppError, Ctx, expect};

/// Sends it once, also to an endpoint that is disabled: so it can be tried before it is enabled. Whatever the answer is, it
/// disables nothing and is not waited for again.
pub async fn test_endpoint(
    ctx: &Ctx,
    actor: &Actor,
    carrier: &impl Carrier,
    id: WebhookId,
    expected: Option<Version>,
) -> Result<Delivery, AppError> {
    let endpoint = get_endpoint(ctx, actor, id).await?;
    expect(expected, endpoint.version)?;
    let now = ctx.now();
    let delivery = Delivery::test(Id::new(crate::ids::fresh()), Id::new(crate::ids::fresh()), &endpoint, now);
    let message = Message { id: delivery.event_id, content: Content::Test { endpoint: id, at: now } };
    let attempt = carrier.carry(&receiver(ctx, &endpoint, now)?, &message, now).await;
    let event = Event::new(EventName::WebhookTested, id, None).with("delivery_id", delivery.id).with("outcome", attempt.outcome());
    let done = delivery.attempted(attempt, Jitter::default());
    ctx.write(actor, async |work| work.apply(Decided::one(done.clone(), event.clone())).await).await
}
