-- What a quarantined line belongs to, and goes with: the `of` or `response` that it names.
ALTER TABLE quarantine ADD COLUMN names TEXT;
CREATE INDEX quarantine_that_names ON quarantine (shop_id, names) WHERE names IS NOT NULL;
