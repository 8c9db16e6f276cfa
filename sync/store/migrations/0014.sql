-- Themes that a person named, beside the reasons of the book; one that was merged counts as the
-- other, which is a reason or a theme.
CREATE TABLE themes (
    shop_id TEXT NOT NULL REFERENCES shops,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    merged_into TEXT,
    PRIMARY KEY (shop_id, id)
) WITHOUT ROWID;

-- What a person said that a comment or a response is about; '': none of the themes.
CREATE TABLE coded (
    shop_id TEXT NOT NULL,
    id TEXT NOT NULL,                  -- the record's
    theme TEXT NOT NULL,
    PRIMARY KEY (shop_id, id)
) WITHOUT ROWID;
