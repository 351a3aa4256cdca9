//! The ledger in a SQLite file: one connection that writes for everybody, and
//! others that read.
//!
//! Writers take turns in the order in which they came. The first begins a
//! transaction, and those who wait already add theirs to it, each behind a
//! savepoint of its own; the commit takes its turn behind them. So the disk is
//! synchronised once for all of them, nobody waits for company, and nobody is
//! answered before the commit has returned.
//!
//! Statements run where they are awaited: each takes some microseconds. What
//! waits for the disk or for another program is done on threads that may wait.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::Duration;

use backon::{BlockingRetryable, ConstantBuilder};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard, oneshot};
use tracing::warn;

use super::LedgerError;
use super::error::DriverError;

/// The longest that a writer waits for those before it.
const TURN_LIMIT: Duration = Duration::from_secs(3);
/// The longest that the file is waited for while another program holds it.
const BUSY_LIMIT: Duration = Duration::from_secs(2);
/// The longest that a program which starts waits for others that start.
pub(super) const START_LIMIT: Duration = Duration::from_secs(10);
/// Pauses while other programs set up the same new file.
const SET_UP_PAUSE: Duration = Duration::from_millis(20);
/// Attempts to set up a file, in all as long as `START_LIMIT`.
const SET_UP_TIMES: usize = 500;
/// Most writers in one transaction.
const MOST_IN_GROUP: usize = 64;
/// Connections that are kept for readers.
const MOST_READERS: usize = 4;
/// More than the ledger has statements.
const STATEMENTS: usize = 128;

/// With WAL a power cut could lose the last commits unless each is
/// synchronised, and PayPal would not tell them again.
///
/// The undo pages of savepoints are kept in memory: in a temporary file they
/// would be written one by one for every writer.
const SETTINGS: &str = "PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA temp_store = MEMORY;";

/// A file that is open. The connection that writes stays open until the end:
/// when its last connection is closed, SQLite takes the file's companions away,
/// and on a full disk they could not be made again.
#[derive(Clone, Debug)]
pub(super) struct File {
    path: Arc<PathBuf>,
    shared: Arc<Mutex<Option<Shared>>>,
    readers: Arc<std::sync::Mutex<Vec<Connection>>>,
    committer: Sender<()>,
}

/// The connection that writes, and whom it writes for.
#[derive(Debug)]
struct Shared {
    path: Arc<PathBuf>,
    connection: Connection,
    /// Its transaction was not rolled back: another one takes its place.
    is_stuck: bool,
    /// Those whose changes are in the open transaction.
    group: Vec<oneshot::Sender<Committed>>,
}

type Committed = Result<(), DriverError>;

/// One writer's part of a transaction; dropped, it is undone.
pub(super) struct Writer {
    /// `None` once it is ready to be committed.
    shared: Option<OwnedMappedMutexGuard<Option<Shared>, Shared>>,
}

/// A connection that reads what is committed.
pub(super) struct Reader {
    /// `None` once it is given back.
    connection: Option<Connection>,
    readers: Arc<std::sync::Mutex<Vec<Connection>>>,
}

impl File {
    /// Opens a file that is there.
    ///
    /// # Errors
    /// An error when the file cannot be used, or no thread can be started.
    pub(super) fn open(path: PathBuf) -> Result<Self, DriverError> {
        let path = Arc::new(path);
        let connection = connect(&path, Duration::ZERO)?;
        // Of programs that set up a new file at the same moment SQLite refuses
        // all but one at once, whatever they would wait.
        (|| set_up(&connection))
            .retry(
                ConstantBuilder::new()
                    .with_delay(SET_UP_PAUSE)
                    .with_max_times(SET_UP_TIMES),
            )
            .when(is_busy)
            .call()?;
        let shared = Arc::new(Mutex::new(Some(Shared {
            path: Arc::clone(&path),
            connection,
            is_stuck: false,
            group: Vec::new(),
        })));
        let (committer, begun) = channel();
        let commits = Arc::clone(&shared);
        thread::Builder::new()
            .name("ledger-commit".to_owned())
            .spawn(move || {
                while begun.recv().is_ok() {
                    // Behind those who wait already.
                    if let Some(shared) = commits.blocking_lock().as_mut() {
                        shared.commit();
                    }
                }
            })
            .map_err(DriverError::from)?;
        Ok(Self {
            path,
            shared,
            readers: Arc::default(),
            committer,
        })
    }

