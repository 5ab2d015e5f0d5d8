//! PostgreSQL. A connection belongs to the runtime of the thread that opened it, so each thread has connections of its own: some for
//! reading, which many share, since a connection takes the next statement before it has answered the last, and some for transactions.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use thread_local::ThreadLocal;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use self::connection::{AT_ONCE, Connection};
use self::target::Target;
use super::Trips;
use crate::StoreError;
use crate::error::DriverError;
use crate::statement::{Answer, Expects, Statement, Write};

mod connection;
mod target;
mod values;

/// The connections to one database.
pub(crate) struct Pool {
    target: Target,
    share: Share,
    trips: Trips,
    threads: ThreadLocal<Arc<Thread>>,
    closed: AtomicBool,
}

/// How many connections each thread has at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Share {
    reading: usize,
    writing: usize,
}

/// The connections of a thread.
struct Thread {
    reading: Mutex<Vec<Arc<Connection>>>,
    /// Those that no transaction uses.
    idle: Mutex<Vec<Connection>>,
    opening: tokio::sync::Mutex<()>,
    turns: Arc<Semaphore>,
}

/// How long a transaction waits for a connection.
const WAITS: Duration = Duration::from_secs(8);
/// A connection that was not used for this long is asked whether it still answers.
const TRUSTED: Duration = Duration::from_secs(1);
/// A connection that was not used for this long is closed.
const IDLE: Duration = Duration::from_mins(5);
/// Another connection for reading is opened when each has this many statements under way.
const BUSY: usize = 4;

impl Pool {
    /// Nothing is opened yet. `threads` is how many threads will use it.
    pub(crate) fn new(url: &str, most: usize, threads: usize, trips: Trips) -> Result<Self, DriverError> {
        let (target, share) = (Target::parse(url)?, Share::of(most, threads));
        Ok(Self { target, share, trips, threads: ThreadLocal::new(), closed: AtomicBool::new(false) })
    }

    /// The answer to a statement that is no part of a transaction.
    pub(crate) async fn answer(&self, statement: &Statement<'_>) -> Result<Answer, StoreError> {
        self.trips.count();
        let connection = self.reading().await?;
        match connection.answer(statement).await {
            // It was closed from the other side after its last use.
            Err(_) if connection.is_closed() => self.reading().await?.answer(statement).await,
            answer => answer,
        }
    }

    /// A transaction, which begins with its first statement.
    pub(crate) async fn begin(&self) -> Result<Transaction, StoreError> {
        let thread = Arc::clone(self.thread());
        let turn = tokio::time::timeout(WAITS, Arc::clone(&thread.turns).acquire_owned()).await;
        let turn = turn.ok().and_then(Result::ok).ok_or(DriverError::Busy)?;
        let connection = match thread.lend().await {
            Some(connection) => connection,
            None => self.open().await?,
        };
        let loan = Loan {
            connection: Some(connection),
            thread,
            trips: self.trips.clone(),
            begun: AtomicBool::new(false),
            failed: AtomicBool::new(false),
            _turn: turn,
        };
        Ok(Transaction { loan: Arc::new(loan), level: 0 })
    }

