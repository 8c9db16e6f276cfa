#include "sync/store/listing.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <memory>
#include <utility>

#include "core/id.h"
#include "sync/store/blobs.h"
#include "sync/store/counting.h"
#include "sync/store/hidden_id.h"
#include "sync/store/reading.h"
#include "sync/store/search.h"
#include "sync/store/shop_clock.h"
#include "sync/store/themes.h"

namespace earshot::sync {
namespace {

constexpr std::string_view records_before = R"(
    SELECT id, seq, counted_at, set_aside, body, judged, till FROM records
    WHERE shop_id = $1 AND kind = $2 AND erased_at IS NULL AND counted_at >= $3
      AND (counted_at < $4 OR (counted_at = $4 AND id < $5))
    ORDER BY counted_at DESC, id DESC LIMIT $6)";

constexpr std::string_view record_in = R"(
    SELECT id, seq, counted_at, set_aside, body, judged FROM records
    WHERE id = $1 AND shop_id = $2 AND kind = $3 AND erased_at IS NULL AND counted_at >= $4
      AND counted_at < $5)";

constexpr std::string_view words_on = R"(
    SELECT id, seq, body FROM records
    WHERE shop_id = $1 AND names = $2 AND kind = 'words' AND erased_at IS NULL ORDER BY seq)";

constexpr std::string_view place_of = "SELECT shop_id, counted_at FROM records WHERE id = $1";

constexpr std::string_view record_by_id =
    R"(
    SELECT id, shop_id, kind, CASE WHEN kind = 'words' THEN names ELSE id END FROM records
    WHERE id = $1 AND erased_at IS NULL)";

constexpr int rows_at_once = 200;
// Where few match, a call ends before it has read a whole year.
constexpr int rows_at_most = 4'000;
// More than anybody reads; who finds more asks with more words.
constexpr int found_most = 10'000;

constexpr std::string_view best_cursor = "best-";

tl::unexpected<core::Error> no_cursor() {
    return core::fail(core::ErrorKind::invalid, "cursor is none that this call gave.");
}

const char* kind_of(Listing what) { return what == Listing::comments ? "comment" : "response"; }

bool matches(const ListQuery& query, const core::Comment& comment) {
    return (!query.topic ||
            std::ranges::find(comment.topics, *query.topic) != comment.topics.end()) &&
           (!query.tone || comment.tone == *query.tone);
}

bool matches(const ListQuery& query, const core::Response& response) {
    if (!query.question && !query.choice) return true;
    return std::ranges::any_of(response.answers, [&](const core::Answer& answer) {
        return (!query.question || answer.question == *query.question) &&
               (!query.choice ||
                std::ranges::find(answer.choices, *query.choice) != answer.choices.end());
    });
}

bool says_something(const core::Text& text) {
    const auto* words = std::get_if<std::string>(&text);
    return words != nullptr && !words->empty();
}

void add_words(core::Said& said, const core::Text& text, const std::string& locale) {
    const auto* words = std::get_if<std::string>(&text);
    if (words == nullptr || words->empty()) return;
    said.text += (said.text.empty() ? "" : "\n") + *words;
    said.locale = locale;
}

core::Said said_in(const std::string& id, const Listed& item) {
    core::Said said{id, "", "", "", {}};
    if (const auto* comment = std::get_if<core::Comment>(&item.body))
        add_words(said, comment->text, comment->locale);
    else if (const auto* response = std::get_if<core::Response>(&item.body))
        for (const core::Answer& answer : response->answers)
            add_words(said, answer.text, response->locale);
    for (const Listed::Added& added : item.words)
        add_words(said, added.words.text, added.words.locale);
    return said;
}

bool says_something(const Listed& item) {
    const auto in_words = [](const auto& each) { return says_something(each.text); };
    if (std::ranges::any_of(item.words,
                            [](const auto& each) { return says_something(each.words.text); }))
        return true;
    if (const auto* comment = std::get_if<core::Comment>(&item.body)) return in_words(*comment);
    return std::ranges::any_of(std::get<core::Response>(item.body).answers, in_words);
}

bool matches(const ListQuery& query, const Listed& item) {
    if (const auto* comment = std::get_if<core::Comment>(&item.body))
        return matches(query, *comment);
    return (query.include_flagged || !item.set_aside) && (item.set_aside || !query.only_flagged) &&
           matches(query, std::get<core::Response>(item.body));
}

// Everything of the shop before this.
struct Position {
    std::int64_t at;
    std::string id;
};

