//! Whose turn it is to write.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, OwnedMutexGuard};

use super::{Backend, LedgerError};

/// The longest that a writer waits for those before it.
const WAIT_LIMIT: Duration = Duration::from_secs(3);

/// SQLite has one writer at a time, and whoever finds it taken sleeps and tries
/// again, longer each time. The writers of this server wait for each other here
/// instead, in the order in which they came. PostgreSQL needs no turns.
#[derive(Clone, Debug)]
pub(super) struct Turns(Option<Arc<Mutex<()>>>);

/// The right to write, until it is dropped.
pub(super) struct Turn {
    _held: Option<OwnedMutexGuard<()>>,
}

impl Turns {
    pub(super) fn of(backend: Backend) -> Self {
        Self(match backend {
            Backend::Sqlite => Some(Arc::default()),
            Backend::Postgres => None,
        })
    }

    /// Waits for those who came before, but not for ever: when another program
    /// holds the file, each of them waits for it in vain.
    ///
    /// # Errors
    /// `database_busy`.
    pub(super) async fn next(&self) -> Result<Turn, LedgerError> {
        let held = match &self.0 {
            Some(turns) => {
                let turn = Arc::clone(turns).lock_owned();
                let held = tokio::time::timeout(WAIT_LIMIT, turn).await;
                Some(held.map_err(|_| LedgerError::Busy {
                    problem: "too many writers wait for their turn".to_owned(),
                })?)
            }
            None => None,
        };
        Ok(Turn { _held: held })
    }
}
