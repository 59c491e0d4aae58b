-- Items of the store that are kept for a time only.

-- For how many milliseconds after it was put or read; null, as expires_at then is, for ever.
ALTER TABLE store_item ADD COLUMN time_to_live bigint;

CREATE INDEX store_item_expires ON store_item (expires_at) WHERE expires_at IS NOT NULL;
