-- Told to the shop's own system without an answer yet: 'paid' or 'cancelled'.
-- Whether it took that is not known after a crash.
ALTER TABLE fulfilments ADD COLUMN telling TEXT;
