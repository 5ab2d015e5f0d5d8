//! Scripts.

use domain::queue::script::{Script, ScriptState};
use domain::{Instant, ScriptId, UserId, Version};

use self::script::{Column as C, Entity};
use super::Scripts;
use crate::prelude::*;

table! {
    /// What call managers say.
    script: "scripts" of Script as script {
        id: ScriptId,
        version: Version as NextVersion,
        name: String,
        state: ScriptState,
        approved_version: Option<i32>,
        created_by: Option<UserId>,
        created_at: Instant,
    }
}

aggregate! { Script: ScriptId, "script", in script; }

crate::filter! {
    /// Filters of the list of scripts.
    pub struct ScriptFilter of script {
        /// Only scripts in one of these states; several are separated by commas.
        state: Several<ScriptState> => C::State.is_one_of(state.each()),
        /// Only the scripts with this name, written the same.
        name: String => C::Name.eq(name.as_str()),
    }
    within reach { reach.all_or_nothing() }
    counts { state: ScriptState = C::State }
}

impl Scripts<'_> {
    /// Those with these ids.
    pub async fn find_many(&self, ids: impl IntoIterator<Item = ScriptId>) -> Result<Vec<Script>, StoreError> {
        Entity::find().filter(C::Id.is_one_of(ids)).values(self.0).await
    }
}
