//! Whose clients somebody reaches: his own, and those in the stages that his unit works with (§6).

use domain::clients::Stage;
use domain::{UserId, Word};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition};

use crate::entity::client::{Column, Entity};

/// Somebody's clients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// His own: curator or hunter of record.
    pub user: UserId,
    /// And all in these stages.
    pub stages: Vec<Stage>,
}

impl Reach {
    pub(crate) fn clients(&self) -> SelectStatement {
        let mut any = Condition::any().add(Column::CuratorId.eq(self.user.uuid())).add(Column::HunterOfRecordId.eq(self.user.uuid()));
        if !self.stages.is_empty() {
            any = any.add(Column::Stage.is_in(self.stages.iter().map(|stage| stage.as_str())));
        }
        Query::select().column(Column::Id).from(Entity).cond_where(any).to_owned()
    }
}
