//! Commission: plans, rights, the ledger, months, statements, exchange rates, corrections.

mod accrual_row;
mod accruals;
mod adjustments;
mod entitlements;
mod fx_rates;
mod periods;
mod plans;
mod statements;

use domain::UserId;
use domain::org::UnitCode;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, Select};

use crate::entity::user;

pub use accruals::{AccrualFilter, Accruals};
pub use adjustments::{AdjustmentFilter, Adjustments};
pub use entitlements::{EntitlementFilter, Entitlements};
pub use fx_rates::{FxRateFilter, FxRates};
pub use periods::{PeriodFilter, Periods};
pub use plans::{PlanFilter, Plans};
pub use statements::{StatementFilter, Statements};

/// Whose commission a caller may see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// Nobody's.
    #[default]
    Nobodys,
    /// Only this person's.
    Own(UserId),
    /// This person's and his unit's.
    Unit(UserId, UnitCode),
    /// Everybody's.
    All,
}

impl Whose {
    /// `select` with only the rows whose `column` names somebody whom the caller may see.
    fn narrow<E: EntityTrait>(self, select: Select<E>, column: E::Column) -> Select<E> {
        match self {
            Self::All => select,
            Self::Own(person) => select.filter(column.eq(person.uuid())),
            Self::Unit(person, unit) => select.filter(column.eq(person.uuid()).or(column.in_subquery(of_unit(unit)))),
            Self::Nobodys => select.filter(column.is_null()),
        }
    }
}

fn of_unit(unit: UnitCode) -> SelectStatement {
    Query::select().column(user::Column::Id).from(user::Entity).and_where(user::Column::Unit.eq(unit.to_string())).to_owned()
}
