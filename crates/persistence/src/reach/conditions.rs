//! What is within reach, in SQL.

use domain::Word;
use domain::clients::{Client, Stage};
use domain::org::UnitCode;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition};

use super::Reach;
use crate::clients::client;
use crate::org::user;
use crate::query::Compare;

impl Reach {
    /// For lists of which a reader may see all or nothing: only [`Reach::All`] sees anything.
    pub(crate) fn all_or_nothing(self) -> Condition {
        match self {
            Self::All => Condition::all(),
            Self::Unit(..) | Self::Own(_) => nothing(),
        }
    }

    /// For what belongs to clients: a reader's own are those of whom he is curator or hunter of record, his unit's those in the
    /// stages that it works with.
    pub(crate) fn clients(self, column: impl ColumnTrait) -> Condition {
        self.reader().map_or_else(Condition::all, |_| Condition::all().add(column.in_subquery(self.of_clients())))
    }

    /// Ids of the clients within reach.
    pub(crate) fn of_clients(self) -> SelectStatement {
        let mut within = Condition::all();
        if let Some((reader, unit)) = self.reader() {
            within = Condition::any().add(client::Column::CuratorId.is(reader)).add(client::Column::HunterOfRecordId.is(reader));
            let stages: Vec<_> = Stage::ALL.iter().copied().filter(|stage| Some(Client::unit_of(*stage)) == unit).collect();
            if !stages.is_empty() {
                within = within.add(client::Column::Stage.is_one_of(stages));
            }
        }
        Query::select().column(client::Column::Id).from(client::Entity).cond_where(within).to_owned()
    }

    /// For what belongs to the people in `column`.
    pub(crate) fn people(self, column: impl ColumnTrait) -> Condition {
        let Some((reader, unit)) = self.reader() else { return Condition::all() };
        let colleagues =
            |unit: UnitCode| Query::select().column(user::Column::Id).from(user::Entity).and_where(user::Column::Unit.is(unit)).to_owned();
        Condition::any().add(column.is(reader)).add_option(unit.map(|unit| column.in_subquery(colleagues(unit))))
    }

    /// For what belongs to the person and the unit in these columns.
    pub(crate) fn person_or_unit(self, person: impl ColumnTrait, of: impl ColumnTrait) -> Condition {
        let Some((reader, unit)) = self.reader() else { return Condition::all() };
        Condition::any().add(person.is(reader)).add_option(unit.map(|unit| of.is(unit)))
    }
}

fn nothing() -> Condition {
    Condition::all().add(Expr::val(1).eq(0))
}
