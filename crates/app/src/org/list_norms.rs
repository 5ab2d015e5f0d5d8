//! Lists norms: each with its default, its value in force today, and its versions.

use domain::Word;
use domain::access::Action;
use domain::commission::plan;
use domain::norms::{NormKey, NormValue, Norms};
use persistence::org::NormRecord;
use persistence::{After, Page, PageRequest};
use uuid::Uuid;

use crate::{Actor, AppError, Ctx};

/// A norm.
#[derive(Clone, Debug)]
pub struct Norm {
    /// Which one.
    pub key: NormKey,
    /// The company-wide value in force today; of the plan in force, where plans set it.
    pub value: NormValue,
    /// Everything that was ever set, oldest first.
    pub versions: Vec<NormRecord>,
}

/// A page of norms, in the order of RULES.md §7; only those of `only`, unless it is empty.
pub async fn list_norms(ctx: &Ctx, actor: &Actor, only: &[NormKey], request: PageRequest) -> Result<Page<Norm>, AppError> {
    actor.may(Action::ReadNorms)?;
    let after = request.after.and_then(|after| after.key).and_then(|key| NormKey::parse(&key));
    let mut keys: Vec<NormKey> = NormKey::ALL.iter().filter(|key| only.is_empty() || only.contains(key)).copied().collect();
    if request.descending {
        keys.reverse();
    }
    let begin = after.and_then(|after| keys.iter().position(|key| *key == after)).map_or(0, |place| place + 1);
    let limit = usize::try_from(request.limit).unwrap_or(usize::MAX);
    let shown: Vec<NormKey> = keys.iter().skip(begin).take(limit).copied().collect();
    let more = begin + shown.len() < keys.len();
    let next = shown.last().filter(|_| more).map(|key| After { key: Some(key.to_string()), id: Uuid::nil() });
    Ok(Page { items: norms(ctx, shown).await?, next })
}

/// These norms as they are today.
pub(super) async fn norms(ctx: &Ctx, keys: Vec<NormKey>) -> Result<Vec<Norm>, AppError> {
    let records = ctx.read().norm_versions().all().await?;
    let rules = ctx.rules().await?;
    let today = rules.calendar.date(ctx.now());
    let plan = plan::in_force(&rules.plans, today);
    let in_force = Norms::on(today, records.iter().map(|record| record.version.clone()));
    let of = |key: NormKey| records.iter().filter(|record| record.version.key == key).cloned().collect();
    let value = |key: NormKey| plan.and_then(|plan| plan.terms.norm(key)).unwrap_or_else(|| in_force.value(key));
    Ok(keys.into_iter().map(|key| Norm { key, value: value(key), versions: of(key) }).collect())
}
