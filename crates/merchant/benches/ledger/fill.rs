//! Years of business, written into the ledger at once: checkouts of both paths
//! with all that the server would have written about each of them.

use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Connection};

/// A checkout for each minute.
const MINUTE: i64 = 60_000;
/// How many go into one transaction.
const AT_ONCE: i64 = 50_000;
/// Messages that PayPal has called invalid; the server keeps so many.
const INVALID: i64 = 1_000;

/// What one checkout has in common with the others. It is about a fifth as
/// long as what a real shop keeps: nothing looks into it, and it would only fill
/// the disk.
const REQUEST: &str = r#"{"idempotency_key":"fill","path":"server","currency":"USD","lines":[{"sku":"MUG","quantity":2,"options":[]}]}"#;
const FIELDS: &str = r#"[["cmd","_cart"],["upload","1"],["business","merchant@example.com"],["currency_code","USD"],["item_name_1","Mug"],["amount_1","18.00"],["quantity_1","2"]]"#;
const PURCHASE: &str = r#"{"cart":{"version":1,"currency":"USD","lines":[]},"rules":{"currency":"USD"},"authorize":false,"return_url":"https://shop.example/return","cancel_url":"https://shop.example/return"}"#;
const RAW: &[u8] = br#"{"id":"5O190127TN364715T","status":"COMPLETED","intent":"CAPTURE","purchase_units":[{"reference_id":"default","amount":{"currency_code":"USD","value":"44.00"}}],"links":[]}"#;

/// The checkouts from `$1` to `$2`, whose times count from `$3`: every second
/// one is the server's; of a hundred, 76 are paid, three of them in part
/// refunded, and 24 expired. Keys are spread like random ones.
const CHECKOUTS: &str = "WITH RECURSIVE n(i) AS (
        SELECT CAST($1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $2
    ), s AS (
        SELECT i, i % 2 AS of_server, i % 100 AS lot, $3 + i * 60000 AS made,
            CAST(1000000000000 + (i * 618033988749) % 999999999989 AS TEXT) AS name,
            CAST(1000000000000 + (i * 314159265359) % 999999999989 AS TEXT) AS more
        FROM n
    ), c AS (
        SELECT i, of_server, lot, made, name,
            'co_' || replace(replace(replace(replace(name || more, '0', 'a'), '1', 'b'), '8', 'c'), '9', 'd')
                AS id,
            CASE WHEN lot < 72 THEN 'paid' WHEN lot < 75 THEN 'partially_refunded'
                WHEN lot < 76 THEN 'review' ELSE 'expired' END AS status,
            i - 100000000 AS number
        FROM s
    ) ";

/// Table, columns, what is selected, and what is bound as `$4` and `$5`.
struct Table {
    name: &'static str,
    columns: &'static str,
    select: &'static str,
    texts: &'static [&'static str],
    raw: bool,
}

const fn table(name: &'static str, columns: &'static str, select: &'static str) -> Table {
    Table {
        name,
        columns,
        select,
        texts: &[],
        raw: false,
    }
}

const TABLES: [Table; 11] = [
    Table {
        texts: &[REQUEST, FIELDS],
        ..table(
            "checkouts",
            "id, idempotency_key, request, path, currency, total, action, fields, ordered, status,
                hint, created_at, updated_at",
            "id, 'fill-' || name, CAST($4 AS TEXT), CASE of_server WHEN 1 THEN 'server' ELSE 'form' END, 'USD',
                2000 + i % 5000, '', CASE of_server WHEN 1 THEN '[]' ELSE CAST($5 AS TEXT) END, '[]', status,
                CASE status WHEN 'expired' THEN 'expired' ELSE 'created' END, made, made + 60000
             FROM c",
        )
    },
    table(
        "checkout_lines",
        "checkout_id, position, sku, name, options, quantity, price",
        "id, position, 'MUG', 'Stoneware mug', '[]', 2, 1800
         FROM c CROSS JOIN (SELECT 0 AS position UNION ALL SELECT 1) AS positions",
    ),
    Table {
        texts: &[PURCHASE],
        ..table(
            "server_payments",
            "checkout_id, api, request_id, purchase, paypal_id, token, approval_url, ask_at",
            "id, 'orders_v2', id || '-create', CAST($4 AS TEXT), 'FILL' || name, 'FILL' || name,
                'https://www.paypal.com/checkoutnow?token=FILL' || name, CAST(NULL AS BIGINT)
             FROM c WHERE of_server = 1",
        )
    },
    Table {
        raw: true,
        ..table(
            "api_calls",
            "checkout_id, at, operation, request_id, outcome, http_status, debug_id, body",
            "id, made, operation, id, 'ok', 201, 'f5f9ad1c3a0a2', $4
             FROM c CROSS JOIN (SELECT 'v2 create order' AS operation UNION ALL SELECT 'v2 capture order')
                AS operations
             WHERE of_server = 1 AND (status <> 'expired' OR operation = 'v2 create order')",
        )
    },
    Table {
        raw: true,
        ..table(
            "webhooks",
            "id, event_id, event_type, transmission, raw, received_at, verification, attempts,
                verdict, checkout_id, processed_at",
            "number, 'WH-' || name, 'PAYMENT.CAPTURE.COMPLETED', '{}', $4, made, 'verified', 1,
                'accepted', id, made
             FROM c WHERE of_server = 1 AND status <> 'expired'",
        )
    },
    Table {
        texts: &[FIELDS],
        raw: true,
        ..table(
            "messages",
            "id, source, raw, received_at, verification, attempts, txn_id, payment_status, fields,
                charset, verdict, checkout_id, processed_at",
            "number, 'ipn', $5, made, 'verified', 1, 'TXN' || name, 'Completed', CAST($4 AS TEXT),
                'utf-8', 'accepted', id, made
             FROM c WHERE of_server = 0 AND status <> 'expired'",
        )
    },
    table(
        "payments",
        "txn_id, payment_status, checkout_id, kind, gross, fee, currency, mismatches, message_id,
            webhook_id, recorded_at",
        "'TXN' || name, 'Completed', id, 'completed', 2000 + i % 5000, 120, 'USD', '[]',
            CASE of_server WHEN 0 THEN number END, CASE of_server WHEN 1 THEN number END, made
         FROM c WHERE status <> 'expired'",
    ),
    table(
        "payments",
        "txn_id, payment_status, checkout_id, parent_txn_id, kind, gross, currency, mismatches,
            recorded_at",
        "'RFD' || name, 'Refunded', id, 'TXN' || name, 'refund', 500, 'USD', '[]', made + 60000
         FROM c WHERE status = 'partially_refunded'",
    ),
    table(
        "events",
        "checkout_id, at, cause, to_status",
        "id, made, 'created', 'created' FROM c",
    ),
    table(
        "events",
        "checkout_id, at, cause, from_status, to_status, message_id, webhook_id",
        "id, made + 60000, CASE of_server WHEN 0 THEN 'ipn' ELSE 'webhook' END, 'created', status,
            CASE WHEN of_server = 0 AND status <> 'expired' THEN number END,
            CASE WHEN of_server = 1 AND status <> 'expired' THEN number END
         FROM c",
    ),
    table(
        "fulfilments",
        "checkout_id, paid_at, done_at",
        "id, made, made FROM c WHERE status <> 'expired'",
    ),
];

