//! The file that keeps a sandbox across restarts: SQLite, with one row of JSON
//! for each record of the lists that grow with every payment, and one for each
//! other part of the store.
//!
//! After a change, what is no longer as it was written last is written in one
//! transaction, before the request is answered. The end of the process,
//! whenever it comes, loses nothing that was answered.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::authority::authority;
use crate::clock::Clock;
use crate::config::ConfigError;
use crate::store::Store;
use crate::store::records::Records;

/// `application_id` of these files: "PPSB".
const APPLICATION: i32 = 0x5050_5342;
/// `user_version`: counts the changes of what is kept.
const VERSION: i32 = 1;
/// Patience with another program that has the file.
const BUSY: Duration = Duration::from_millis(500);

/// The open file. Nobody else can write it meanwhile.
#[derive(Debug)]
pub(crate) struct DataFile {
    path: PathBuf,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    connection: Connection,
    /// Checksums of the parts as they were last written.
    written: HashMap<&'static str, u64>,
}

/// Names every part of the store once: what is forgotten does not compile.
macro_rules! parts {
    (whole: $($part:ident),*; records: $($list:ident),*;) => {
        /// Every part that is kept as a whole, as JSON.
        fn as_rows(store: &Store) -> serde_json::Result<Vec<(&'static str, String)>> {
            let Store {
                $($part,)*
                $($list: _,)*
                // Empty between requests, of this process, and of the configuration.
                events: _, generation: _, verification: _, maxima: _,
            } = store;
            Ok(vec![$((stringify!($part), serde_json::to_string($part)?)),*])
        }

        /// Every list with its records that have changed.
        fn changes(store: &Store) -> serde_json::Result<Vec<Changes>> {
            Ok(vec![$(Changes::of(stringify!($list), store.$list.records())?),*])
        }

        fn written(store: &mut Store) {
            $(store.$list.records_mut().written();)*
        }

        /// Replaces every part.
        fn restore(store: &mut Store, rows: &Rows) -> Result<(), (&'static str, String)> {
            $(store.$part = rows.read(stringify!($part))?;)*
            $(store.$list = rows.read_records(stringify!($list))?.into();)*
            Ok(())
        }
    };
}

parts!(
    whole: accounts, deposits, disputes, carts, faults, struck, orders, express, agreements,
        buttons, profiles, sessions, certificates, form_key, tokens, responses, webhooks, reauthorizations, lookups, ids;
    records: payments, checkouts, notifications, mails;
);

/// Records of a list that have to be written.
struct Changes {
    list: &'static str,
    /// True when the records that the file has are of an earlier list.
    is_new: bool,
    /// Places and JSON.
    records: Vec<(usize, String)>,
}

impl Changes {
    fn of<T: Serialize>(list: &'static str, records: &Records<T>) -> serde_json::Result<Self> {
        let changed = records.changes();
        let changed = changed.map(|(place, record)| Ok((place, serde_json::to_string(record)?)));
        Ok(Self {
            list,
            is_new: records.is_new(),
            records: changed.collect::<serde_json::Result<_>>()?,
        })
    }
}

/// The rows of a file.
struct Rows {
    parts: BTreeMap<String, String>,
    records: BTreeMap<String, Vec<String>>,
}

impl Rows {
    fn read<T: DeserializeOwned>(&self, part: &'static str) -> Result<T, (&'static str, String)> {
        let Some(text) = self.parts.get(part) else {
            return Err((part, "it is missing".to_owned()));
        };
        serde_json::from_str(text).map_err(|error| (part, error.to_string()))
    }

    fn read_records<T: DeserializeOwned>(
        &self,
        list: &'static str,
    ) -> Result<Records<T>, (&'static str, String)> {
        let rows = self.records.get(list).into_iter().flatten();
        let records = rows.map(|text| serde_json::from_str(text));
        let records: serde_json::Result<Vec<T>> = records.collect();
        records
            .map(Records::from)
            .map_err(|error| (list, error.to_string()))
    }
}

impl DataFile {
    /// Opens or makes the file.
    pub(crate) fn open(path: &Path) -> Result<Self, ConfigError> {
        let failed = |detail: String| ConfigError::DataFile {
            path: path.to_owned(),
            detail,
        };
        let broken = |error: rusqlite::Error| failed(sentence(&error));
        make_private(path).map_err(|error| failed(error.to_string()))?;
        let connection = Connection::open(path).map_err(broken)?;
        match owner(&connection).map_err(broken)? {
            Owner::Nobody | Owner::Sandbox(VERSION) => {}
            Owner::Sandbox(version) if version > VERSION => {
                return Err(ConfigError::DataFileNewer {
                    path: path.to_owned(),
                    version,
                });
            }
            Owner::Sandbox(_) | Owner::Other => {
                return Err(failed("it is a database of another program".to_owned()));
            }
        }
        prepare(&connection).map_err(broken)?;
        Ok(Self {
            path: path.to_owned(),
            inner: Mutex::new(Inner {
                connection,
                written: HashMap::new(),
            }),
        })
    }