// Where a page of the best goes on.
core::Result<std::size_t> best_from(const std::optional<std::string>& cursor) {
    if (!cursor) return std::size_t{0};
    std::size_t place = 0;
    const char* last = cursor->data() + cursor->size();
    const bool ours = cursor->starts_with(best_cursor);
    const auto [end, wrong] =
        std::from_chars(cursor->data() + (ours ? best_cursor.size() : cursor->size()), last, place);
    if (!ours || wrong != std::errc{} || end != last) return no_cursor();
    return place;
}

class Lister {
  public:
    Lister(Store& store, const ListQuery& query, std::size_t most)
        : reading_(store), store_(store), query_(query), most_(most) {}

    // Whether it came to the end of the shop.
    bool read(const ListedShop& shop, Position from) {
        if (query_.words) {
            found_ = best_of(search(store_, shop.id, *query_.words, found_most));
            if (found_->empty()) return true;
        }
        while (page_.items.size() < most_ && rows_ < rows_at_most) {
            const auto rows =
                reading_.run(records_before, {shop.id, kind_of(query_.what), number_of(shop.from),
                                              from.at, from.id, rows_at_once});
            for (const sql::Row& row : rows) {
                from = {row.number(2), row.text(0)};
                take(shop, row);
                if (page_.items.size() == most_) break;
            }
            rows_ += static_cast<int>(rows.size());
            if (rows.size() < rows_at_once && page_.items.size() < most_) return true;
        }
        page_.cursor = hidden_id(from.id, store_.keys());
        return false;
    }

    // Of all shops together, what the words fit best first, from the place on.
    void read_best(std::size_t from) {
        struct Ranked {
            Hit hit;
            const ListedShop* shop;
        };
        std::vector<Ranked> ranked;
        found_.emplace();
        for (const ListedShop& shop : query_.shops)
            for (auto& [of, hit] : best_of(search(store_, shop.id, *query_.words, found_most))) {
                ranked.push_back({hit, &shop});
                found_->emplace(of, hit);
            }
        // Of two as good the newer one: an id begins with its time.
        std::ranges::sort(ranked, [](const Ranked& one, const Ranked& other) {
            return one.hit.rank != other.hit.rank ? one.hit.rank < other.hit.rank
                                                  : one.hit.of > other.hit.of;
        });
        while (from < ranked.size() && page_.items.size() < most_ && rows_ < rows_at_most) {
            const auto& [hit, shop] = ranked[from++];
            read_one(*shop, hit.of);
            ++rows_;
        }
        if (from < ranked.size()) page_.cursor = std::string(best_cursor) + std::to_string(from);
    }

    void read_one(const ListedShop& shop, const std::string& id) {
        for (const sql::Row& row : reading_.run(
                 record_in,
                 {id, shop.id, kind_of(query_.what), number_of(shop.from), number_of(shop.to)}))
            take(shop, row);
    }

    void read_row(const ListedShop& shop, const sql::Row& row) { take(shop, row); }

    ListPage page() { return std::exchange(page_, {}); }

  private:
    using Hits = std::map<std::string, Hit>;  // by the record that a list shows

    static Hits best_of(std::vector<Hit> hits) {
        Hits best;
        for (Hit& hit : hits) best.try_emplace(hit.of, std::move(hit));
        return best;
    }

    void take(const ListedShop& shop, const sql::Row& row) {
        if (found_ && !found_->contains(row.text(0))) return;
        Listed item;
        item.id = hidden_id(row.text(0), store_.keys());
        item.shop = shop.id;
        item.day = day_name(shop.timezone, instant_of(row.number(2)));
        item.daypart = daypart_name(shop.timezone, instant_of(row.number(2)));
        if (query_.daypart && item.daypart != *query_.daypart) return;
        item.set_aside = row.number(3) != 0;
        item.body = kept_record(row.text(4), row.number(1)).body;
        if (auto* response = std::get_if<core::Response>(&item.body))
            for (const std::string& flag : split(row.text(5)))
                if (std::ranges::find(response->flags, flag) == response->flags.end())
                    response->flags.push_back(flag);
        if (!matches(query_, item)) return;
        if (auto* comment = std::get_if<core::Comment>(&item.body); comment && comment->audio)
            comment->audio = listed_blob(reading_, *comment->audio, store_.keys());
        const Hit* hit = found_ ? &found_->at(row.text(0)) : nullptr;
        if (hit != nullptr && hit->id == row.text(0))
            item.excerpt = excerpt(store_, *query_.words, *hit, item.body);
        for (const sql::Row& added : reading_.run(words_on, {shop.id, row.text(0)})) {
            core::Body body = kept_record(added.text(2), added.number(1)).body;
            if (hit != nullptr && hit->id == added.text(0))
                item.excerpt = excerpt(store_, *query_.words, *hit, body);
            item.words.push_back(
                {hidden_id(added.text(0), store_.keys()), std::get<core::Words>(std::move(body))});
        }
        if (query_.theme && !is_about(shop.id, row.text(0))) return;
        if (!query_.worded || says_something(item)) page_.items.push_back(std::move(item));
    }

