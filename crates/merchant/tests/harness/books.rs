//! A database for one test: a SQLite file, or, where `TEST_DATABASE_URL` names
//! a PostgreSQL server whose user may make databases, one of its own there.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "the tests of the library and each test file use a part of it"
)]

use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use sqlx::Any;
use sqlx::migrate::MigrateDatabase;
use tempfile::TempDir;
use url::Url;

use super::Database;

const VARIABLE: &str = "TEST_DATABASE_URL";

/// Dropped, it takes the database with it.
pub struct Books {
    database: Database,
    folder: TempDir,
    server: Option<String>,
}

impl Books {
    /// One that nobody has used.
    pub async fn fresh() -> Self {
        let folder = TempDir::new().unwrap();
        let server = match std::env::var(VARIABLE) {
            Ok(url) if !url.is_empty() => Some(new_database(&url).await),
            _ => None,
        };
        let database = match &server {
            Some(url) => Database::url(url).unwrap(),
            None => Database::file(folder.path().join("merchant.db")),
        };
        Self {
            database,
            folder,
            server,
        }
    }

    pub const fn database(&self) -> &Database {
        &self.database
    }

    /// The server's URL, where it is one.
    pub fn url(&self) -> Option<&str> {
        self.server.as_deref()
    }

    /// A file, or else a server's URL.
    pub fn place(&self) -> Result<std::path::PathBuf, String> {
        match &self.server {
            Some(url) => Err(url.clone()),
            None => Ok(self.folder.path().join("merchant.db")),
        }
    }
}

async fn new_database(server: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let mut url: Url = server.parse().expect(VARIABLE);
    url.set_path(&format!("/paypal_merchant_test_{}_{number}", process::id()));
    sqlx::any::install_default_drivers();
    // One of a test that was killed, of a process with the same number.
    Any::force_drop_database(url.as_str())
        .await
        .expect(VARIABLE);
    Any::create_database(url.as_str()).await.expect(VARIABLE);
    url.into()
}

impl Drop for Books {
    fn drop(&mut self) {
        let Some(url) = self.server.take() else {
            return;
        };
        let dropped = thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap()
                .block_on(Any::force_drop_database(&url))
        });
        // A test that has failed already tells more than this would.
        if !thread::panicking() {
            dropped.join().unwrap().unwrap();
        }
    }
}
