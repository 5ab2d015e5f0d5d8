//! Norms: each with its default, the value in force today, and its versions.

use domain::Word;
use domain::commission::plan;
use domain::norms::{NormKey, NormValue, Norms};
use persistence::org::NormRecord;
use persistence::{After, Several};
use uuid::Uuid;

use crate::prelude::*;

/// A norm.
#[derive(Clone, Debug)]
pub struct Norm {
    /// Its key.
    pub key: NormKey,
    /// The company-wide value in force today; where plans set the norm, that of the plan in force.
    pub value: NormValue,
    /// Every version that was ever set, oldest first.
    pub versions: Vec<NormRecord>,
}

persistence::filter! {
    /// Filters of the list of norms.
    pub struct NormFilter {
        /// Only norms with one of these keys; several are separated by commas.
        key: Several<NormKey>,
    }
    sorts_only { rule }
}

/// The norm with its versions.
pub async fn get_norm(ctx: &Ctx, actor: &Actor, key: NormKey) -> Result<Norm> {
    actor.may(Action::ReadNorms)?;
    norms(ctx, vec![key]).await?.pop().ok_or(AppError::NotFound("norm"))
}

/// A page of norms, in the order of RULES.md §7.
pub async fn list_norms(ctx: &Ctx, actor: &Actor, filter: &NormFilter, request: &PageRequest) -> Result<Page<Norm>> {
    actor.may(Action::ReadNorms)?;
    let after = request.after.as_ref().and_then(|after| NormKey::parse(after.key.as_ref()?));
    let wanted = |key: &NormKey| filter.key.as_ref().is_none_or(|keys| keys.0.contains(key));
    let mut keys: Vec<NormKey> = NormKey::ALL.iter().copied().filter(wanted).collect();
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
async fn norms(ctx: &Ctx, keys: Vec<NormKey>) -> Result<Vec<Norm>> {
    let records = ctx.read().norm_versions().await?;
    let rules = ctx.rules().await?;
    let today = rules.calendar.date(ctx.now());
    let plan = plan::in_force(&rules.plans, today);
    let in_force = Norms::on(today, records.iter().map(|record| record.version.clone()));
    let of = |key: NormKey| records.iter().filter(|record| record.version.key == key).cloned().collect();
    let value = |key: NormKey| plan.and_then(|plan| plan.terms.norm(key)).unwrap_or_else(|| in_force.value(key));
    Ok(keys.into_iter().map(|key| Norm { key, value: value(key), versions: of(key) }).collect())
}
