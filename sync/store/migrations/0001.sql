-- shop_id comes first in the key of all that is a shop's: it is the shard key of a large hub.
-- Times are milliseconds since 1970 in UTC. An hour is the instant at which an hour of the shop's
-- clock began, so that the doubled hour of autumn stays two.

CREATE TABLE shops (
    shop_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    timezone TEXT NOT NULL,
    languages TEXT NOT NULL,           -- separated by commas, the shop's own first
    reader TEXT NOT NULL DEFAULT '',
    look TEXT NOT NULL DEFAULT '',
    hours TEXT,                        -- JSON as in the bundle; none: always open
    ask_share REAL NOT NULL DEFAULT 1,
    dark_share REAL NOT NULL DEFAULT 0,
    offer_words INTEGER NOT NULL DEFAULT 1,
    offer_contact INTEGER NOT NULL DEFAULT 0,
    offer_voice INTEGER NOT NULL DEFAULT 0,
    pin TEXT,
    visit_key TEXT,
    followup_key TEXT,
    followup_key_id TEXT
);

CREATE TABLE tills (
    shop_id TEXT NOT NULL REFERENCES shops,
    till TEXT NOT NULL,
    PRIMARY KEY (shop_id, till)
) WITHOUT ROWID;

CREATE TABLE devices (
    device_id TEXT PRIMARY KEY,
    shop_id TEXT NOT NULL REFERENCES shops,
    till TEXT NOT NULL,
    name TEXT NOT NULL,
    hardware TEXT NOT NULL,
    version TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    old_token_hash TEXT UNIQUE,        -- works until old_token_until
    old_token_until INTEGER,
    enrolled_at INTEGER NOT NULL,
    revoked_at INTEGER,
    last_heard INTEGER,
    first_seq INTEGER,                 -- a gap is what is missing between these two
    acked_through INTEGER NOT NULL DEFAULT 0,
    seen INTEGER NOT NULL DEFAULT 0,   -- numbers between them that came
    explained INTEGER NOT NULL DEFAULT 0,  -- undone before they were sent
    conflict_at INTEGER,               -- two devices may share one identity
    clock_off_ms INTEGER NOT NULL DEFAULT 0,
    status TEXT                        -- the last status record
);
CREATE INDEX devices_of_shop ON devices (shop_id, till);

CREATE TABLE enrolment_codes (
    code_hash TEXT PRIMARY KEY,
    shop_id TEXT NOT NULL,
    till TEXT NOT NULL,
    expires INTEGER NOT NULL,
    used_at INTEGER
) WITHOUT ROWID;

CREATE TABLE users (
    name TEXT PRIMARY KEY,
    password TEXT NOT NULL,            -- argon2id
    role TEXT NOT NULL,
    shops TEXT,                        -- separated by commas; none: all
    made_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE tokens (
    token_hash TEXT PRIMARY KEY,
    user TEXT NOT NULL REFERENCES users,
    role TEXT NOT NULL,
    shops TEXT,
    made_at INTEGER NOT NULL,
    revoked_at INTEGER
) WITHOUT ROWID;

CREATE TABLE questionnaires (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    PRIMARY KEY (id, version)
) WITHOUT ROWID;

CREATE TABLE reasons (
    id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,            -- its order in the book
    body TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE records (
    shop_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    till TEXT NOT NULL,
    kind TEXT NOT NULL,
    digest TEXT NOT NULL,              -- of the content as it came, keyed
    at INTEGER NOT NULL,               -- by the device's clock
    counted_at INTEGER NOT NULL,       -- put right where that clock is off
    hour INTEGER NOT NULL,             -- in which it is counted
    arrived_at INTEGER NOT NULL,
    names TEXT,                        -- the record that it belongs to and is erased with
    forget TEXT,
    set_aside INTEGER NOT NULL DEFAULT 0,
    body TEXT,                         -- JSON, its words opened and masked; none once erased
    erased_at INTEGER,
    PRIMARY KEY (shop_id, device_id, seq)
);
CREATE INDEX records_that_name ON records (shop_id, names) WHERE names IS NOT NULL;
CREATE INDEX records_to_forget ON records (shop_id, forget) WHERE forget IS NOT NULL;

-- What was retracted, also before it came: an id, or 'forget:' and a code's hash.
CREATE TABLE erasures (
    shop_id TEXT NOT NULL,
    mark TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (shop_id, mark)
) WITHOUT ROWID;

CREATE TABLE quarantine (
    shop_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    seq INTEGER,
    id TEXT,
    title TEXT NOT NULL,
    pointer TEXT NOT NULL,
    content TEXT,                      -- whole, for a person to look at; goes after 30 days
    arrived_at INTEGER NOT NULL,
    PRIMARY KEY (shop_id, device_id, digest)
);
CREATE INDEX quarantine_by_seq ON quarantine (shop_id, device_id, seq);
CREATE INDEX quarantine_by_id ON quarantine (shop_id, id);
CREATE INDEX quarantine_by_age ON quarantine (arrived_at) WHERE content IS NOT NULL;

CREATE TABLE tallies (
    shop_id TEXT NOT NULL,
    hour INTEGER NOT NULL,
    till TEXT NOT NULL,
    question TEXT NOT NULL,
    choice TEXT NOT NULL,              -- '' counts the answers, whatever was chosen
    first TEXT NOT NULL,               -- the first answer's choice, for a second answer
    set_aside INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (shop_id, hour, till, question, choice, first, set_aside)
) WITHOUT ROWID;

CREATE TABLE heard (
    shop_id TEXT NOT NULL,
    hour INTEGER NOT NULL,
    till TEXT NOT NULL,
    reason TEXT NOT NULL,
    tone TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (shop_id, hour, till, reason, tone)
) WITHOUT ROWID;

CREATE TABLE exposure_hours (
    shop_id TEXT NOT NULL,
    hour INTEGER NOT NULL,
    device_id TEXT NOT NULL,
    till TEXT NOT NULL,
    seq INTEGER NOT NULL,              -- the highest of one hour holds
    transactions INTEGER,
    few INTEGER,
    medium INTEGER,
    "full" INTEGER,
    produce INTEGER,
    postponed INTEGER NOT NULL,
    PRIMARY KEY (shop_id, hour, device_id)
) WITHOUT ROWID;

CREATE TABLE exposures (
    shop_id TEXT NOT NULL,
    hour INTEGER NOT NULL,
    device_id TEXT NOT NULL,
    till TEXT NOT NULL,
    question TEXT NOT NULL,
    shown INTEGER,
    answered INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    abandoned INTEGER NOT NULL,
    PRIMARY KEY (shop_id, hour, device_id, question)
) WITHOUT ROWID;

-- Written by the check whether the store can store.
CREATE TABLE pulse (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at INTEGER NOT NULL
);
