//! What belongs to one person: ledger lines, adjustments, entitlements and statements, shown as RULES.md §6 says (one's own, those of
//! the unit that one heads, all for finance and the director). Whoever looks at another person's is written down.

use domain::UserId;
use domain::access::Scope;
use domain::commission::{Accrual, Adjustment, Entitlement, Statement};
use persistence::{Aggregate, AggregateId};

use crate::events::record_commission_reads;
use crate::list::Listed;
use crate::prelude::*;

/// Something that belongs to one person.
pub trait Personal {
    /// That person.
    fn user_id(&self) -> UserId;
}

impl Personal for Accrual {
    fn user_id(&self) -> UserId {
        self.user_id
    }
}

impl Personal for Adjustment {
    fn user_id(&self) -> UserId {
        self.user_id
    }
}

impl Personal for Entitlement {
    fn user_id(&self) -> UserId {
        self.user_id
    }
}

impl Personal for Statement {
    fn user_id(&self) -> UserId {
        self.user_id
    }
}

/// The accrual, adjustment, entitlement or statement with this id; [`AppError::NotFound`] also where the caller may not see it.
pub async fn get_personal<I: AggregateId<Aggregate: Personal>>(ctx: &Ctx, actor: &Actor, id: I) -> Result<I::Aggregate> {
    let scope = actor.may(Action::ReadCommission)?;
    let found = ctx.get(id).await?;
    let user = found.user_id();
    if scope != Scope::All {
        let unit = ctx.read().find(user).await?.map(|user| user.unit);
        let standing = Standing { people: vec![user], unit };
        actor.authorise(Action::ReadCommission, &standing).map_err(|_| AppError::NotFound(I::Aggregate::NAME))?;
    }
    record_commission_reads(ctx, actor, [user]).await?;
    Ok(found)
}

/// A page of the accruals, adjustments, entitlements or statements that the caller may see, oldest first.
pub async fn list_personal<F>(ctx: &Ctx, actor: &Actor, filter: &F, request: &PageRequest) -> Result<Page<F::Item>>
where
    F: Listed<Item: Personal>,
{
    let page = ctx.page(actor, filter, request).await?;
    record_commission_reads(ctx, actor, page.items.iter().map(Personal::user_id)).await?;
    Ok(page)
}
