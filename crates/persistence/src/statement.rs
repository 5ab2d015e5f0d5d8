//! A statement in the text that both databases read, and its values; what to do with its answer.

use std::borrow::Cow;

use sea_orm::sea_query::Value;
use sea_orm::{QueryTrait, StatementBuilder};

use crate::{Dialect, StoreError};

/// A statement, with values bound as `$1`, `$2` … (SQLite reads `?` as well).
#[derive(Clone, Debug)]
pub struct Statement<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) values: Vec<Value>,
    /// Does its best plan depend on its values, as that of a search does? PostgreSQL then plans it each time.
    pub(crate) planned_each_time: bool,
}

impl<'a> Statement<'a> {
    pub(crate) fn new(text: impl Into<Cow<'a, str>>, values: impl IntoIterator<Item = Value>) -> Self {
        Self { text: text.into(), values: values.into_iter().collect(), planned_each_time: false }
    }
}

impl Statement<'static> {
    /// A query of sea-orm, written for this database.
    pub(crate) fn of(query: &impl QueryTrait, dialect: Dialect) -> Self {
        Self::written(query.as_query(), dialect)
    }

    /// A query of sea-query, written for this database.
    pub(crate) fn written(query: &impl StatementBuilder, dialect: Dialect) -> Self {
        let built = dialect.backend().build(query);
        let (mut text, mut values) = (built.sql, built.values.map(|values| values.0).unwrap_or_default());
        if dialect == Dialect::Sqlite
            && let (Some(rest), Some(Value::BigUnsigned(Some(most)))) = (text.strip_suffix(" LIMIT ?"), values.last())
        {
            // The planner of SQLite looks at a bound limit, and so prepares the statement anew each time it runs.
            text = format!("{rest} LIMIT {most}");
            values.pop();
        }
        Self::new(text, values)
    }
}

/// What a statement answered.
pub(crate) struct Answer {
    pub(crate) rows: Vec<super::driver::Record>,
    /// How many rows it changed.
    pub(crate) changed: u64,
}

/// A write whose answer nobody waits for, and what must be true of it all the same.
pub(crate) struct Write {
    pub(crate) statement: Statement<'static>,
    pub(crate) expects: Expects,
}

/// What must be true of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expects {
    /// That the database took it.
    Nothing,
    /// That it changed one row; [`StoreError::Stale`] otherwise.
    OneRow,
    /// That nobody else has inserted the same link of a chain meanwhile; [`StoreError::Overtaken`] otherwise.
    NextLink,
}

impl Expects {
    /// Was it so?
    pub(crate) fn judge(self, answer: Result<Answer, StoreError>) -> Result<(), StoreError> {
        match (self, answer) {
            (Self::OneRow, Ok(answer)) if answer.changed != 1 => Err(StoreError::Stale),
            (Self::NextLink, Err(StoreError::Duplicate(text))) => Err(StoreError::Overtaken(text)),
            (_, answer) => answer.map(drop),
        }
    }
}
