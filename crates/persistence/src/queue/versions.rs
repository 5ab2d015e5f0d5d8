//! Versions of scripts.

use domain::queue::script::{Choice, Objection, ScriptVersion, Step, VersionState};
use domain::{Instant, ScriptId, ScriptVersionId, UserId, Version};

use self::script_version::{Column as C, Entity};
use super::Scripts;
use crate::prelude::*;

table! {
    /// What is said in one version of a script.
    script_version: "script_versions" of ScriptVersion as version {
        id: ScriptVersionId,
        version: Version as NextVersion,
        script_id: ScriptId,
        number: i32,
        state: VersionState,
        steps: Vec<Step> as Json,
        objections: Vec<Objection> as Json,
        created_by: Option<UserId>,
        created_at: Instant,
        approved_by: Option<UserId>,
        approved_at: Option<Instant>,
    }
}

object! {
    Choice { value, text, next }
    Step { code, text, answer, options as Json, required, next }
    Objection { code, text, answer }
}

aggregate! { ScriptVersion: ScriptVersionId, "version", in script_version; }

crate::filter! {
    /// Filters of the list of the versions of a script.
    pub struct ScriptVersionFilter of script_version {
        /// Only versions in this state.
        state: VersionState => C::State.is(*state),
    }
    sorts { number: C::Number }
}

impl Scripts<'_> {
    /// The version of a script with this number.
    pub async fn version(&self, script: ScriptId, number: i32) -> Result<Option<ScriptVersion>, StoreError> {
        Entity::find().filter(C::ScriptId.is(script)).filter(C::Number.eq(number)).value(self.0).await
    }

    /// The versions of these scripts that are read from.
    pub async fn approved_of(&self, scripts: impl IntoIterator<Item = ScriptId>) -> Result<Vec<ScriptVersion>, StoreError> {
        Entity::find().filter(C::ScriptId.is_one_of(scripts)).filter(C::State.is(VersionState::Approved)).values(self.0).await
    }

    /// The greatest number of a version of a script.
    pub async fn last_number(&self, script: ScriptId) -> Result<Option<i32>, StoreError> {
        let last: Option<i64> = Entity::find().filter(C::ScriptId.is(script)).greatest(C::Number, self.0).await?;
        Ok(last.and_then(|number| i32::try_from(number).ok()))
    }

    /// A page of the versions of a script.
    pub async fn page_of_versions(
        &self,
        script: ScriptId,
        filter: &ScriptVersionFilter,
        request: &PageRequest,
    ) -> Result<Page<ScriptVersion>, StoreError> {
        filter.page_within(self.0, C::ScriptId.is(script), request).await
    }
}
