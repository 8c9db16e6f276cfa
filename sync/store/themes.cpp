#include "sync/store/themes.h"

#include <algorithm>

#include "sync/store/audit.h"
#include "sync/store/hidden_id.h"
#include "sync/store/lexicons.h"
#include "sync/store/reading.h"

namespace earshot::sync {
namespace {

constexpr std::string_view themes_of_shop =
    "SELECT id, name, merged_into FROM themes WHERE shop_id = $1 ORDER BY id";

// With the words that a person looked at.
constexpr std::string_view coded_in = R"(
    SELECT coded.id, theme, records.seq, records.body FROM coded JOIN records USING (id)
    WHERE coded.shop_id = $1 AND erased_at IS NULL ORDER BY records.counted_at DESC)";

constexpr std::string_view upsert_coded = R"(
    INSERT INTO coded (shop_id, id, theme) VALUES ($1, $2, $3)
    ON CONFLICT (shop_id, id) DO UPDATE SET theme = excluded.theme)";

constexpr std::string_view insert_theme =
    "INSERT INTO themes (shop_id, id, name) VALUES ($1, $2, $3)";

constexpr std::string_view update_name = R"(
    UPDATE themes SET name = $3 WHERE shop_id = $1 AND id = $2 AND merged_into IS NULL
    RETURNING 1)";

constexpr std::string_view update_merged = R"(
    UPDATE themes SET merged_into = $3 WHERE shop_id = $1 AND id = $2 AND merged_into IS NULL
    RETURNING 1)";

constexpr std::string_view live_theme =
    "SELECT 1 FROM themes WHERE shop_id = $1 AND id = $2 AND merged_into IS NULL";

// The newest: what is compared with each text grows no further.
constexpr std::size_t examples_max = 2'000;
// Merged again and again; a circle cannot be made, a damaged store may hold one.
constexpr int merges_max = 100;

const std::vector<core::Lexicon>& lexicons() {
    static const std::vector<core::Lexicon> all = [] {
        std::vector<core::Lexicon> read;
        for (const std::string_view file : lexicon_files)
            read.push_back(core::Lexicon::read(file).value());
        return read;
    }();
    return all;
}

std::string words_of(const core::Body& body) {
    std::string all;
    const auto add = [&](const core::Text& text) {
        if (const auto* words = std::get_if<std::string>(&text))
            all += (all.empty() ? "" : "\n") + *words;
    };
    if (const auto* comment = std::get_if<core::Comment>(&body))
        add(comment->text);
    else if (const auto* response = std::get_if<core::Response>(&body))
        for (const core::Answer& answer : response->answers) add(answer.text);
    return all;
}

tl::unexpected<core::Error> no_theme() {
    return core::fail(core::ErrorKind::not_found, "There is no such theme.");
}

bool is_live(Store& store, const std::string& shop, const std::string& theme) {
    if (std::ranges::any_of(store.catalogue().reasons(), [&](const core::Reason& reason) {
            return reason.id == theme && reason.state == core::ReasonState::live;
        }))
        return true;
    return !store.writer().run(live_theme, {shop, theme}).empty();
}

void save(Store& store, const std::string& shop, const std::vector<std::string>& records,
          const std::string& theme, const Act& act) {
    wire::json::array ids;
    for (const std::string& record : records) {
        store.writer().run(upsert_coded, {shop, record, theme});
        ids.emplace_back(hidden_id(record, store.keys()));
    }
    note(store.writer(), store.keys(), act, "comments.code", shop, theme, {{"records", ids}});
}

}  // namespace

