-- Payments that the server makes through PayPal's REST APIs, the calls that
-- were made for them, and webhook messages.

-- Every call about a checkout, for whoever asks PayPal's support about it.
CREATE TABLE api_calls (
    id          INTEGER PRIMARY KEY,
    checkout_id TEXT NOT NULL REFERENCES checkouts (id),
    at          INTEGER NOT NULL,
    operation   TEXT NOT NULL,
    -- PayPal-Request-Id, for calls that change something.
    request_id  TEXT,
    -- `ok`, or the stable name of what went wrong.
    outcome     TEXT NOT NULL,
    http_status INTEGER,
    debug_id    TEXT,
    detail      TEXT,
    body        BLOB
) STRICT;

CREATE INDEX api_calls_checkout ON api_calls (checkout_id, id);

-- The payment of a checkout. It is here before PayPal is asked to make it.
CREATE TABLE server_payments (
    checkout_id    TEXT PRIMARY KEY REFERENCES checkouts (id),
    api            TEXT NOT NULL CHECK (api IN ('payments_v1', 'orders_v2')),
    -- The PayPal-Request-Id of the request that makes it, and what it is made of.
    request_id     TEXT NOT NULL,
    purchase       TEXT NOT NULL,
    paypal_id      TEXT UNIQUE,
    token          TEXT,
    approval_url   TEXT,
    -- Grows when PayPal has definitely refused, so that the next attempt is another request.
    attempt        INTEGER NOT NULL DEFAULT 1,
    -- When the buyer turned back; the money is then not moved unasked.
    turned_back_at INTEGER,
    -- How often PayPal was asked about a quiet checkout, and when it is asked next.
    asked          INTEGER NOT NULL DEFAULT 0,
    ask_at         INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX server_payments_quiet ON server_payments (ask_at) WHERE ask_at IS NOT NULL;

-- Every webhook message as it came, whatever became of it.
CREATE TABLE webhooks (
    id              INTEGER PRIMARY KEY,
    event_id        TEXT NOT NULL,
    event_type      TEXT NOT NULL,
    -- The headers that are signed, as JSON.
    transmission    TEXT NOT NULL,
    raw             BLOB NOT NULL,
    received_at     INTEGER NOT NULL,
    deliveries      INTEGER NOT NULL DEFAULT 1,
    verification    TEXT NOT NULL CHECK (verification IN ('waiting', 'verified', 'invalid', 'given_up')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER,
    problem         TEXT,
    verdict         TEXT,
    verdict_detail  TEXT,
    checkout_id     TEXT REFERENCES checkouts (id),
    processed_at    INTEGER
) STRICT;

CREATE INDEX webhooks_event ON webhooks (event_id);
CREATE INDEX webhooks_waiting ON webhooks (next_attempt_at) WHERE verification = 'waiting';
CREATE INDEX webhooks_invalid ON webhooks (id) WHERE verification = 'invalid';
CREATE INDEX webhooks_checkout ON webhooks (checkout_id);

-- What is known about money may also come from a call or a webhook.
CREATE TABLE payments_of_all_sources (
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
    message_id     INTEGER REFERENCES messages (id),
    api_call_id    INTEGER REFERENCES api_calls (id),
    webhook_id     INTEGER REFERENCES webhooks (id),
    recorded_at    INTEGER NOT NULL,
    PRIMARY KEY (txn_id, payment_status)
) STRICT, WITHOUT ROWID;

INSERT INTO payments_of_all_sources (txn_id, payment_status, checkout_id, parent_txn_id, kind,
    gross, fee, currency, mismatches, detail, message_id, recorded_at)
SELECT txn_id, payment_status, checkout_id, parent_txn_id, kind, gross, fee, currency, mismatches,
    detail, message_id, recorded_at
FROM payments;
DROP TABLE payments;
ALTER TABLE payments_of_all_sources RENAME TO payments;
CREATE INDEX payments_checkout ON payments (checkout_id);

ALTER TABLE events ADD COLUMN api_call_id INTEGER REFERENCES api_calls (id);
ALTER TABLE events ADD COLUMN webhook_id INTEGER REFERENCES webhooks (id);