    async fn reading(&self) -> Result<Arc<Connection>, StoreError> {
        let thread = self.thread();
        if let Some(connection) = thread.least_busy(self.share.reading) {
            return Ok(connection);
        }
        let _opening = thread.opening.lock().await;
        if let Some(connection) = thread.least_busy(self.share.reading) {
            return Ok(connection);
        }
        let connection = Arc::new(self.open().await?);
        thread.reading.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&connection));
        Ok(connection)
    }

    async fn open(&self) -> Result<Connection, DriverError> {
        if self.closed.load(Ordering::Relaxed) {
            return Err(DriverError::Busy);
        }
        Connection::open(&self.target).await
    }

    fn thread(&self) -> &Arc<Thread> {
        self.threads.get_or(|| {
            Arc::new(Thread {
                reading: Mutex::default(),
                idle: Mutex::default(),
                opening: tokio::sync::Mutex::default(),
                turns: Arc::new(Semaphore::new(self.share.writing)),
            })
        })
    }

    /// (open, idle)
    pub(crate) fn size(&self) -> (usize, usize) {
        self.threads.iter().fold((0, 0), |(open, idle), thread| {
            let reading = thread.reading.lock().unwrap_or_else(PoisonError::into_inner);
            let resting = reading.iter().filter(|connection| Arc::strong_count(connection) == 1).count();
            let kept = thread.idle.lock().unwrap_or_else(PoisonError::into_inner).len();
            let lent = self.share.writing - thread.turns.available_permits();
            (open + reading.len() + kept + lent, idle + resting + kept)
        })
    }

    /// Closes what is idle, and opens nothing any more.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        for thread in &self.threads {
            thread.reading.lock().unwrap_or_else(PoisonError::into_inner).clear();
            thread.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }
}

impl Share {
    /// Of `most` connections in all.
    fn of(most: usize, threads: usize) -> Self {
        let each = (most / threads.max(1)).max(2);
        let reading = (each / 3).max(1);
        Self { reading, writing: each - reading }
    }
}

impl Thread {
    /// The connection for reading with the fewest statements under way; `None` = open another.
    fn least_busy(&self, most: usize) -> Option<Arc<Connection>> {
        let mut open = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|connection| !connection.is_closed());
        let least = open.iter().min_by_key(|connection| Arc::strong_count(connection))?;
        (Arc::strong_count(least) <= BUSY || open.len() >= most).then(|| Arc::clone(least))
    }

    /// One that is idle and still answers.
    async fn lend(&self) -> Option<Connection> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        while let Some(connection) = idle() {
            if !connection.is_closed() && (connection.used.elapsed() < TRUSTED || connection.ping().await) {
                return Some(connection);
            }
        }
        None
    }

    fn take_back(&self, mut connection: Connection) {
        if connection.is_closed() {
            return;
        }
        connection.used = Instant::now();
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        // The last given back is the first to be lent: those that are not needed grow old at the beginning.
        idle.retain(|other| other.used.elapsed() < IDLE);
        idle.push(connection);
    }
}

/// A connection that a transaction has for itself.
struct Loan {
    connection: Option<Connection>,
    thread: Arc<Thread>,
    trips: Trips,
    /// Has the database been told of the transaction?
    begun: AtomicBool,
    /// Has a statement failed, so that nothing but a rollback is taken any more?
    failed: AtomicBool,
    _turn: OwnedSemaphorePermit,
}

impl Loan {
    fn connection(&self) -> Result<&Connection, DriverError> {
        self.connection.as_ref().ok_or(DriverError::Busy)
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        if !*self.begun.get_mut() {
            self.thread.take_back(connection);
        } else if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            // Nobody said how the transaction ends: it is rolled back before anybody else gets the connection.
            let thread = Arc::clone(&self.thread);
            runtime.spawn(async move {
                if connection.batch("rollback").await.is_ok() {
                    thread.take_back(connection);
                }
            });
        }
    }
}

/// An open transaction, or a part of one with a savepoint (`level` > 0).
pub(crate) struct Transaction {
    loan: Arc<Loan>,
    level: u32,
}

/// How a transaction ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    No,
    Commit,
}

impl Transaction {
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
        self.loan.trips.count();
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
        let part = Self { loan: Arc::clone(&self.loan), level: self.level + 1 };
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
        self.loan.trips.count();
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

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn a_third_of_the_connections_reads() {
        assert_eq!(Share::of(16, 3), Share { reading: 1, writing: 4 });
        assert_eq!(Share::of(32, 3), Share { reading: 3, writing: 7 });
        assert_eq!(Share::of(1, 9), Share { reading: 1, writing: 1 });
    }
}
