-- Days that a manager marked: something was different.
CREATE TABLE days (
    shop_id TEXT NOT NULL REFERENCES shops,
    day TEXT NOT NULL,                 -- 2026-11-22, of the shop's calendar
    unusual INTEGER NOT NULL,
    why TEXT NOT NULL,
    by TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (shop_id, day)
) WITHOUT ROWID;

-- Since when a shop has its visit key, which lives 91 days.
ALTER TABLE shops ADD COLUMN visit_key_at INTEGER;

-- What is kept for so long and no longer, by kind.
CREATE INDEX records_by_age ON records (kind, arrived_at) WHERE erased_at IS NULL;
