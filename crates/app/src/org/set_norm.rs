//! Setting a norm: a new version from a day on, never a change of the past (E-41).

use domain::norms::NormVersion;
use domain::norms::versions::{NewVersion, NormRefusal};
use persistence::org::NormRecord;

use super::power::giver;
use crate::prelude::*;

/// What is set, and why.
#[derive(Clone, Debug)]
pub struct NormSetting {
    /// The value, from which day on, and for whom.
    pub version: NewVersion,
    /// Why, in words.
    pub reason: String,
}

/// Adds a version. A value out of the norm's range is refused with the range.
pub async fn set_norm(ctx: &Ctx, actor: &Actor, setting: NormSetting) -> Result<NormRecord> {
    actor.may_everywhere(Action::WriteNorms)?;
    let record = ctx
        .write(actor, async |work| {
            let NormSetting { version: new, reason } = setting.clone();
            if new.key.guards_duties() {
                giver(work).await?.may_set_guard()?;
            }
            group_exists(work, new.client_group.as_deref()).await?;
            let before = work.norms.value_for(new.key, new.unit, new.client_group.as_deref());
            let id = work.id();
            let (version, event) = NormVersion::decide(new, id, before, 0, work.today).map_err(|refusal| refused(&refusal))?;
            let record = NormRecord { id, version, reason, set_by: work.actor.user(), created_at: work.now };
            work.insert_norm_version(&record).await?;
            work.record([event]);
            Ok(record)
        })
        .await?;
    ctx.forget_rules();
    Ok(record)
}

/// A norm of a group that is not there would rule nobody.
async fn group_exists(work: &Work<'_>, code: Option<&str>) -> Result<()> {
    let Some(code) = code else { return Ok(()) };
    let unknown =
        || AppError::field("/client_group", "unknown", format!("there is no client group {code}; GET /v1/client-groups lists them"));
    work.client_groups().by_code(code).await?.map(drop).ok_or_else(unknown)
}

fn refused(refusal: &NormRefusal) -> AppError {
    let (pointer, code) = match refusal {
        NormRefusal::Shape { .. } => ("/value", "out_of_range"),
        NormRefusal::SetByPlan { .. } => ("/key", "set_by_plan"),
        NormRefusal::Past { .. } => ("/effective_on", "in_the_past"),
    };
    AppError::field(pointer, code, refusal.to_string())
}
