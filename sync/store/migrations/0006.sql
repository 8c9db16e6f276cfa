-- A second factor: the secret, whether a code of it was shown, and the last step of time whose code
-- was taken.
ALTER TABLE users ADD COLUMN totp TEXT;
ALTER TABLE users ADD COLUMN totp_confirmed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0;

ALTER TABLE tokens ADD COLUMN id TEXT;
ALTER TABLE tokens ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE tokens ADD COLUMN expires INTEGER;
UPDATE tokens SET id = lower(hex(randomblob(16)));
CREATE INDEX tokens_by_id ON tokens (id);

CREATE TABLE sessions (
    session_hash TEXT PRIMARY KEY,
    user TEXT NOT NULL REFERENCES users,
    made_at INTEGER NOT NULL,
    expires INTEGER NOT NULL
) WITHOUT ROWID;