    bool is_about(const std::string& shop, const std::string& id) {
        auto& themes = themes_[shop];
        if (!themes) themes = std::make_unique<ThemesOf>(store_, shop);
        return themes->confirmed(id) == *query_.theme;
    }

    Store::Reading reading_;
    Store& store_;
    std::map<std::string, std::unique_ptr<ThemesOf>> themes_;  // by shop
    const ListQuery& query_;
    const std::size_t most_;
    ListPage page_;
    std::optional<Hits> found_;  // of the shop at hand, or of all, by the words asked for
    int rows_ = 0;
};

}  // namespace

core::Result<ListPage> list(Store& store, const ListQuery& query,
                            const std::optional<std::string>& cursor, std::size_t most) {
    if (query.best_first && query.words) {
        TRY_ASSIGN(const std::size_t from, best_from(cursor));
        Lister lister(store, query, most);
        lister.read_best(from);
        return lister.page();
    }
    auto shop = query.shops.begin();
    std::optional<Position> from;
    if (cursor) {
        const auto wrong = no_cursor();
        if (!core::is_id(*cursor)) return wrong;
        const std::string id = shown_id(*cursor, store.keys());
        const auto place = Store::Reading(store).run(place_of, {id});
        if (place.empty()) return wrong;
        shop = std::ranges::find(query.shops, place[0].text(0), &ListedShop::id);
        if (shop == query.shops.end()) return wrong;
        from = Position{place[0].number(1), id};
    }
    Lister lister(store, query, most);
    for (; shop != query.shops.end(); ++shop) {
        if (!lister.read(*shop, from.value_or(Position{number_of(shop->to), ""}))) break;
        from.reset();
    }
    return lister.page();
}

std::vector<SaidListed> said_between(Store& store, const ListedShop& shop, Listing what,
                                     std::size_t most) {
    ListQuery query;
    query.what = what;
    query.worded = true;
    query.shops = {shop};
    std::vector<SaidListed> all;
    Lister lister(store, query, std::numeric_limits<std::size_t>::max());
    Store::Reading reading(store);
    Position from{number_of(shop.to), ""};
    while (all.size() < most) {
        const auto rows = reading.run(records_before, {shop.id, kind_of(what), number_of(shop.from),
                                                       from.at, from.id, rows_at_once});
        for (const sql::Row& row : rows) {
            from = {row.number(2), row.text(0)};
            lister.read_row(shop, row);
            ListPage page = lister.page();
            for (Listed& item : page.items) {
                const auto* comment = std::get_if<core::Comment>(&item.body);
                if (comment != nullptr && comment->special) continue;
                core::Said said = said_in(from.id, item);
                said.at = instant_of(from.at);
                said.till = row.text(6);
                all.push_back({std::move(said), std::move(item)});
            }
        }
        if (rows.size() < rows_at_once) break;
    }
    return all;
}

std::optional<Listed> list_one(Store& store, const core::Shop& shop, const std::string& id) {
    ListQuery query;
    query.include_flagged = true;
    for (const Listing what : {Listing::responses, Listing::comments}) {
        query.what = what;
        Lister lister(store, query, 1);
        lister.read_one({shop.id, shop.timezone, core::Instant::min(), core::Instant::max()}, id);
        ListPage page = lister.page();
        if (!page.items.empty()) return std::move(page.items.front());
    }
    return std::nullopt;
}

std::optional<Found> find_record(Store& store, const std::string& id) {
    if (!core::is_id(id)) return std::nullopt;
    Store::Reading reading(store);
    for (const std::string& candidate : {shown_id(id, store.keys()), id}) {
        const auto rows = reading.run(record_by_id, {candidate});
        if (!rows.empty())
            return Found{rows[0].text(0), rows[0].text(1), rows[0].text(2), rows[0].text(3)};
    }
    return std::nullopt;
}

}  // namespace earshot::sync
