-- The same bytes are looked for with one comparison that an index serves,
-- whether a message names a transaction or not.

DROP INDEX messages_transaction;
CREATE INDEX messages_same ON messages (COALESCE(txn_id, ''), COALESCE(payment_status, ''));
