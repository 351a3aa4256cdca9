-- Times are milliseconds since 1970 (UTC). Amounts are whole minor units of the
-- currency beside them. Lists are JSON.

CREATE TABLE checkouts (
    id              TEXT PRIMARY KEY,
    idempotency_key TEXT NOT NULL UNIQUE,
    -- What was asked for, to tell a repeated request from another one.
    request         TEXT NOT NULL,
    path            TEXT NOT NULL,
    currency        TEXT NOT NULL,
    total           INTEGER NOT NULL,
    -- Where the form goes, and its fields in order.
    action          TEXT NOT NULL,
    fields          TEXT NOT NULL,
    -- What the message about the payment must name.
    ordered         TEXT NOT NULL,
    status          TEXT NOT NULL,
    -- Where the checkout stands as long as there is no payment.
    hint            TEXT NOT NULL,
    reason          TEXT,
    reason_detail   TEXT,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL
) STRICT;

CREATE INDEX checkouts_waiting ON checkouts (created_at) WHERE status IN ('created', 'approved');

CREATE TABLE checkout_lines (
    checkout_id TEXT NOT NULL REFERENCES checkouts (id),
    position    INTEGER NOT NULL,
    sku         TEXT NOT NULL,
    name        TEXT NOT NULL,
    options     TEXT NOT NULL,
    quantity    INTEGER NOT NULL CHECK (quantity > 0),
    price       INTEGER NOT NULL,
    PRIMARY KEY (checkout_id, position)
) STRICT, WITHOUT ROWID;

-- Every message as it came, whatever became of it.
CREATE TABLE messages (
    id              INTEGER PRIMARY KEY,
    source          TEXT NOT NULL CHECK (source IN ('ipn', 'pdt')),
    raw             BLOB NOT NULL,
    received_at     INTEGER NOT NULL,
    -- How often the same bytes came while they waited.
    deliveries      INTEGER NOT NULL DEFAULT 1,
    verification    TEXT NOT NULL CHECK (verification IN ('waiting', 'verified', 'invalid', 'given_up')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER,
    problem         TEXT,
    txn_id          TEXT,
    payment_status  TEXT,
    -- The fields as text, once PayPal has said that they are its own.
    fields          TEXT,
    charset         TEXT,
    verdict         TEXT,
    verdict_detail  TEXT,
    checkout_id     TEXT REFERENCES checkouts (id),
    processed_at    INTEGER
) STRICT;

CREATE INDEX messages_waiting ON messages (next_attempt_at) WHERE verification = 'waiting';
CREATE INDEX messages_invalid ON messages (id) WHERE verification = 'invalid';
CREATE INDEX messages_transaction ON messages (txn_id, payment_status);
CREATE INDEX messages_checkout ON messages (checkout_id);

-- What is known about money. One transaction has one row for each status that
-- was heard of it.
CREATE TABLE payments (
    txn_id         TEXT NOT NULL,
    payment_status TEXT NOT NULL,
    checkout_id    TEXT NOT NULL REFERENCES checkouts (id),
    parent_txn_id  TEXT,
    kind           TEXT NOT NULL CHECK (
        kind IN ('pending', 'failed', 'completed', 'refund', 'reversal', 'reversal_canceled')
    ),
    gross          INTEGER NOT NULL,
    fee            INTEGER,
    currency       TEXT NOT NULL,
    mismatches     TEXT NOT NULL,
    detail         TEXT,
    message_id     INTEGER NOT NULL REFERENCES messages (id),
    recorded_at    INTEGER NOT NULL,
    PRIMARY KEY (txn_id, payment_status)
) STRICT, WITHOUT ROWID;

CREATE INDEX payments_checkout ON payments (checkout_id);

-- The history of every checkout, with the cause of each step.
CREATE TABLE events (
    id          INTEGER PRIMARY KEY,
    checkout_id TEXT NOT NULL REFERENCES checkouts (id),
    at          INTEGER NOT NULL,
    cause       TEXT NOT NULL,
    from_status TEXT,
    to_status   TEXT NOT NULL,
    reason      TEXT,
    detail      TEXT,
    message_id  INTEGER REFERENCES messages (id)
) STRICT;

CREATE INDEX events_checkout ON events (checkout_id, id);
