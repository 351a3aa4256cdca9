//! Statements: one text for SQLite and PostgreSQL, with `$1`, `$2`, … for what
//! is bound.

use std::borrow::Cow;

use rusqlite::types::{FromSql, ToSql, ToSqlOutput, ValueRef};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::{AssertSqlSafe, Decode, Postgres, Row as _, Type};
use tracing::trace;

use super::LedgerError;
use super::connection::{Connection, Target};
use super::error::DriverError;

/// A statement and what is bound to it.
pub(super) struct Query<'q> {
    sql: Cow<'static, str>,
    values: Vec<Value<'q>>,
}

/// A value that is bound. PostgreSQL wants to know the type of `NULL`, too.
pub(super) enum Value<'q> {
    Integer(Option<i64>),
    Text(Option<Cow<'q, str>>),
    Bytes(Option<&'q [u8]>),
    Truth(bool),
}

/// A row of either database.
pub(super) enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r PgRow),
}

/// A type that both databases have.
pub(super) trait Column: FromSql + for<'r> Decode<'r, Postgres> + Type<Postgres> {}

impl<T: FromSql + for<'r> Decode<'r, Postgres> + Type<Postgres>> Column for T {}

/// What a row is read into.
pub(super) trait FromRow: Sized {
    fn from_row(row: &Row<'_>) -> Result<Self, LedgerError>;
}

/// A row of which nothing is read.
struct NoColumns;

impl FromRow for NoColumns {
    fn from_row(_: &Row<'_>) -> Result<Self, LedgerError> {
        Ok(Self)
    }
}

/// A statement.
pub(super) fn query<'q>(sql: impl Into<Cow<'static, str>>) -> Query<'q> {
    Query {
        sql: sql.into(),
        values: Vec::new(),
    }
}

impl<'q> Query<'q> {
    /// Binds the next value.
    pub(super) fn bind(mut self, value: impl Into<Value<'q>>) -> Self {
        self.values.push(value.into());
        self
    }

    /// How many rows it changed.
    pub(super) async fn execute(self, connection: &mut Connection) -> Result<u64, LedgerError> {
        self.log();
        match connection.target()? {
            Target::Sqlite(connection) => {
                let mut statement = self.prepare(connection)?;
                Ok(statement.raw_execute()?.try_into().unwrap_or(u64::MAX))
            }
            Target::Postgres(connection) => {
                Ok(self.postgres().execute(connection).await?.rows_affected())
            }
        }
    }

    /// Whether there is a row. Its columns are not read: `SELECT 1` is of another
    /// type in each database.
    pub(super) async fn exists(self, connection: &mut Connection) -> Result<bool, LedgerError> {
        Ok(self
            .fetch_optional::<NoColumns>(connection)
            .await?
            .is_some())
    }

    /// The first row, if there is one.
    pub(super) async fn fetch_optional<T: FromRow>(
        self,
        connection: &mut Connection,
    ) -> Result<Option<T>, LedgerError> {
        self.log();
        match connection.target()? {
            Target::Sqlite(connection) => {
                let mut statement = self.prepare(connection)?;
                let mut rows = statement.raw_query();
                rows.next()?
                    .map(|row| T::from_row(&Row::Sqlite(row)))
                    .transpose()
            }
            Target::Postgres(connection) => {
                let row = self.postgres().fetch_optional(connection).await?;
                row.map(|row| T::from_row(&Row::Postgres(&row))).transpose()
            }
        }
    }

    /// The first row.
    pub(super) async fn fetch_one<T: FromRow>(
        self,
        connection: &mut Connection,
    ) -> Result<T, LedgerError> {
        self.fetch_optional(connection)
            .await?
            .ok_or_else(|| DriverError::NoRow.into())
    }

    /// Every row.
    pub(super) async fn fetch_all<T: FromRow>(
        self,
        connection: &mut Connection,
    ) -> Result<Vec<T>, LedgerError> {
        self.log();
        match connection.target()? {
            Target::Sqlite(connection) => {
                let mut statement = self.prepare(connection)?;
                let mut rows = statement.raw_query();
                let mut found = Vec::new();
                while let Some(row) = rows.next()? {
                    found.push(T::from_row(&Row::Sqlite(row))?);
                }
                Ok(found)
            }
            Target::Postgres(connection) => {
                let rows = self.postgres().fetch_all(connection).await?;
                let rows = rows.iter();
                rows.map(|row| T::from_row(&Row::Postgres(row))).collect()
            }
        }
    }

