//! One connection: its prepared statements, and how statements are sent without waiting in between.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use futures_util::future::{join_all, join3};
use futures_util::{TryStreamExt, pin_mut};
use hashlink::LruCache;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Error, RowStream};

use super::target::Target;
use super::values::{Bound, type_of};
use crate::StoreError;
use crate::driver::Record;
use crate::error::DriverError;
use crate::statement::{Answer, Statement};

/// Statements that a connection keeps prepared.
const PREPARED: usize = 256;
/// Statements that are sent in one go at most: so many futures are sure to be polled in their order.
pub(super) const AT_ONCE: usize = 28;

/// An open connection.
pub(super) struct Connection {
    client: Client,
    prepared: Mutex<LruCache<Box<str>, tokio_postgres::Statement>>,
    /// When it was last given back.
    pub(super) used: Instant,
}

/// How a statement is sent.
enum Way {
    Prepared(tokio_postgres::Statement),
    PlannedNow,
}

impl Connection {
    pub(super) async fn open(target: &Target) -> Result<Self, DriverError> {
        Ok(Self { client: target.connect().await?, prepared: Mutex::new(LruCache::new(PREPARED)), used: Instant::now() })
    }

    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Does it still answer?
    pub(super) async fn ping(&self) -> bool {
        self.client.simple_query("").await.is_ok()
    }

    /// Runs a text without values.
    pub(super) async fn batch(&self, text: &str) -> Result<(), StoreError> {
        Ok(self.client.batch_execute(text).await?)
    }

    /// Sends `before`, the statements (two more than [`AT_ONCE`] at most) and `after` in one go; gives the answer to each statement, and the first error of the texts. What
    /// comes after an error within a transaction fails with it.
    pub(super) async fn send(
        &self,
        before: Option<&str>,
        statements: &[&Statement<'_>],
        after: Option<&str>,
    ) -> (Result<(), StoreError>, Vec<Result<Answer, StoreError>>, Result<(), StoreError>) {
        let mut ways = Vec::with_capacity(statements.len());
        for statement in statements {
            match self.way(statement).await {
                Ok(way) => ways.push(way),
                Err(error) => return (Ok(()), vec![Err(error)], Ok(())),
            }
        }
        // Each is sent when it is first polled, and they are polled in this order. A value that cannot be sent ends it before `after`.
        let unsent = AtomicBool::new(false);
        let answers = statements.iter().zip(ways).map(async |(statement, way)| {
            let answer = self.run(statement, way).await;
            unsent.fetch_or(answer.is_err(), Ordering::Relaxed);
            answer.map_err(StoreError::from)
        });
        let after = async {
            match after {
                Some(text) if !unsent.load(Ordering::Relaxed) => self.batch(text).await,
                _ => Ok(()),
            }
        };
        join3(async { self.batch_if_any(before).await }, join_all(answers), after).await
    }

    async fn batch_if_any(&self, text: Option<&str>) -> Result<(), StoreError> {
        match text {
            Some(text) => self.batch(text).await,
            None => Ok(()),
        }
    }

    /// Sends one statement that is no part of a transaction.
    pub(super) async fn answer(&self, statement: &Statement<'_>) -> Result<Answer, StoreError> {
        let way = self.way(statement).await?;
        Ok(self.run(statement, way).await?)
    }

    async fn run(&self, statement: &Statement<'_>, way: Way) -> Result<Answer, Error> {
        let values = statement.values.iter().map(Bound);
        match way {
            Way::Prepared(prepared) => collect(self.client.query_raw(&prepared, values).await?).await,
            Way::PlannedNow => {
                let typed = values.zip(statement.values.iter().map(type_of));
                collect(self.client.query_typed_raw(&statement.text, typed).await?).await
            }
        }
    }

    async fn way(&self, statement: &Statement<'_>) -> Result<Way, StoreError> {
        if statement.planned_each_time {
            return Ok(Way::PlannedNow);
        }
        if let Some(known) = self.known(statement) {
            return Ok(Way::Prepared(known));
        }
        let types: Vec<Type> = statement.values.iter().map(type_of).collect();
        let prepared = self.client.prepare_typed(&statement.text, &types).await?;
        self.kept().insert(statement.text.as_ref().into(), prepared.clone());
        Ok(Way::Prepared(prepared))
    }

    /// The statement as it was prepared for values of the same types.
    fn known(&self, statement: &Statement<'_>) -> Option<tokio_postgres::Statement> {
        let mut kept = self.kept();
        let known = kept.get(statement.text.as_ref())?;
        let fits = known.params().iter().eq(statement.values.iter().map(type_of).collect::<Vec<_>>().iter());
        fits.then(|| known.clone())
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, LruCache<Box<str>, tokio_postgres::Statement>> {
        self.prepared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn collect(stream: RowStream) -> Result<Answer, Error> {
    pin_mut!(stream);
    let mut rows = Vec::new();
    while let Some(row) = stream.try_next().await? {
        rows.push(Record::Postgres(row));
    }
    Ok(Answer { rows, changed: stream.rows_affected().unwrap_or(0) })
}
