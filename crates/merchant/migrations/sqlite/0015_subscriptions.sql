-- What a checkout is for, and what the shop noted of its own.
ALTER TABLE checkouts ADD COLUMN order_kind TEXT NOT NULL DEFAULT 'cart'
    CHECK (order_kind IN ('cart', 'subscription', 'donation'));
ALTER TABLE checkouts ADD COLUMN custom TEXT;
-- The donation with its limits, as JSON.
ALTER TABLE checkouts ADD COLUMN donation TEXT;

-- A subscription that the buyer has agreed to does not expire.
DROP INDEX checkouts_waiting;
CREATE INDEX checkouts_waiting ON checkouts (created_at)
    WHERE status IN ('created', 'approved') AND (order_kind <> 'subscription' OR status = 'created');

-- Messages that name no transaction are told apart by their subscription.
ALTER TABLE messages ADD COLUMN subscr_id TEXT;
DROP INDEX messages_same;
CREATE INDEX messages_same
    ON messages (COALESCE(txn_id, ''), COALESCE(payment_status, ''), COALESCE(subscr_id, ''));

-- The subscription that a payment is for, and when it was made by PayPal's date.
ALTER TABLE payments ADD COLUMN subscr_id TEXT;
ALTER TABLE payments ADD COLUMN paid_at INTEGER;

-- Subscriptions, one for each checkout of one. All but the plan follows from
-- payments and notices.
CREATE TABLE subscriptions (
    checkout_id   TEXT PRIMARY KEY REFERENCES checkouts (id),
    -- The subscription of the catalogue, and the plan that was offered, as JSON.
    offer         TEXT NOT NULL,
    name          TEXT NOT NULL,
    plan          TEXT NOT NULL,
    status        TEXT NOT NULL,
    -- PayPal's name of it.
    subscr_id     TEXT,
    started_at    INTEGER,
    -- How many payments there are whose money is there, and how much that is.
    payments      INTEGER NOT NULL DEFAULT 0,
    paid          INTEGER NOT NULL DEFAULT 0,
    -- Days, such as 2026-01-31.
    next_due      TEXT,
    next_amount   INTEGER,
    paid_until    TEXT,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX subscriptions_newest ON subscriptions (created_at DESC, checkout_id);
CREATE INDEX subscriptions_status ON subscriptions (status, created_at DESC, checkout_id);
CREATE INDEX subscriptions_paypal ON subscriptions (subscr_id) WHERE subscr_id IS NOT NULL;

-- Messages about subscriptions that move no money.
CREATE TABLE subscription_notices (
    checkout_id TEXT NOT NULL REFERENCES checkouts (id),
    subscr_id   TEXT NOT NULL,
    kind        TEXT NOT NULL,
    -- What tells a repeated message of one kind from another one.
    name        TEXT NOT NULL,
    at          INTEGER NOT NULL,
    message_id  INTEGER NOT NULL REFERENCES messages (id),
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (checkout_id, subscr_id, kind, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX subscription_notices_paypal ON subscription_notices (subscr_id);
CREATE INDEX subscription_notices_message ON subscription_notices (message_id);

-- What the shop's own system is told of subscriptions. Written in the
-- transaction that makes it so.
CREATE TABLE subscription_fulfilments (
    id              INTEGER PRIMARY KEY,
    checkout_id     TEXT NOT NULL REFERENCES checkouts (id),
    kind            TEXT NOT NULL
        CHECK (kind IN ('started', 'payment', 'payment_failed', 'cancelled', 'ended')),
    -- The transaction of a payment, the name of a failure.
    name            TEXT NOT NULL,
    at              INTEGER NOT NULL,
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER,
    problem         TEXT,
    done_at         INTEGER,
    told            TEXT,
    telling         TEXT,
    UNIQUE (checkout_id, kind, name)
) STRICT;

CREATE INDEX subscription_fulfilments_due ON subscription_fulfilments (next_attempt_at, id)
    WHERE next_attempt_at IS NOT NULL;