    fn log(&self) {
        trace!(target: "paypal_merchant::sql", statement = &*self.sql);
    }

    fn prepare<'c>(
        &self,
        connection: &'c rusqlite::Connection,
    ) -> Result<rusqlite::CachedStatement<'c>, LedgerError> {
        let mut statement = connection.prepare_cached(&self.sql)?;
        for place in 1..=statement.parameter_count() {
            // To SQLite `$3` is a name, and its place that where it is first used.
            let value = statement
                .parameter_name(place)
                .and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok())
                .and_then(|number| self.values.get(number.checked_sub(1)?))
                .ok_or(rusqlite::Error::InvalidParameterCount(
                    place,
                    self.values.len(),
                ))?;
            statement.raw_bind_parameter(place, value)?;
        }
        Ok(statement)
    }

    fn postgres(self) -> sqlx::query::Query<'q, Postgres, PgArguments> {
        let query = match self.sql {
            Cow::Borrowed(sql) => sqlx::query(sql),
            // Put together from parts that are all in this program.
            Cow::Owned(sql) => sqlx::query(AssertSqlSafe(sql)),
        };
        self.values
            .into_iter()
            .fold(query, |query, value| match value {
                Value::Integer(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
                Value::Truth(value) => query.bind(value),
            })
    }
}

impl Row<'_> {
    /// The value in the column of that name.
    pub(super) fn named<T: Column>(&self, name: &str) -> Result<T, LedgerError> {
        Ok(match self {
            Self::Sqlite(row) => row.get(name)?,
            Self::Postgres(row) => row.try_get(name)?,
        })
    }

    /// The value in the column at that place, from 0.
    fn get<T: Column>(&self, place: usize) -> Result<T, LedgerError> {
        Ok(match self {
            Self::Sqlite(row) => row.get(place)?,
            Self::Postgres(row) => row.try_get(place)?,
        })
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Integer(Some(value)) => ValueRef::Integer(*value),
            Self::Text(Some(value)) => ValueRef::Text(value.as_bytes()),
            Self::Bytes(Some(value)) => ValueRef::Blob(value),
            Self::Truth(value) => ValueRef::Integer(i64::from(*value)),
            Self::Integer(None) | Self::Text(None) | Self::Bytes(None) => ValueRef::Null,
        }))
    }
}

/// Says which variant of [`Value`] holds a type, and one that may be missing.
macro_rules! value {
    ($($type:ty => $variant:ident($convert:expr)),* $(,)?) => {$(
        impl<'q> From<$type> for Value<'q> {
            fn from(value: $type) -> Self {
                Self::$variant(Some($convert(value)))
            }
        }

        impl<'q> From<Option<$type>> for Value<'q> {
            fn from(value: Option<$type>) -> Self {
                Self::$variant(value.map($convert))
            }
        }
    )*};
}

value! {
    i64 => Integer(std::convert::identity),
    &'q str => Text(Cow::Borrowed),
    &'q String => Text(|text: &'q String| Cow::Borrowed(text.as_str())),
    String => Text(Cow::Owned),
    Cow<'q, str> => Text(std::convert::identity),
    &'q [u8] => Bytes(std::convert::identity),
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Self::Truth(value)
    }
}

/// Reads a struct from a row: each field from the column of its name.
macro_rules! from_row {
    ($name:ty { $($field:ident),* $(,)? }) => {
        impl $crate::ledger::sql::FromRow for $name {
            fn from_row(
                row: &$crate::ledger::sql::Row<'_>,
            ) -> Result<Self, $crate::ledger::LedgerError> {
                Ok(Self { $($field: row.named(stringify!($field))?),* })
            }
        }
    };
}

pub(super) use from_row;

macro_rules! tuple_from_row {
    ($($type:ident $column:literal),*) => {
        impl<$($type: Column),*> FromRow for ($($type,)*) {
            fn from_row(row: &Row<'_>) -> Result<Self, LedgerError> {
                Ok(($(row.get::<$type>($column)?,)*))
            }
        }
    };
}

tuple_from_row!(A 0);
tuple_from_row!(A 0, B 1);
tuple_from_row!(A 0, B 1, C 2);
