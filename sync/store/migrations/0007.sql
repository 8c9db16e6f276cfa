-- Flags that the hub gave a response beside others, with commas between, and what a person decided:
-- 1 set aside, 0 put back.
ALTER TABLE records ADD COLUMN judged TEXT NOT NULL DEFAULT '';
ALTER TABLE records ADD COLUMN decided INTEGER;
CREATE INDEX records_set_aside ON records (shop_id, hour) WHERE set_aside = 1;

-- What of a response the judging looks at, in the order of the device's clock.
CREATE TABLE interviews (
    shop_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    completed INTEGER NOT NULL,
    question TEXT,                     -- the first one's answer, if it has just one
    choice TEXT,
    place INTEGER,
    anchored INTEGER NOT NULL,
    judged TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (shop_id, device_id, at, seq)
) WITHOUT ROWID;
