-- What the shop's own system took last: 'paid', or 'cancelled' once the money
-- went back.
ALTER TABLE fulfilments ADD COLUMN told TEXT;
UPDATE fulfilments SET told = 'paid' WHERE done_at IS NOT NULL;
