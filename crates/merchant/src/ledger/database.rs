//! Database of the ledger.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection as _, Executor as _, PgConnection, PgPool};
use url::Url;

use super::connection::Connection;
use super::error::DriverError;
use super::{LedgerError, sqlite};

/// Connections that one server keeps to PostgreSQL.
const CONNECTIONS: u32 = 8;
/// Longest wait of a request for a free connection.
const CONNECTION_LIMIT: Duration = Duration::from_secs(3);
/// Whoever waits for a lock does not wait for ever, in a transaction or not. It
/// is said by a statement: a pool such as PgBouncer refuses it at the start of a
/// connection.
const SET_UP: &str = "SET lock_timeout = '3s'";
/// Said once more: a pool may give each transaction another session.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '3s'";

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Database of the ledger: one file, or, when the shop runs on several
/// machines, in PostgreSQL. `Debug` and `Display` show no secrets.
#[derive(Clone)]
pub struct Database(Place);

#[derive(Clone)]
enum Place {
    File(PathBuf),
    Server { url: SecretString, shown: String },
}

/// The database, once it is open. Its SQL is the same text for both, but for
/// locks.
#[derive(Clone, Debug)]
pub(super) enum Store {
    Sqlite(sqlite::File),
    Postgres(PgPool),
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

    /// Connects, and brings the tables up to date. Of several servers that
    /// start at once on one PostgreSQL, one does it and the others wait.
    pub(super) async fn connect(&self) -> Result<Store, LedgerError> {
        match &self.0 {
            Place::File(path) => {
                let failed = |source| LedgerError::File {
                    path: path.clone(),
                    source,
                };
                make(path).map_err(|error| failed(error.into()))?;
                let options = SqliteConnectOptions::new()
                    .filename(path)
                    .busy_timeout(sqlite::START_LIMIT);
                let mut first = SqliteConnection::connect_with(&options)
                    .await
                    .map_err(|error| failed(error.into()))?;
                bring_up_to_date(&mut first).await?;
                // It may have to wait, for whoever does the same on this thread too.
                let opened = path.clone();
                let file = tokio::task::spawn_blocking(|| sqlite::File::open(opened))
                    .await
                    .map_err(|_| LedgerError::from(DriverError::Closed))?
                    .map_err(failed)?;
                first.close().await.map_err(|error| failed(error.into()))?;
                Ok(Store::Sqlite(file))
            }
            Place::Server { url, shown } => {
                let failed = |source: sqlx::Error| LedgerError::Server {
                    server: shown.clone(),
                    source: source.into(),
                };
                // A pool would go on trying, and in the end not say why.
                let mut first = PgConnection::connect(url.expose_secret())
                    .await
                    .map_err(failed)?;
                POSTGRES.run(&mut first).await?;
                first.close().await.map_err(failed)?;
                let pool = PgPoolOptions::new()
                    .max_connections(CONNECTIONS)
                    .acquire_timeout(CONNECTION_LIMIT)
                    .after_connect(|connection, _| {
                        Box::pin(async move { connection.execute(SET_UP).await.map(drop) })
                    })
                    .connect(url.expose_secret())
                    .await
                    .map_err(failed)?;
                Ok(Store::Postgres(pool))
            }
        }
    }
}

impl Store {
    pub(super) async fn read(&self) -> Result<Connection, LedgerError> {
        Ok(match self {
            Self::Sqlite(file) => Connection::Reader(file.read()?),
            Self::Postgres(pool) => Connection::Postgres(pool.acquire().await?),
        })
    }

    pub(super) async fn write(&self) -> Result<Connection, LedgerError> {
        Ok(match self {
            Self::Sqlite(file) => Connection::Writer(file.write().await?),
            Self::Postgres(pool) => Connection::Transaction(pool.begin_with(BEGIN).await?),
        })
    }

    pub(super) async fn write_one(&self) -> Result<Connection, LedgerError> {
        match self {
            Self::Sqlite(_) => self.write().await,
            Self::Postgres(pool) => Ok(Connection::Postgres(pool.acquire().await?)),
        }
    }

    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite(file) => file.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// After a subquery that chooses work: what another instance is just
    /// taking is passed over.
    pub(super) const fn skip_locked(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "",
            Self::Postgres(_) => "FOR UPDATE SKIP LOCKED",
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

/// SQLite has no lock for this: when another program does the same at the
/// same moment, the slower one fails and finds it done.
async fn bring_up_to_date(connection: &mut SqliteConnection) -> Result<(), MigrateError> {
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
