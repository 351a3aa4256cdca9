-- One transmission id of a verified webhook message means one body.
CREATE TABLE webhook_transmissions (
    id          TEXT PRIMARY KEY,
    body_sha256 TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
