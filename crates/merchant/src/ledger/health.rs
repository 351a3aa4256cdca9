//! A small write that shows whether the ledger can be written to.

use super::sql::query;
use super::{Ledger, LedgerError};

impl Ledger {
    /// Writes the time into a row of its own.
    ///
    /// # Errors
    /// `database_busy`, `database_unwritable`, `database`.
    pub async fn write_health(&self, now: i64) -> Result<(), LedgerError> {
        let mut write = self.write().await?;
        query(
            "INSERT INTO health (id, written_at) VALUES (1, $1)
             ON CONFLICT (id) DO UPDATE SET written_at = excluded.written_at",
        )
        .bind(now)
        .execute(&mut write)
        .await?;
        write.commit().await
    }
}
