-- One row that GET /health writes, to see whether it can.
CREATE TABLE health (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    written_at INTEGER NOT NULL
) STRICT;
