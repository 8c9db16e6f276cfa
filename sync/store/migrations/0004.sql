-- What the managers take up. `body` is the action as its call gives it.
CREATE TABLE actions (
    id TEXT PRIMARY KEY,
    shop_id TEXT NOT NULL REFERENCES shops,
    made_at INTEGER NOT NULL,
    since INTEGER,                     -- when shoppers were first told
    tells INTEGER NOT NULL,
    heard_at TEXT NOT NULL,            -- tills, each with a comma behind it
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX actions_of_shop ON actions (shop_id, made_at);
CREATE INDEX actions_that_tell ON actions (shop_id, since) WHERE tells = 1;

-- For which shops a version was published, with commas between; none: for all. And when it was
-- published last, for whomever: of several the newest is asked.
ALTER TABLE questionnaires ADD COLUMN shops TEXT;
ALTER TABLE questionnaires ADD COLUMN asked_from INTEGER;
UPDATE questionnaires SET asked_from = published_at;

CREATE TABLE drafts (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL
) WITHOUT ROWID;
