-- What was said aloud, sealed to the hub. A row is made by the comment that names it, or by the
-- blob, whichever comes first.
CREATE TABLE blobs (
    shop_id TEXT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    comment TEXT,                      -- the record that names it; none: not yet
    box TEXT,                          -- base64; none: not come yet, or gone again
    arrived_at INTEGER,
    gone_at INTEGER,                   -- when its time was over
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX blobs_of_comments ON blobs (shop_id, comment) WHERE comment IS NOT NULL;