    /// Begins to write, after those who came before. They are not waited for
    /// for ever: when another program holds the file, each of them waits for it
    /// in vain.
    ///
    /// # Errors
    /// `database_busy`, `database_unwritable`, `database`.
    pub(super) async fn write(&self) -> Result<Writer, LedgerError> {
        let turn = Arc::clone(&self.shared).lock_owned();
        let held = tokio::time::timeout(TURN_LIMIT, turn)
            .await
            .map_err(|_| LedgerError::Busy {
                problem: "too many writers wait for their turn".to_owned(),
            })?;
        let mut shared = OwnedMutexGuard::try_map(held, Option::as_mut)
            .map_err(|_| LedgerError::from(DriverError::Closed))?;
        match shared.begin(&self.committer) {
            Err(error) if is_busy(&error) => {
                let committer = self.committer.clone();
                let waited = move || {
                    // The one that waits has to be the one that begins.
                    shared.replace_stuck(BUSY_LIMIT)?;
                    shared.connection.busy_timeout(BUSY_LIMIT)?;
                    let begun = shared.begin(&committer);
                    shared.connection.busy_timeout(Duration::ZERO)?;
                    begun.map(|()| shared)
                };
                shared = tokio::task::spawn_blocking(waited)
                    .await
                    .map_err(|_| LedgerError::from(DriverError::Closed))??;
            }
            begun => begun?,
        }
        shared.run("SAVEPOINT writer")?;
        Ok(Writer {
            shared: Some(shared),
        })
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// `database`.
    pub(super) fn read(&self) -> Result<Reader, LedgerError> {
        let kept = self
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let connection = match kept {
            Some(connection) => connection,
            None => {
                let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                let connection = Connection::open_with_flags(&*self.path, flags)?;
                connection.busy_timeout(BUSY_LIMIT)?;
                connection.pragma_update(None, "query_only", true)?;
                connection.set_prepared_statement_cache_capacity(STATEMENTS);
                connection
            }
        };
        Ok(Reader {
            connection: Some(connection),
            readers: Arc::clone(&self.readers),
        })
    }

    /// Lets go of the file, after everything that was begun.
    pub(super) async fn close(&self) {
        let Some(mut shared) = self.shared.lock().await.take() else {
            return;
        };
        self.readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        let closed = tokio::task::spawn_blocking(move || {
            shared.commit();
            shared.connection.close().map_err(|(_, error)| error)
        });
        if let Ok(Err(error)) = closed.await {
            warn!(%error, "the database was not closed as it should be");
        }
    }
}

impl Shared {
    /// Begins a transaction where none is open, and has it committed. The lock
    /// is taken at once: a transaction that first reads and then writes could
    /// otherwise fail half way.
    fn begin(&mut self, committer: &Sender<()>) -> rusqlite::Result<()> {
        self.replace_stuck(Duration::ZERO)?;
        if self.connection.is_autocommit() {
            self.run("BEGIN IMMEDIATE")?;
            // The thread is there as long as a sender is.
            let _ = committer.send(());
        }
        Ok(())
    }

    /// Commits, and answers everybody.
    fn commit(&mut self) {
        // What is stuck was answered already.
        if self.is_stuck || self.connection.is_autocommit() {
            return;
        }
        let committed = self.run("COMMIT").map_err(DriverError::from);
        if committed.is_err() {
            self.roll_back();
        }
        self.answer(&committed);
    }

    /// Undoes what one writer did. On a full disk SQLite may have undone the
    /// whole transaction, and with it what the others did.
    fn undo(&mut self) {
        if self.connection.is_autocommit() {
            self.answer(&Err(DriverError::RolledBack));
            return;
        }
        let undone = self
            .run("ROLLBACK TO writer")
            .and_then(|()| self.run("RELEASE writer"));
        if let Err(error) = undone {
            self.roll_back();
            self.answer(&Err(error.into()));
        }
    }

    fn roll_back(&mut self) {
        if !self.connection.is_autocommit()
            && let Err(error) = self.run("ROLLBACK")
        {
            warn!(%error, "a transaction was not rolled back; its connection is thrown away");
            self.is_stuck = true;
            // Nothing lost, if it fails: whoever comes next tries again.
            if let Err(error) = self.replace_stuck(Duration::ZERO) {
                warn!(%error, "there is no other connection yet");
            }
        }
    }

    /// Takes another connection where the transaction of this one stays open:
    /// the next one's changes would be added to it. It is closed, and thereby
    /// rolled back, once the other is there.
    fn replace_stuck(&mut self, wait: Duration) -> rusqlite::Result<()> {
        if self.is_stuck {
            let connection = connect(&self.path, wait)?;
            set_up(&connection)?;
            self.connection = connection;
            self.is_stuck = false;
        }
        Ok(())
    }

    fn answer(&mut self, committed: &Committed) {
        for waiting in self.group.drain(..) {
            // Who waits no longer needs no answer.
            let _ = waiting.send(committed.clone());
        }
    }

    fn run(&self, sql: &str) -> rusqlite::Result<()> {
        self.connection.prepare_cached(sql)?.raw_execute().map(drop)
    }
}

impl Writer {
    /// The connection, as long as the transaction is there.
    pub(super) fn connection(&mut self) -> Result<&mut Connection, LedgerError> {
        self.shared
            .as_mut()
            .map(|shared| &mut shared.connection)
            .filter(|connection| !connection.is_autocommit())
            .ok_or_else(|| DriverError::RolledBack.into())
    }

    /// Waits until its changes are on the disk, together with those of others.
    ///
    /// # Errors
    /// `database_unwritable`, `database`.
    pub(super) async fn commit(mut self) -> Result<(), LedgerError> {
        let Some(shared) = &mut self.shared else {
            return Err(DriverError::RolledBack.into());
        };
        shared.run("RELEASE writer")?;
        let (answer, answered) = oneshot::channel();
        shared.group.push(answer);
        let full = shared.group.len() >= MOST_IN_GROUP;
        match self.shared.take() {
            Some(mut shared) if full => {
                tokio::task::spawn_blocking(move || shared.commit());
            }
            // The next one's turn.
            shared => drop(shared),
        }
        // Without an answer nobody knows: it is as well not there.
        Ok(answered.await.unwrap_or(Err(DriverError::Closed))?)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if let Some(shared) = &mut self.shared {
            shared.undo();
        }
    }
}

impl Reader {
    pub(super) fn connection(&mut self) -> Result<&mut Connection, LedgerError> {
        self.connection
            .as_mut()
            .ok_or(LedgerError::from(DriverError::Closed))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
            if readers.len() < MOST_READERS {
                readers.push(connection);
            }
        }
    }
}

/// A connection that writes. Whoever begins says how long it waits, from `wait` on.
fn connect(path: &Path, wait: Duration) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(wait)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(SETTINGS)?;
    // The companions are made when the file is first read.
    connection.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |_| Ok(()))
}

fn is_busy(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
}

#[cfg(test)]
mod tests;
