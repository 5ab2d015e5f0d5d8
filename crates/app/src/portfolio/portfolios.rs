//! Portfolios: how many clients each farmer and key-account manager has, and what that says.

use domain::UserId;
use domain::org::{UnitCode, User};
use domain::portfolio::load::{CountedAt, Limits, Load, LoadVerdict, StageCount};
use persistence::{After, Several};

use crate::Rules;
use crate::prelude::*;

/// The portfolio of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Portfolio {
    /// Name of the person.
    pub name: String,
    /// The clients that the person has.
    pub load: Load,
    /// The number of clients that the person should have, by the norms.
    pub limits: Limits,
    /// What follows from both.
    pub verdict: LoadVerdict,
}

persistence::filter! {
    /// Filters of the list of portfolios.
    pub struct PortfolioFilter {
        /// Only portfolios of people in this unit.
        unit: UnitCode,
        /// Only portfolios with this signal.
        signal: LoadVerdict,
        /// Only the portfolios of these people; several are separated by commas.
        user_id: Several<UserId>,
    }
}

/// The portfolio of a person, or [`AppError::NotFound`], also where the caller may not see it.
pub async fn get_portfolio(ctx: &Ctx, actor: &Actor, id: UserId) -> Result<Portfolio> {
    actor.may(Action::ReadPortfolio)?;
    let user = ctx.read().find(id).await?.filter(|user| may_see(actor, user)).ok_or(AppError::NotFound("portfolio"))?;
    let rules = ctx.rules().await?;
    let counts = ctx.read().clients().counts(&counted_at(ctx, &rules), Some(&[id])).await?;
    Ok(portfolio(user, &counts, &rules))
}

/// A page of the portfolios that the caller may see, in the order in which the people were hired. Only where a signal is asked for, which
/// follows from counting, is everybody's counted.
pub async fn list_portfolios(ctx: &Ctx, actor: &Actor, filter: &PortfolioFilter, request: &PageRequest) -> Result<Page<Portfolio>> {
    let reach = actor.reach(Action::ReadPortfolio)?;
    let (rules, clients) = (ctx.rules().await?, ctx.read().clients());
    let at = counted_at(ctx, &rules);
    let named = filter.user_id.as_ref().map(|people| people.0.as_slice());
    if let Some(signal) = filter.signal {
        let counts = clients.counts(&at, named).await?;
        let owners = clients.all_portfolio_owners(reach, (filter.unit, named)).await?.into_iter();
        let portfolios = owners.map(|user| portfolio(user, &counts, &rules));
        return Ok(cut(portfolios.filter(|portfolio| portfolio.verdict == signal).collect(), request));
    }
    let owners = clients.portfolio_owners(reach, (filter.unit, named), request).await?;
    let ids: Vec<_> = owners.items.iter().map(|user| user.id).collect();
    let counts = clients.counts(&at, Some(&ids)).await?;
    Ok(owners.map(|user| portfolio(user, &counts, &rules)))
}

fn counted_at(ctx: &Ctx, rules: &Rules) -> CountedAt {
    CountedAt::new(ctx.now(), rules.calendar.date(ctx.now()), &rules.norms)
}

fn portfolio(user: User, counts: &[StageCount], rules: &Rules) -> Portfolio {
    let load = Load::of(user.id, user.unit, counts);
    let limits = Limits::of(&rules.norms, user.unit);
    Portfolio { name: user.name, load, limits, verdict: load.verdict(limits) }
}

/// A portfolio belongs to its person and to the person's unit (RULES.md §6).
fn may_see(actor: &Actor, user: &User) -> bool {
    actor.authorise(Action::ReadPortfolio, &Standing { people: vec![user.id], unit: Some(user.unit) }).is_ok()
}

/// There are only as many portfolios as farmers, so the page is cut in memory.
fn cut(mut portfolios: Vec<Portfolio>, request: &PageRequest) -> Page<Portfolio> {
    if request.descending {
        portfolios.reverse();
    }
    let id = |portfolio: &Portfolio| portfolio.load.user_id.uuid();
    let after = request.after.as_ref().map(|after| after.id);
    let beyond =
        |portfolio: &Portfolio| after.is_none_or(|after| if request.descending { id(portfolio) < after } else { id(portfolio) > after });
    let mut items: Vec<_> = portfolios.into_iter().filter(beyond).collect();
    let limit = usize::try_from(request.limit).unwrap_or(usize::MAX);
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|last| After { key: None, id: id(last) });
    Page { items, next }
}
