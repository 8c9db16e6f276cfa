-- Full text over what was said: words as they were cut, and whose they are.
CREATE TABLE said_texts (
    row INTEGER PRIMARY KEY,
    shop_id TEXT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    of TEXT NOT NULL                   -- the record that a list shows them with
);
CREATE VIRTUAL TABLE said USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2');

-- What was kept before there was an index: taken in when the store is opened next.
CREATE TABLE said_backlog (id TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO said_backlog SELECT id FROM records
WHERE kind IN ('comment', 'words', 'response') AND erased_at IS NULL AND body LIKE '%"text":"%';
