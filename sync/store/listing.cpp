#include "sync/store/listing.h"

#include <algorithm>
#include <set>

#include "core/id.h"
#include "sync/store/blobs.h"
#include "sync/store/counting.h"
#include "sync/store/hidden_id.h"
#include "sync/store/reading.h"
#include "sync/store/search.h"
#include "sync/store/shop_clock.h"

namespace earshot::sync {
namespace {

constexpr std::string_view records_before = R"(
    SELECT id, seq, counted_at, set_aside, body, judged FROM records
    WHERE shop_id = $1 AND kind = $2 AND erased_at IS NULL AND counted_at >= $3
      AND (counted_at < $4 OR (counted_at = $4 AND id < $5))
    ORDER BY counted_at DESC, id DESC LIMIT $6)";

constexpr std::string_view words_on = R"(
    SELECT id, seq, body FROM records
    WHERE shop_id = $1 AND names = $2 AND kind = 'words' AND erased_at IS NULL ORDER BY seq)";

constexpr std::string_view place_of = "SELECT shop_id, counted_at FROM records WHERE id = $1";

constexpr std::string_view record_by_id =
    "SELECT id, shop_id, kind FROM records WHERE id = $1 AND erased_at IS NULL";

constexpr int rows_at_once = 200;
// Where few match, a call ends before it has read a whole year.
constexpr int rows_at_most = 4'000;
// More than anybody reads; who finds more asks with more words.
constexpr int found_most = 10'000;

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
    return (query.include_flagged || !item.set_aside) &&
           matches(query, std::get<core::Response>(item.body));
}

// Everything of the shop before this.
struct Position {
    std::int64_t at;
    std::string id;
};

class Lister {
  public:
    Lister(Store& store, const ListQuery& query, std::size_t most)
        : reading_(store), store_(store), query_(query), most_(most) {}

    // Whether it came to the end of the shop.
    bool read(const ListedShop& shop, Position from) {
        if (query_.words) {
            found_ = search(store_, shop.id, *query_.words, found_most);
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

    ListPage page() { return std::move(page_); }

  private:
    void take(const ListedShop& shop, const sql::Row& row) {
        if (found_ && !found_->contains(row.text(0))) return;
        Listed item;
        item.id = hidden_id(row.text(0), store_.keys());
        item.shop = shop.id;
        item.day = day_name(shop.timezone, instant_of(row.number(2)));
        item.daypart = daypart_name(shop.timezone, instant_of(row.number(2)));
        item.set_aside = row.number(3) != 0;
        item.body = kept_record(row.text(4), row.number(1)).body;
        if (auto* response = std::get_if<core::Response>(&item.body))
            for (const std::string& flag : split(row.text(5)))
                if (std::ranges::find(response->flags, flag) == response->flags.end())
                    response->flags.push_back(flag);
        if (!matches(query_, item)) return;
        if (auto* comment = std::get_if<core::Comment>(&item.body); comment && comment->audio)
            comment->audio = listed_blob(reading_, *comment->audio, store_.keys());
        for (const sql::Row& added : reading_.run(words_on, {shop.id, row.text(0)}))
            item.words.push_back(
                {hidden_id(added.text(0), store_.keys()),
                 std::get<core::Words>(kept_record(added.text(2), added.number(1)).body)});
        if (!query_.worded || says_something(item)) page_.items.push_back(std::move(item));
    }

    Store::Reading reading_;
    Store& store_;
    const ListQuery& query_;
    const std::size_t most_;
    ListPage page_;
    std::optional<std::set<std::string>> found_;  // of the shop at hand, by the words asked for
    int rows_ = 0;
};

}  // namespace

core::Result<ListPage> list(Store& store, const ListQuery& query,
                            const std::optional<std::string>& cursor, std::size_t most) {
    auto shop = query.shops.begin();
    std::optional<Position> from;
    if (cursor) {
        const auto wrong =
            core::fail(core::ErrorKind::invalid, "cursor is none that this call gave.");
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

std::optional<Found> find_record(Store& store, const std::string& id) {
    if (!core::is_id(id)) return std::nullopt;
    Store::Reading reading(store);
    for (const std::string& candidate : {shown_id(id, store.keys()), id}) {
        const auto rows = reading.run(record_by_id, {candidate});
        if (!rows.empty()) return Found{rows[0].text(0), rows[0].text(1), rows[0].text(2)};
    }
    return std::nullopt;
}

}  // namespace earshot::sync
