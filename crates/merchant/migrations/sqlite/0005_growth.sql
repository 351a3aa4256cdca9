-- Nothing that the server does may take longer because there are more
-- checkouts.

-- Lists of the newest ones, of all or of one status.
CREATE INDEX checkouts_newest ON checkouts (created_at DESC, id);
CREATE INDEX checkouts_status ON checkouts (status, created_at DESC, id);

-- A message that is dropped is looked for wherever one can be referred to.
CREATE INDEX payments_message ON payments (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX payments_webhook ON payments (webhook_id) WHERE webhook_id IS NOT NULL;
CREATE INDEX events_message ON events (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX events_webhook ON events (webhook_id) WHERE webhook_id IS NOT NULL;
