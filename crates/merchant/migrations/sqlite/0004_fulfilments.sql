-- Paid checkouts that the shop's own system is told of, and what the shop did
-- with the money.

-- Written in the transaction that makes the checkout paid.
CREATE TABLE fulfilments (
    checkout_id     TEXT PRIMARY KEY REFERENCES checkouts (id),
    paid_at         INTEGER NOT NULL,
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER,
    problem         TEXT,
    done_at         INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX fulfilments_due ON fulfilments (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

-- Refunds, captures and voids that the shop asked for. Each is here before
-- PayPal is asked.
CREATE TABLE operations (
    id              INTEGER PRIMARY KEY,
    checkout_id     TEXT NOT NULL REFERENCES checkouts (id),
    kind            TEXT NOT NULL CHECK (kind IN ('refund', 'capture', 'void')),
    -- The client's name for it: the same name is the same operation.
    idempotency_key TEXT NOT NULL,
    request_id      TEXT NOT NULL,
    -- The payment or authorization it acts on.
    txn_id          TEXT NOT NULL,
    amount          INTEGER,
    created_at      INTEGER NOT NULL,
    done_at         INTEGER,
    UNIQUE (checkout_id, idempotency_key)
) STRICT;