/// The ledger's database, for writing into it past the ledger.
pub struct Filler {
    connection: AnyConnection,
    postgres: bool,
    /// The time of the first checkout.
    first: i64,
    filled: i64,
}

impl Filler {
    /// `now` is later than the last of `most` checkouts.
    pub async fn open(url: &str, now: i64, most: i64) -> Result<Self, sqlx::Error> {
        let postgres = url.starts_with("postgres");
        sqlx::any::install_default_drivers();
        let mut connection = AnyConnection::connect(url).await?;
        sqlx::raw_sql(if postgres {
            "SET synchronous_commit = off"
        } else {
            "PRAGMA busy_timeout = 10000; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000"
        })
        .execute(&mut connection)
        .await?;
        // Two days ago the last of them had expired.
        let first = now - 2 * 24 * 60 * MINUTE - most * MINUTE;
        let mut filler = Self {
            connection,
            postgres,
            first,
            filled: 0,
        };
        filler.reject().await?;
        Ok(filler)
    }

    /// As many messages and webhooks as the server keeps of those that are not
    /// PayPal's. The last has the number 0, so that what the server hears
    /// while it is measured has positive numbers and the filler's have not.
    async fn reject(&mut self) -> Result<(), sqlx::Error> {
        for (table, columns, select) in [
            (
                "messages",
                "source, txn_id, payment_status",
                "'ipn', 'BAD' || CAST(i AS TEXT), 'Completed'",
            ),
            (
                "webhooks",
                "event_id, event_type, transmission",
                "'WH-BAD' || CAST(i AS TEXT), 'PAYMENT.CAPTURE.COMPLETED', '{}'",
            ),
        ] {
            let sql = format!(
                "INSERT INTO {table} (id, raw, received_at, verification, attempts, verdict,
                    processed_at, {columns})
                 WITH RECURSIVE n(i) AS (
                    SELECT CAST($1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 0
                 )
                 SELECT i, $2, 0, 'invalid', 1, 'invalid', 0, {select} FROM n"
            );
            sqlx::query(AssertSqlSafe(sql))
                .bind(1 - INVALID)
                .bind(RAW)
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }

    /// Writes until there are `count` checkouts of its own.
    pub async fn fill(&mut self, count: i64) -> Result<(), sqlx::Error> {
        while self.filled < count {
            let last = count.min(self.filled + AT_ONCE);
            let mut transaction = self.connection.begin().await?;
            for table in &TABLES {
                let sql = format!(
                    "INSERT INTO {} ({}) {CHECKOUTS} SELECT {}",
                    table.name, table.columns, table.select
                );
                let insert = sqlx::query(AssertSqlSafe(sql))
                    .bind(self.filled + 1)
                    .bind(last)
                    .bind(self.first);
                bound(insert, table).execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
            self.filled = last;
        }
        // What the database does by itself after a while, and what would else
        // be measured with the first operations.
        let settle: &[&str] = if self.postgres {
            &["VACUUM ANALYZE", "CHECKPOINT"]
        } else {
            &["PRAGMA wal_checkpoint(TRUNCATE)"]
        };
        for &statement in settle {
            sqlx::raw_sql(statement)
                .execute(&mut self.connection)
                .await?;
        }
        Ok(())
    }

    /// How large the database is.
    pub async fn bytes(&mut self) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar(if self.postgres {
            "SELECT pg_database_size(current_database())"
        } else {
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        })
        .fetch_one(&mut self.connection)
        .await
    }
}

fn bound<'q>(
    mut insert: Query<'q, Any, AnyArguments>,
    table: &Table,
) -> Query<'q, Any, AnyArguments> {
    for text in table.texts {
        insert = insert.bind(*text);
    }
    if table.raw { insert.bind(RAW) } else { insert }
}
