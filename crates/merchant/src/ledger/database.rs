//! Where the ledger is kept, and how it is reached.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use sqlx::any::AnyPoolOptions;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{AnyPool, Connection as _, Executor};
use tokio::sync::Mutex;
use tracing::warn;
use url::Url;

use super::{Connection, LedgerError};

/// How many connections one server keeps.
const CONNECTIONS: u32 = 8;
/// How long a request waits for a free connection.
const CONNECTION_LIMIT: Duration = Duration::from_secs(3);

/// For every connection to a file. With WAL a power cut could lose the last
/// commits unless each is synchronised, and PayPal would not tell them again.
/// Another program may hold the file for two seconds.
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 2000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;";

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Where the ledger is kept: in one file, or, when the shop runs on several
/// machines, in PostgreSQL. `Debug` and `Display` show no secrets.
#[derive(Clone)]
pub struct Database(Place);

#[derive(Clone)]
enum Place {
    File(PathBuf),
    Server { url: SecretString, shown: String },
}

/// Whose SQL is spoken. Queries are the same text for both, but for locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Backend {
    Sqlite,
    Postgres,
}

impl Database {
    /// A SQLite file, which is made when it is not there.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self(Place::File(path.into()))
    }

    /// A PostgreSQL database: `postgres://user:password@host:port/name`, with
    /// `?sslmode=verify-full` where the way there is not private. What the URL
    /// leaves out is taken from `PGHOST`, `PGUSER`, `PGPASSWORD` and the like.
    ///
    /// # Errors
    /// `database_url`.
    pub fn url(url: &str) -> Result<Self, LedgerError> {
        let wrong = |problem: String| LedgerError::Url { problem };
        let parsed: Url = url
            .parse()
            .map_err(|error: url::ParseError| wrong(error.to_string()))?;
        if !matches!(parsed.scheme(), "postgres" | "postgresql") {
            return Err(wrong(format!("its scheme is {:?}", parsed.scheme())));
        }
        let host = match (parsed.host_str(), parsed.port()) {
            (None | Some(""), _) => "the default host".to_owned(),
            (Some(host), None) => host.to_owned(),
            (Some(host), Some(port)) => format!("{host}:{port}"),
        };
        Ok(Self(Place::Server {
            shown: format!("PostgreSQL at {host}{}", parsed.path()),
            url: SecretString::from(url),
        }))
    }

    /// The file, if it is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.0 {
            Place::File(path) => Some(path),
            Place::Server { .. } => None,
        }
    }

    pub(super) const fn backend(&self) -> Backend {
        match &self.0 {
            Place::File(_) => Backend::Sqlite,
            Place::Server { .. } => Backend::Postgres,
        }
    }

    /// Connects, and brings the tables up to date. Of several servers that
    /// start at once on one PostgreSQL, one does it and the others wait.
    pub(super) async fn connect(&self) -> Result<(AnyPool, Keeper), LedgerError> {
        sqlx::any::install_default_drivers();
        let pool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(CONNECTION_LIMIT);
        match &self.0 {
            Place::File(path) => {
                let failed = |source| LedgerError::File {
                    path: path.clone(),
                    source,
                };
                let url = file_url(path).map_err(failed)?;
                make(path).map_err(|error| failed(sqlx::Error::Io(error)))?;
                let mut first = Connection::connect(&url).await.map_err(failed)?;
                first.execute(SQLITE_SETTINGS).await.map_err(failed)?;
                bring_up_to_date(&mut first).await?;
                let pool = pool
                    // A file does not go away like a server.
                    .test_before_acquire(false)
                    .after_connect(|connection, _| {
                        Box::pin(async move {
                            connection.execute(SQLITE_SETTINGS).await?;
                            Ok(())
                        })
                    })
                    .after_release(|connection, _| Box::pin(is_usable(connection)))
                    .connect(&url)
                    .await
                    .map_err(failed)?;
                Ok((pool, Keeper::of(Some(first))))
            }
            Place::Server { url, shown } => {
                let failed = |source| LedgerError::Server {
                    server: shown.clone(),
                    source,
                };
                // A pool would go on trying, and in the end not say why.
                let mut first = Connection::connect(url.expose_secret())
                    .await
                    .map_err(failed)?;
                POSTGRES.run(&mut first).await?;
                first.close().await.map_err(failed)?;
                let pool = pool.connect(url.expose_secret()).await.map_err(failed)?;
                Ok((pool, Keeper::of(None)))
            }
        }
    }
}

