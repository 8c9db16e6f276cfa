-- Answers apart by the basket that the till told of, where it did: what shares are weighted by.
ALTER TABLE records ADD COLUMN basket TEXT NOT NULL DEFAULT '';

CREATE TABLE tallies_by_basket (
    shop_id TEXT NOT NULL,
    hour INTEGER NOT NULL,
    till TEXT NOT NULL,
    question TEXT NOT NULL,
    choice TEXT NOT NULL,              -- '' counts the answers, whatever was chosen
    first TEXT NOT NULL,               -- for a second answer, the first: 'question/choice'
    basket TEXT NOT NULL,              -- few medium full produce; '' where none was told
    set_aside INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (shop_id, hour, till, question, choice, first, basket, set_aside)
) WITHOUT ROWID;
INSERT INTO tallies_by_basket
SELECT shop_id, hour, till, question, choice, first, '', set_aside, n FROM tallies;
DROP TABLE tallies;
ALTER TABLE tallies_by_basket RENAME TO tallies;

-- Who came back: visits whose till gave a token, and the first answer of the response that was
-- given in one. `hour` as of a tally. They go with their records.
CREATE TABLE visits (
    id TEXT PRIMARY KEY,
    shop_id TEXT NOT NULL,
    token TEXT NOT NULL,
    hour INTEGER NOT NULL,
    response TEXT,
    question TEXT NOT NULL,            -- '' where nothing was answered, or not yet
    choice TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX visits_of_tokens ON visits (shop_id, token, hour);
CREATE INDEX visits_of_responses ON visits (shop_id, response) WHERE response IS NOT NULL;
CREATE INDEX visits_that_answered ON visits (shop_id, hour) WHERE question <> '';
