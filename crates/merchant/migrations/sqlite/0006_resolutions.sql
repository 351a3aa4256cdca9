-- What people decided about checkouts in review.
CREATE TABLE resolutions (
    checkout_id     TEXT NOT NULL REFERENCES checkouts (id),
    number          INTEGER NOT NULL,
    idempotency_key TEXT NOT NULL,
    ruling          TEXT NOT NULL,
    note            TEXT NOT NULL,
    payments        TEXT NOT NULL,  -- the transactions that were looked at, as JSON
    decided_at      INTEGER NOT NULL,
    PRIMARY KEY (checkout_id, number),
    UNIQUE (checkout_id, idempotency_key)
);
