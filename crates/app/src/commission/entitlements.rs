//! How a decision about an entitlement begins: its client is locked first, and its holder may not be the one who decides.

use domain::EntitlementId;
use domain::commission::Entitlement;
use domain::own_matter::{self, Matter};

use crate::prelude::*;

/// The client and the entitlement, locked, for a decision by somebody else than its holder (I-18).
pub(super) async fn lock_to_decide(work: &Work<'_>, target: Target<EntitlementId>) -> Result<(Client, Entitlement)> {
    let (client, entitlement) = work.lock_with_client(target.id, |entitlement| entitlement.client_id).await?;
    target.check(entitlement.version)?;
    own_matter::refuse(Matter::Commission, work.actor.user(), [entitlement.user_id])?;
    Ok((client, entitlement))
}
