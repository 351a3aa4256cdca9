-- A webhook message that is verified may still wait for PayPal to be asked about
-- its payment: it does not make room for others.
ALTER TABLE webhooks ADD COLUMN verified_at INTEGER;

-- How many messages there are that nobody has verified, how long they are, and
-- which are the oldest.
CREATE INDEX messages_unverified ON messages (id, LENGTH(raw))
    WHERE verification IN ('waiting', 'given_up');
CREATE INDEX webhooks_unverified ON webhooks (id, LENGTH(raw))
    WHERE verification IN ('waiting', 'given_up') AND verified_at IS NULL;

DROP INDEX messages_invalid;
DROP INDEX webhooks_invalid;
CREATE INDEX messages_invalid ON messages (id, LENGTH(raw)) WHERE verification = 'invalid';
CREATE INDEX webhooks_invalid ON webhooks (id, LENGTH(raw)) WHERE verification = 'invalid';
