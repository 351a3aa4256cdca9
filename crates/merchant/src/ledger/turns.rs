//! Whose turn it is to write.

use std::sync::Arc;

use tokio::sync::{Mutex, OwnedMutexGuard};

use super::Backend;

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

    /// Waits for those who came before.
    pub(super) async fn next(&self) -> Turn {
        let held = match &self.0 {
            Some(turns) => Some(Arc::clone(turns).lock_owned().await),
            None => None,
        };
        Turn { _held: held }
    }
}
