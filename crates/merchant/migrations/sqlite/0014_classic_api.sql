-- Payments by the classic API, as NVP or SOAP. A rule of a column cannot be
-- changed, so the table is made anew.
CREATE TABLE server_payments_of_all_apis (
    checkout_id    TEXT PRIMARY KEY REFERENCES checkouts (id),
    api            TEXT NOT NULL CHECK (api IN ('payments_v1', 'orders_v2', 'nvp', 'soap')),
    -- The request id of the request that makes it, and what it is made of.
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

INSERT INTO server_payments_of_all_apis (checkout_id, api, request_id, purchase, paypal_id, token,
    approval_url, attempt, turned_back_at, asked, ask_at)
SELECT checkout_id, api, request_id, purchase, paypal_id, token, approval_url, attempt,
    turned_back_at, asked, ask_at
FROM server_payments;
DROP TABLE server_payments;
ALTER TABLE server_payments_of_all_apis RENAME TO server_payments;
CREATE INDEX server_payments_quiet ON server_payments (ask_at) WHERE ask_at IS NOT NULL;
