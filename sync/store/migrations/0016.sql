-- What rang, and the action that each alert opened. Whether it is dealt with is told by the action.
CREATE TABLE alerts (
    shop_id TEXT NOT NULL REFERENCES shops,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,               -- the reason or the till; '' for the shop
    at INTEGER NOT NULL,
    action_id TEXT NOT NULL REFERENCES actions,
    figures TEXT NOT NULL,             -- JSON
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX alerts_of_shop ON alerts (shop_id, at);
CREATE INDEX alerts_of_actions ON alerts (action_id);

-- What each shop's last look found that does not ring: what rises, and whether it can be watched.
CREATE TABLE watching (
    shop_id TEXT PRIMARY KEY REFERENCES shops,
    at INTEGER NOT NULL,
    readiness TEXT NOT NULL,
    rising TEXT NOT NULL               -- JSON
) WITHOUT ROWID;
