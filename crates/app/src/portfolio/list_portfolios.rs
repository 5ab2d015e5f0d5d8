//! Who carries how many clients, and what that says.

use domain::access::{Action, Role, Standing};
use domain::org::{UnitCode, User};
use domain::portfolio::load::{Limits, Load, StageCount, Verdict};
use persistence::{After, Db, Page, PageRequest};

use crate::{Actor, AppError, Ctx};

/// The portfolio of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Portfolio {
    /// Whose.
    pub name: String,
    /// What he carries.
    pub load: Load,
    /// What he should carry.
    pub limits: Limits,
    /// What follows from both.
    pub verdict: Verdict,
}

/// Which portfolios a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct PortfolioFilter {
    /// Only of this unit's people.
    pub unit: Option<UnitCode>,
    /// Only with this verdict.
    pub signal: Option<Verdict>,
}

/// Everybody who serves clients and whom the caller may look at; in the order in which they were hired.
pub async fn list_portfolios(
    ctx: &Ctx,
    actor: &Actor,
    filter: PortfolioFilter,
    request: &PageRequest,
) -> Result<Page<Portfolio>, AppError> {
    actor.may(Action::ReadPortfolio)?;
    let rules = ctx.rules().await?;
    let counts = ctx.read().clients().counts(rules.calendar.date(ctx.now()), None).await?;
    let people = carriers(ctx.read(), &counts).await?.into_iter().filter(|user| may_see(actor, user));
    let mut portfolios: Vec<_> =
        people.map(|user| portfolio(user, &counts, &rules)).filter(|portfolio| wanted(portfolio, filter)).collect();
    if request.descending {
        portfolios.reverse();
    }
    Ok(cut(portfolios, request))
}

/// Farmers and key-account managers who work here, and whoever else is still somebody's curator.
pub(super) async fn carriers(db: &Db, counts: &[StageCount]) -> Result<Vec<User>, AppError> {
    let mut people = db.users().working_as(Role::Farmer).await?;
    people.extend(db.users().working_as(Role::KeyAccountManager).await?);
    let missing: Vec<_> = counts.iter().map(|count| count.curator_id).filter(|id| people.iter().all(|user| user.id != *id)).collect();
    if !missing.is_empty() {
        people.extend(db.users().by_ids(missing).await?);
    }
    people.sort_by_key(|user| user.id);
    people.dedup_by_key(|user| user.id);
    Ok(people)
}

pub(super) fn portfolio(user: User, counts: &[StageCount], rules: &crate::Rules) -> Portfolio {
    let load = Load::of(user.id, user.unit, counts);
    let limits = Limits::of(&rules.norms, user.unit);
    Portfolio { name: user.name, load, limits, verdict: load.verdict(limits) }
}

/// A portfolio is its bearer's and his unit's matter (§6).
fn may_see(actor: &Actor, user: &User) -> bool {
    actor.authorise(Action::ReadPortfolio, &Standing { people: vec![user.id], unit: Some(user.unit) }).is_ok()
}

fn wanted(portfolio: &Portfolio, filter: PortfolioFilter) -> bool {
    filter.unit.is_none_or(|unit| portfolio.load.unit == unit) && filter.signal.is_none_or(|signal| portfolio.verdict == signal)
}

/// There are as many portfolios as farmers: the page is cut here.
fn cut(portfolios: Vec<Portfolio>, request: &PageRequest) -> Page<Portfolio> {
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
