//! A transaction: the connection that it has for itself, what it sends, how it ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::OwnedSemaphorePermit;

use super::connection::{AT_ONCE, Connection};
use crate::StoreError;
use crate::driver::Trips;
use crate::error::DriverError;
use crate::statement::{Answer, Expects, Statement, Write};

/// A connection that a transaction has for itself.
pub(super) struct Loan {
    connection: Option<Connection>,
    /// Takes it back.
    back: Option<Box<dyn FnOnce(Connection) + Send + Sync>>,
    /// Has the database been told of the transaction?
    begun: AtomicBool,
    /// Has a statement failed, so that nothing but a rollback is taken any more?
    failed: AtomicBool,
    _turn: OwnedSemaphorePermit,
}

impl Loan {
    pub(super) fn of(connection: Connection, back: impl FnOnce(Connection) + Send + Sync + 'static, turn: OwnedSemaphorePermit) -> Self {
        let (begun, failed) = (AtomicBool::new(false), AtomicBool::new(false));
        Self { connection: Some(connection), back: Some(Box::new(back)), begun, failed, _turn: turn }
    }

    fn connection(&self) -> Result<&Connection, DriverError> {
        self.connection.as_ref().ok_or(DriverError::Lost)
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        let (Some(connection), Some(back)) = (self.connection.take(), self.back.take()) else { return };
        if !*self.begun.get_mut() {
            back(connection);
        } else if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            // Nobody said how the transaction ends: it is rolled back before anybody else gets the connection.
            runtime.spawn(async move {
                if connection.batch("rollback").await.is_ok() {
                    back(connection);
                }
            });
        }
    }
}

/// An open transaction, or a part of one with a savepoint (`level` > 0).
pub(crate) struct Transaction {
    loan: Arc<Loan>,
    trips: Trips,
    level: u32,
}

/// How a transaction ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    No,
    Commit,
}

impl Transaction {
    pub(super) fn on(loan: Loan, trips: Trips) -> Self {
        Self { loan: Arc::new(loan), trips, level: 0 }
    }

    /// Sends the writes and the questions, all in one go, and gives the answers to the questions; the first error otherwise.
    pub(crate) async fn answers(&self, writes: Vec<Write>, questions: &[&Statement<'_>]) -> Result<Vec<Answer>, StoreError> {
        let rest = self.all_but_the_last(writes).await?;
        self.go(&rest, questions, End::No).await
    }

    /// Sends the writes.
    pub(crate) async fn write(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        let rest = self.all_but_the_last(writes).await?;
        if !rest.is_empty() {
            self.go(&rest, &[], End::No).await?;
        }
        Ok(())
    }

    /// Runs a text without values.
    pub(crate) async fn batch(&self, text: &str) -> Result<(), StoreError> {
        self.begun().await?;
        self.trips.count();
        self.noting(self.loan.connection()?.batch(text).await)
    }

    /// Sends the writes and commits; an error has committed nothing.
    pub(crate) async fn commit(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        let mut rest = self.all_but_the_last(writes).await?;
        if rest.iter().any(|write| write.expects == Expects::OneRow) {
            // The commit waits until it is known that they changed what they should.
            self.go(&rest, &[], End::No).await?;
            rest.clear();
        }
        if self.loan.failed.load(Ordering::Relaxed) {
            return Err(DriverError::Aborted.into());
        }
        if !rest.is_empty() || self.loan.begun.load(Ordering::Relaxed) {
            self.go(&rest, &[], End::Commit).await?;
        }
        self.ended();
        Ok(())
    }

    /// Leaves nothing behind.
    pub(crate) async fn rollback(&self) -> Result<(), StoreError> {
        if self.level > 0 {
            let name = format!("part_{}", self.level);
            self.loan.connection()?.batch(&format!("rollback to {name}; release {name}")).await?;
            self.loan.failed.store(false, Ordering::Relaxed);
        } else if self.loan.begun.load(Ordering::Relaxed) {
            self.loan.connection()?.batch("rollback").await?;
            self.ended();
        }
        Ok(())
    }

    /// A part of it, which can be rolled back by itself.
    pub(crate) async fn part(&self) -> Result<Self, StoreError> {
        let part = Self { loan: Arc::clone(&self.loan), trips: self.trips.clone(), level: self.level + 1 };
        self.batch(&format!("savepoint part_{}", part.level)).await?;
        Ok(part)
    }

    async fn all_but_the_last(&self, mut writes: Vec<Write>) -> Result<Vec<Write>, StoreError> {
        while writes.len() > AT_ONCE {
            let later = writes.split_off(AT_ONCE);
            self.go(&writes, &[], End::No).await?;
            writes = later;
        }
        Ok(writes)
    }

    async fn go(&self, writes: &[Write], questions: &[&Statement<'_>], end: End) -> Result<Vec<Answer>, StoreError> {
        self.trips.count();
        let statements: Vec<_> = writes.iter().map(|write| &write.statement).chain(questions.iter().copied()).collect();
        let before = (!self.loan.begun.swap(true, Ordering::Relaxed)).then_some("begin");
        let release = format!("release part_{}", self.level);
        let after = (end == End::Commit).then_some(if self.level > 0 { release.as_str() } else { "commit" });
        let (before, answers, after) = self.loan.connection()?.send(before, &statements, after).await;
        let mut answers = answers.into_iter();
        let judged = writes.iter().zip(&mut answers).map(|(write, answer)| write.expects.judge(answer));
        let done = before.and_then(|()| judged.collect::<Result<(), _>>()).and_then(|()| answers.collect::<Result<Vec<_>, _>>());
        self.noting(done.and_then(|answers| after.map(|()| answers)))
    }

    async fn begun(&self) -> Result<(), StoreError> {
        if !self.loan.begun.swap(true, Ordering::Relaxed) {
            self.loan.connection()?.batch("begin").await?;
        }
        Ok(())
    }

    fn noting<T>(&self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        if done.is_err() {
            self.loan.failed.store(true, Ordering::Relaxed);
        }
        done
    }

    /// The database knows no transaction of this connection any more.
    fn ended(&self) {
        if self.level == 0 {
            self.loan.begun.store(false, Ordering::Relaxed);
        }
    }
}
