//! Sends a message to an endpoint to see whether it comes, and answers with what became of it.

use domain::webhooks::Delivery;
use domain::webhooks::schedule::Jitter;
use domain::{Id, WebhookId};

use super::{Content, Message, Transport, get_endpoint, receiver};
use crate::prelude::*;

/// Sends it once, also to an endpoint that is disabled: so it can be tried before it is enabled. Whatever the answer is, it
/// disables nothing and is not waited for again.
pub async fn test_endpoint(ctx: &Ctx, actor: &Actor, transport: &impl Transport, target: Target<WebhookId>) -> Result<Delivery> {
    let endpoint = get_endpoint(ctx, actor, target.id).await?;
    target.check(endpoint.version)?;
    let now = ctx.now();
    let delivery = Delivery::test(Id::new(crate::ids::fresh()), Id::new(crate::ids::fresh()), &endpoint, now);
    let message = Message { id: delivery.event_id, content: Content::Test { endpoint: target.id, at: now } };
    let attempt = transport.deliver(&receiver(ctx, &endpoint, now)?, &message, now).await;
    let event = Event::new(EventName::WebhookTested, target.id, None).with("delivery_id", delivery.id).with("outcome", attempt.outcome());
    let done = delivery.attempted(attempt, Jitter::default());
    ctx.write(actor, async |work| work.apply(Decided::one(done.clone(), event.clone())).await).await
}
