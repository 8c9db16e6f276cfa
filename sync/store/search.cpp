#include "sync/store/search.h"

#include <algorithm>

#include "sync/store/cut_words.h"
#include "sync/store/reading.h"

namespace earshot::sync {
namespace {

constexpr std::string_view insert_text = R"(
    INSERT INTO said_texts (shop_id, id, of) VALUES ($1, $2, $3)
    ON CONFLICT (id) DO NOTHING RETURNING row)";

constexpr std::string_view insert_words = "INSERT INTO said (rowid, words) VALUES ($1, $2)";

constexpr std::string_view delete_text = "DELETE FROM said_texts WHERE id = $1 RETURNING row";
constexpr std::string_view delete_words = "DELETE FROM said WHERE rowid = $1";
constexpr std::string_view optimize = "INSERT INTO said (said) VALUES ('optimize')";

constexpr std::string_view matching = R"(
    SELECT of, id, said_texts.row, bm25(said) FROM said JOIN said_texts ON said_texts.row = said.rowid
    WHERE said MATCH $2 AND shop_id = $1 ORDER BY bm25(said), id DESC LIMIT $3)";

// Between two signs that no word has.
constexpr std::string_view highlighted = R"(
    SELECT highlight(said, 0, char(2), char(3)) FROM said WHERE said MATCH $1 AND rowid = $2)";
constexpr char hit_begins = 2;
constexpr char hit_ends = 3;

constexpr std::string_view some_of_backlog = R"(
    SELECT id, shop_id, seq, body FROM said_backlog JOIN records USING (id)
    WHERE body IS NOT NULL LIMIT $1)";
constexpr std::string_view done_of_backlog = "DELETE FROM said_backlog WHERE id = $1";
constexpr std::string_view rest_of_backlog = "DELETE FROM said_backlog";

constexpr int backlog_at_once = 500;
// Of an excerpt: words before the first hit, and in all.
constexpr std::size_t words_before = 8;
constexpr std::size_t words_shown = 32;
constexpr std::string_view left_out = "…";

void add(std::vector<std::string>& all, const core::Text& text) {
    if (const auto* words = std::get_if<std::string>(&text)) all.push_back(*words);
}

// In the order in which their words are indexed.
std::vector<std::string> texts_in(const core::Body& body) {
    std::vector<std::string> all;
    if (const auto* response = std::get_if<core::Response>(&body))
        for (const core::Answer& answer : response->answers) add(all, answer.text);
    else if (const auto* comment = std::get_if<core::Comment>(&body))
        add(all, comment->text);
    else if (const auto* words = std::get_if<core::Words>(&body))
        add(all, words->text);
    return all;
}

std::string words_in(const core::Record& record) {
    std::string all;
    for (const std::string& text : texts_in(record.body))
        for (const std::string& word : cut_words(text)) all += word + " ";
    return all;
}

// Which of the words, as they were cut, are hits.
std::vector<bool> hits_in(std::string_view marked) {
    std::vector<bool> hits;
    bool inside = false, hit = false;
    for (const char c : marked) {
        inside = c == hit_begins || (inside && c != hit_ends);
        hit = hit || inside;
        if (c != ' ') continue;
        hits.push_back(hit);
        hit = false;
    }
    return hits;
}

// FTS5's own language is closed to whoever asks: each word goes in quotes, and has none in it.
std::string quoted(const std::vector<std::string>& words) {
    std::string phrase = "\"";
    for (const std::string& word : words) phrase += (phrase.size() == 1 ? "" : " ") + word;
    return phrase + "\"";
}

std::string match_of(std::string_view query) {
    std::string match;
    const auto append = [&](const std::string& part) {
        match += (match.empty() ? "" : " ") + part;
    };
    while (!query.empty()) {
        const bool phrase = query.front() == '"';
        if (phrase) query.remove_prefix(1);
        const std::size_t end = std::min(query.find('"'), query.size());
        const auto words = cut_words(query.substr(0, end));
        const bool last = !phrase && end == query.size();
        if (phrase && !words.empty()) append(quoted(words));
        for (std::size_t index = 0; !phrase && index < words.size(); ++index)
            append(quoted({words[index]}) + (last && index + 1 == words.size() ? "*" : ""));
        query.remove_prefix(phrase ? std::min(end + 1, query.size()) : end);
    }
    return match;
}

}  // namespace

void index_words(sql::Connection& connection, const std::string& shop, const core::Record& record) {
    const std::string words = words_in(record);
    if (words.empty()) return;
    const auto* added = std::get_if<core::Words>(&record.body);
    const auto row =
        connection.run(insert_text, {shop, record.id, added != nullptr ? added->of : record.id});
    if (!row.empty()) connection.run(insert_words, {row[0].number(0), words});
}

bool unindex_words(sql::Connection& connection, const std::string& id) {
    const auto row = connection.run(delete_text, {id});
    if (row.empty()) return false;
    connection.run(delete_words, {row[0].number(0)});
    return true;
}

void index_backlog(Store& store) {
    sql::Connection& connection = store.writer();
    // Each turn takes some of it away.
    while (true) {
        sql::Transaction transaction(connection);
        const auto rows = connection.run(some_of_backlog, {backlog_at_once});
        for (const sql::Row& row : rows) {
            core::Record record = kept_record(row.text(3), row.number(2));
            record.id = row.text(0);
            index_words(connection, row.text(1), record);
            connection.run(done_of_backlog, {row.text(0)});
        }
        if (rows.empty()) connection.run(rest_of_backlog, {});
        transaction.commit();
        if (rows.empty()) return;
    }
}

void clean_index(sql::Connection& connection) { connection.run(optimize, {}); }

std::vector<Hit> search(Store& store, const std::string& shop, std::string_view query, int most) {
    std::vector<Hit> found;
    const std::string match = match_of(query);
    if (match.empty()) return found;
    for (const sql::Row& row : Store::Reading(store).run(matching, {shop, match, most}))
        found.push_back({row.text(0), row.text(1), row.number(2), row.real(3)});
    return found;
}

std::vector<Excerpt> excerpt(Store& store, std::string_view query, const Hit& hit,
                             const core::Body& said) {
    const auto rows = Store::Reading(store).run(highlighted, {match_of(query), hit.row});
    const std::vector<bool> hits = rows.empty() ? std::vector<bool>() : hits_in(rows[0].text(0));
    const auto first = static_cast<std::size_t>(std::ranges::find(hits, true) - hits.begin());
    const std::size_t from = first < words_before ? 0 : first - words_before;
    std::vector<Excerpt> shown;
    const auto add_piece = [&](std::string_view text, bool is_hit) {
        if (shown.empty() || shown.back().hit != is_hit) shown.push_back({"", is_hit});
        shown.back().text += text;
    };
    std::size_t word = 0;
    for (const std::string& text : texts_in(said)) {
        if (!shown.empty()) add_piece("\n", false);
        for (const TextPiece& piece : cut_text(text)) {
            if (word == from + words_shown) {
                add_piece(left_out, false);
                return shown;
            }
            const bool begun = word > from || (word == from && (piece.word || from == 0));
            if (begun && shown.empty() && from > 0) add_piece(left_out, false);
            if (begun) add_piece(piece.text, piece.word && word < hits.size() && hits[word]);
            if (piece.word) ++word;
        }
    }
    return shown;
}

}  // namespace earshot::sync