    /// Puts what the file has into the store and the clock. Does nothing with a
    /// new file.
    pub(crate) fn load(&self, store: &mut Store, clock: &Clock) -> Result<(), ConfigError> {
        let failed = |detail: String| ConfigError::DataFile {
            path: self.path.clone(),
            detail,
        };
        let mut rows = self.rows().map_err(|error| failed(sentence(&error)))?;
        if rows.parts.is_empty() {
            return Ok(());
        }
        // Files from before it was kept.
        let unknown = || "null".to_owned();
        rows.parts
            .entry("form_key".to_owned())
            .or_insert_with(unknown);
        let broken = |(part, detail): (&str, String)| failed(format!("part {part:?}: {detail}"));
        let lifetime = store.tokens.lifetime();
        restore(store, &rows).map_err(broken)?;
        store.tokens.keep_lifetime(lifetime);
        let time = rows.read("clock").map_err(broken)?;
        clock.restore(time);
        let key: String = rows.read("authority").map_err(broken)?;
        crate::authority::restore(&key).map_err(|error| failed(error.to_string()))?;
        // What was on its way when the process ended is sent again.
        for place in 0..store.notifications.len() {
            if let Some(message) = store.notifications.change(place) {
                message.recover();
            }
        }
        Ok(())
    }

    fn rows(&self) -> rusqlite::Result<Rows> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let mut select = inner.connection.prepare("SELECT name, json FROM parts")?;
        let parts = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let parts = parts.collect::<rusqlite::Result<_>>()?;
        let sorted = "SELECT list, json FROM records ORDER BY list, place";
        let mut select = inner.connection.prepare(sorted)?;
        let mut records: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
            let (list, json): (String, String) = row?;
            records.entry(list).or_default().push(json);
        }
        Ok(Rows { parts, records })
    }

    /// Writes what has changed. A failure is told in the log; the next change
    /// tries again.
    pub(crate) fn save(&self, store: &mut Store, clock: &Clock) {
        match self.write(store, clock) {
            Ok(()) => written(store),
            Err(error) => {
                let path = self.path.display();
                tracing::error!(%path, %error, "the data file was not written");
            }
        }
    }

    fn write(&self, store: &Store, clock: &Clock) -> Result<(), Box<dyn std::error::Error>> {
        let mut rows = as_rows(store)?;
        rows.push(("clock", serde_json::to_string(&clock.kept())?));
        rows.push(("authority", serde_json::to_string(authority()?.key_pem())?));
        let lists = changes(store)?;
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let Inner {
            connection,
            written,
        } = &mut *inner;
        let parts: Vec<(&'static str, u64, String)> = rows
            .into_iter()
            .map(|(name, json)| (name, checksum(&json), json))
            .filter(|(name, sum, _)| written.get(name) != Some(sum))
            .collect();
        let transaction = connection.transaction()?;
        {
            let mut put = transaction.prepare_cached(
                "INSERT INTO parts (name, json) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET json = excluded.json",
            )?;
            for (name, _, json) in &parts {
                put.execute((name, json))?;
            }
            let mut empty = transaction.prepare_cached("DELETE FROM records WHERE list = ?1")?;
            let mut put = transaction.prepare_cached(
                "INSERT INTO records (list, place, json) VALUES (?1, ?2, ?3)
                 ON CONFLICT (list, place) DO UPDATE SET json = excluded.json",
            )?;
            for list in &lists {
                if list.is_new {
                    empty.execute([list.list])?;
                }
                for (place, json) in &list.records {
                    put.execute((list.list, i64::try_from(*place)?, json))?;
                }
            }
        }
        transaction.commit()?;
        written.extend(parts.into_iter().map(|(name, sum, _)| (name, sum)));
        Ok(())
    }
}

fn checksum(json: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    json.hash(&mut hasher);
    hasher.finish()
}

/// The program that a file is of.
enum Owner {
    /// It is new.
    Nobody,
    /// This one, in this version.
    Sandbox(i32),
    Other,
}

/// Whose file it is; nothing of it is changed.
fn owner(connection: &Connection) -> rusqlite::Result<Owner> {
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get(0));
    let (application, version): (i32, i32) = (number("application_id")?, number("user_version")?);
    let tables: u32 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(match application {
        0 if version == 0 && tables == 0 => Owner::Nobody,
        APPLICATION => Owner::Sandbox(version),
        _ => Owner::Other,
    })
}

/// Makes it ready to be written, by nobody else.
fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    let state: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if state != "ok" {
        let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
        return Err(rusqlite::Error::SqliteFailure(code, Some(state)));
    }
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    // Survives the end of the process; a power cut may lose the last changes.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.execute_batch(&format!(
        "BEGIN;
         CREATE TABLE IF NOT EXISTS parts (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
         CREATE TABLE IF NOT EXISTS records (
             list TEXT, place INTEGER, json TEXT NOT NULL, PRIMARY KEY (list, place)
         ) STRICT, WITHOUT ROWID;
         PRAGMA application_id = {APPLICATION};
         PRAGMA user_version = {VERSION};
         COMMIT;"
    ))
}

/// The file has secrets: it is made for its owner alone.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn sentence(error: &rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseBusy) => {
            "another program has it open, such as a second sandbox".to_owned()
        }
        Some(rusqlite::ErrorCode::NotADatabase) => "it is no database".to_owned(),
        Some(rusqlite::ErrorCode::DatabaseCorrupt) => format!("it is damaged: {error}"),
        _ => error.to_string(),
    }
}
