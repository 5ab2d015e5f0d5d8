//! What is within reach, in SQL.

use domain::Word;
use domain::clients::{Client, Stage};
use domain::org::UnitCode;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
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
    /// stages that it works with. His own are few, and a list can begin with them; his unit's are so many that a list goes by its order
    /// and looks each up.
    pub(crate) fn clients(self, column: impl ColumnTrait) -> Condition {
        match self {
            Self::All => Condition::all(),
            Self::Unit(_, unit) if unit != UnitCode::KeyAccounts && works_with(unit).is_some() => {
                Condition::all().add(self.sees_client(column))
            }
            Self::Unit(..) | Self::Own(_) => {
                let own = Query::select().column(client::Column::Id).from(client::Entity).cond_where(self.is_within()).to_owned();
                Condition::all().add(column.in_subquery(own))
            }
        }
    }

    /// For what stands in the restricted file of a client (§6): a reader's own are those of whom he is curator, which is the hunter until
    /// the handoff; his unit's those in the stages that it works with.
    pub(crate) fn files(self, column: impl ColumnTrait) -> Condition {
        if self == Self::All {
            return Condition::all();
        }
        let kept = Query::select().column(client::Column::Id).from(client::Entity).cond_where(self.is_kept()).to_owned();
        Condition::all().add(column.in_subquery(kept))
    }

    /// The same, and what has the reader himself in one of these columns.
    pub(crate) fn files_or_people(self, column: impl ColumnTrait, people: &[impl ColumnTrait + Copy]) -> Condition {
        let Some((reader, _)) = self.reader() else { return Condition::all() };
        let own = people.iter().fold(Condition::any(), |own, person| own.add(person.is(reader)));
        own.add(self.files(column))
    }

    /// Does the reader keep the file of this client?
    fn is_kept(self) -> Condition {
        let Some((reader, unit)) = self.reader() else { return Condition::all() };
        Condition::any().add(client::Column::CuratorId.is(reader)).add_option(unit.and_then(works_with))
    }

    /// Is the client in `column` within reach? As a value, for one side of an "or": PostgreSQL would answer `in (select …)` and
    /// `exists (…)` there by making a hash table of all clients within reach first; this it can only look up, client by client.
    pub(crate) fn sees_client(self, column: impl ColumnTrait) -> Expr {
        let the_client = Expr::col((client::Entity, client::Column::Id)).equals((column.entity_name(), column));
        let select = Query::select().expr(self.is_within()).from(client::Entity).and_where(the_client).to_owned();
        Expr::SubQuery(None, Box::new(select.into()))
    }

    /// Is this client within reach?
    fn is_within(self) -> Condition {
        let Some((reader, unit)) = self.reader() else { return Condition::all() };
        let own = Condition::any().add(client::Column::CuratorId.is(reader)).add(client::Column::HunterOfRecordId.is(reader));
        own.add_option(unit.and_then(works_with))
    }

    /// For what belongs to the people in `column`. The reader himself is looked for among his colleagues: with an "or" beside them, a
    /// database that finds few rows of theirs could not begin with the people and would walk the table.
    pub(crate) fn people(self, column: impl ColumnTrait) -> Condition {
        match self {
            Self::All => Condition::all(),
            Self::Own(reader) => Condition::all().add(column.is(reader)),
            Self::Unit(reader, unit) => {
                let them = Condition::any().add(user::Column::Unit.is(unit)).add(user::Column::Id.is(reader));
                let them = Query::select().column(user::Column::Id).from(user::Entity).cond_where(them).to_owned();
                Condition::all().add(column.in_subquery(them))
            }
        }
    }

    /// For what belongs to the person and the unit in these columns.
    pub(crate) fn person_or_unit(self, person: impl ColumnTrait, of: impl ColumnTrait) -> Condition {
        let Some((reader, unit)) = self.reader() else { return Condition::all() };
        Condition::any().add(person.is(reader)).add_option(unit.map(|unit| of.is(unit)))
    }
}

/// The clients that a unit works with, as `Client::unit` says; `None` where it works with none.
fn works_with(unit: UnitCode) -> Option<Condition> {
    let of_stage = if unit == UnitCode::KeyAccounts { UnitCode::ClientDepartment } else { unit };
    let stages: Vec<_> = Stage::ALL.iter().copied().filter(|stage| Client::unit_of(*stage) == of_stage).collect();
    if stages.is_empty() {
        return None;
    }
    let in_stage = Condition::all().add(client::Column::Stage.is_one_of(stages));
    Some(match unit {
        UnitCode::KeyAccounts => in_stage.add(client::Column::KeyAccount.holds(true)),
        UnitCode::ClientDepartment => in_stage.add(client::Column::KeyAccount.holds(false)),
        _ => in_stage,
    })
}

fn nothing() -> Condition {
    Condition::all().add(Expr::val(1).eq(0))
}
