//! PostgreSQL. A connection belongs to the runtime of the thread that opened it, so each thread has connections of its own: some for
//! reading, which many share, since a connection takes the next statement before it has answered the last, and some for transactions.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use thread_local::ThreadLocal;
use tokio::sync::Semaphore;

use self::connection::Connection;
use self::target::Target;
use self::transaction::Loan;
use super::Trips;
use crate::StoreError;
use crate::error::DriverError;
use crate::statement::{Answer, Statement};

mod connection;
mod target;
mod transaction;
mod values;

pub(crate) use self::transaction::Transaction;

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
        let back = move |connection| thread.take_back(connection);
        Ok(Transaction::on(Loan::of(connection, back, turn), self.trips.clone()))
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
