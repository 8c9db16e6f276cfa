-- Lists of what was said, the newest first.
CREATE INDEX records_by_time ON records (shop_id, kind, counted_at, id)
WHERE kind IN ('comment', 'response');
