//! How far a reader sees (RULES.md §6: his own, his unit's, everybody's). Every list is given one, and says itself which of its
//! columns it goes by: a list that shows everything to everybody cannot come about by forgetting. The type itself is in
//! [`crate::filter`], below the tables that are asked here.

use domain::clients::{Client, Stage};
use domain::org::UnitCode;
use domain::{UserId, Word};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition};

use crate::entity::{client, user};
use crate::filter::Reach;
use crate::table::Is;

impl Reach {
    /// For lists of which a reader may see all or nothing: only [`Reach::All`] sees anything.
    pub(crate) fn whole(self) -> Condition {
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

    /// For what belongs to people, who stand in `column`.
    pub(crate) fn people(self, column: impl ColumnTrait) -> Condition {
        let Some((reader, unit)) = self.reader() else { return Condition::all() };
        let colleagues =
            |unit: UnitCode| Query::select().column(user::Column::Id).from(user::Entity).and_where(user::Column::Unit.is(unit)).to_owned();
        Condition::any().add(column.is(reader)).add_option(unit.map(|unit| column.in_subquery(colleagues(unit))))
    }

    /// For what belongs to a person and to a unit, which stand in these columns.
    pub(crate) fn person_or_unit(self, person: impl ColumnTrait, of: impl ColumnTrait) -> Condition {
        let Some((reader, unit)) = self.reader() else { return Condition::all() };
        Condition::any().add(person.is(reader)).add_option(unit.map(|unit| of.is(unit)))
    }

    const fn reader(self) -> Option<(UserId, Option<UnitCode>)> {
        match self {
            Self::All => None,
            Self::Unit(user, unit) => Some((user, Some(unit))),
            Self::Own(user) => Some((user, None)),
        }
    }
}

fn nothing() -> Condition {
    Condition::all().add(Expr::val(1).eq(0))
}
