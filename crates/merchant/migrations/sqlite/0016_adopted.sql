-- Payments that a page made by itself, and that were adopted afterwards.

-- The reason that the shop does not sell what such a payment is for: none of
-- its money counts unless a person accepts it.
ALTER TABLE checkouts ADD COLUMN misfit TEXT;
