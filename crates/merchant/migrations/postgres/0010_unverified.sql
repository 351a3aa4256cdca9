-- A webhook message that is verified may still wait for PayPal to be asked about
-- its payment: it does not make room for others.
ALTER TABLE webhooks ADD COLUMN verified_at BIGINT;

-- How many messages there are that nobody has verified, how long they are, and
-- which are the oldest.
CREATE INDEX messages_unverified ON messages (id)
    WHERE verification IN ('waiting', 'given_up');
CREATE INDEX webhooks_unverified ON webhooks (id)
    WHERE verification IN ('waiting', 'given_up') AND verified_at IS NULL;
