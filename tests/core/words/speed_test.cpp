#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "core/words/themes.h"
#include "tests/core/words/lexicons.h"
#include "tests/support/size.h"

namespace earshot::core {
namespace {

#ifdef __OPTIMIZE__
constexpr bool optimized = true;
#else
constexpr bool optimized = false;
#endif

// Sentences put together from parts, with slips of the finger, so that many are nearly the same and
// many are about nothing a lexicon knows.
std::vector<Said> much_said(int count, unsigned seed) {
    std::mt19937 random(seed);
    const std::vector<std::string> who = {"",        "customer said ", "she says ", "he ",
                                          "again: ", "the lady ",      "they ",     "an old man "};
    const std::vector<std::string> what = {
        "the strawberries",  "umbrellas",   "the tills",     "our bread",      "parking",
        "the oat milk",      "the heating", "a hairdresser", "birthday cards", "the radio",
        "the young cashier", "batteries",   "the aisles",    "coupons",        "gift wrapping"};
    const std::vector<std::string> how = {
        "were mouldy",   "take too long",      "should be cheaper", "cannot be found",
        "are sold out",  "made her smile",     "would be nice",     "is too cold",
        "needs a chair", "were better before", "is far too loud",   "never works"};
    const std::vector<std::string> when = {"",
                                           " again",
                                           " this morning",
                                           " on saturdays",
                                           " after six",
                                           " every single week",
                                           " in the corner"};
    const auto one_of = [&](const std::vector<std::string>& all) {
        return all[std::uniform_int_distribution<std::size_t>(0, all.size() - 1)(random)];
    };
    std::vector<Said> said;
    for (int index = 0; index < count; ++index) {
        std::string text = one_of(who) + one_of(what) + " " + one_of(how) + one_of(when);
        for (int extra = static_cast<int>(random() % 3); extra > 0; --extra) {
            std::string made;
            for (int letter = 0; letter < 5; ++letter)
                made += static_cast<char>('a' + random() % 26);
            text += " " + made;
        }
        if (random() % 4 == 0) text.erase(random() % text.size(), 1);
        said.push_back({std::to_string(index), text, "en", std::to_string(random() % 8),
                        Instant{std::chrono::minutes{index}}});
    }
    return said;
}

double since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST(WordsSpeed, ManyCommentsAreComparedAndCodedInLittleMoreThanTheyTakeToCut) {
    const int count = test::sized("comments", 1'000, 100'000);
    const auto said = much_said(count, 3);
    const Examples none({});
    const Decided nothing;
    Reader reader(test::lexicons(), none, nothing, {"en", "de"});

    auto start = std::chrono::steady_clock::now();
    std::vector<Comparable> texts;
    for (const Said& each : said) texts.push_back(reader.compare(each));
    const double cutting = since(start);
    start = std::chrono::steady_clock::now();
    const auto pairs = same_pairs(texts);
    const double comparing = since(start);
    start = std::chrono::steady_clock::now();
    const Themes themes = themes_of(said, reader, said.back().at);
    const double coding = since(start);
    printf(
        "%d comments: cut and made ready %.2f s; near-duplicates %.2f s (%zu pairs); themes "
        "%.2f s (%zu groups); together %.2f s, %.1f times the reading\n",
        count, cutting, comparing, pairs.size(), coding, themes.groups.size(),
        cutting + comparing + coding, (cutting + comparing + coding) / cutting);
    EXPECT_FALSE(pairs.empty());
    EXPECT_FALSE(themes.groups.empty());
    if (optimized) {
        EXPECT_LE(cutting + comparing + coding, 10);
    }
}

}  // namespace
}  // namespace earshot::core
