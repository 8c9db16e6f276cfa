-- Backups that were made, so that what is erased afterwards is written beside them; and, in a
-- backup alone, the hub's keys.
CREATE TABLE backups (
    file TEXT PRIMARY KEY,
    made_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE backup_keys (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    body TEXT NOT NULL
);