/// Holds a file open. When its last connection is closed, SQLite takes its
/// companion files away, and on a full disk they could not be made again:
/// nothing could then even be read.
#[derive(Clone, Debug)]
pub(super) struct Keeper(Arc<Mutex<Option<Connection>>>);

impl Keeper {
    fn of(connection: Option<Connection>) -> Self {
        Self(Arc::new(Mutex::new(connection)))
    }

    /// Lets go of the file.
    pub(super) async fn close(&self) {
        if let Some(connection) = self.0.lock().await.take()
            && let Err(error) = connection.close().await
        {
            warn!(%error, "the database was not closed as it should be");
        }
    }
}

impl Backend {
    /// After a subquery that chooses work: what another instance is just
    /// taking is passed over.
    pub(super) const fn skip_locked(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => "FOR UPDATE SKIP LOCKED",
        }
    }
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::File(path) => write!(f, "the file {}", path.display()),
            Place::Server { shown, .. } => f.write_str(shown),
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Database({self})")
    }
}

/// Returns whether a connection that was given back can be used again. On a full disk
/// SQLite rolls back by itself, and the driver, whose own rollback then fails,
/// counts a transaction that nobody can end: such a connection is closed.
async fn is_usable(connection: &mut Connection) -> Result<bool, sqlx::Error> {
    // A rollback that is still to come comes first.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// SQLite has no lock for this: when another program does the same at the
/// same moment, the slower one fails and finds it done.
async fn bring_up_to_date(connection: &mut Connection) -> Result<(), MigrateError> {
    let mut done = SQLITE.run(&mut *connection).await;
    for _ in SQLITE.iter() {
        if done.is_ok() {
            break;
        }
        done = SQLITE.run(&mut *connection).await;
    }
    done
}

/// Makes the file when it is not there, for its owner alone: orders and what
/// PayPal tells of buyers are in it. SQLite gives its companion files the same
/// rights.
fn make(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// The driver's URL of a file. All but the plainest characters are escaped,
/// so that none has a meaning in URLs.
fn file_url(path: &Path) -> Result<String, sqlx::Error> {
    let text = path
        .to_str()
        .ok_or_else(|| sqlx::Error::Configuration("its name is not Unicode".into()))?;
    let escaped: String = text
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    Ok(format!("sqlite:{escaped}?mode=rwc"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Ledger;

    #[test]
    fn a_url_is_told_without_its_secrets() {
        for url in [
            "postgres://shop:top%20secret@db.example:5433/books?sslmode=require",
            "postgresql://shop:top%20secret@db.example:5433/books?password=secret",
        ] {
            let database = Database::url(url).unwrap();
            let told = format!("{database} {database:?}");
            assert_eq!(
                told,
                "PostgreSQL at db.example:5433/books Database(PostgreSQL at db.example:5433/books)"
            );
        }
        assert!(Database::url("postgres:///books").unwrap().path().is_none());
    }

    #[test]
    fn other_urls_are_refused_without_their_secrets() {
        for url in [
            "mysql://shop:secret@db/books",
            "secret.db",
            "sqlite:secret.db",
            "postgres://shop:secret@db:port/books",
        ] {
            let refused = Database::url(url).unwrap_err();
            assert_eq!(refused.code(), "database_url");
            assert!(!refused.to_string().contains("secret"), "{refused}");
        }
    }

    #[tokio::test]
    async fn any_name_can_be_a_files() {
        let folder = tempfile::TempDir::new().unwrap();
        for name in ["a b?c#d%20e&f=g:h.db", "Zoë's 茶.db", ":memory:"] {
            let path = folder.path().join(name);
            let ledger = Ledger::open(&Database::file(&path)).await.unwrap();
            ledger.close().await;
            assert!(path.is_file(), "{name}");
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn only_the_owner_reads_the_files() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("merchant.db");
        let ledger = Ledger::open(&Database::file(&path)).await.unwrap();
        let mut names = Vec::new();
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let file = file.unwrap();
            let mode = file.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", file.path().display());
            names.push(file.file_name());
        }
        names.sort();
        assert_eq!(names, ["merchant.db", "merchant.db-shm", "merchant.db-wal"]);
        ledger.close().await;
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_named() {
        let database = Database::url("postgres://shop:secret@127.0.0.1:1/books").unwrap();
        let refused = Ledger::open(&database).await.unwrap_err();
        assert_eq!(refused.code(), "database_server");
        let told = refused.to_string();
        assert!(
            told.contains("127.0.0.1:1/books") && !told.contains("secret"),
            "{told}"
        );
    }
}
