-- Who changed what: each entry hashed over the one before.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    what TEXT NOT NULL,
    shop_id TEXT,
    on_what TEXT NOT NULL,
    detail TEXT NOT NULL,              -- JSON
    hash TEXT NOT NULL
);

-- The newest entry, so that dropping the last ones is found too.
CREATE TABLE audit_head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL,
    hash TEXT NOT NULL
);
