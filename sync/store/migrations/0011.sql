-- People who want to hear back: who has taken which, and what they noted. The box itself is in the
-- record.
CREATE TABLE follow_ups (
    id TEXT PRIMARY KEY,
    taken_by TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    notes TEXT NOT NULL                -- JSON
) WITHOUT ROWID;
CREATE INDEX records_to_follow_up ON records (shop_id, counted_at, id)
WHERE kind = 'follow_up' AND erased_at IS NULL;

-- The keys that contacts are sealed to: the secret only as browsers wrapped it.
CREATE TABLE followup_keys (
    key_id TEXT PRIMARY KEY,
    key TEXT NOT NULL,                 -- base64
    recovery TEXT NOT NULL,            -- wrapped under a code that was printed
    made_by TEXT NOT NULL,
    made_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE followup_copies (
    key_id TEXT NOT NULL REFERENCES followup_keys,
    user TEXT NOT NULL,
    asks TEXT,                         -- what somebody who has the secret wraps it to
    wrapped TEXT,
    PRIMARY KEY (key_id, user)
) WITHOUT ROWID;