ThemesOf::ThemesOf(Store& store, const std::string& shop) {
    Store::Reading reading(store);
    for (const sql::Row& row : reading.run(themes_of_shop, {shop})) {
        if (row.null(2))
            named_.push_back({row.text(0), row.text(1)});
        else
            merged_into_[row.text(0)] = row.text(2);
    }
    const Catalogue catalogue = store.catalogue();
    for (const core::Reason& reason : catalogue.reasons()) {
        if (reason.state == core::ReasonState::live) reasons_.push_back(reason.id);
        if (reason.into) merged_into_[reason.id] = *reason.into;
    }
    std::vector<std::string> languages;
    for (const core::Shop& known : store.shops())
        if (known.id == shop) languages = known.languages;

    std::vector<core::Examples::Example> confirmed;
    core::Cutter cutter;
    for (const sql::Row& row : reading.run(coded_in, {shop})) {
        const std::string theme = row.text(1).empty() ? "" : live(row.text(1));
        decided_[row.text(0)] = theme;
        if (theme.empty() || confirmed.size() == examples_max) continue;
        const std::string words = words_of(kept_record(row.text(3), row.number(2)).body);
        confirmed.push_back({theme, core::comparable(cutter.cut(words), {})});
    }
    examples_ = std::make_unique<core::Examples>(confirmed);
    reader_ = std::make_unique<core::Reader>(lexicons(), *examples_, decided_, languages);
}

ThemesOf::~ThemesOf() = default;

std::string ThemesOf::live(const std::string& theme) const {
    std::string now = theme;
    for (int step = 0; step < merges_max; ++step) {
        const auto next = merged_into_.find(now);
        if (next == merged_into_.end()) break;
        now = next->second;
    }
    return now;
}

bool ThemesOf::is_there(const std::string& theme) const {
    return std::ranges::find(reasons_, theme) != reasons_.end() ||
           std::ranges::find(named_, theme, &Named::id) != named_.end();
}

// A lexicon knows reasons that a shop's book may not have, or no longer.
void ThemesOf::mend(std::optional<core::Coding>& coding) const {
    if (!coding) return;
    coding->theme = live(coding->theme);
    if (!is_there(coding->theme)) coding.reset();
}

std::optional<std::string> ThemesOf::confirmed(const std::string& record) const {
    const auto decided = decided_.find(record);
    if (decided == decided_.end() || !is_there(decided->second)) return std::nullopt;
    return decided->second;
}

core::Themes ThemesOf::all(const std::vector<core::Said>& said, core::Instant now) {
    core::Themes themes = core::themes_of(said, *reader_, now);
    for (auto& coding : themes.codings) mend(coding);
    return themes;
}

core::Result<void> code(Store& store, const std::string& shop,
                        const std::vector<std::string>& records,
                        const std::optional<std::string>& theme, const Act& act) {
    if (theme && !is_live(store, shop, *theme)) return no_theme();
    sql::Transaction transaction(store.writer());
    save(store, shop, records, theme.value_or(""), act);
    transaction.commit();
    return {};
}

std::string name_theme(Store& store, const std::string& shop,
                       const std::vector<std::string>& records, const std::string& name,
                       const std::string& id, const Act& act) {
    sql::Transaction transaction(store.writer());
    store.writer().run(insert_theme, {shop, id, name});
    note(store.writer(), store.keys(), act, "theme.name", shop, id, {{"name", name}});
    save(store, shop, records, id, act);
    transaction.commit();
    return id;
}

core::Result<void> rename_theme(Store& store, const std::string& shop, const std::string& theme,
                                const std::string& name, const Act& act) {
    sql::Transaction transaction(store.writer());
    if (store.writer().run(update_name, {shop, theme, name}).empty()) return no_theme();
    note(store.writer(), store.keys(), act, "theme.name", shop, theme, {{"name", name}});
    transaction.commit();
    return {};
}

core::Result<void> merge_theme(Store& store, const std::string& shop, const std::string& theme,
                               const std::string& into, const Act& act) {
    if (theme == into || !is_live(store, shop, into)) return no_theme();
    sql::Transaction transaction(store.writer());
    if (store.writer().run(update_merged, {shop, theme, into}).empty()) return no_theme();
    note(store.writer(), store.keys(), act, "theme.merge", shop, theme, {{"into", into}});
    transaction.commit();
    return {};
}

}  // namespace earshot::sync
